// RUN: rint-opt %s --rint-expand-reshapes --cse | FileCheck %s

// CHECK-LABEL: func @unknown(
// CHECK-SAME:      %[[X:.*]]: memref<?xf32>, %[[A:.*]]: index, %[[B:.*]]: index)
// CHECK:         %[[BASE:.*]], %{{.*}}, %{{.*}}, %[[STRIDE:.*]] = memref.extract_strided_metadata %[[X]]
// CHECK:         %[[OUTER:.*]] = arith.muli %[[STRIDE]], %[[B]]
// CHECK:         %[[Y:.*]] = memref.reinterpret_cast %[[BASE]] to offset: [0], sizes: [%[[A]], %[[B]]], strides: [%[[OUTER]], 1]
// CHECK:         return %[[Y]]
func.func @unknown(%x: memref<?xf32>, %a: index, %b: index) -> memref<?x?xf32> {
  %y = memref.expand_shape %x [[0, 1]] output_shape [%a, %b] : memref<?xf32> into memref<?x?xf32>
  return %y : memref<?x?xf32>
}

// What upstream takes stays.

// CHECK-LABEL: func @one(
// CHECK:         memref.expand_shape
func.func @one(%x: memref<?xf32>, %a: index) -> memref<?x4xf32> {
  %y = memref.expand_shape %x [[0, 1]] output_shape [%a, 4] : memref<?xf32> into memref<?x4xf32>
  return %y : memref<?x4xf32>
}

// CHECK-LABEL: func @strided(
// CHECK:         memref.extract_strided_metadata
// CHECK:         memref.reinterpret_cast %{{.*}} to offset: [%{{.*}}], sizes: [%{{.*}}, 2, %{{.*}}, 3], strides: [%{{.*}}, %{{.*}}, %{{.*}}, %{{.*}}]
func.func @strided(%x: memref<?x3xf32, strided<[?, ?], offset: ?>>, %a: index, %b: index) -> memref<?x2x?x3xf32, strided<[?, ?, ?, ?], offset: ?>> {
  %y = memref.expand_shape %x [[0, 1, 2], [3]] output_shape [%a, 2, %b, 3]
      : memref<?x3xf32, strided<[?, ?], offset: ?>> into memref<?x2x?x3xf32, strided<[?, ?, ?, ?], offset: ?>>
  return %y : memref<?x2x?x3xf32, strided<[?, ?, ?, ?], offset: ?>>
}
