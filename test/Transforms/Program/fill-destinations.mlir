// What is put into a buffer is computed there, and no copy and no other buffer of
// its size is left, once the sizes have been compared.
//
// RUN: rint-opt %s --rint-to-buffers --split-input-file | FileCheck %s --implicit-check-not=memref.copy
// RUN: rint-opt %s --rint-to-buffers=checks=false --split-input-file | FileCheck %s --check-prefix=UNCHECKED --implicit-check-not=memref.copy --implicit-check-not=rint.check

// One count: the destination gets the shape of the broadcast.
// CHECK-LABEL: func @one(
// CHECK-SAME: %[[X:.*]]: memref<?x4xf32>, %[[OUT:.*]]: memref<?x4xf32>)
// CHECK-NOT: memref.alloc
// CHECK: rint.check %{{.*}}, "'bufferization.materialize_in_destination' op expected dimension {0} of the destination to be {1}, but got {2}"(%c0, %{{.*}}, %{{.*}} : index, index, index)
// CHECK-NEXT: %[[V:.*]] = memref.expand_shape %[[OUT]] {{\[\[}}0, 1], [2]] output_shape [%{{.*}}, 3, 4]
// CHECK-NEXT: linalg.broadcast ins(%[[X]] : memref<?x4xf32>) outs(%[[V]] : memref<?x3x4xf32>)
// CHECK-NEXT: return
// UNCHECKED-LABEL: func @one(
func.func @one(%x: tensor<?x4xf32>, %out: memref<?x4xf32>) {
  %y = rint.repeat_interleave %x repeats(3) dim(0) : tensor<?x4xf32> -> tensor<?x4xf32>
  bufferization.materialize_in_destination %y in restrict writable %out : (tensor<?x4xf32>, memref<?x4xf32>) -> ()
  return
}

// -----

// Sizes that types tell need no check; and a type may tell more than the other.
// CHECK-LABEL: func @static(
// CHECK-SAME: %[[X:.*]]: memref<3xf32>, %[[OUT:.*]]: memref<6xf32>, %[[MORE:.*]]: memref<?xf32>)
// CHECK-NOT: memref.alloc
// CHECK: %[[V:.*]] = memref.expand_shape %[[OUT]] {{\[\[}}0, 1]] output_shape [3, 2]
// CHECK: linalg.broadcast ins(%[[X]] : memref<3xf32>) outs(%[[V]] : memref<3x2xf32>)
// CHECK: rint.check %{{.*}}, "'bufferization.materialize_in_destination' op
// CHECK-NEXT: %[[C:.*]] = memref.cast %[[MORE]] : memref<?xf32> to memref<9xf32>
// CHECK-NEXT: %[[W:.*]] = memref.expand_shape %[[C]] {{\[\[}}0, 1]] output_shape [3, 3]
// CHECK-NEXT: linalg.broadcast ins(%[[X]] : memref<3xf32>) outs(%[[W]] : memref<3x3xf32>)
// UNCHECKED-LABEL: func @static(
func.func @static(%x: tensor<3xf32>, %out: memref<6xf32>, %more: memref<?xf32>) {
  %y = rint.repeat_interleave %x repeats(2) dim(0) : tensor<3xf32> -> tensor<6xf32>
  bufferization.materialize_in_destination %y in restrict writable %out : (tensor<6xf32>, memref<6xf32>) -> ()
  %z = rint.repeat_interleave %x repeats(3) dim(0) : tensor<3xf32> -> tensor<?xf32>
  bufferization.materialize_in_destination %z in restrict writable %more : (tensor<?xf32>, memref<?xf32>) -> ()
  return
}

// -----

// CHECK-LABEL: func @tile(
// CHECK-SAME: %[[OUT:[^:]*]]: memref<?x8xf32, strided<[16, 1], offset: ?>>)
// CHECK-NOT: memref.alloc
// CHECK: %[[V:.*]] = memref.expand_shape %[[OUT]] {{\[\[}}0, 1], [2, 3]] output_shape [%{{.*}}, %{{.*}}, 2, 4]
// CHECK-NEXT: linalg.broadcast {{.*}} outs(%[[V]] :
// UNCHECKED-LABEL: func @tile(
func.func @tile(%x: tensor<?x4xf32>, %n: index, %out: memref<?x8xf32, strided<[16, 1], offset: ?>>) {
  %y = rint.repeat %x counts(%n, 2) : tensor<?x4xf32> -> tensor<?x8xf32>
  bufferization.materialize_in_destination %y in restrict writable %out : (tensor<?x8xf32>, memref<?x8xf32, strided<[16, 1], offset: ?>>) -> ()
  return
}

// -----

// The plan is the only buffer.
// CHECK-LABEL: func @counts(
// CHECK-SAME: %[[X:.*]]: memref<?x4xf32>, %[[R:.*]]: memref<?xi64>, %[[OUT:.*]]: memref<?x4xf32>)
// CHECK: %[[PLAN:.*]] = memref.alloc
// CHECK-NOT: memref.alloc
// CHECK: rint.check %{{.*}}, "'bufferization.materialize_in_destination' op
// CHECK-NEXT: rint.expand_runs ins(%[[X]], %[[PLAN]] : {{.*}} outs(%[[OUT]] : memref<?x4xf32>)
// CHECK-NEXT: memref.dealloc %[[PLAN]]
// CHECK-NEXT: return
// UNCHECKED-LABEL: func @counts(
func.func @counts(%x: tensor<?x4xf32>, %r: tensor<?xi64>, %out: memref<?x4xf32>) {
  %y = rint.repeat_interleave %x repeats(%r : tensor<?xi64>) dim(0) : tensor<?x4xf32> -> tensor<?x4xf32>
  bufferization.materialize_in_destination %y in restrict writable %out : (tensor<?x4xf32>, memref<?x4xf32>) -> ()
  return
}

// -----

// CHECK-LABEL: func @others(
// CHECK-SAME: %[[X:.*]]: memref<?x4xf32>, %[[O:.*]]: memref<?xindex>, %[[OUT:.*]]: memref<?x4xf32>, %[[SUM:.*]]: memref<?x4xf32>, %[[I:.*]]: memref<?xi32>)
// CHECK-NOT: memref.alloc
// CHECK: rint.expand_runs {{.*}} outs(%[[OUT]] :
// CHECK: rint.reduce_segments sum {{.*}} outs(%[[SUM]] :
// CHECK: rint.expand_indices {{.*}} outs(%[[I]] :
// UNCHECKED-LABEL: func @others(
func.func @others(%x: tensor<?x4xf32>, %o: tensor<?xindex>, %out: memref<?x4xf32>, %sum: memref<?x4xf32>, %i: memref<?xi32>) {
  %0 = rint.repeat_interleave %x offsets(%o : tensor<?xindex>) dim(0) : tensor<?x4xf32> -> tensor<?x4xf32>
  bufferization.materialize_in_destination %0 in restrict writable %out : (tensor<?x4xf32>, memref<?x4xf32>) -> ()
  %1 = rint.segment_reduce sum %x offsets(%o : tensor<?xindex>) dim(0) : tensor<?x4xf32> -> tensor<?x4xf32>
  bufferization.materialize_in_destination %1 in restrict writable %sum : (tensor<?x4xf32>, memref<?x4xf32>) -> ()
  %2 = rint.repeat_indices offsets(%o : tensor<?xindex>) : tensor<?xi32>
  bufferization.materialize_in_destination %2 in restrict writable %i : (tensor<?xi32>, memref<?xi32>) -> ()
  return
}

// -----

// Insertions whose sizes are those of what is inserted, and concatenations.
// CHECK-LABEL: func @concat(
// CHECK-SAME: %[[X:[^:]*]]: memref<?x4xf32>, %[[Y:[^:]*]]: memref<?x4xf32>, %[[O:[^:]*]]: memref<?xindex>)
// CHECK: %[[A:.*]] = memref.alloc
// CHECK-NOT: memref.alloc
// CHECK: %[[V:.*]] = memref.subview %[[A]]
// CHECK-NEXT: rint.expand_runs ins(%[[X]], {{.*}} outs(%[[V]] :
// CHECK: %[[W:.*]] = memref.subview %[[A]]
// CHECK-NEXT: rint.expand_runs ins(%[[Y]], {{.*}} outs(%[[W]] :
// CHECK-NEXT: return %[[A]]
// UNCHECKED-LABEL: func @concat(
func.func @concat(%x: tensor<?x4xf32>, %y: tensor<?x4xf32>, %o: tensor<?xindex>) -> tensor<?x4xf32> {
  %0 = rint.repeat_interleave %x offsets(%o : tensor<?xindex>) dim(0) : tensor<?x4xf32> -> tensor<?x4xf32>
  %1 = rint.repeat_interleave %y offsets(%o : tensor<?xindex>) dim(0) : tensor<?x4xf32> -> tensor<?x4xf32>
  %2 = tensor.concat dim(0) %0, %1 : (tensor<?x4xf32>, tensor<?x4xf32>) -> tensor<?x4xf32>
  return %2 : tensor<?x4xf32>
}

// -----

// Checks and reads that come before the buffer is filled stay before. A buffer that
// is made in between is filled as well.
// CHECK-LABEL: func @between(
// CHECK-SAME: %[[X:[^:]*]]: memref<3xf32>, %[[R:[^:]*]]: index, %[[OUT:[^:]*]]: memref<8xf32>)
// CHECK: %[[OLD:.*]] = memref.load %[[OUT]]
// CHECK: rint.check {{.*}} "'rint.repeat_interleave' op expected repeats to be non-negative
// CHECK: %[[PART:.*]] = memref.subview %[[OUT]][2] [6] [1]
// CHECK: linalg.broadcast ins(%[[X]] : memref<3xf32>) outs(%{{.*}} : memref<3x2xf32, strided<[2, 1], offset: 2>>)
// CHECK-NEXT: return %[[OLD]],
// UNCHECKED-LABEL: func @between(
func.func @between(%x: tensor<3xf32>, %r: index, %out: memref<8xf32>) -> (f32, tensor<?xf32>) {
  %c2 = arith.constant 2 : index
  %y = rint.repeat_interleave %x repeats(2) dim(0) : tensor<3xf32> -> tensor<6xf32>
  %old = memref.load %out[%c2] : memref<8xf32>
  %z = rint.repeat_interleave %x repeats(%r : index) dim(0) : tensor<3xf32> -> tensor<?xf32>
  %part = memref.subview %out[2] [6] [1] : memref<8xf32> to memref<6xf32, strided<[1], offset: 2>>
  bufferization.materialize_in_destination %y in restrict writable %part : (tensor<6xf32>, memref<6xf32, strided<[1], offset: 2>>) -> ()
  return %old, %z : f32, tensor<?xf32>
}

// -----

// So does a slice of a repeat, of which a part is made and no more.
// CHECK-LABEL: func @part(
// CHECK-SAME: %[[X:[^:]*]]: memref<50x4xf32>, %[[R:[^:]*]]: index, %[[OUT:[^:]*]]: memref<6x4xf32>)
// CHECK: %[[S:.*]] = memref.subview %[[X]][10, 0] [2, 4] [1, 1]
// CHECK: rint.check {{.*}} "'rint.repeat_interleave' op expected repeats to be non-negative
// CHECK: %[[V:.*]] = memref.expand_shape %[[OUT]]
// CHECK: linalg.broadcast ins(%[[S]] : {{.*}}) outs(%[[V]] : memref<2x3x4xf32>)
// CHECK-NEXT: return
// UNCHECKED-LABEL: func @part(
func.func @part(%x: tensor<50x4xf32>, %r: index, %out: memref<6x4xf32>) -> tensor<?x4xf32> {
  %y = rint.repeat_interleave %x repeats(3) dim(0) : tensor<50x4xf32> -> tensor<150x4xf32>
  %s = tensor.extract_slice %y[30, 0] [6, 4] [1, 1] : tensor<150x4xf32> to tensor<6x4xf32>
  %z = rint.repeat_interleave %x repeats(%r : index) dim(0) : tensor<50x4xf32> -> tensor<?x4xf32>
  bufferization.materialize_in_destination %s in restrict writable %out : (tensor<6x4xf32>, memref<6x4xf32>) -> ()
  return %z : tensor<?x4xf32>
}
