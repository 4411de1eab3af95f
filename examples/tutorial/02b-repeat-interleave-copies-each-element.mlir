// 2b. repeat_interleave copies each element
//
// The same elements and the same number of copies as in 2a, in another order:
// here a copy stands next to the element that it was made of.
//
// PYTHON: rint.repeat_interleave([1, 2, 3], 2)
//
// RUN: rint-runner %s | FileCheck %s
// CHECK: {{^}}6xi64=[1, 1, 2, 2, 3, 3]{{$}}

func.func @main() -> tensor<6xi64> {
  %x = arith.constant dense<[1, 2, 3]> : tensor<3xi64>
  %r = rint.repeat_interleave %x repeats(2) : tensor<3xi64> -> tensor<6xi64>
  return %r : tensor<6xi64>
}
