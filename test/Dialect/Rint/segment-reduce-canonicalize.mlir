// RUN: rint-opt %s --canonicalize --split-input-file | FileCheck %s

// Segments of one slice are the slices.

// CHECK-LABEL: @ones(
// CHECK-SAME: %[[X:.*]]: tensor<3x4xf32>, %[[D:.*]]: tensor<?xf16>)
// CHECK-NEXT: %[[FLAT:.*]] = tensor.collapse_shape %[[X]] {{\[\[}}0, 1]] : tensor<3x4xf32> into tensor<12xf32>
// CHECK-NEXT: return %[[X]], %[[X]], %[[D]], %[[FLAT]]
func.func @ones(%x: tensor<3x4xf32>, %d: tensor<?xf16>) -> (tensor<3x4xf32>, tensor<3x4xf32>, tensor<?xf16>, tensor<12xf32>) {
  %0 = rint.segment_reduce sum %x repeats(1) dim(1) : tensor<3x4xf32> -> tensor<3x4xf32>
  %1 = rint.segment_reduce mean %x repeats([1, 1, 1]) dim(0) : tensor<3x4xf32> -> tensor<3x4xf32>
  %2 = rint.segment_reduce max %d repeats(1) dim(0) : tensor<?xf16> -> tensor<?xf16>
  %3 = rint.segment_reduce prod %x repeats(1) : tensor<3x4xf32> -> tensor<12xf32>
  return %0, %1, %2, %3 : tensor<3x4xf32>, tensor<3x4xf32>, tensor<?xf16>, tensor<12xf32>
}

// -----

// Not where the number of slices may be another, nor for complex products, in which
// 1 times infinity is not infinity.

// CHECK-LABEL: @not_ones(
// CHECK: rint.segment_reduce sum %{{.*}} repeats([1, 1, 1])
// CHECK: rint.segment_reduce prod %{{.*}} repeats(1)
func.func @not_ones(%x: tensor<?xf32>, %c: tensor<3xcomplex<f32>>) -> (tensor<3xf32>, tensor<3xcomplex<f32>>) {
  %0 = rint.segment_reduce sum %x repeats([1, 1, 1]) dim(0) : tensor<?xf32> -> tensor<3xf32>
  %1 = rint.segment_reduce prod %c repeats(1) : tensor<3xcomplex<f32>> -> tensor<3xcomplex<f32>>
  return %0, %1 : tensor<3xf32>, tensor<3xcomplex<f32>>
}

// -----

// Constants become literals: one where all are the same and there are slices, a list
// otherwise. A list of zeros keeps its length, which is the size of the result.

// CHECK-LABEL: @literals(
// CHECK: rint.segment_reduce sum %{{.*}} repeats(3) dim(0) : tensor<6xf32> -> tensor<2xf32>
// CHECK: rint.segment_reduce sum %{{.*}} repeats([1, 5]) dim(0) : tensor<6xf32> -> tensor<2xf32>
// CHECK: rint.segment_reduce sum %{{.*}} repeats([0, 0]) dim(0) : tensor<0xf32> -> tensor<2xf32>
// CHECK: rint.segment_reduce sum %{{.*}} repeats([3, 3]) dim(0) : tensor<?xf32> -> tensor<2xf32>
// CHECK: rint.segment_reduce sum %{{.*}} repeats(2) dim(0) : tensor<6xf32> -> tensor<3xf32>
func.func @literals(%x: tensor<6xf32>, %e: tensor<0xf32>, %d: tensor<?xf32>) -> (tensor<?xf32>, tensor<?xf32>, tensor<?xf32>, tensor<?xf32>, tensor<?xf32>) {
  %same = arith.constant dense<3> : tensor<2xi64>
  %mixed = arith.constant dense<[1, 5]> : tensor<2xi8>
  %zeros = arith.constant dense<0> : tensor<2xi64>
  %two = arith.constant 2 : i32
  %0 = rint.segment_reduce sum %x repeats(%same : tensor<2xi64>) : tensor<6xf32> -> tensor<?xf32>
  %1 = rint.segment_reduce sum %x repeats(%mixed : tensor<2xi8>) : tensor<6xf32> -> tensor<?xf32>
  %2 = rint.segment_reduce sum %e repeats(%zeros : tensor<2xi64>) : tensor<0xf32> -> tensor<?xf32>
  %3 = rint.segment_reduce sum %d repeats(%same : tensor<2xi64>) : tensor<?xf32> -> tensor<?xf32>
  %4 = rint.segment_reduce sum %x repeats(%two : i32) : tensor<6xf32> -> tensor<?xf32>
  return %0, %1, %2, %3, %4 : tensor<?xf32>, tensor<?xf32>, tensor<?xf32>, tensor<?xf32>, tensor<?xf32>
}

// -----

// The number of segments is known: of counts, of offsets, and of a known size.

// CHECK-LABEL: @sizes(
// CHECK: -> tensor<4x?xf32>
// CHECK: -> tensor<2x?xf32>
// CHECK: tensor.empty() : tensor<0xf32>
func.func @sizes(%x: tensor<?x?xf32>, %r: tensor<4xi64>, %o: tensor<3xindex>, %e: tensor<0xf32>) -> (tensor<?x?xf32>, tensor<?x?xf32>, tensor<?xf32>) {
  %0 = rint.segment_reduce sum %x repeats(%r : tensor<4xi64>) dim(0) : tensor<?x?xf32> -> tensor<?x?xf32>
  %1 = rint.segment_reduce sum %x offsets(%o : tensor<3xindex>) dim(-2) : tensor<?x?xf32> -> tensor<?x?xf32>
  %2 = rint.segment_reduce sum %e repeats(2) dim(0) : tensor<0xf32> -> tensor<?xf32>
  return %0, %1, %2 : tensor<?x?xf32>, tensor<?x?xf32>, tensor<?xf32>
}

// -----

// An op in a branch that would break a rule stays as it is.

// CHECK-LABEL: @branch(
// CHECK: rint.segment_reduce sum %{{.*}} repeats(%{{.*}} : index) dim(0) : tensor<6xf32> -> tensor<?xf32>
func.func @branch(%x: tensor<6xf32>, %c: i1) -> tensor<?xf32> {
  %four = arith.constant 4 : index
  %0 = scf.if %c -> tensor<?xf32> {
    %1 = rint.segment_reduce sum %x repeats(%four : index) dim(0) : tensor<6xf32> -> tensor<?xf32>
    scf.yield %1 : tensor<?xf32>
  } else {
    %1 = tensor.cast %x : tensor<6xf32> to tensor<?xf32>
    scf.yield %1 : tensor<?xf32>
  }
  return %0 : tensor<?xf32>
}
