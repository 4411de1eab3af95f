// Upstream's analysis of bounds knows the sizes of results. Its test pass is only in
// the stock mlir-opt.
//
// RUN: %mlir_opt %s --split-input-file --verify-diagnostics --pass-pipeline='builtin.module(func.func(test-affine-reify-value-bounds))' | FileCheck %s

// CHECK-DAG: #[[$TIMES3:.*]] = affine_map<()[s0] -> (s0 * 3)>
// CHECK-DAG: #[[$TIMES4:.*]] = affine_map<()[s0] -> (s0 * 4)>

// CHECK-LABEL: @one_count(
// CHECK-SAME: %[[X:.*]]: tensor<?x4x?xf32>, %[[R:.*]]: index)
// CHECK-DAG: %[[C0:.*]] = arith.constant 0 : index
// CHECK-DAG: %[[N:.*]] = tensor.dim %[[X]], %[[C0]]
// CHECK: %[[N3:.*]] = affine.apply #[[$TIMES3]]()[%[[N]]]
// CHECK-DAG: %[[C2:.*]] = arith.constant 2 : index
// CHECK-DAG: %[[W:.*]] = tensor.dim %[[X]], %[[C2]]
// CHECK: %[[R4:.*]] = affine.apply #[[$TIMES4]]()[%[[R]]]
// CHECK: return %[[N3]], %[[W]], %[[R4]]
func.func @one_count(%x: tensor<?x4x?xf32>, %r: index) -> (index, index, index) {
  %0 = rint.repeat_interleave %x repeats(3) dim(0) : tensor<?x4x?xf32> -> tensor<?x4x?xf32>
  %1 = rint.repeat_interleave %x repeats(%r : index) dim(-2) : tensor<?x4x?xf32> -> tensor<?x?x?xf32>
  %n3 = "test.reify_bound"(%0) {dim = 0, type = "EQ"} : (tensor<?x4x?xf32>) -> index
  %w = "test.reify_bound"(%0) {dim = 2, type = "EQ"} : (tensor<?x4x?xf32>) -> index
  %r4 = "test.reify_bound"(%1) {dim = 1, type = "EQ"} : (tensor<?x?x?xf32>) -> index
  return %n3, %w, %r4 : index, index, index
}

// -----

// The list of one count, the source without a dim and the one without dimensions.

// CHECK-DAG: #[[$TIMES2:.*]] = affine_map<()[s0] -> (s0 * 2)>
// CHECK-DAG: #[[$TIMES20:.*]] = affine_map<()[s0] -> (s0 * 20)>

// CHECK-LABEL: @flattened(
// CHECK-SAME: %[[X:.*]]: tensor<?x4xf32>, %[[Z:.*]]: tensor<f32>, %[[R:.*]]: index)
// CHECK: affine.apply #[[$TIMES2]]()[%{{.*}}]
// CHECK: %[[FLAT:.*]] = affine.apply #[[$TIMES20]]()[%{{.*}}]
// CHECK: return %{{.*}}, %[[FLAT]], %[[R]]
func.func @flattened(%x: tensor<?x4xf32>, %z: tensor<f32>, %r: index) -> (index, index, index) {
  %0 = rint.repeat_interleave %x repeats([2]) dim(0) : tensor<?x4xf32> -> tensor<?x4xf32>
  %1 = rint.repeat_interleave %x repeats(5) : tensor<?x4xf32> -> tensor<?xf32>
  %2 = rint.repeat_interleave %z repeats(%r : index) : tensor<f32> -> tensor<?xf32>
  %a = "test.reify_bound"(%0) {dim = 0, type = "EQ"} : (tensor<?x4xf32>) -> index
  %b = "test.reify_bound"(%1) {dim = 0, type = "EQ"} : (tensor<?xf32>) -> index
  %c = "test.reify_bound"(%2) {dim = 0, type = "EQ"} : (tensor<?xf32>) -> index
  return %a, %b, %c : index, index, index
}

// -----

// A size that the caller states, and a total that is known although the type does not
// say so.

// CHECK-LABEL: @stated(
// CHECK-SAME: %[[N:[^:]*]]: index)
// CHECK: %[[SIX:.*]] = arith.constant 6 : index
// CHECK: return %[[N]], %[[N]], %[[SIX]]
func.func @stated(%x: tensor<3xi8>, %rs: tensor<3xi64>, %n: index) -> (index, index, index) {
  %0 = rint.repeat_interleave %x repeats(%rs : tensor<3xi64>) dim(0) output_size(%n) : tensor<3xi8> -> tensor<?xi8>
  %1 = rint.repeat_indices repeats(%rs : tensor<3xi64>) output_size(%n) : tensor<?xi64>
  %2 = rint.repeat_interleave %x repeats([1, 3, 2]) dim(0) : tensor<3xi8> -> tensor<?xi8>
  %a = "test.reify_bound"(%0) {dim = 0, type = "EQ"} : (tensor<?xi8>) -> index
  %b = "test.reify_bound"(%1) {dim = 0, type = "EQ"} : (tensor<?xi64>) -> index
  %c = "test.reify_bound"(%2) {dim = 0, type = "EQ"} : (tensor<?xi8>) -> index
  return %a, %b, %c : index, index, index
}

// -----

// A total that only the run knows has no upper bound.

func.func @total(%x: tensor<?xi8>, %rs: tensor<?xi64>, %o: tensor<?xindex>) -> (index, index, index) {
  %0 = rint.repeat_interleave %x repeats(%rs : tensor<?xi64>) dim(0) : tensor<?xi8> -> tensor<?xi8>
  %1 = rint.repeat_interleave %x offsets(%o : tensor<?xindex>) dim(0) : tensor<?xi8> -> tensor<?xi8>
  %2 = rint.repeat_indices repeats(%rs : tensor<?xi64>) : tensor<?xi64>
  // CHECK-LABEL: @total(
  // CHECK-COUNT-3: arith.constant 0 : index
  %a = "test.reify_bound"(%0) {dim = 0, type = "LB", constant} : (tensor<?xi8>) -> index
  %b = "test.reify_bound"(%1) {dim = 0, type = "LB", constant} : (tensor<?xi8>) -> index
  %c = "test.reify_bound"(%2) {dim = 0, type = "LB", constant} : (tensor<?xi64>) -> index
  return %a, %b, %c : index, index, index
}

// -----

func.func @no_upper_bound(%x: tensor<?xi8>, %rs: tensor<?xi64>) -> index {
  %0 = rint.repeat_interleave %x repeats(%rs : tensor<?xi64>) dim(0) : tensor<?xi8> -> tensor<?xi8>
  // expected-error @below{{could not reify bound}}
  %a = "test.reify_bound"(%0) {dim = 0, type = "UB", constant} : (tensor<?xi8>) -> index
  return %a : index
}

// -----

// CHECK: #[[$PLUS1:.*]] = affine_map<()[s0] -> (s0 + 1)>

// CHECK-LABEL: @offsets(
// CHECK-SAME: %[[RS:.*]]: tensor<?xi64>, %[[N:.*]]: index)
// CHECK: %[[DIM:.*]] = tensor.dim %[[RS]]
// CHECK: %[[A:.*]] = affine.apply #[[$PLUS1]]()[%[[DIM]]]
// CHECK: %[[B:.*]] = affine.apply #[[$PLUS1]]()[%[[N]]]
// CHECK: return %[[A]], %[[B]]
func.func @offsets(%rs: tensor<?xi64>, %n: index) -> (index, index) {
  %0 = rint.offsets repeats(%rs : tensor<?xi64>) : tensor<?xindex>
  %1 = rint.offsets repeats(%rs : tensor<?xi64>) size(%n) : tensor<?xindex>
  %a = "test.reify_bound"(%0) {dim = 0, type = "EQ"} : (tensor<?xindex>) -> index
  %b = "test.reify_bound"(%1) {dim = 0, type = "EQ"} : (tensor<?xindex>) -> index
  return %a, %b : index, index
}

// -----

// A leading copy has the count for its size.

// CHECK-DAG: #[[$TIMES3:.*]] = affine_map<()[s0] -> (s0 * 3)>
// CHECK-DAG: #[[$TIMES2:.*]] = affine_map<()[s0] -> (s0 * 2)>

// CHECK-LABEL: @repeat(
// CHECK-SAME: %[[X:.*]]: tensor<?x3xi64>, %[[N:.*]]: index)
// CHECK: %[[DIM:.*]] = tensor.dim %[[X]]
// CHECK: %[[B:.*]] = affine.apply #[[$TIMES2]]()[%[[DIM]]]
// CHECK: %[[C:.*]] = affine.apply #[[$TIMES3]]()[%[[N]]]
// CHECK: return %[[N]], %[[B]], %[[C]]
func.func @repeat(%x: tensor<?x3xi64>, %n: index) -> (index, index, index) {
  %0 = rint.repeat %x counts(%n, 2, %n) : tensor<?x3xi64> -> tensor<?x?x?xi64>
  %a = "test.reify_bound"(%0) {dim = 0, type = "EQ"} : (tensor<?x?x?xi64>) -> index
  %b = "test.reify_bound"(%0) {dim = 1, type = "EQ"} : (tensor<?x?x?xi64>) -> index
  %c = "test.reify_bound"(%0) {dim = 2, type = "EQ"} : (tensor<?x?x?xi64>) -> index
  return %a, %b, %c : index, index, index
}

// -----

// A branch that is never taken may hold an op that breaks a rule, which has no size.

func.func @never(%x: tensor<?xi64>, %taken: i1) -> index {
  %r = scf.if %taken -> index {
    %m = arith.constant -1 : index
    %0 = rint.repeat_interleave %x repeats(%m : index) dim(0) : tensor<?xi64> -> tensor<?xi64>
    // expected-error @below{{could not reify bound}}
    %a = "test.reify_bound"(%0) {dim = 0, type = "LB", constant} : (tensor<?xi64>) -> index
    scf.yield %a : index
  } else {
    %c0 = arith.constant 0 : index
    scf.yield %c0 : index
  }
  return %r : index
}

// -----

// CHECK-DAG: #[[$MINUS1:.*]] = affine_map<()[s0] -> (s0 - 1)>

// CHECK-LABEL: @segments(
// CHECK-SAME: %[[X:.*]]: tensor<?x?xf32>, %[[RS:.*]]: tensor<?xi64>, %[[O:.*]]: tensor<?xindex>)
// CHECK: %[[N:.*]] = tensor.dim %[[RS]], %{{.*}}
// CHECK: %[[W:.*]] = tensor.dim %[[X]], %{{.*}}
// CHECK: %[[E:.*]] = tensor.dim %[[O]], %{{.*}}
// CHECK: %[[M:.*]] = affine.apply #[[$MINUS1]]()[%[[E]]]
// CHECK: return %[[N]], %[[W]], %[[M]]
func.func @segments(%x: tensor<?x?xf32>, %rs: tensor<?xi64>, %o: tensor<?xindex>) -> (index, index, index) {
  %0 = rint.segment_reduce sum %x repeats(%rs : tensor<?xi64>) dim(0) : tensor<?x?xf32> -> tensor<?x?xf32>
  %1 = rint.segment_reduce max %x offsets(%o : tensor<?xindex>) dim(1) : tensor<?x?xf32> -> tensor<?x?xf32>
  %n = "test.reify_bound"(%0) {dim = 0, type = "EQ"} : (tensor<?x?xf32>) -> index
  %w = "test.reify_bound"(%0) {dim = 1, type = "EQ"} : (tensor<?x?xf32>) -> index
  %m = "test.reify_bound"(%1) {dim = 1, type = "EQ"} : (tensor<?x?xf32>) -> index
  return %n, %w, %m : index, index, index
}

// -----

// Of one count, the segments are no more than there are slices for.

// CHECK-LABEL: @even_segments(
// CHECK: affine.apply
func.func @even_segments(%x: tensor<?xf32>) -> index {
  %0 = rint.segment_reduce sum %x repeats(3) dim(0) : tensor<?xf32> -> tensor<?xf32>
  %n = "test.reify_bound"(%0) {dim = 0, type = "UB"} : (tensor<?xf32>) -> index
  return %n : index
}
