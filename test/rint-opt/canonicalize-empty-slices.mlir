// A slice of nothing is made anew, and a view of nothing begins at 0: where one begins
// at the end, the verifier would refuse it with constants.
//
// RUN: rint-opt %s --canonicalize --split-input-file | FileCheck %s

// CHECK-LABEL: @slice(
// CHECK-SAME: %{{.*}}: tensor<4x1xi8>, %[[N:.*]]: index)
// CHECK: tensor.empty(%[[N]]) : tensor<?x0xi8>
func.func @slice(%x: tensor<4x1xi8>, %n: index) -> tensor<?x?xi8> {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  %y = tensor.extract_slice %x[2, %one] [%n, %zero] [1, 1] : tensor<4x1xi8> to tensor<?x?xi8>
  return %y : tensor<?x?xi8>
}

// -----

// CHECK-LABEL: @view(
// CHECK: memref.subview %{{.*}}[0, 0] [%{{.*}}, 0] [1, 1] : memref<4x1xi8> to memref<?x0xi8, strided<[1, 1]>>
func.func @view(%x: memref<4x1xi8>, %n: index) -> memref<?x?xi8, strided<[1, 1], offset: ?>> {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  %y = memref.subview %x[2, %one] [%n, %zero] [1, 1] : memref<4x1xi8> to memref<?x?xi8, strided<[1, 1], offset: ?>>
  return %y : memref<?x?xi8, strided<[1, 1], offset: ?>>
}

// -----

// What begins elsewhere as its type says stays, and so does what takes something.
//
// CHECK-LABEL: @kept(
// CHECK: memref.subview %{{.*}}[2, 0] [%{{.*}}, 0] [1, 1]
// CHECK: memref.subview %{{.*}}[2, 0] [%{{.*}}, 1] [1, 1]
func.func @kept(%x: memref<4x1xi8>, %n: index) -> (memref<?x0xi8, strided<[1, 1], offset: 2>>, memref<?x1xi8, strided<[1, 1], offset: 2>>) {
  %y = memref.subview %x[2, 0] [%n, 0] [1, 1] : memref<4x1xi8> to memref<?x0xi8, strided<[1, 1], offset: 2>>
  %z = memref.subview %x[2, 0] [%n, 1] [1, 1] : memref<4x1xi8> to memref<?x1xi8, strided<[1, 1], offset: 2>>
  return %y, %z : memref<?x0xi8, strided<[1, 1], offset: 2>>, memref<?x1xi8, strided<[1, 1], offset: 2>>
}

// -----

// Where the source has nothing, no constant is a place to begin.
//
// CHECK-LABEL: @nothing(
// CHECK-SAME: %{{.*}}: memref<?x0xi8>, %[[N:.*]]: index, %[[AT:.*]]: index)
// CHECK: memref.subview %{{.*}}[0, %[[AT]]] [2, 0] [1, 1]
func.func @nothing(%x: memref<?x0xi8>, %n: index, %at: index) -> memref<?x?xi8, strided<[?, 1], offset: ?>> {
  %zero = arith.constant 0 : index
  %two = arith.constant 2 : index
  %y = memref.subview %x[%n, %at] [%two, %zero] [1, 1] : memref<?x0xi8> to memref<?x?xi8, strided<[?, 1], offset: ?>>
  return %y : memref<?x?xi8, strided<[?, 1], offset: ?>>
}
