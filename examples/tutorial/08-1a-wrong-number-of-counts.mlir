// 8.1a Wrong: two counts for three columns
//
// x is 2x3 and dim is 1, so there have to be 3 counts, x.size(dim) of them, or 1
// that serves every column. Two say nothing about the third column, and the
// counts are never stretched to fit. Both numbers are in the types: the program
// is refused before it runs.
//
// PYTHON: rint.repeat_interleave([[1, 2, 3], [4, 5, 6]], [1, 2], dim=1)
//
// RUN: not rint-runner %s 2>&1 | FileCheck %s

func.func @main() -> tensor<2x?xi64> {
  %x = arith.constant dense<[[1, 2, 3], [4, 5, 6]]> : tensor<2x3xi64>
  %counts = arith.constant dense<[1, 2]> : tensor<2xi64>
  // CHECK: {{^.*}}08-1a-wrong-number-of-counts.mlir:[[#@LINE+2]]:8: error: 'rint.repeat_interleave' op expected the number of elements of repeats to be 1 or 3, but got 2{{$}}
  // CHECK-NOT: {{.}}
  %r = rint.repeat_interleave %x repeats(%counts : tensor<2xi64>) dim(1) : tensor<2x3xi64> -> tensor<2x?xi64>
  return %r : tensor<2x?xi64>
}
