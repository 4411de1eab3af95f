// Consumers read the source of a repeat by one count.
//
// RUN: rint-opt %s --rint-read-through-repeats --canonicalize --cse --split-input-file | FileCheck %s

// CHECK-DAG: #[[$Q:.*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d4)>
// CHECK-DAG: #[[$K:.*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d4, d3)>
// CHECK-DAG: #[[$S:.*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d1, d2, d3)>

// The example of the pass: heads in groups.
// CHECK-LABEL: @batch_matmul(
// CHECK-SAME: %[[X:.*]]: tensor<2x3x5xf32>, %[[QT:.*]]: tensor<8x1x3xf32>
// CHECK-NOT: linalg.broadcast
// CHECK: %[[QX:.*]] = tensor.expand_shape %[[QT]] {{\[\[}}0, 1], [2], [3]] output_shape [2, 4, 1, 3]
// CHECK: %[[R:.*]] = linalg.generic {indexing_maps = [#[[$Q]], #[[$K]], #[[$S]]], iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction"]} ins(%[[QX]], %[[X]] : tensor<2x4x1x3xf32>, tensor<2x3x5xf32>)
// CHECK: tensor.collapse_shape %[[R]] {{\[\[}}0, 1], [2], [3]] : tensor<2x4x1x5xf32> into tensor<8x1x5xf32>
func.func @batch_matmul(%x: tensor<2x3x5xf32>, %q: tensor<8x1x3xf32>, %f: tensor<8x1x5xf32>, %e: tensor<2x4x3x5xf32>) -> tensor<8x1x5xf32> {
  %k = linalg.broadcast ins(%x : tensor<2x3x5xf32>) outs(%e : tensor<2x4x3x5xf32>) dimensions = [1]
  %r = tensor.collapse_shape %k [[0, 1], [2], [3]] : tensor<2x4x3x5xf32> into tensor<8x3x5xf32>
  %s = linalg.batch_matmul ins(%q, %r : tensor<8x1x3xf32>, tensor<8x3x5xf32>) outs(%f : tensor<8x1x5xf32>) -> tensor<8x1x5xf32>
  return %s : tensor<8x1x5xf32>
}

// -----

#in = affine_map<(b, h, r, s, d) -> (b, h, s, d)>
#out = affine_map<(b, h, r, s, d) -> (b, h, r, s, d)>

// What frontends write: a broadcast as linalg.generic, of four dimensions, which
// become three for the matmul; sizes that are not known.
// CHECK-LABEL: @frontend(
// CHECK-SAME: %[[X:.*]]: tensor<?x8x?x64xf32>
// CHECK-NOT: linalg.broadcast
// CHECK: linalg.generic
// CHECK-SAME: iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel", "reduction"]
// CHECK-SAME: ins(%{{.*}}, %[[X]] : tensor<?x8x4x1x?xf32>, tensor<?x8x?x64xf32>)
// CHECK-NOT: linalg.broadcast
// CHECK: return
func.func @frontend(%x: tensor<?x8x?x64xf32>, %q: tensor<?x1x?xf32>, %f: tensor<?x1x64xf32>, %b: index, %n: index) -> tensor<?x1x64xf32> {
  %e = tensor.empty(%b, %n) : tensor<?x8x4x?x64xf32>
  %k = linalg.generic {indexing_maps = [#in, #out], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel"]} ins(%x : tensor<?x8x?x64xf32>) outs(%e : tensor<?x8x4x?x64xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  } -> tensor<?x8x4x?x64xf32>
  %c = tensor.collapse_shape %k [[0], [1, 2], [3], [4]] : tensor<?x8x4x?x64xf32> into tensor<?x32x?x64xf32>
  %d = tensor.collapse_shape %c [[0, 1], [2], [3]] : tensor<?x32x?x64xf32> into tensor<?x?x64xf32>
  %s = linalg.batch_matmul ins(%q, %d : tensor<?x1x?xf32>, tensor<?x?x64xf32>) outs(%f : tensor<?x1x64xf32>) -> tensor<?x1x64xf32>
  return %s : tensor<?x1x64xf32>
}

// -----

// Copies of a whole, in a loop, although they are used elsewhere.
// CHECK-LABEL: @copies(
// CHECK-SAME: %[[X:.*]]: tensor<3x5xf32>
// CHECK: scf.for
// CHECK: linalg.generic {{.*}} ins(%{{.*}}, %[[X]] : tensor<2x3xf32>, tensor<3x5xf32>)
func.func @copies(%x: tensor<3x5xf32>, %q: tensor<2x3xf32>, %f: tensor<2x4x5xf32>, %e: tensor<4x3x5xf32>, %n: index) -> (tensor<2x4x5xf32>, tensor<4x3x5xf32>) {
  %k = linalg.broadcast ins(%x : tensor<3x5xf32>) outs(%e : tensor<4x3x5xf32>) dimensions = [0]
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %s = scf.for %i = %c0 to %n step %c1 iter_args(%a = %f) -> tensor<2x4x5xf32> {
    %s = linalg.generic {indexing_maps = [affine_map<(m, b, n, k) -> (m, k)>, affine_map<(m, b, n, k) -> (b, k, n)>, affine_map<(m, b, n, k) -> (m, b, n)>], iterator_types = ["parallel", "parallel", "parallel", "reduction"]} ins(%q, %k : tensor<2x3xf32>, tensor<4x3x5xf32>) outs(%a : tensor<2x4x5xf32>) {
    ^bb0(%in: f32, %by: f32, %out: f32):
      %0 = arith.mulf %in, %by : f32
      %1 = arith.addf %out, %0 : f32
      linalg.yield %1 : f32
    } -> tensor<2x4x5xf32>
    scf.yield %s : tensor<2x4x5xf32>
  }
  return %s, %k : tensor<2x4x5xf32>, tensor<4x3x5xf32>
}

// -----

// An elementwise op reads through where it has a row to do for each copy, and
// nobody else needs the copies.
// CHECK-LABEL: @rows(
// CHECK-SAME: %[[X:.*]]: tensor<8x64xf32>
// CHECK-NOT: linalg.broadcast
// CHECK: linalg.generic {{.*}} ins(%{{.*}}, %[[X]] : tensor<8x4x64xf32>, tensor<8x64xf32>)
func.func @rows(%x: tensor<8x64xf32>, %w: tensor<32x64xf32>, %e: tensor<8x4x64xf32>, %f: tensor<32x64xf32>) -> tensor<32x64xf32> {
  %k = linalg.broadcast ins(%x : tensor<8x64xf32>) outs(%e : tensor<8x4x64xf32>) dimensions = [1]
  %r = tensor.collapse_shape %k [[0, 1], [2]] : tensor<8x4x64xf32> into tensor<32x64xf32>
  %s = linalg.mul ins(%w, %r : tensor<32x64xf32>, tensor<32x64xf32>) outs(%f : tensor<32x64xf32>) -> tensor<32x64xf32>
  return %s : tensor<32x64xf32>
}

// -----

// CHECK-LABEL: @elements(
// CHECK: linalg.broadcast
// CHECK: linalg.mul
// CHECK: linalg.broadcast
// CHECK: linalg.mul
func.func @elements(%x: tensor<8xf32>, %w: tensor<32xf32>, %e: tensor<8x4xf32>, %y: tensor<8x64xf32>, %v: tensor<32x64xf32>, %f: tensor<8x4x64xf32>) -> (tensor<32xf32>, tensor<32x64xf32>, tensor<32x64xf32>) {
  %k = linalg.broadcast ins(%x : tensor<8xf32>) outs(%e : tensor<8x4xf32>) dimensions = [1]
  %r = tensor.collapse_shape %k [[0, 1]] : tensor<8x4xf32> into tensor<32xf32>
  %s = linalg.mul ins(%w, %r : tensor<32xf32>, tensor<32xf32>) outs(%w : tensor<32xf32>) -> tensor<32xf32>
  %k2 = linalg.broadcast ins(%y : tensor<8x64xf32>) outs(%f : tensor<8x4x64xf32>) dimensions = [1]
  %r2 = tensor.collapse_shape %k2 [[0, 1], [2]] : tensor<8x4x64xf32> into tensor<32x64xf32>
  %s2 = linalg.mul ins(%v, %r2 : tensor<32x64xf32>, tensor<32x64xf32>) outs(%v : tensor<32x64xf32>) -> tensor<32x64xf32>
  return %s, %s2, %r2 : tensor<32xf32>, tensor<32x64xf32>, tensor<32x64xf32>
}

// -----

// Only the repeated tensor tells how many copies there are to be added up.
// CHECK-LABEL: @told_by_none(
// CHECK: %[[B:.*]] = linalg.broadcast
// CHECK: linalg.reduce { arith.addf } ins(%[[B]] : tensor<8x4x64xf32>)
func.func @told_by_none(%x: tensor<8x64xf32>, %e: tensor<8x4x64xf32>, %f: tensor<8x64xf32>) -> tensor<8x64xf32> {
  %k = linalg.broadcast ins(%x : tensor<8x64xf32>) outs(%e : tensor<8x4x64xf32>) dimensions = [1]
  %s = linalg.reduce { arith.addf } ins(%k : tensor<8x4x64xf32>) outs(%f : tensor<8x64xf32>) dimensions = [1]
  return %s : tensor<8x64xf32>
}

// -----

// Repeats along two dimensions are one broadcast.
// CHECK-LABEL: @two_dims(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xf32>
// CHECK: %[[B:.*]] = linalg.broadcast ins(%[[X]] : tensor<2x3xf32>) outs(%{{.*}} : tensor<2x4x3x5xf32>) dimensions = [1, 3]
// CHECK: tensor.collapse_shape %[[B]] {{\[\[}}0, 1], [2, 3]] : tensor<2x4x3x5xf32> into tensor<8x15xf32>
func.func @two_dims(%x: tensor<2x3xf32>, %e: tensor<2x4x3xf32>, %f: tensor<8x3x5xf32>) -> tensor<8x15xf32> {
  %0 = linalg.broadcast ins(%x : tensor<2x3xf32>) outs(%e : tensor<2x4x3xf32>) dimensions = [1]
  %1 = tensor.collapse_shape %0 [[0, 1], [2]] : tensor<2x4x3xf32> into tensor<8x3xf32>
  %2 = linalg.broadcast ins(%1 : tensor<8x3xf32>) outs(%f : tensor<8x3x5xf32>) dimensions = [2]
  %3 = tensor.collapse_shape %2 [[0], [1, 2]] : tensor<8x3x5xf32> into tensor<8x15xf32>
  return %3 : tensor<8x15xf32>
}

// -----

// A transpose of the copies is read through, too, in whichever order.
// CHECK-LABEL: @transposed(
// CHECK-SAME: %[[X:.*]]: tensor<2x5x3xf32>, %[[Y:.*]]: tensor<2x5x3xf32>
// CHECK-NOT: linalg.transpose
// CHECK: linalg.generic {{.*}} ins(%{{.*}}, %[[X]] : tensor<2x4x1x3xf32>, tensor<2x5x3xf32>)
// CHECK: linalg.generic {{.*}} ins(%{{.*}}, %[[Y]] : tensor<2x4x1x3xf32>, tensor<2x5x3xf32>)
// CHECK-NOT: linalg.transpose
func.func @transposed(%x: tensor<2x5x3xf32>, %y: tensor<2x5x3xf32>, %q: tensor<8x1x3xf32>, %f: tensor<8x1x5xf32>, %e: tensor<2x4x5x3xf32>, %t: tensor<8x3x5xf32>, %u: tensor<2x3x5xf32>, %v: tensor<2x4x3x5xf32>) -> (tensor<8x1x5xf32>, tensor<8x1x5xf32>) {
  %0 = linalg.broadcast ins(%x : tensor<2x5x3xf32>) outs(%e : tensor<2x4x5x3xf32>) dimensions = [1]
  %1 = tensor.collapse_shape %0 [[0, 1], [2], [3]] : tensor<2x4x5x3xf32> into tensor<8x5x3xf32>
  %2 = linalg.transpose ins(%1 : tensor<8x5x3xf32>) outs(%t : tensor<8x3x5xf32>) permutation = [0, 2, 1]
  %3 = linalg.batch_matmul ins(%q, %2 : tensor<8x1x3xf32>, tensor<8x3x5xf32>) outs(%f : tensor<8x1x5xf32>) -> tensor<8x1x5xf32>
  %4 = linalg.transpose ins(%y : tensor<2x5x3xf32>) outs(%u : tensor<2x3x5xf32>) permutation = [0, 2, 1]
  %5 = linalg.broadcast ins(%4 : tensor<2x3x5xf32>) outs(%v : tensor<2x4x3x5xf32>) dimensions = [1]
  %6 = tensor.collapse_shape %5 [[0, 1], [2], [3]] : tensor<2x4x3x5xf32> into tensor<8x3x5xf32>
  %7 = linalg.batch_matmul ins(%q, %6 : tensor<8x1x3xf32>, tensor<8x3x5xf32>) outs(%f : tensor<8x1x5xf32>) -> tensor<8x1x5xf32>
  return %3, %7 : tensor<8x1x5xf32>, tensor<8x1x5xf32>
}
