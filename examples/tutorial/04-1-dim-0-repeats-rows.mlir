// 4.1 dim = 0 repeats rows
//
// What is copied is a slice along `dim`. Along dimension 0 of a matrix a slice is
// a row, so rows are copied whole and the number of rows doubles.
//
// PYTHON: rint.repeat_interleave([[1, 2], [3, 4]], 2, dim=0)
//
// RUN: rint-runner %s | FileCheck %s
// CHECK: {{^}}4x2xi64={{\[\[}}1, 2], [1, 2], [3, 4], [3, 4]]{{$}}

func.func @main() -> tensor<4x2xi64> {
  %x = arith.constant dense<[[1, 2], [3, 4]]> : tensor<2x2xi64>
  %r = rint.repeat_interleave %x repeats(2) dim(0) : tensor<2x2xi64> -> tensor<4x2xi64>
  return %r : tensor<4x2xi64>
}
