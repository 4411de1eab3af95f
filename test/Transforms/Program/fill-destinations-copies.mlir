// What cannot be computed in its destination is copied there, and compared first.
//
// RUN: rint-opt %s --rint-to-buffers --split-input-file | FileCheck %s

// Without `restrict`, the buffer may be read by others.
// CHECK-LABEL: func @shared(
// CHECK-SAME: %[[OUT:[^:]*]]: memref<?xf32>)
// CHECK: %[[A:.*]] = memref.alloc
// CHECK: linalg.broadcast {{.*}} outs(%[[A]] :
// CHECK: rint.check %{{.*}}, "'bufferization.materialize_in_destination' op
// CHECK-NEXT: memref.copy %{{.*}}, %[[OUT]]
func.func @shared(%x: tensor<?xf32>, %out: memref<?xf32>) {
  %y = rint.repeat_interleave %x repeats(3) dim(0) : tensor<?xf32> -> tensor<?xf32>
  bufferization.materialize_in_destination %y in writable %out : (tensor<?xf32>, memref<?xf32>) -> ()
  return
}

// -----

// A buffer that is made later, by what may write to the source.
// CHECK-LABEL: func @later(
// CHECK: %[[A:.*]] = memref.alloc
// CHECK: linalg.broadcast {{.*}} outs(%[[A]] :
// CHECK: %[[OUT:.*]] = call @make()
// CHECK: rint.check %{{.*}}, "'bufferization.materialize_in_destination' op
// CHECK-NEXT: memref.copy %{{.*}}, %[[OUT]]
func.func private @make() -> memref<?xf32>
func.func @later(%x: tensor<?xf32>) {
  %y = rint.repeat_interleave %x repeats(3) dim(0) : tensor<?xf32> -> tensor<?xf32>
  %out = call @make() : () -> memref<?xf32>
  bufferization.materialize_in_destination %y in restrict writable %out : (tensor<?xf32>, memref<?xf32>) -> ()
  return
}

// -----

// What is read from memory that is written in between.
// CHECK-LABEL: func @written(
// CHECK-SAME: %[[M:[^:]*]]: memref<3xf32>, %{{.*}}: f32, %[[OUT:[^:]*]]: memref<6xf32>)
// CHECK: linalg.broadcast ins(%[[M]] : memref<3xf32>)
// CHECK: memref.store %{{.*}}, %[[M]]
// CHECK: memref.copy %{{.*}}, %[[OUT]]
func.func @written(%m: memref<3xf32>, %v: f32, %out: memref<6xf32>) {
  %c0 = arith.constant 0 : index
  %x = bufferization.to_tensor %m restrict : memref<3xf32> to tensor<3xf32>
  %y = rint.repeat_interleave %x repeats(2) dim(0) : tensor<3xf32> -> tensor<6xf32>
  memref.store %v, %m[%c0] : memref<3xf32>
  bufferization.materialize_in_destination %y in restrict writable %out : (tensor<6xf32>, memref<6xf32>) -> ()
  return
}

// -----

// What is put there only sometimes.
// CHECK-LABEL: func @sometimes(
// CHECK-SAME: %[[C:[^:]*]]: i1, %[[OUT:[^:]*]]: memref<6xf32>)
// CHECK: linalg.broadcast
// CHECK: scf.if %[[C]] {
// CHECK-NEXT: memref.copy %{{.*}}, %[[OUT]]
func.func @sometimes(%x: tensor<3xf32>, %c: i1, %out: memref<6xf32>) {
  %y = rint.repeat_interleave %x repeats(2) dim(0) : tensor<3xf32> -> tensor<6xf32>
  scf.if %c {
    bufferization.materialize_in_destination %y in restrict writable %out : (tensor<6xf32>, memref<6xf32>) -> ()
  }
  return
}

// -----

// What is used by others, too, before a check that may fail: the buffer stays as
// it is until that has been made.
// CHECK-LABEL: func @used(
// CHECK-SAME: %[[OUT:[^:]*]]: memref<6xf32>)
// CHECK: linalg.broadcast
// CHECK: rint.check {{.*}} "'rint.repeat_interleave' op expected repeats to be non-negative
// CHECK: memref.copy %{{.*}}, %[[OUT]]
func.func @used(%x: tensor<3xf32>, %r: index, %out: memref<6xf32>) -> tensor<?xf32> {
  %y = rint.repeat_interleave %x repeats(2) dim(0) : tensor<3xf32> -> tensor<6xf32>
  %z = rint.repeat_interleave %y repeats(%r : index) dim(0) : tensor<6xf32> -> tensor<?xf32>
  bufferization.materialize_in_destination %y in restrict writable %out : (tensor<6xf32>, memref<6xf32>) -> ()
  return %z : tensor<?xf32>
}

// -----

// What comes from outside.
// CHECK-LABEL: func @argument(
// CHECK-SAME: %[[X:.*]]: memref<?xf32>, %[[OUT:.*]]: memref<?xf32>)
// CHECK: rint.check %{{.*}}, "'bufferization.materialize_in_destination' op
// CHECK-NEXT: memref.copy %[[X]], %[[OUT]]
func.func @argument(%x: tensor<?xf32>, %out: memref<?xf32>) {
  bufferization.materialize_in_destination %x in restrict writable %out : (tensor<?xf32>, memref<?xf32>) -> ()
  return
}

// -----

// A slice of a size that may be another.
// CHECK-LABEL: func @slice(
// CHECK: %[[A:.*]] = memref.alloc
// CHECK: rint.expand_runs {{.*}} outs(%[[A]] :
// CHECK: memref.copy %[[A]], %{{.*}}
func.func @slice(%x: tensor<?xf32>, %o: tensor<?xindex>, %d: tensor<?xf32> {bufferization.writable = true}, %n: index) -> tensor<?xf32> {
  %y = rint.repeat_interleave %x offsets(%o : tensor<?xindex>) dim(0) : tensor<?xf32> -> tensor<?xf32>
  %r = tensor.insert_slice %y into %d[0] [%n] [1] : tensor<?xf32> into tensor<?xf32>
  return %r : tensor<?xf32>
}

// -----

// On a GPU, too.
// RUN: rint-opt %s --rint-fill-destinations=in-place=false --split-input-file | FileCheck %s --check-prefix=COPIES
// COPIES-LABEL: func @compared(
// COPIES: %[[SIZE:.*]] = tensor.dim %[[Y:.*]], %c0
// COPIES: rint.check %{{.*}}, "'bufferization.materialize_in_destination' op {{.*}}(%c0{{.*}}, %[[SIZE]], %{{.*}} : index, index, index)
// COPIES-NEXT: bufferization.materialize_in_destination %[[Y]] in restrict writable
func.func @compared(%y: tensor<?xf32>, %out: memref<?xf32>) {
  bufferization.materialize_in_destination %y in restrict writable %out : (tensor<?xf32>, memref<?xf32>) -> ()
  return
}
