// One count becomes a broadcast into a fresh dimension, several become
// destination-passing ops.
//
// RUN: rint-opt %s --convert-rint-to-linalg --cse --split-input-file | FileCheck %s --implicit-check-not=rint.repeat --implicit-check-not=rint.offsets

// The fresh dimension is behind the repeated one: copies of a slice are side by
// side.
// CHECK-LABEL: @rows(
// CHECK-SAME: %[[X:.*]]: tensor<3x4xf32>)
// CHECK: %[[E:.*]] = tensor.empty() : tensor<3x2x4xf32>
// CHECK: %[[B:.*]] = linalg.broadcast ins(%[[X]] : tensor<3x4xf32>) outs(%[[E]] : tensor<3x2x4xf32>) dimensions = [1]
// CHECK: %[[C:.*]] = tensor.collapse_shape %[[B]] {{\[\[}}0, 1], [2]] : tensor<3x2x4xf32> into tensor<6x4xf32>
// CHECK: return %[[C]]
func.func @rows(%x: tensor<3x4xf32>) -> tensor<6x4xf32> {
  %0 = rint.repeat_interleave %x repeats(2) dim(0) : tensor<3x4xf32> -> tensor<6x4xf32>
  return %0 : tensor<6x4xf32>
}

// -----

// CHECK-LABEL: @columns(
// CHECK-SAME: %[[X:.*]]: tensor<?x?xi1>, %[[R:.*]]: index)
// CHECK-DAG: %[[D0:.*]] = tensor.dim %[[X]], %c0
// CHECK-DAG: %[[D1:.*]] = tensor.dim %[[X]], %c1
// CHECK: %[[E:.*]] = tensor.empty(%[[D0]], %[[D1]], %[[R]]) : tensor<?x?x?xi1>
// CHECK: %[[B:.*]] = linalg.broadcast ins(%[[X]] : tensor<?x?xi1>) outs(%[[E]] : tensor<?x?x?xi1>) dimensions = [2]
// CHECK: tensor.collapse_shape %[[B]] {{\[\[}}0], [1, 2]] : tensor<?x?x?xi1> into tensor<?x?xi1>
func.func @columns(%x: tensor<?x?xi1>, %r: index) -> tensor<?x?xi1> {
  %0 = rint.repeat_interleave %x repeats(%r : index) dim(1) : tensor<?x?xi1> -> tensor<?x?xi1>
  return %0 : tensor<?x?xi1>
}

// -----

// A declared size that the run has checked is a cast.
// CHECK-LABEL: @declared_size(
// CHECK: %[[C:.*]] = tensor.collapse_shape %{{.*}} : tensor<?x2xf32> into tensor<?xf32>
// CHECK: tensor.cast %[[C]] : tensor<?xf32> to tensor<6xf32>
func.func @declared_size(%x: tensor<?xf32>) -> tensor<6xf32> {
  %0 = rint.repeat_interleave %x repeats(2) dim(0) : tensor<?xf32> -> tensor<6xf32>
  return %0 : tensor<6xf32>
}

// -----

// Copies of the whole: a fresh dimension before each one. Leading counts have no
// dimension to merge with, and one copy needs none.
// CHECK-LABEL: @tile(
// CHECK-SAME: %[[X:.*]]: tensor<3x4xf32>)
// CHECK: %[[E:.*]] = tensor.empty() : tensor<2x3x5x4xf32>
// CHECK: %[[B:.*]] = linalg.broadcast ins(%[[X]] : tensor<3x4xf32>) outs(%[[E]] : tensor<2x3x5x4xf32>) dimensions = [0, 2]
// CHECK: tensor.collapse_shape %[[B]] {{\[\[}}0, 1], [2, 3]] : tensor<2x3x5x4xf32> into tensor<6x20xf32>
func.func @tile(%x: tensor<3x4xf32>) -> tensor<6x20xf32> {
  %0 = rint.repeat %x counts(2, 5) : tensor<3x4xf32> -> tensor<6x20xf32>
  return %0 : tensor<6x20xf32>
}

// -----

// CHECK-LABEL: @tile_with_leading_counts(
// CHECK-SAME: %[[X:.*]]: tensor<3x4xf32>, %[[N:.*]]: index)
// CHECK: %[[E:.*]] = tensor.empty(%[[N]]) : tensor<?x3x5x4xf32>
// CHECK: %[[B:.*]] = linalg.broadcast ins(%[[X]] : tensor<3x4xf32>) outs(%[[E]] : tensor<?x3x5x4xf32>) dimensions = [0, 2]
// CHECK: tensor.collapse_shape %[[B]] {{\[\[}}0], [1], [2, 3]] : tensor<?x3x5x4xf32> into tensor<?x3x20xf32>
func.func @tile_with_leading_counts(%x: tensor<3x4xf32>, %n: index) -> tensor<?x3x20xf32> {
  %0 = rint.repeat %x counts(%n, 1, 5) : tensor<3x4xf32> -> tensor<?x3x20xf32>
  return %0 : tensor<?x3x20xf32>
}

// -----

// The size of a ragged result is the last entry of its offsets.
// CHECK-LABEL: @ragged(
// CHECK-SAME: %[[X:.*]]: tensor<3x4xf32>, %[[RS:.*]]: tensor<3xi64>)
// CHECK: %[[OE:.*]] = tensor.empty() : tensor<4xindex>
// CHECK: %[[O:.*]] = rint.scan_repeats ins(%[[RS]] : tensor<3xi64>) outs(%[[OE]] : tensor<4xindex>) -> tensor<4xindex>
// CHECK: %[[TOTAL:.*]] = tensor.extract %[[O]][%{{.*}}]
// CHECK: %[[E:.*]] = tensor.empty(%[[TOTAL]]) : tensor<?x4xf32>
// CHECK: rint.expand_runs ins(%[[X]], %[[O]] : tensor<3x4xf32>, tensor<4xindex>) outs(%[[E]] : tensor<?x4xf32>) dim(0) -> tensor<?x4xf32>
func.func @ragged(%x: tensor<3x4xf32>, %rs: tensor<3xi64>) -> tensor<?x4xf32> {
  %o = rint.offsets repeats(%rs : tensor<3xi64>) : tensor<4xindex>
  %0 = rint.repeat_interleave %x offsets(%o : tensor<4xindex>) dim(0) : tensor<3x4xf32> -> tensor<?x4xf32>
  return %0 : tensor<?x4xf32>
}

// -----

// CHECK-LABEL: @indices(
// CHECK-SAME: %[[O:.*]]: tensor<?xindex>)
// CHECK: %[[ENTRIES:.*]] = tensor.dim %[[O]], %c0
// CHECK: %[[LAST:.*]] = arith.subi %[[ENTRIES]], %c1
// CHECK: %[[TOTAL:.*]] = tensor.extract %[[O]][%[[LAST]]]
// CHECK: %[[E:.*]] = tensor.empty(%[[TOTAL]]) : tensor<?xi32>
// CHECK: rint.expand_indices ins(%[[O]] : tensor<?xindex>) outs(%[[E]] : tensor<?xi32>) -> tensor<?xi32>
func.func @indices(%o: tensor<?xindex>) -> tensor<?xi32> {
  %0 = rint.repeat_indices offsets(%o : tensor<?xindex>) : tensor<?xi32>
  return %0 : tensor<?xi32>
}

// -----

// Literal counts are a constant. Also without canonicalization in front of it.
// CHECK-LABEL: @literal_offsets(
// CHECK-SAME: %[[N:.*]]: index)
// CHECK: %[[RS:.*]] = arith.constant dense<[1, 3]> : tensor<2xi64>
// CHECK: rint.scan_repeats ins(%[[RS]] : tensor<2xi64>) outs(%{{.*}} : tensor<?xindex>)
// CHECK: %[[R:.*]] = arith.constant dense<5> : tensor<1xi64>
// CHECK: %[[ENTRIES:.*]] = arith.addi %[[N]], %c1
// CHECK: %[[E:.*]] = tensor.empty(%[[ENTRIES]]) : tensor<?xindex>
// CHECK: rint.scan_repeats ins(%[[R]] : tensor<1xi64>) outs(%[[E]] : tensor<?xindex>)
func.func @literal_offsets(%n: index) -> (tensor<?xindex>, tensor<?xindex>) {
  %0 = rint.offsets repeats([1, 3]) : tensor<?xindex>
  %1 = rint.offsets repeats([5]) size(%n) : tensor<?xindex>
  return %0, %1 : tensor<?xindex>, tensor<?xindex>
}
