// RUN: rint-opt --rint-bufferize --split-input-file --verify-diagnostics %s | FileCheck %s

// Entry points take and return row-major buffers, all else buffers of any
// strides.

// CHECK-LABEL: func.func private @inside(
// CHECK-SAME: memref<?x?xf32, strided<[?, ?], offset: ?>>
// CHECK-SAME: -> memref<?x?xf32, strided<[?, ?], offset: ?>>
func.func private @inside(%x: tensor<?x?xf32>) -> tensor<?x?xf32> {
  return %x : tensor<?x?xf32>
}

// CHECK-LABEL: func.func @entry(
// CHECK-SAME: %[[X:[^:]*]]: memref<?x?xf32>
// CHECK-SAME: -> (memref<?x?xf32>, memref<?x?xf32>)
func.func @entry(%x: tensor<?x?xf32>, %n: index) -> (tensor<?x?xf32>, tensor<?x?xf32>) {
  // CHECK: %[[S:.*]] = memref.subview %[[X]]
  %s = tensor.extract_slice %x[0, 0] [%n, %n] [1, 1] : tensor<?x?xf32> to tensor<?x?xf32>
  // CHECK: %[[R:.*]] = call @inside(
  %r = call @inside(%s) : (tensor<?x?xf32>) -> tensor<?x?xf32>
  // The results of what is called do not share a buffer.
  // CHECK: %[[B:.*]] = memref.alloc
  // CHECK: memref.copy %[[X]], %[[B]]
  // CHECK: %[[A:.*]] = memref.alloc
  // CHECK: memref.copy %[[R]], %[[A]]
  // CHECK: return %[[A]], %[[B]]
  return %r, %x : tensor<?x?xf32>, tensor<?x?xf32>
}

// CHECK-LABEL: func.func @calls_entry(
// CHECK-SAME: %[[X:[^:]*]]: memref<?x?xf32>
func.func @calls_entry(%x: tensor<?x?xf32>, %n: index) {
  // CHECK: %[[S:.*]] = memref.subview %[[X]]
  %s = tensor.extract_slice %x[0, 0] [%n, %n] [1, 1] : tensor<?x?xf32> to tensor<?x?xf32>
  // CHECK: %[[A:.*]] = memref.alloc
  // CHECK: memref.copy %[[S]], %[[A]]
  // CHECK: call @entry(%[[A]]
  call @entry(%s, %n) : (tensor<?x?xf32>, index) -> (tensor<?x?xf32>, tensor<?x?xf32>)
  return
}

// -----

// What a private function returns row-major is not copied.

// CHECK-LABEL: func.func private @returns_row_major(
func.func private @returns_row_major(%n: index) -> tensor<?xf32> {
  %e = tensor.empty(%n) : tensor<?xf32>
  return %e : tensor<?xf32>
}
// CHECK-LABEL: func.func @hands_on(
// CHECK-NOT: memref.copy
// CHECK: return
func.func @hands_on(%n: index) -> tensor<?xf32> {
  %r = call @returns_row_major(%n) : (index) -> tensor<?xf32>
  return %r : tensor<?xf32>
}

// -----

// Casts of the program itself stay.

// CHECK-LABEL: func.func @own_cast(
func.func @own_cast(%x: memref<?x?xf32, strided<[?, 1]>>) -> memref<?x?xf32> {
  // CHECK-NEXT: memref.cast
  // CHECK-NEXT: return
  %0 = memref.cast %x : memref<?x?xf32, strided<[?, 1]>> to memref<?x?xf32>
  return %0 : memref<?x?xf32>
}

// -----

func.func @unknown(%x: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @below {{expected ops on tensors to have a lowering to buffers, but got 'tosa.exp'}}
  %0 = tosa.exp %x : (tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// What is called gives back buffers that nobody else holds.

// CHECK-LABEL: func.func private @shares(
// CHECK: %[[Y:.*]] = memref.alloc
// CHECK: %[[Z:.*]] = memref.alloc
// CHECK: memref.copy %[[Y]], %[[Z]]
func.func private @shares(%x: tensor<2xf32>, %v: f32) -> (tensor<2xf32>, tensor<2xf32>) {
  %e = tensor.empty() : tensor<2xf32>
  %y = linalg.fill ins(%v : f32) outs(%e : tensor<2xf32>) -> tensor<2xf32>
  return %y, %y : tensor<2xf32>, tensor<2xf32>
}

// CHECK-LABEL: func.func @shares_outside(
// CHECK-COUNT-1: memref.alloc
// CHECK-NOT: memref.alloc
// CHECK: call @shares
func.func @shares_outside(%x: tensor<2xf32>, %v: f32) -> (tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>) {
  %e = tensor.empty() : tensor<2xf32>
  %y = linalg.fill ins(%v : f32) outs(%e : tensor<2xf32>) -> tensor<2xf32>
  %a, %b = call @shares(%x, %v) : (tensor<2xf32>, f32) -> (tensor<2xf32>, tensor<2xf32>)
  return %y, %y, %a, %b : tensor<2xf32>, tensor<2xf32>, tensor<2xf32>, tensor<2xf32>
}

// -----

// A deep nest is divided, for upstream takes twice the time for each level.

// CHECK-LABEL: func.func @nest(
// CHECK-COUNT-7: scf.for
// CHECK: memref.copy
// CHECK: scf.for
// CHECK: scf.for
func.func @nest(%x: tensor<?xi8>, %n: index) -> tensor<?xi8> {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  %r0 = scf.for %i0 = %zero to %n step %one iter_args(%a0 = %x) -> (tensor<?xi8>) {
  %r1 = scf.for %i1 = %zero to %n step %one iter_args(%a1 = %a0) -> (tensor<?xi8>) {
  %r2 = scf.for %i2 = %zero to %n step %one iter_args(%a2 = %a1) -> (tensor<?xi8>) {
  %r3 = scf.for %i3 = %zero to %n step %one iter_args(%a3 = %a2) -> (tensor<?xi8>) {
  %r4 = scf.for %i4 = %zero to %n step %one iter_args(%a4 = %a3) -> (tensor<?xi8>) {
  %r5 = scf.for %i5 = %zero to %n step %one iter_args(%a5 = %a4) -> (tensor<?xi8>) {
  %r6 = scf.for %i6 = %zero to %n step %one iter_args(%a6 = %a5) -> (tensor<?xi8>) {
  %r7 = scf.for %i7 = %zero to %n step %one iter_args(%a7 = %a6) -> (tensor<?xi8>) {
  %r8 = scf.for %i8 = %zero to %n step %one iter_args(%a8 = %a7) -> (tensor<?xi8>) {
  %v = rint.repeat_interleave %a8 repeats(%n : index) dim(0) : tensor<?xi8> -> tensor<?xi8>
  scf.yield %v : tensor<?xi8>
  }
  scf.yield %r8 : tensor<?xi8>
  }
  scf.yield %r7 : tensor<?xi8>
  }
  scf.yield %r6 : tensor<?xi8>
  }
  scf.yield %r5 : tensor<?xi8>
  }
  scf.yield %r4 : tensor<?xi8>
  }
  scf.yield %r3 : tensor<?xi8>
  }
  scf.yield %r2 : tensor<?xi8>
  }
  scf.yield %r1 : tensor<?xi8>
  }
  return %r0 : tensor<?xi8>
}

// -----

// A slice that leaves out its dimensions of one element is a view of known strides.
// CHECK-LABEL: func.func @slice(
// CHECK: %[[S:.*]] = memref.subview %{{.*}}[2, 0] [1, %{{.*}}] [1, 1] : memref<4x?xf32> to memref<?xf32, strided<[1], offset: ?>>
// CHECK: memref.copy %[[S]]
func.func @slice(%x: tensor<4x?xf32>, %n: index) -> tensor<?xf32> {
  %s = tensor.extract_slice %x[2, 0] [1, %n] [1, 1]
      : tensor<4x?xf32> to tensor<1x?xf32>
  %r = tensor.collapse_shape %s [[0, 1]] : tensor<1x?xf32> into tensor<?xf32>
  return %r : tensor<?xf32>
}

// If it leaves out one of two, the view keeps both.
// CHECK-LABEL: func.func @insert(
// CHECK-SAME: %[[X:[^:]*]]: memref<4x?x?xf32>, %[[Y:[^:]*]]: memref<1x?xf32>
// CHECK-DAG: %[[WIDE:.*]] = memref.expand_shape %[[Y]] {{\[\[}}0, 1], [2]] output_shape [1, 1, %{{.*}}]
// CHECK-DAG: %[[S:.*]] = memref.subview %[[X]][2, 0, 0] [1, 1, %{{.*}}] [1, 1, %{{.*}}] : memref<4x?x?xf32> to memref<1x1x?xf32, strided<[?, ?, ?], offset: ?>>
// CHECK: memref.copy %[[WIDE]], %[[S]]
func.func @insert(%x: tensor<4x?x?xf32>, %y: tensor<1x?xf32>, %n: index, %step: index)
    -> tensor<4x?x?xf32> {
  %r = tensor.insert_slice %y into %x[2, 0, 0] [1, 1, %n] [1, 1, %step]
      : tensor<1x?xf32> into tensor<4x?x?xf32>
  return %r : tensor<4x?x?xf32>
}

// CHECK-LABEL: func.func @in_parallel(
// CHECK: scf.forall (%[[I:.*]]) in (4) {
// CHECK-DAG: %[[WIDE:.*]] = memref.expand_shape
// CHECK-DAG: %[[S:.*]] = memref.subview %{{.*}}[%[[I]], 0, 0] [1, 1, %{{.*}}] [1, 1, 1] : memref<4x?x?xf32> to memref<1x1x?xf32,
// CHECK: memref.copy %[[WIDE]], %[[S]]
func.func @in_parallel(%x: tensor<4x?x?xf32>, %y: tensor<1x?xf32>, %n: index)
    -> tensor<4x?x?xf32> {
  %r = scf.forall (%i) in (4) shared_outs(%o = %x) -> tensor<4x?x?xf32> {
    scf.forall.in_parallel {
      tensor.parallel_insert_slice %y into %o[%i, 0, 0] [1, 1, %n] [1, 1, 1]
          : tensor<1x?xf32> into tensor<4x?x?xf32>
    }
  }
  return %r : tensor<4x?x?xf32>
}
