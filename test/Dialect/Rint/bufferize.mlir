// One buffer for each result and one for a plan, whoever uses it; nothing is
// copied besides.
//
// RUN: rint-opt %s --rint-normalize --cse --convert-rint-to-linalg --canonicalize --cse --one-shot-bufferize="bufferize-function-boundaries=true function-boundary-type-conversion=identity-layout-map" --canonicalize --cse --split-input-file | FileCheck %s --implicit-check-not=memref.alloc --implicit-check-not=memref.copy

// CHECK-LABEL: @scalar(
// CHECK-SAME: %[[X:.*]]: memref<3x4xf32>)
// CHECK: %[[A:.*]] = memref.alloc() {{.*}} : memref<3x2x4xf32>
// CHECK: linalg.broadcast ins(%[[X]] : memref<3x4xf32>) outs(%[[A]] : memref<3x2x4xf32>)
// CHECK: %[[V:.*]] = memref.collapse_shape %[[A]]
// CHECK: return %[[V]]
func.func @scalar(%x: tensor<3x4xf32>) -> tensor<6x4xf32> {
  %0 = rint.repeat_interleave %x repeats(2) dim(0) : tensor<3x4xf32> -> tensor<6x4xf32>
  return %0 : tensor<6x4xf32>
}

// -----

// CHECK-LABEL: @tile(
// CHECK: memref.alloc
// CHECK: linalg.broadcast
func.func @tile(%x: tensor<?x4xf32>, %n: index) -> tensor<?x8xf32> {
  %0 = rint.repeat %x counts(%n, 2) : tensor<?x4xf32> -> tensor<?x8xf32>
  return %0 : tensor<?x8xf32>
}

// -----

// CHECK-LABEL: @keys_and_values(
// CHECK-SAME: %[[K:.*]]: memref<3x4xf32>, %[[V:.*]]: memref<3xf16>, %[[RS:.*]]: memref<3xi64>)
// CHECK: %[[O:.*]] = memref.alloc() {{.*}} : memref<4xindex>
// CHECK: rint.scan_repeats ins(%[[RS]] : memref<3xi64>) outs(%[[O]] : memref<4xindex>)
// CHECK: %[[A:.*]] = memref.alloc(%[[TOTAL:.*]]) {{.*}} : memref<?x4xf32>
// CHECK: rint.expand_runs ins(%[[K]], %[[O]] : memref<3x4xf32>, memref<4xindex>) outs(%[[A]] : memref<?x4xf32>) dim(0)
// CHECK: %[[B:.*]] = memref.alloc(%[[TOTAL]]) {{.*}} : memref<?xf16>
// CHECK: rint.expand_runs ins(%[[V]], %[[O]] : memref<3xf16>, memref<4xindex>) outs(%[[B]] : memref<?xf16>) dim(0)
// CHECK: %[[C:.*]] = memref.alloc(%[[TOTAL]]) {{.*}} : memref<?xi32>
// CHECK: rint.expand_indices ins(%[[O]] : memref<4xindex>) outs(%[[C]] : memref<?xi32>)
// CHECK: return %[[A]], %[[B]], %[[C]]
func.func @keys_and_values(%k: tensor<3x4xf32>, %v: tensor<3xf16>, %rs: tensor<3xi64>) -> (tensor<?x4xf32>, tensor<?xf16>, tensor<?xi32>) {
  %0 = rint.repeat_interleave %k repeats(%rs : tensor<3xi64>) dim(0) : tensor<3x4xf32> -> tensor<?x4xf32>
  %1 = rint.repeat_interleave %v repeats(%rs : tensor<3xi64>) dim(0) : tensor<3xf16> -> tensor<?xf16>
  %2 = rint.repeat_indices repeats(%rs : tensor<3xi64>) : tensor<?xi32>
  return %0, %1, %2 : tensor<?x4xf32>, tensor<?xf16>, tensor<?xi32>
}

// -----

// A view of the input, flattened, needs no buffer.
// CHECK-LABEL: @flattened(
// CHECK: memref.collapse_shape
// CHECK: memref.alloc
// CHECK: linalg.broadcast
func.func @flattened(%x: tensor<3x4xf32>) -> tensor<24xf32> {
  %0 = rint.repeat_interleave %x repeats(2) : tensor<3x4xf32> -> tensor<24xf32>
  return %0 : tensor<24xf32>
}

// -----

// A destination that nobody reads any more is written in place.
// CHECK-LABEL: @in_place(
// CHECK-SAME: %[[O:.*]]: memref<4xindex>, %[[I:.*]]: memref<?xi32>)
// CHECK-NEXT: rint.expand_indices ins(%[[O]] : memref<4xindex>) outs(%[[I]] : memref<?xi32>)
// CHECK-NEXT: return %[[I]]
func.func @in_place(%o: tensor<4xindex>, %i: tensor<?xi32>) -> tensor<?xi32> {
  %0 = rint.expand_indices ins(%o : tensor<4xindex>) outs(%i : tensor<?xi32>) -> tensor<?xi32>
  return %0 : tensor<?xi32>
}

// -----

// One that is read later is not. It is written whole, so its old contents need
// not be copied.
// CHECK-LABEL: @out_of_place(
// CHECK-SAME: %[[O:.*]]: memref<4xindex>, %[[I:.*]]: memref<8xi32>)
// CHECK: %[[A:.*]] = memref.alloc() {{.*}} : memref<8xi32>
// CHECK-NEXT: rint.expand_indices ins(%[[O]] : memref<4xindex>) outs(%[[A]] : memref<8xi32>)
// CHECK-NEXT: return %[[A]], %[[I]]
func.func @out_of_place(%o: tensor<4xindex>, %i: tensor<8xi32>) -> (tensor<8xi32>, tensor<8xi32>) {
  %0 = rint.expand_indices ins(%o : tensor<4xindex>) outs(%i : tensor<8xi32>) -> tensor<8xi32>
  return %0, %i : tensor<8xi32>, tensor<8xi32>
}
