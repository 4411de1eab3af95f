// RUN: rint-opt %s --rint-normalize --convert-rint-to-linalg --cse --split-input-file | FileCheck %s
// RUN: rint-opt %s --rint-normalize --convert-rint-to-linalg="block-size=4096" --cse --split-input-file | FileCheck %s --check-prefix=BLOCKS

// Counts: the offsets of each segment, or of blocks, where the reduction reads the
// counts itself.

// CHECK-LABEL: func @counts(
// CHECK-SAME:    %[[X:.*]]: tensor<?x4xf32>, %[[R:.*]]: tensor<?xi32>)
// CHECK-DAG:     %[[N:.*]] = tensor.dim %[[R]]
// CHECK-DAG:     %[[O:.*]] = rint.scan_repeats ins(%[[R]] : tensor<?xi32>) outs(%{{.*}} : tensor<?xindex>)
// CHECK:         %[[E:.*]] = tensor.empty(%{{.*}}) : tensor<?x4xf32>
// CHECK:         rint.reduce_segments sum ins(%[[X]] : tensor<?x4xf32>) offsets(%[[O]] : tensor<?xindex>) outs(%[[E]] : tensor<?x4xf32>) dim(0)

// BLOCKS-LABEL: func @counts(
// BLOCKS-SAME:    %[[X:.*]]: tensor<?x4xf32>, %[[R:.*]]: tensor<?xi32>)
// BLOCKS:         %[[N:.*]] = tensor.dim %[[R]]
// BLOCKS:         %[[B:.*]] = rint.scan_repeats ins(%[[R]] : tensor<?xi32>) slices(%[[N]]) block(4096)
// BLOCKS:         tensor.empty(%[[N]]) : tensor<?x4xf32>
// BLOCKS:         rint.reduce_segments sum ins(%[[X]] : tensor<?x4xf32>) offsets(%[[B]] : tensor<?xindex>) repeats(%[[R]] : tensor<?xi32>) block(4096)
func.func @counts(%x: tensor<?x4xf32>, %r: tensor<?xi32>) -> tensor<?x4xf32> {
  %0 = rint.segment_reduce sum %x repeats(%r : tensor<?xi32>) dim(0) : tensor<?x4xf32> -> tensor<?x4xf32>
  return %0 : tensor<?x4xf32>
}

// -----

// One count needs no offsets.

// CHECK-LABEL: func @same(
// CHECK-SAME:    %[[X:.*]]: tensor<2x?xf16>, %[[R:.*]]: i8)
// CHECK:         %[[COUNT:.*]] = arith.index_cast %[[R]] : i8 to index
// CHECK:         %[[DIVISOR:.*]] = arith.maxsi %[[COUNT]], %c1
// CHECK:         %[[N:.*]] = arith.divui %{{.*}}, %[[DIVISOR]]
// CHECK:         %[[E:.*]] = tensor.empty(%[[N]]) : tensor<2x?xf16>
// CHECK:         rint.reduce_segments mean ins(%[[X]] : tensor<2x?xf16>) count(%[[COUNT]]) outs(%[[E]] : tensor<2x?xf16>) dim(1)
func.func @same(%x: tensor<2x?xf16>, %r: i8) -> tensor<2x?xf16> {
  %0 = rint.segment_reduce mean %x repeats(%r : i8) dim(-1) : tensor<2x?xf16> -> tensor<2x?xf16>
  return %0 : tensor<2x?xf16>
}

// -----

// The source is flattened; a source without slices has a result all the same.

// CHECK-LABEL: func @flat(
// CHECK:         %[[F:.*]] = tensor.collapse_shape %{{.*}} {{\[\[}}0, 1]]
// CHECK:         rint.reduce_segments max ins(%[[F]] : tensor<6xi8>)
// CHECK:         rint.reduce_segments sum ins(%{{.*}} : tensor<0xf32>) {{.*}} outs(%{{.*}} : tensor<3xf32>)
func.func @flat(%x: tensor<2x3xi8>, %e: tensor<0xf32>) -> (tensor<2xi8>, tensor<3xf32>) {
  %0 = rint.segment_reduce max %x repeats([4, 2]) : tensor<2x3xi8> -> tensor<2xi8>
  %1 = rint.segment_reduce sum %e repeats(0) : tensor<0xf32> -> tensor<3xf32>
  return %0, %1 : tensor<2xi8>, tensor<3xf32>
}
