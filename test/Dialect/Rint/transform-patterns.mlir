// RUN: rint-opt %s --transform-interpreter --split-input-file | FileCheck %s

// A schedule does work before a repeat, and lowers what is left.

// CHECK-LABEL: func @sink(
// CHECK-SAME:      %[[X:.*]]: tensor<8xf32>
// CHECK:         %[[WORK:.*]] = linalg.exp ins(%[[X]] : tensor<8xf32>)
// CHECK:         %[[WIDE:.*]] = linalg.broadcast ins(%[[WORK]] : tensor<8xf32>)
// CHECK:         tensor.collapse_shape %[[WIDE]]
func.func @sink(%x: tensor<8xf32>) -> tensor<32xf32> {
  %y = rint.repeat_interleave %x repeats(4) : tensor<8xf32> -> tensor<32xf32>
  %e = tensor.empty() : tensor<32xf32>
  %z = linalg.exp ins(%y : tensor<32xf32>) outs(%e : tensor<32xf32>) -> tensor<32xf32>
  return %z : tensor<32xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op) {
    %func = transform.structured.match ops{["func.func"]} in %root
        : (!transform.any_op) -> !transform.any_op
    transform.apply_patterns to %func {
      transform.apply_patterns.rint.normalize
    } : !transform.any_op
    transform.apply_patterns to %func {
      transform.apply_patterns.rint.sink_repeats
    } : !transform.any_op
    transform.apply_patterns to %func {
      transform.apply_patterns.rint.rint_to_linalg
    } : !transform.any_op
    transform.yield
  }
}

// -----

// What a frontend wrote is raised.

// CHECK-LABEL: func @raise(
// CHECK-SAME:      %[[X:.*]]: tensor<3x4xf32>
// CHECK:         %[[Y:.*]] = rint.repeat_interleave %[[X]] repeats(2) dim(0)
// CHECK:         return %[[Y]]
func.func @raise(%x: tensor<3x4xf32>) -> tensor<6x4xf32> {
  %e = tensor.empty() : tensor<3x2x4xf32>
  %b = linalg.broadcast ins(%x : tensor<3x4xf32>) outs(%e : tensor<3x2x4xf32>) dimensions = [1]
  %y = tensor.collapse_shape %b [[0, 1], [2]] : tensor<3x2x4xf32> into tensor<6x4xf32>
  return %y : tensor<6x4xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op) {
    %func = transform.structured.match ops{["func.func"]} in %root
        : (!transform.any_op) -> !transform.any_op
    transform.apply_patterns to %func {
      transform.apply_patterns.rint.linalg_to_rint
    } : !transform.any_op
    transform.yield
  }
}

// -----

// A contraction reads the source of a repeat.

// CHECK-LABEL: func @read(
// CHECK-SAME:      %[[Q:.*]]: tensor<8x5x16xf32>, %[[K:.*]]: tensor<2x7x16xf32>
// CHECK-NOT:     linalg.broadcast
// CHECK:         linalg.generic
// CHECK-SAME:      %[[K]]
func.func @read(%q: tensor<8x5x16xf32>, %k: tensor<2x7x16xf32>, %init: tensor<8x5x7xf32>) -> tensor<8x5x7xf32> {
  %e = tensor.empty() : tensor<2x4x7x16xf32>
  %b = linalg.broadcast ins(%k : tensor<2x7x16xf32>) outs(%e : tensor<2x4x7x16xf32>) dimensions = [1]
  %y = tensor.collapse_shape %b [[0, 1], [2], [3]] : tensor<2x4x7x16xf32> into tensor<8x7x16xf32>
  %z = linalg.generic {
      indexing_maps = [affine_map<(b, i, j, d) -> (b, i, d)>, affine_map<(b, i, j, d) -> (b, j, d)>, affine_map<(b, i, j, d) -> (b, i, j)>],
      iterator_types = ["parallel", "parallel", "parallel", "reduction"]}
      ins(%q, %y : tensor<8x5x16xf32>, tensor<8x7x16xf32>) outs(%init : tensor<8x5x7xf32>) {
  ^bb0(%a: f32, %c: f32, %acc: f32):
    %p = arith.mulf %a, %c : f32
    %s = arith.addf %acc, %p : f32
    linalg.yield %s : f32
  } -> tensor<8x5x7xf32>
  return %z : tensor<8x5x7xf32>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op) {
    %func = transform.structured.match ops{["func.func"]} in %root
        : (!transform.any_op) -> !transform.any_op
    transform.apply_patterns to %func {
      transform.apply_patterns.rint.read_through_repeats
    } : !transform.any_op
    transform.yield
  }
}
