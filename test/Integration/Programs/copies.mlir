// Copies that a program asks for are made, also where bufferization drops others
// that only change a layout.

// RUN: rint-runner %s --entry=destination --input=3xf32=[1,2,3] --input=index=0 | FileCheck %s --check-prefix=DESTINATION
// RUN: rint-runner %s --entry=destination --input=3xf32=[1,2,3] --input=index=2 | FileCheck %s --check-prefix=DESTINATION
// DESTINATION: 3xf32=[2, 4, 6]
// DESTINATION: 3xf32=[1, 2, 3]
func.func @destination(%x: tensor<?xf32>, %n: index) -> (tensor<?xf32>, tensor<?xf32>) {
  %z = arith.constant 0 : index
  %o = arith.constant 1 : index
  %r = scf.for %i = %z to %n step %o iter_args(%a = %x) -> (tensor<?xf32>) {
    %d = tensor.dim %x, %z : tensor<?xf32>
    %m = memref.alloc(%d) : memref<?xf32>
    bufferization.materialize_in_destination %x in restrict writable %m : (tensor<?xf32>, memref<?xf32>) -> ()
    %t = bufferization.to_tensor %m restrict : memref<?xf32> to tensor<?xf32>
    scf.yield %t : tensor<?xf32>
  }
  %s = arith.addf %r, %x : tensor<?xf32>
  return %s, %x : tensor<?xf32>, tensor<?xf32>
}

// What a function gives back may be what it was given.
// RUN: rint-runner %s --entry=handed_back --input=3xf32=[1,2,3] | FileCheck %s --check-prefix=BACK
// RUN: rint-opt %s --rint-to-llvm | rint-runner - --entry=handed_back --input=3xf32=[1,2,3] | FileCheck %s --check-prefix=BACK
// BACK: 6xf32=[1, 1, 2, 2, 3, 3]
// BACK: 3xf32=[1, 2, 3]
// BACK: 3xf32=[2, 4, 6]
func.func private @same(%x: tensor<?xf32>) -> tensor<?xf32> {
  return %x : tensor<?xf32>
}
func.func @handed_back(%x: tensor<?xf32>) -> (tensor<?xf32>, tensor<?xf32>, tensor<?xf32>) {
  %y = call @same(%x) : (tensor<?xf32>) -> tensor<?xf32>
  %r = rint.repeat_interleave %y repeats(2) : tensor<?xf32> -> tensor<?xf32>
  %s = arith.addf %y, %y : tensor<?xf32>
  return %r, %y, %s : tensor<?xf32>, tensor<?xf32>, tensor<?xf32>
}
