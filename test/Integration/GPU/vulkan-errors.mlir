// The first error in the order of the program is reported, as on the CPU, whenever
// it was found out.

// REQUIRES: vulkan

// A wrong size, of all kinds; bad counts come before it.
// RUN: not rint-runner %s --target=vulkan --entry=sized --input=3xi32=iota --input=3xi32=2 --input=index=7 2>&1 | FileCheck %s --check-prefix=MORE
// RUN: not rint-runner %s --target=vulkan --entry=sized --input=3xi32=iota --input=3xi32=2 --input=index=5 2>&1 | FileCheck %s --check-prefix=LESS
// RUN: not rint-runner %s --target=vulkan --entry=sized --input=3xi32=iota --input=3xi32=2 --input=index=-1 2>&1 | FileCheck %s --check-prefix=NEGATIVE
// RUN: not rint-runner %s --target=vulkan --entry=sized --input=3xi32=iota --input=3xi32=2 --input=index=9000000000000000000 2>&1 | FileCheck %s --check-prefix=HUGE
// RUN: not rint-runner %s --target=vulkan --entry=sized --input=3xi32=iota '--input=3xi32=[4,-2,4]' --input=index=6 2>&1 | FileCheck %s --check-prefix=COUNT
// RUN: not rint-runner %s --target=vulkan --entry=sized --input=3xi32=iota '--input=3xi32=[4,-2,4]' --input=index=-1 2>&1 | FileCheck %s --check-prefix=COUNT
// RUN: not rint-runner %s --target=vulkan --entry=sized --input=0xi32=[] --input=1xi32=-7 --input=index=0 2>&1 | FileCheck %s --check-prefix=ONLY
// RUN: not rint-runner %s --target=vulkan --entry=sized --input=0xi32=[] --input=1xi32=7 --input=index=1 2>&1 | FileCheck %s --check-prefix=EMPTY

// MORE: errors.mlir:[[# @LINE+8]]:8: error: 'rint.repeat_interleave' op expected output_size to be 6, the sum of repeats, but got 7{{$}}
// LESS: errors.mlir:[[# @LINE+7]]:8: error: 'rint.repeat_interleave' op expected output_size to be 6, the sum of repeats, but got 5{{$}}
// NEGATIVE: expected output_size to be non-negative, but got -1{{$}}
// HUGE: expected output_size to be 6, the sum of repeats, but got 9000000000000000000{{$}}
// COUNT: expected repeats[1] to be non-negative, but got -2{{$}}
// ONLY: expected repeats[0] to be non-negative, but got -7{{$}}
// EMPTY: expected output_size to be 0, the sum of repeats, but got 1{{$}}
func.func @sized(%x: tensor<?xi32>, %rs: tensor<?xi32>, %n: index) -> tensor<?xi32> {
  %y = rint.repeat_interleave %x repeats(%rs : tensor<?xi32>) dim(0) output_size(%n) : tensor<?xi32> -> tensor<?xi32>
  return %y : tensor<?xi32>
}

// Sums of counts that exceed 63 bits.
// RUN: not rint-runner %s --target=vulkan --entry=wide '--input=3xi64=[4611686018427387904, 1, 4611686018427387904]' --input=index=3 2>&1 | FileCheck %s --check-prefix=SUM
// SUM: expected the sum of repeats to fit 63 bits, but got an overflow at repeats[2] = 4611686018427387904{{$}}
func.func @wide(%rs: tensor<?xi64>, %n: index) -> tensor<?xi64> {
  %y = rint.repeat_indices repeats(%rs : tensor<?xi64>) output_size(%n) : tensor<?xi64>
  return %y : tensor<?xi64>
}

// A result that the device cannot hold, in memory or in one buffer (128 MiB), is
// too large for memory; where output_size is, the counts are added up first.
// RUN: not rint-runner %s --target=vulkan --entry=large --input=1xi8=1 --input=index=200000000 2>&1 | FileCheck %s --check-prefix=LARGE
// RUN: not rint-runner %s --target=vulkan --entry=wide --input=1xi64=2000000000000 --input=index=2000000000000 2>&1 | FileCheck %s --check-prefix=LARGE-TOTAL
// RUN: not rint-runner %s --target=vulkan --entry=wide --input=3xi64=2 --input=index=2000000000000 2>&1 | FileCheck %s --check-prefix=LARGE-SIZE
// LARGE: errors.mlir:[[# @LINE+4]]:8: error: 'rint.repeat_interleave' op expected the result to fit in memory, but got 200000000 bytes{{$}}
// LARGE-TOTAL: expected the result to fit in memory, but got 16000000000000 bytes{{$}}
// LARGE-SIZE: expected output_size to be 6, the sum of repeats, but got 2000000000000{{$}}
func.func @large(%x: tensor<?xi8>, %r: index) -> tensor<?xi8> {
  %y = rint.repeat_interleave %x repeats(%r : index) dim(0) : tensor<?xi8> -> tensor<?xi8>
  return %y : tensor<?xi8>
}

// There is no end to the copies of nothing.
// RUN: rint-runner %s --target=vulkan --entry=nothing '--input=2x0xi8=[[],[]]' --input=2xi64=2000000000000000000 --input=index=4000000000000000000 | FileCheck %s --check-prefix=NOTHING
// RUN: not rint-runner %s --target=vulkan --entry=nothing '--input=2x0xi8=[[],[]]' --input=2xi64=2 --input=index=4000000000000000000 2>&1 | FileCheck %s --check-prefix=NOTHING-SIZE
// NOTHING: {{^}}4000000000000000000x0xi8=
// NOTHING-SIZE: expected output_size to be 4, the sum of repeats, but got 4000000000000000000{{$}}
func.func @nothing(%x: tensor<?x?xi8>, %rs: tensor<?xi64>, %n: index) -> tensor<?x?xi8> {
  %y = rint.repeat_interleave %x repeats(%rs : tensor<?xi64>) dim(0) output_size(%n) : tensor<?x?xi8> -> tensor<?x?xi8>
  return %y : tensor<?x?xi8>
}

// Of two ops the first wins, whatever is wrong with the second: its size, a
// count, how many counts there are, or a size that no memory can hold.
// RUN: not rint-runner %s --target=vulkan --entry=two --input=3xi32=iota --input=3xi32=2 --input=index=7 --input=3xi32=1 --input=index=4 2>&1 | FileCheck %s --check-prefix=FIRST
// RUN: not rint-runner %s --target=vulkan --entry=two --input=3xi32=iota --input=3xi32=2 --input=index=7 --input=3xi32=-1 --input=index=3 2>&1 | FileCheck %s --check-prefix=FIRST
// RUN: not rint-runner %s --target=vulkan --entry=two --input=3xi32=iota --input=3xi32=2 --input=index=7 --input=4xi32=1 --input=index=4 2>&1 | FileCheck %s --check-prefix=FIRST
// RUN: not rint-runner %s --target=vulkan --entry=two --input=3xi32=iota --input=3xi32=2 --input=index=7 --input=1xi32=-1 --input=index=4 2>&1 | FileCheck %s --check-prefix=FIRST
// RUN: not rint-runner %s --target=vulkan --entry=two --input=3xi32=iota --input=3xi32=2 --input=index=7 --input=3xi32=1 --input=index=9000000000000000000 2>&1 | FileCheck %s --check-prefix=FIRST
// RUN: not rint-runner %s --target=vulkan --entry=two --input=3xi32=iota --input=3xi32=2 --input=index=6 --input=4xi32=1 --input=index=4 2>&1 | FileCheck %s --check-prefix=SECOND
// RUN: not rint-runner %s --target=vulkan --entry=two --input=3xi32=iota --input=3xi32=2 --input=index=6 --input=3xi32=1 --input=index=9000000000000000000 2>&1 | FileCheck %s --check-prefix=SECOND-SIZE
// FIRST: errors.mlir:[[# @LINE+5]]:8: error: 'rint.repeat_interleave' op expected output_size to be 6, the sum of repeats, but got 7{{$}}
// SECOND: errors.mlir:[[# @LINE+5]]:8: error: 'rint.repeat_interleave' op expected the number of elements of repeats to be 1 or 3, but got 4{{$}}
// SECOND-SIZE: errors.mlir:[[# @LINE+4]]:8: error: 'rint.repeat_interleave' op expected output_size to be 3, the sum of repeats, but got 9000000000000000000{{$}}
func.func @two(%x: tensor<?xi32>, %rs: tensor<?xi32>, %n: index, %ss: tensor<?xi32>, %m: index)
    -> (tensor<?xi32>, tensor<?xi32>) {
  %y = rint.repeat_interleave %x repeats(%rs : tensor<?xi32>) dim(0) output_size(%n) : tensor<?xi32> -> tensor<?xi32>
  %z = rint.repeat_interleave %x repeats(%ss : tensor<?xi32>) dim(0) output_size(%m) : tensor<?xi32> -> tensor<?xi32>
  return %y, %z : tensor<?xi32>, tensor<?xi32>
}

// Nothing is printed of a result that has an error.
// RUN: not rint-runner %s --target=vulkan --entry=shown --input=3xi32=iota --input=3xi32=2 --input=index=7 2>&1 | FileCheck %s --check-prefix=SHOWN --implicit-check-not=data
// SHOWN: expected output_size to be 6, the sum of repeats, but got 7{{$}}
func.func private @printMemrefI32(%x: tensor<*xi32>)
func.func @shown(%x: tensor<?xi32>, %rs: tensor<?xi32>, %n: index) {
  %y = rint.repeat_interleave %x repeats(%rs : tensor<?xi32>) dim(0) output_size(%n) : tensor<?xi32> -> tensor<?xi32>
  %any = tensor.cast %y : tensor<?xi32> to tensor<*xi32>
  func.call @printMemrefI32(%any) : (tensor<*xi32>) -> ()
  return
}

// In a loop, and in a branch.
// RUN: rint-runner %s --target=vulkan --entry=nested --input=2xi32=iota --input=2xi32=2 --input=index=4 --input=i1=true | FileCheck %s --check-prefix=NESTED
// RUN: not rint-runner %s --target=vulkan --entry=nested --input=2xi32=iota --input=2xi32=2 --input=index=5 --input=i1=true 2>&1 | FileCheck %s --check-prefix=NESTED-ERROR
// RUN: rint-runner %s --target=vulkan --entry=nested --input=2xi32=iota --input=2xi32=2 --input=index=5 --input=i1=false | FileCheck %s --check-prefix=SKIPPED
// NESTED: {{^}}4xi32=[0, 0, 1, 1]
// NESTED-ERROR: expected output_size to be 4, the sum of repeats, but got 5{{$}}
// SKIPPED: {{^}}2xi32=[0, 1]
func.func @nested(%x: tensor<?xi32>, %rs: tensor<?xi32>, %n: index, %c: i1) -> tensor<?xi32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %r = scf.for %i = %c0 to %c3 step %c1 iter_args(%last = %x) -> tensor<?xi32> {
    %y = scf.if %c -> tensor<?xi32> {
      %z = rint.repeat_interleave %x repeats(%rs : tensor<?xi32>) dim(0) output_size(%n) : tensor<?xi32> -> tensor<?xi32>
      scf.yield %z : tensor<?xi32>
    } else {
      scf.yield %last : tensor<?xi32>
    }
    scf.yield %y : tensor<?xi32>
  }
  return %r : tensor<?xi32>
}

// Sizes taken on trust feed each other.
// RUN: rint-runner %s --target=vulkan --entry=chain --input=3xi32=[1,0,2] --input=3xi32=2 --input=index=6 --input=index=6 | FileCheck %s --check-prefix=CHAIN
// RUN: not rint-runner %s --target=vulkan --entry=chain --input=3xi32=[1,0,2] --input=3xi32=2 --input=index=6 --input=index=7 2>&1 | FileCheck %s --check-prefix=CHAIN-SECOND
// RUN: not rint-runner %s --target=vulkan --entry=chain --input=3xi32=[1,0,2] --input=3xi32=2 --input=index=5 --input=index=7 2>&1 | FileCheck %s --check-prefix=CHAIN-FIRST
// RUN: not rint-runner %s --target=vulkan --entry=chain --input=1xi32=-3 --input=1xi32=1 --input=index=1 --input=index=7 2>&1 | FileCheck %s --check-prefix=CHAIN-COUNT
// CHAIN: {{^}}6xi32=[1, 1, 2, 2, 2, 2]
// CHAIN-SECOND: expected output_size to be 6, the sum of repeats, but got 7{{$}}
// CHAIN-FIRST: expected output_size to be 6, the sum of repeats, but got 5{{$}}
// CHAIN-COUNT: expected repeats[0] to be non-negative, but got -3{{$}}
func.func @chain(%x: tensor<?xi32>, %rs: tensor<?xi32>, %n: index, %m: index) -> tensor<?xi32> {
  %y = rint.repeat_interleave %x repeats(%rs : tensor<?xi32>) dim(0) output_size(%n) : tensor<?xi32> -> tensor<?xi32>
  %z = rint.repeat_interleave %y repeats(%y : tensor<?xi32>) dim(0) output_size(%m) : tensor<?xi32> -> tensor<?xi32>
  return %z : tensor<?xi32>
}
