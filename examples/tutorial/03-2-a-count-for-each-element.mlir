// 3.2 repeats as a tensor: a count for each element
//
// 10 once, 20 three times, 30 twice. The size of the result is the sum of the
// counts. A count of 0 is fine: that element is left out.
//
// There has to be a count for each slice along `dim` or, without a dim, for each
// element.
//
// PYTHON: rint.repeat_interleave([10, 20, 30], [1, 3, 2])
//
// RUN: rint-runner %s | FileCheck %s
// CHECK: {{^}}6xi64=[10, 20, 20, 20, 30, 30]{{$}}

func.func @main() -> tensor<6xi64> {
  %x = arith.constant dense<[10, 20, 30]> : tensor<3xi64>
  %r = rint.repeat_interleave %x repeats([1, 3, 2]) : tensor<3xi64> -> tensor<6xi64>
  return %r : tensor<6xi64>
}
