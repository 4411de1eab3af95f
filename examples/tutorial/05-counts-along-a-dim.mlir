// 5. A vector of repeats along a dim
//
// One count for each column: the first stays single, the second comes twice, the
// third three times. Spreading tokens to spans, labels to tokens and masks to
// what they cover is all this one call.
//
// The counts are an argument, so their sum, the `?` of the result, is computed by
// the run. There have to be as many counts as columns.
//
// PYTHON: rint.repeat_interleave([[1, 2, 3]], [1, 2, 3], dim=1)
//
// RUN: rint-runner %s "--input=3xi64=[1, 2, 3]" | FileCheck %s
// CHECK: {{^}}1x6xi64={{\[\[}}1, 2, 2, 3, 3, 3]]{{$}}

func.func @main(%counts: tensor<3xi64>) -> tensor<1x?xi64> {
  %x = arith.constant dense<[[1, 2, 3]]> : tensor<1x3xi64>
  %r = rint.repeat_interleave %x repeats(%counts : tensor<3xi64>) dim(1) : tensor<1x3xi64> -> tensor<1x?xi64>
  return %r : tensor<1x?xi64>
}
