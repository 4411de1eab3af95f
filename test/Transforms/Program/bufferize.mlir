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
