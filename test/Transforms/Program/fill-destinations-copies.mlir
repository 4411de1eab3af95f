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

// A buffer that is made later.
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
