// The core forms: one count that is an index, or row offsets; dim from the front;
// no output size.
//
// RUN: rint-opt %s --rint-normalize --cse --split-input-file | FileCheck %s

// CHECK-LABEL: @scalars(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xf32>, %[[R:.*]]: index, %[[I:.*]]: i8, %[[U:.*]]: ui16, %[[T:.*]]: tensor<i64>, %[[V:.*]]: tensor<1xi64>)
func.func @scalars(%x: tensor<2x3xf32>, %r: index, %i: i8, %u: ui16, %t: tensor<i64>, %v: tensor<1xi64>) -> (tensor<2x6xf32>, tensor<2x?xf32>, tensor<2x?xf32>, tensor<2x?xf32>, tensor<2x?xf32>, tensor<2x?xf32>, tensor<2x6xf32>) {
  // CHECK: rint.repeat_interleave %[[X]] repeats(2) dim(1) : tensor<2x3xf32> -> tensor<2x6xf32>
  %0 = rint.repeat_interleave %x repeats(2) dim(-1) output_size(6) : tensor<2x3xf32> -> tensor<2x6xf32>
  // CHECK: rint.repeat_interleave %[[X]] repeats(%[[R]] : index) dim(1) : tensor<2x3xf32> -> tensor<2x?xf32>
  %1 = rint.repeat_interleave %x repeats(%r : index) dim(1) output_size(%r) : tensor<2x3xf32> -> tensor<2x?xf32>
  // CHECK: %[[IX:.*]] = arith.index_cast %[[I]] : i8 to index
  // CHECK: repeats(%[[IX]] : index) dim(1)
  %2 = rint.repeat_interleave %x repeats(%i : i8) dim(1) : tensor<2x3xf32> -> tensor<2x?xf32>
  // CHECK: %[[US:.*]] = builtin.unrealized_conversion_cast %[[U]] : ui16 to i16
  // CHECK: %[[UX:.*]] = arith.index_castui %[[US]] : i16 to index
  // CHECK: repeats(%[[UX]] : index) dim(1)
  %3 = rint.repeat_interleave %x repeats(%u : ui16) dim(1) : tensor<2x3xf32> -> tensor<2x?xf32>
  // CHECK: %[[TE:.*]] = tensor.extract %[[T]][]
  // CHECK: %[[TX:.*]] = arith.index_cast %[[TE]] : i64 to index
  // CHECK: repeats(%[[TX]] : index) dim(1)
  %4 = rint.repeat_interleave %x repeats(%t : tensor<i64>) dim(1) : tensor<2x3xf32> -> tensor<2x?xf32>
  // CHECK: %[[VE:.*]] = tensor.extract %[[V]][%c0]
  // CHECK: %[[VX:.*]] = arith.index_cast %[[VE]] : i64 to index
  // CHECK: repeats(%[[VX]] : index) dim(1)
  %5 = rint.repeat_interleave %x repeats(%v : tensor<1xi64>) dim(1) : tensor<2x3xf32> -> tensor<2x?xf32>
  // CHECK: %[[TWO:.*]] = arith.constant 2 : index
  // CHECK: repeats(%[[TWO]] : index) dim(1)
  %6 = rint.repeat_interleave %x repeats([2]) dim(1) : tensor<2x3xf32> -> tensor<2x6xf32>
  return %0, %1, %2, %3, %4, %5, %6 : tensor<2x6xf32>, tensor<2x?xf32>, tensor<2x?xf32>, tensor<2x?xf32>, tensor<2x?xf32>, tensor<2x?xf32>, tensor<2x6xf32>
}

// -----

// i1 counts 0 or 1; of a wide count, the run-time checks have seen that it fits.
// CHECK-LABEL: @odd_widths(
// CHECK-SAME: %[[X:.*]]: tensor<3xf32>, %[[B:.*]]: i1, %[[W:.*]]: i128)
// CHECK: %[[BX:.*]] = arith.index_castui %[[B]] : i1 to index
// CHECK: repeats(%[[BX]] : index)
// CHECK: %[[WT:.*]] = arith.trunci %[[W]] : i128 to i64
// CHECK: %[[WX:.*]] = arith.index_cast %[[WT]] : i64 to index
// CHECK: repeats(%[[WX]] : index)
func.func @odd_widths(%x: tensor<3xf32>, %b: i1, %w: i128) -> (tensor<?xf32>, tensor<?xf32>) {
  %0 = rint.repeat_interleave %x repeats(%b : i1) : tensor<3xf32> -> tensor<?xf32>
  %1 = rint.repeat_interleave %x repeats(%w : i128) : tensor<3xf32> -> tensor<?xf32>
  return %0, %1 : tensor<?xf32>, tensor<?xf32>
}

// -----

// CHECK-LABEL: @flattened(
// CHECK-SAME: %[[X:.*]]: tensor<2x?xf32>, %[[S:.*]]: tensor<f32>, %[[V:.*]]: tensor<3xf32>)
func.func @flattened(%x: tensor<2x?xf32>, %s: tensor<f32>, %v: tensor<3xf32>) -> (tensor<?xf32>, tensor<2xf32>, tensor<6xf32>) {
  // CHECK: %[[FLAT:.*]] = tensor.collapse_shape %[[X]] {{\[\[}}0, 1]] : tensor<2x?xf32> into tensor<?xf32>
  // CHECK: rint.repeat_interleave %[[FLAT]] repeats(2) dim(0) : tensor<?xf32> -> tensor<?xf32>
  %0 = rint.repeat_interleave %x repeats(2) : tensor<2x?xf32> -> tensor<?xf32>
  // CHECK: %[[ONE:.*]] = tensor.expand_shape %[[S]] [] {{.*}} : tensor<f32> into tensor<1xf32>
  // CHECK: rint.repeat_interleave %[[ONE]] repeats(2) dim(0) : tensor<1xf32> -> tensor<2xf32>
  %1 = rint.repeat_interleave %s repeats(2) : tensor<f32> -> tensor<2xf32>
  // CHECK: rint.repeat_interleave %[[V]] repeats(2) dim(0) : tensor<3xf32> -> tensor<6xf32>
  %2 = rint.repeat_interleave %v repeats(2) : tensor<3xf32> -> tensor<6xf32>
  return %0, %1, %2 : tensor<?xf32>, tensor<2xf32>, tensor<6xf32>
}

// -----

// CHECK-LABEL: @vectors(
// CHECK-SAME: %[[X:.*]]: tensor<3x?xf32>, %[[RS:.*]]: tensor<3xi64>, %[[D:.*]]: tensor<?xi8>)
func.func @vectors(%x: tensor<3x?xf32>, %rs: tensor<3xi64>, %d: tensor<?xi8>) -> (tensor<?x?xf32>, tensor<3x?xf32>, tensor<6x?xf32>, tensor<?xf32>, tensor<?xi64>) {
  // CHECK: %[[O:.*]] = rint.offsets repeats(%[[RS]] : tensor<3xi64>) : tensor<4xindex>
  // CHECK: rint.repeat_interleave %[[X]] offsets(%[[O]] : tensor<4xindex>) dim(0)
  %0 = rint.repeat_interleave %x repeats(%rs : tensor<3xi64>) dim(0) : tensor<3x?xf32> -> tensor<?x?xf32>
  // One count may turn out to serve every slice, so the plan is told how many
  // there are.
  // CHECK: %[[SIZE:.*]] = tensor.dim %[[X]], %c1
  // CHECK: %[[P:.*]] = rint.offsets repeats(%[[D]] : tensor<?xi8>) size(%[[SIZE]]) : tensor<?xindex>
  // CHECK: rint.repeat_interleave %[[X]] offsets(%[[P]] : tensor<?xindex>) dim(1)
  %1 = rint.repeat_interleave %x repeats(%d : tensor<?xi8>) dim(1) : tensor<3x?xf32> -> tensor<3x?xf32>
  // CHECK: %[[L:.*]] = rint.offsets repeats([1, 3, 2]) : tensor<4xindex>
  // CHECK: rint.repeat_interleave %[[X]] offsets(%[[L]] : tensor<4xindex>) dim(0)
  %2 = rint.repeat_interleave %x repeats([1, 3, 2]) dim(-2) output_size(6) : tensor<3x?xf32> -> tensor<6x?xf32>
  // CHECK: %[[FLAT:.*]] = tensor.collapse_shape %[[X]]
  // CHECK: rint.repeat_interleave %[[FLAT]] offsets(%{{.*}} : tensor<?xindex>) dim(0)
  %3 = rint.repeat_interleave %x repeats(%d : tensor<?xi8>) : tensor<3x?xf32> -> tensor<?xf32>
  // CHECK: rint.repeat_indices offsets(%[[O]] : tensor<4xindex>) : tensor<?xi64>
  %4 = rint.repeat_indices repeats(%rs : tensor<3xi64>) output_size(6) : tensor<?xi64>
  return %0, %1, %2, %3, %4 : tensor<?x?xf32>, tensor<3x?xf32>, tensor<6x?xf32>, tensor<?xf32>, tensor<?xi64>
}

// -----

// Core forms stay as they are.
// CHECK-LABEL: @core(
// CHECK-NEXT: rint.repeat_interleave %{{.*}} offsets(%{{.*}} : tensor<4xindex>) dim(0)
// CHECK-NEXT: rint.repeat_interleave %{{.*}} repeats(3) dim(0)
// CHECK-NEXT: rint.repeat %{{.*}} counts(2, 2)
// CHECK-NEXT: return
func.func @core(%x: tensor<3xf32>, %o: tensor<4xindex>) -> (tensor<?xf32>, tensor<9xf32>, tensor<2x6xf32>) {
  %0 = rint.repeat_interleave %x offsets(%o : tensor<4xindex>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  %1 = rint.repeat_interleave %x repeats(3) dim(0) : tensor<3xf32> -> tensor<9xf32>
  %2 = rint.repeat %x counts(2, 2) : tensor<3xf32> -> tensor<2x6xf32>
  return %0, %1, %2 : tensor<?xf32>, tensor<9xf32>, tensor<2x6xf32>
}
