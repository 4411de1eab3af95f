// Functions that can be called from outside fill buffers; those that others of the
// module call return tensors as before.
//
// RUN: rint-opt %s --rint-annotate-entry-points --rint-results-to-destinations --allow-unregistered-dialect | FileCheck %s

// CHECK-LABEL: func @pair(
// CHECK-SAME: %[[X:.*]]: tensor<?xf32>, %[[N:.*]]: i64, %[[A:.*]]: memref<?xf32>, %[[B:.*]]: memref<2x?xi8>) -> i64
// CHECK-SAME: rint.signature = (tensor<?xf32>, i64, memref<?xf32>, memref<2x?xi8>) -> i64
// CHECK: %[[Y:.*]] = call @called(%[[X]])
// CHECK: %[[Z:.*]] = "make"
// CHECK: bufferization.materialize_in_destination %[[Y]] in restrict writable %[[A]] : (tensor<?xf32>, memref<?xf32>) -> ()
// CHECK: bufferization.materialize_in_destination %[[Z]] in restrict writable %[[B]] : (tensor<2x?xi8>, memref<2x?xi8>) -> ()
// CHECK: return %[[N]] : i64
func.func @pair(%x: tensor<?xf32>, %n: i64) -> (tensor<?xf32>, i64, tensor<2x?xi8>) {
  %y = call @called(%x) : (tensor<?xf32>) -> tensor<?xf32>
  %z = "make"() : () -> tensor<2x?xi8>
  return %y, %n, %z : tensor<?xf32>, i64, tensor<2x?xi8>
}

// CHECK-LABEL: func @called(
// CHECK-SAME: tensor<?xf32>) -> tensor<?xf32>
func.func @called(%x: tensor<?xf32>) -> tensor<?xf32> {
  return %x : tensor<?xf32>
}

// CHECK: func private @outside(tensor<?xf32>) -> tensor<?xf32>
func.func private @outside(tensor<?xf32>) -> tensor<?xf32>
