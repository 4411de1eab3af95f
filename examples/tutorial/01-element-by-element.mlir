// 1. Element by element, in order
//
// repeat_interleave copies every element as often as it is told, and the copies
// of an element stay side by side: all the 1s, then all the 2s, then all the 3s.
//
// The size of the result is known here, 3 * 2, so the type says 6. Where only the
// run knows it, the type says `?`.
//
// The lines that begin with PYTHON are the same calls of the Python package
// (docs/python.md), one for each result.
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
