// How often the host waits, and what travels. A size that depends on data costs a
// copy of 8 bytes and a wait; the end of the function is another wait.

// REQUIRES: vulkan
// RUN: env RINT_GPU_LOG=1 rint-runner %s --target=vulkan --entry=counts --input=4xf32=iota --input=4xi32=2 2>&1 | FileCheck %s --check-prefix=COUNTS --implicit-check-not=copy --implicit-check-not=synchronize
// RUN: env RINT_GPU_LOG=1 rint-runner %s --target=vulkan --entry=scalar --input=4xf32=iota --input=index=2 2>&1 | FileCheck %s --check-prefix=SCALAR --implicit-check-not=copy --implicit-check-not=synchronize
// RUN: env RINT_GPU_LOG=1 rint-runner %s --target=vulkan --entry=literal --input=4xf32=iota 2>&1 | FileCheck %s --check-prefix=LITERAL --implicit-check-not=synchronize
// RUN: env RINT_GPU_LOG=1 rint-runner %s --target=vulkan --entry=chain --input=4xf32=iota --input=index=2 2>&1 | FileCheck %s --check-prefix=CHAIN --implicit-check-not=copy --implicit-check-not=synchronize
// RUN: env RINT_GPU_LOG=1 rint-runner %s --target=vulkan --entry=plan --input=4xf32=iota --input=4xi8=iota --input=4xi32=2 2>&1 | FileCheck %s --check-prefix=PLAN --implicit-check-not=copy --implicit-check-not=synchronize
// RUN: env RINT_GPU_LOG=1 rint-runner %s --target=vulkan --entry=sized --input=4xf32=iota --input=4xi32=2 --input=index=8 2>&1 | FileCheck %s --check-prefix=SIZED --implicit-check-not=copy --implicit-check-not=synchronize
// RUN: env RINT_GPU_LOG=1 rint-runner %s --target=vulkan --entry=static --input=4xf32=iota --input=4xi32=2 2>&1 | FileCheck %s --check-prefix=STATIC --implicit-check-not=copy --implicit-check-not=synchronize
// RUN: env RINT_GPU_LOG=1 rint-runner %s --target=vulkan --entry=two --input=4xf32=iota --input=4xi32=2 --input=index=8 --input=4xi8=1 --input=index=4 2>&1 | FileCheck %s --check-prefix=TWO --implicit-check-not=copy --implicit-check-not=synchronize
// RUN: env RINT_GPU_LOG=1 rint-runner %s --target=vulkan --entry=mixed --input=4xf32=iota --input=4xi32=2 --input=index=8 --input=4xi8=1 2>&1 | FileCheck %s --check-prefix=MIXED --implicit-check-not=copy --implicit-check-not=synchronize

// COUNTS: copy to the device 16 bytes
// COUNTS: copy to the host 8 bytes
// COUNTS: synchronize
// COUNTS: copy to the device 16 bytes
// COUNTS: copy to the host 32 bytes
// COUNTS-NEXT: synchronize
func.func @counts(%x: tensor<?xf32>, %rs: tensor<?xi32>) -> tensor<?xf32> {
  %y = rint.repeat_interleave %x repeats(%rs : tensor<?xi32>) dim(0) : tensor<?xf32> -> tensor<?xf32>
  return %y : tensor<?xf32>
}

// SCALAR: copy to the device 16 bytes
// SCALAR: launch
// SCALAR-NOT: launch
// SCALAR: copy to the host 32 bytes
// SCALAR: synchronize
func.func @scalar(%x: tensor<?xf32>, %r: index) -> tensor<?xf32> {
  %y = rint.repeat_interleave %x repeats(%r : index) dim(0) : tensor<?xf32> -> tensor<?xf32>
  return %y : tensor<?xf32>
}

// Counts that are known to the compiler make a size that is known.
// LITERAL-NOT: copy to the host 8 bytes
// LITERAL: copy to the host 28 bytes
// LITERAL: synchronize
func.func @literal(%x: tensor<4xf32>) -> tensor<7xf32> {
  %y = rint.repeat_interleave %x repeats([1, 0, 4, 2]) dim(0) : tensor<4xf32> -> tensor<7xf32>
  return %y : tensor<7xf32>
}

// What lies between two ops stays on the device.
// CHAIN: copy to the device 16 bytes
// CHAIN: launch
// CHAIN: launch
// CHAIN: copy to the host 64 bytes
// CHAIN: synchronize
func.func @chain(%x: tensor<?xf32>, %r: index) -> tensor<?xf32> {
  %y = rint.repeat_interleave %x repeats(%r : index) dim(0) : tensor<?xf32> -> tensor<?xf32>
  %z = rint.repeat_interleave %y repeats(%r : index) dim(0) : tensor<?xf32> -> tensor<?xf32>
  return %z : tensor<?xf32>
}

// A plan is made once, and its total read once.
// PLAN: copy to the device 16 bytes
// PLAN: copy to the host 8 bytes
// PLAN: synchronize
// PLAN: copy to the device 16 bytes
// PLAN: copy to the device 4 bytes
// PLAN: copy to the host 32 bytes
// PLAN-NEXT: copy to the host 8 bytes
// PLAN-NEXT: synchronize
func.func @plan(%x: tensor<?xf32>, %w: tensor<?xi8>, %rs: tensor<?xi32>)
    -> (tensor<?xf32>, tensor<?xi8>) {
  %o = rint.offsets repeats(%rs : tensor<?xi32>) : tensor<?xindex>
  %y = rint.repeat_interleave %x offsets(%o : tensor<?xindex>) dim(0) : tensor<?xf32> -> tensor<?xf32>
  %z = rint.repeat_interleave %w offsets(%o : tensor<?xindex>) dim(0) : tensor<?xi8> -> tensor<?xi8>
  return %y, %z : tensor<?xf32>, tensor<?xi8>
}

// With output_size the total comes with the result: nothing is waited for before.
// SIZED: copy to the device 16 bytes
// SIZED: launch
// SIZED: copy to the device 16 bytes
// SIZED: launch
// SIZED: copy to the host 8 bytes
// SIZED-NEXT: copy to the host 32 bytes
// SIZED-NEXT: synchronize
// SIZED: 8xf32=[0, 0, 1, 1, 2, 2, 3, 3]
func.func @sized(%x: tensor<?xf32>, %rs: tensor<?xi32>, %n: index) -> tensor<?xf32> {
  %y = rint.repeat_interleave %x repeats(%rs : tensor<?xi32>) dim(0) output_size(%n) : tensor<?xf32> -> tensor<?xf32>
  return %y : tensor<?xf32>
}

// So it does where the type of the result has the size.
// STATIC: copy to the device 16 bytes
// STATIC: copy to the device 16 bytes
// STATIC: copy to the host 8 bytes
// STATIC-NEXT: copy to the host 32 bytes
// STATIC-NEXT: synchronize
func.func @static(%x: tensor<?xf32>, %rs: tensor<?xi32>) -> tensor<8xf32> {
  %y = rint.repeat_interleave %x repeats(%rs : tensor<?xi32>) dim(0) : tensor<?xf32> -> tensor<8xf32>
  return %y : tensor<8xf32>
}

// TWO: copy to the device 16 bytes
// TWO: copy to the device 16 bytes
// TWO: copy to the device 4 bytes
// TWO: copy to the host 8 bytes
// TWO-NEXT: copy to the host 8 bytes
// TWO-NEXT: copy to the host 32 bytes
// TWO-NEXT: copy to the host 16 bytes
// TWO-NEXT: synchronize
func.func @two(%x: tensor<?xf32>, %rs: tensor<?xi32>, %n: index, %ss: tensor<?xi8>, %m: index)
    -> (tensor<?xf32>, tensor<?xf32>) {
  %y = rint.repeat_interleave %x repeats(%rs : tensor<?xi32>) dim(0) output_size(%n) : tensor<?xf32> -> tensor<?xf32>
  %z = rint.repeat_interleave %x repeats(%ss : tensor<?xi8>) dim(0) output_size(%m) : tensor<?xf32> -> tensor<?xf32>
  return %y, %z : tensor<?xf32>, tensor<?xf32>
}

// An op that has to wait for its own total takes along what is owed before it.
// MIXED: copy to the device 16 bytes
// MIXED: copy to the device 16 bytes
// MIXED: copy to the device 4 bytes
// MIXED: copy to the host 8 bytes
// MIXED-NEXT: copy to the host 8 bytes
// MIXED-NEXT: synchronize
// MIXED: copy to the host 32 bytes
// MIXED-NEXT: copy to the host 16 bytes
// MIXED-NEXT: synchronize
func.func @mixed(%x: tensor<?xf32>, %rs: tensor<?xi32>, %n: index, %ss: tensor<?xi8>)
    -> (tensor<?xf32>, tensor<?xf32>) {
  %y = rint.repeat_interleave %x repeats(%rs : tensor<?xi32>) dim(0) output_size(%n) : tensor<?xf32> -> tensor<?xf32>
  %z = rint.repeat_interleave %x repeats(%ss : tensor<?xi8>) dim(0) : tensor<?xf32> -> tensor<?xf32>
  return %y, %z : tensor<?xf32>, tensor<?xf32>
}
