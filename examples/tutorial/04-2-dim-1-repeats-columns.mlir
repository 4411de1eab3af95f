// 4.2 dim = 1 repeats columns
//
// Along dimension 1 a slice is a column. The rows stay where they are and each of
// them gets wider. `dim(-1)` says the same: the last dimension.
//
// PYTHON: rint.repeat_interleave([[1, 2], [3, 4]], 2, dim=1)
//
// RUN: rint-runner %s | FileCheck %s
// CHECK: {{^}}2x4xi64={{\[\[}}1, 1, 2, 2], [3, 3, 4, 4]]{{$}}

func.func @main() -> tensor<2x4xi64> {
  %x = arith.constant dense<[[1, 2], [3, 4]]> : tensor<2x2xi64>
  %r = rint.repeat_interleave %x repeats(2) dim(1) : tensor<2x2xi64> -> tensor<2x4xi64>
  return %r : tensor<2x4xi64>
}
