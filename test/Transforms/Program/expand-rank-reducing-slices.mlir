// RUN: rint-opt --rint-expand-rank-reducing-slices %s | FileCheck %s

// CHECK-LABEL: func.func @unknown(
// CHECK:         %[[S:.*]] = tensor.extract_slice %{{.*}}[2, 0] [1, %{{.*}}] [1, 1] : tensor<4x6xf32> to tensor<1x?xf32>
// CHECK:         %[[R:.*]] = tensor.collapse_shape %[[S]] {{\[\[}}0, 1]] : tensor<1x?xf32> into tensor<?xf32>
// CHECK:         return %[[R]]
func.func @unknown(%x: tensor<4x6xf32>, %n: index) -> tensor<?xf32> {
  %s = tensor.extract_slice %x[2, 0] [1, %n] [1, 1]
      : tensor<4x6xf32> to tensor<?xf32>
  return %s : tensor<?xf32>
}

// A size that is a value is not left out, also if it is a constant.
// CHECK-LABEL: func.func @constant(
// CHECK:         %[[S:.*]] = tensor.extract_slice {{.*}} : tensor<4x6x5xf32> to tensor<?x1x5xf32>
// CHECK:         tensor.collapse_shape %[[S]] {{\[\[}}0, 1], [2]] : tensor<?x1x5xf32> into tensor<?x5xf32>
func.func @constant(%x: tensor<4x6x5xf32>) -> tensor<?x5xf32> {
  %c1 = arith.constant 1 : index
  %s = tensor.extract_slice %x[2, 0, 0] [%c1, 1, 5] [1, 1, 1]
      : tensor<4x6x5xf32> to tensor<?x5xf32>
  return %s : tensor<?x5xf32>
}

// One of two dimensions of one element: which one it is, strides would have to say.
// CHECK-LABEL: func.func @one_of_two(
// CHECK:         tensor.extract_slice {{.*}} : tensor<?x?x?xf32> to tensor<1x1x4xf32>
// CHECK:         tensor.collapse_shape {{.*}} : tensor<1x1x4xf32> into tensor<1x4xf32>
func.func @one_of_two(%x: tensor<?x?x?xf32>, %n: index) -> tensor<1x4xf32> {
  %s = tensor.extract_slice %x[0, 0, 0] [1, 1, 4] [1, 1, %n]
      : tensor<?x?x?xf32> to tensor<1x4xf32>
  return %s : tensor<1x4xf32>
}

// CHECK-LABEL: func.func @clear(
// CHECK:         tensor.extract_slice {{.*}} : tensor<4x6x5xf32> to tensor<6x5xf32>
// CHECK-NEXT:    return
func.func @clear(%x: tensor<4x6x5xf32>, %i: index) -> tensor<6x5xf32> {
  %s = tensor.extract_slice %x[%i, 0, 0] [1, 6, 5] [1, 1, 1]
      : tensor<4x6x5xf32> to tensor<6x5xf32>
  return %s : tensor<6x5xf32>
}

// CHECK-LABEL: func.func @same_rank(
// CHECK:         tensor.extract_slice {{.*}} : tensor<4x6xf32> to tensor<1x?xf32>
// CHECK-NEXT:    return
func.func @same_rank(%x: tensor<4x6xf32>, %n: index) -> tensor<1x?xf32> {
  %s = tensor.extract_slice %x[2, 0] [1, %n] [1, 1]
      : tensor<4x6xf32> to tensor<1x?xf32>
  return %s : tensor<1x?xf32>
}

// CHECK-LABEL: func.func @view(
// CHECK:         %[[V:.*]] = memref.subview {{.*}} to memref<1x1x?xf32, strided<[?, ?, ?], offset: ?>>
// CHECK:         %[[R:.*]] = memref.collapse_shape %[[V]] {{\[\[}}0, 1], [2]] : memref<1x1x?xf32, strided<[?, ?, ?], offset: ?>> into memref<1x?xf32, strided<[?, ?], offset: ?>>
// CHECK:         return %[[R]]
func.func @view(%x: memref<?x?x?xf32, strided<[?, ?, ?], offset: ?>>, %n: index)
    -> memref<1x?xf32, strided<[?, ?], offset: ?>> {
  %s = memref.subview %x[2, 0, 0] [1, 1, %n] [1, 1, 1]
      : memref<?x?x?xf32, strided<[?, ?, ?], offset: ?>>
        to memref<1x?xf32, strided<[?, ?], offset: ?>>
  return %s : memref<1x?xf32, strided<[?, ?], offset: ?>>
}

// Strides that are known say which dimension is left out.
// CHECK-LABEL: func.func @known_strides(
// CHECK:         memref.subview {{.*}} to memref<1x?xf32, strided<[5, 1], offset: 60>>
// CHECK-NEXT:    return
func.func @known_strides(%x: memref<4x6x5xf32>, %n: index)
    -> memref<1x?xf32, strided<[5, 1], offset: 60>> {
  %s = memref.subview %x[2, 0, 0] [1, 1, %n] [1, 1, 1]
      : memref<4x6x5xf32> to memref<1x?xf32, strided<[5, 1], offset: 60>>
  return %s : memref<1x?xf32, strided<[5, 1], offset: 60>>
}

// CHECK-LABEL: func.func @clear_view(
// CHECK:         memref.subview {{.*}} : memref<4x6xf32> to memref<?xf32, strided<[1], offset: 12>>
// CHECK-NEXT:    return
func.func @clear_view(%x: memref<4x6xf32>, %n: index) -> memref<?xf32, strided<[1], offset: 12>> {
  %s = memref.subview %x[2, 0] [1, %n] [1, 1]
      : memref<4x6xf32> to memref<?xf32, strided<[1], offset: 12>>
  return %s : memref<?xf32, strided<[1], offset: 12>>
}
