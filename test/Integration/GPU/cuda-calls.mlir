// What the host asks of a CUDA driver, written down by one that is not real:
// kernels do not run here, so results are not looked at.

// RUN: env LD_LIBRARY_PATH=%fake_cuda_dir rint-runner %s --target=cuda --entry=counts --input=4xi64=iota --input=4xi64=2 | FileCheck %s --check-prefix=COUNTS --implicit-check-not=synchronize
// RUN: env LD_LIBRARY_PATH=%fake_cuda_dir rint-runner %s --target=cuda --entry=sized --input=4xi64=iota --input=4xi64=2 --input=index=0 | FileCheck %s --check-prefix=SIZED --implicit-check-not=synchronize
// RUN: env LD_LIBRARY_PATH=%fake_cuda_dir RINT_GPU_DEVICE="Fake B" rint-runner %s --target=cuda --entry=scalar --input=1000xi8=iota | FileCheck %s --check-prefix=SCALAR --implicit-check-not=synchronize
// RUN: env LD_LIBRARY_PATH=%fake_cuda_dir rint-runner %s --target=cuda --entry=scalar --input=0xi8=[] | FileCheck %s --check-prefix=EMPTY

// RUN: env LD_LIBRARY_PATH=%fake_cuda_dir FAKE_CUDA_FAIL=cuInit not rint-runner %s --target=cuda --entry=scalar --input=4xi8=iota 2>&1 | FileCheck %s --check-prefix=START
// RUN: env LD_LIBRARY_PATH=%fake_cuda_dir FAKE_CUDA_FAIL=cuMemAlloc not rint-runner %s --target=cuda --entry=scalar --input=4xi8=iota 2>&1 | FileCheck %s --check-prefix=MEMORY
// RUN: env LD_LIBRARY_PATH=%fake_cuda_dir FAKE_CUDA_FAIL=cuDeviceGetCount not rint-runner %s --target=cuda --entry=scalar --input=4xi8=iota 2>&1 | FileCheck %s --check-prefix=NODEVICE
// RUN: env LD_LIBRARY_PATH=%fake_cuda_dir RINT_GPU_DEVICE=7 not rint-runner %s --target=cuda --entry=scalar --input=4xi8=iota 2>&1 | FileCheck %s --check-prefix=CHOICE
// RUN: env LD_LIBRARY_PATH=%fake_cuda_dir FAKE_CUDA_MEMORY=100000000 not rint-runner %s --target=cuda --entry=scalar --input=40000000xi8=1 2>&1 | FileCheck %s --check-prefix=LARGE --implicit-check-not=launch

// COUNTS: use device 0
// COUNTS-NEXT: load PTX
// COUNTS: copy 32 bytes
// COUNTS: launch scan_
// COUNTS: copy 8 bytes
// COUNTS-NEXT: synchronize
// COUNTS: copy 32 bytes
// COUNTS: launch expand_runs_
// COUNTS: synchronize
func.func @counts(%x: tensor<?xi64>, %rs: tensor<?xi64>) -> tensor<?xi64> {
  %y = rint.repeat_interleave %x repeats(%rs : tensor<?xi64>) dim(0) : tensor<?xi64> -> tensor<?xi64>
  return %y : tensor<?xi64>
}

// Memory that no kernel has written is zero, and so is the total.
// SIZED: launch scan_
// SIZED: launch expand_runs_
// SIZED: copy 8 bytes
// SIZED: synchronize
func.func @sized(%x: tensor<?xi64>, %rs: tensor<?xi64>, %n: index) -> tensor<?xi64> {
  %y = rint.repeat_interleave %x repeats(%rs : tensor<?xi64>) dim(0) output_size(%n) : tensor<?xi64> -> tensor<?xi64>
  return %y : tensor<?xi64>
}

// SCALAR: use device 1
// SCALAR: allocate 1024 bytes
// SCALAR: copy 1000 bytes
// SCALAR-NEXT: allocate 3072 bytes
// SCALAR-NEXT: launch broadcast_runs_ka_i8, 1 blocks of 256
// SCALAR-NEXT: copy 3000 bytes
// SCALAR-NEXT: synchronize

// Neither memory nor grids may be empty.
// EMPTY: allocate 512 bytes
// EMPTY: launch broadcast_runs_ka_i8, 1 blocks
// EMPTY-NOT: copy

// There are 100 million bytes free.
// LARGE: cuda-calls.mlir:[[# @LINE+7]]:8: error: 'rint.repeat_interleave' op expected the result to fit in memory, but got 120000000 bytes{{$}}

// START: {{^}}error: expected CUDA to start, but got CUDA_ERROR_NO_DEVICE: no CUDA-capable device is detected{{$}}
// MEMORY: {{^}}error: expected CUDA to allocate 512 bytes, but got CUDA_ERROR_OUT_OF_MEMORY: out of memory{{$}}
// NODEVICE: {{^}}error: expected a GPU, but got none; install the driver of an NVIDIA GPU
// CHOICE: {{^}}error: expected the device to be one of 0 (Fake A), 1 (Fake B), but got '7'{{$}}
func.func @scalar(%x: tensor<?xi8>) -> tensor<?xi8> {
  %y = rint.repeat_interleave %x repeats(3) dim(0) : tensor<?xi8> -> tensor<?xi8>
  return %y : tensor<?xi8>
}

// Results that grow from round to round fit nothing that was freed before. What is
// kept goes once it is more than twice what was in use at a time.
// RUN: env LD_LIBRARY_PATH=%fake_cuda_dir rint-runner %s --target=cuda --entry=larger --input=1xi64=1 --input=index=1000000 --input=index=8 | FileCheck %s --check-prefix=LARGER
// LARGER: allocate 8000512 bytes
// LARGER-NOT: free
// LARGER: allocate 32000512 bytes
// LARGER: free
// LARGER: allocate 56000512 bytes
func.func @larger(%x: tensor<?xi64>, %step: index, %n: index) -> i64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0 : i64
  %sum = scf.for %i = %c0 to %n step %c1 iter_args(%a = %zero) -> i64 {
    %m = arith.muli %i, %step : index
    %r = arith.addi %m, %c1 : index
    %y = rint.repeat_interleave %x repeats(%r : index) : tensor<?xi64> -> tensor<?xi64>
    %v = tensor.extract %y[%c0] : tensor<?xi64>
    %b = arith.addi %a, %v : i64
    scf.yield %b : i64
  }
  return %sum : i64
}
