// A transform script runs rint's passes by their names, with options.
//
// RUN: %mlir_opt %s --transform-interpreter --canonicalize | FileCheck %s

// CHECK-LABEL: @blocks(
// CHECK: rint.scan_repeats ins({{.*}}) slices({{.*}}) block(64)
func.func @blocks(%x: tensor<1000xi64>, %rs: tensor<1000xi64>) -> tensor<?xi64> {
  %r = rint.repeat_interleave %x repeats(%rs : tensor<1000xi64>) dim(0) : tensor<1000xi64> -> tensor<?xi64>
  return %r : tensor<?xi64>
}

module attributes {transform.with_named_sequence} {
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.readonly}) {
    %f = transform.structured.match ops{["func.func"]} in %root : (!transform.any_op) -> !transform.any_op
    %n = transform.apply_registered_pass "rint-normalize" to %f : (!transform.any_op) -> !transform.any_op
    transform.apply_registered_pass "convert-rint-to-linalg" with options = {"block-size" = 64} to %n : (!transform.any_op) -> !transform.any_op
    transform.yield
  }
}
