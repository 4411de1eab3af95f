// Tensor ops that were not lowered go through one-shot bufferization all the same,
// to the ops on buffers that the passes give, with a fresh buffer for each result.
//
// RUN: rint-opt %s --one-shot-bufferize="bufferize-function-boundaries=true function-boundary-type-conversion=identity-layout-map allow-return-allocs-from-loops=true" --canonicalize --cse --split-input-file | FileCheck %s --implicit-check-not=memref.alloc --implicit-check-not=memref.copy

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

// A vector of counts gets its plan.
// CHECK-LABEL: @runs(
// CHECK-SAME: %[[X:.*]]: memref<3x?xf32>, %[[RS:.*]]: memref<3xi64>)
// CHECK: %[[O:.*]] = memref.alloc() {{.*}} : memref<4xindex>
// CHECK: rint.scan_repeats ins(%[[RS]] : memref<3xi64>) outs(%[[O]] : memref<4xindex>)
// CHECK: %[[TOTAL:.*]] = memref.load %[[O]]
// CHECK: %[[A:.*]] = memref.alloc(%[[TOTAL]], %{{.*}}) {{.*}} : memref<?x?xf32>
// CHECK: rint.expand_runs ins(%[[X]], %[[O]] : memref<3x?xf32>, memref<4xindex>) outs(%[[A]] : memref<?x?xf32>) dim(0)
// CHECK: return %[[A]]
func.func @runs(%x: tensor<3x?xf32>, %rs: tensor<3xi64>) -> tensor<?x?xf32> {
  %0 = rint.repeat_interleave %x repeats(%rs : tensor<3xi64>) dim(0) : tensor<3x?xf32> -> tensor<?x?xf32>
  return %0 : tensor<?x?xf32>
}

// -----

// CHECK-LABEL: @others(
// CHECK-DAG: linalg.broadcast
// CHECK-DAG: rint.scan_repeats
// CHECK-DAG: rint.expand_indices
// CHECK-DAG: memref.alloc
// CHECK-DAG: memref.alloc
// CHECK-DAG: memref.alloc
// CHECK: return
func.func @others(%x: tensor<?xi8>, %n: index, %rs: tensor<?xi32>, %o: tensor<?xindex>) -> (tensor<?x?xi8>, tensor<?xindex>, tensor<?xi16>) {
  %0 = rint.repeat %x counts(2, %n) : tensor<?xi8> -> tensor<?x?xi8>
  %1 = rint.offsets repeats(%rs : tensor<?xi32>) : tensor<?xindex>
  %2 = rint.repeat_indices offsets(%o : tensor<?xindex>) : tensor<?xi16>
  return %0, %1, %2 : tensor<?x?xi8>, tensor<?xindex>, tensor<?xi16>
}

// -----

// The result of a round is the source of the next.
// CHECK-LABEL: @loop(
// CHECK: scf.for {{.*}} iter_args(%[[T:.*]] = %{{.*}}) -> (memref<?xi8>)
// CHECK: %[[A:.*]] = memref.alloc
// CHECK: linalg.broadcast ins(%[[T]] : memref<?xi8>) outs(%[[A]]
// CHECK: %[[V:.*]] = memref.collapse_shape %[[A]]
// CHECK: scf.yield %[[V]] : memref<?xi8>
func.func @loop(%x: tensor<?xi8>, %n: index) -> tensor<?xi8> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %y = scf.for %i = %c0 to %n step %c1 iter_args(%t = %x) -> tensor<?xi8> {
    %u = rint.repeat_interleave %t repeats(2) dim(0) : tensor<?xi8> -> tensor<?xi8>
    scf.yield %u : tensor<?xi8>
  }
  return %y : tensor<?xi8>
}

// -----

// The source is read before it is overwritten in place.
// CHECK-LABEL: @read_then_write(
// CHECK-SAME: %[[X:.*]]: memref<3xi8>,
// CHECK: %[[A:.*]] = memref.alloc
// CHECK: linalg.broadcast ins(%[[X]] : memref<3xi8>) outs(%[[A]]
// CHECK: memref.store %{{.*}}, %[[X]]
func.func @read_then_write(%x: tensor<3xi8> {bufferization.writable = true}, %v: i8) -> (tensor<6xi8>, tensor<3xi8>) {
  %c0 = arith.constant 0 : index
  %u = rint.repeat_interleave %x repeats(2) dim(0) : tensor<3xi8> -> tensor<6xi8>
  %y = tensor.insert %v into %x[%c0] : tensor<3xi8>
  return %u, %y : tensor<6xi8>, tensor<3xi8>
}

// -----

// A source that is read after an update of it stays as it was.
// CHECK-LABEL: @write_then_read(
// CHECK-SAME: %[[X:.*]]: memref<3xi8>,
// CHECK: %[[COPY:.*]] = memref.alloc
// CHECK: memref.copy %[[X]], %[[COPY]]
// CHECK: memref.store %{{.*}}, %[[COPY]]
// CHECK: %[[A:.*]] = memref.alloc
// CHECK: linalg.broadcast ins(%[[X]] : memref<3xi8>) outs(%[[A]]
func.func @write_then_read(%x: tensor<3xi8> {bufferization.writable = true}, %v: i8) -> (tensor<6xi8>, tensor<3xi8>) {
  %c0 = arith.constant 0 : index
  %y = tensor.insert %v into %x[%c0] : tensor<3xi8>
  %u = rint.repeat_interleave %x repeats(2) dim(0) : tensor<3xi8> -> tensor<6xi8>
  return %u, %y : tensor<6xi8>, tensor<3xi8>
}
