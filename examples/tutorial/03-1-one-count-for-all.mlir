// 3.1 repeats as a scalar: the same count for every element
//
// The scalar is a literal, as in example 1, or a value that only the run knows,
// as here. Then the size of the result is not known either, and the type says
// `?`. A negative count would be an error when the program runs.
//
// PYTHON: rint.repeat_interleave([10, 20, 30], 3)
//
// RUN: rint-runner %s --input=i64=3 | FileCheck %s
// CHECK: {{^}}9xi64=[10, 10, 10, 20, 20, 20, 30, 30, 30]{{$}}

func.func @main(%count: i64) -> tensor<?xi64> {
  %x = arith.constant dense<[10, 20, 30]> : tensor<3xi64>
  %r = rint.repeat_interleave %x repeats(%count : i64) : tensor<3xi64> -> tensor<?xi64>
  return %r : tensor<?xi64>
}
