// 6. Without a dim the input is flattened
//
// The view to keep in mind: walk along the dimension and put down each slice as
// often as its count says. Without a dim there is only one dimension to walk: the
// elements row by row. The result is 1-D, and no block of the input comes back a
// second time as it would with `rint.repeat`.
//
// PYTHON: rint.repeat_interleave([[1, 2], [3, 4]], 2)
//
// RUN: rint-runner %s | FileCheck %s
// CHECK: {{^}}8xi64=[1, 1, 2, 2, 3, 3, 4, 4]{{$}}

func.func @main() -> tensor<8xi64> {
  %x = arith.constant dense<[[1, 2], [3, 4]]> : tensor<2x2xi64>
  %r = rint.repeat_interleave %x repeats(2) : tensor<2x2xi64> -> tensor<8xi64>
  return %r : tensor<8xi64>
}
