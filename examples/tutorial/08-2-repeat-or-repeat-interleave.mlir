// 8.2 Wrong: repeat where repeat_interleave was meant
//
// Two samples, each wanted three times. `rint.repeat` copies the set of samples:
// a, b, a, b, a, b. `rint.repeat_interleave` copies each sample: a, a, a, b, b, b.
// Both results have the same type, so no compiler can tell which one was meant.
//
// PYTHON: rint.tile([[1, 2], [3, 4]], (3, 1))
// PYTHON: rint.repeat_interleave([[1, 2], [3, 4]], 3, dim=0)
//
// RUN: rint-runner %s | FileCheck %s
// CHECK: {{^}}6x2xi64={{\[\[}}1, 2], [3, 4], [1, 2], [3, 4], [1, 2], [3, 4]]{{$}}
// CHECK-NEXT: {{^}}6x2xi64={{\[\[}}1, 2], [1, 2], [1, 2], [3, 4], [3, 4], [3, 4]]{{$}}

func.func @main() -> (tensor<6x2xi64>, tensor<6x2xi64>) {
  %x = arith.constant dense<[[1, 2], [3, 4]]> : tensor<2x2xi64>
  %set = rint.repeat %x counts(3, 1) : tensor<2x2xi64> -> tensor<6x2xi64>
  %each = rint.repeat_interleave %x repeats(3) dim(0) : tensor<2x2xi64> -> tensor<6x2xi64>
  return %set, %each : tensor<6x2xi64>, tensor<6x2xi64>
}
