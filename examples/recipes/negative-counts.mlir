// Negative counts that count as 0, as in tf.repeat: raise them first. By itself a
// negative count is an error.
//
// RUN: rint-runner %s "--input=3xi64=[10, 20, 30]" "--input=3xi64=[1, -3, 2]" | FileCheck %s
// CHECK: {{^}}3xi64=[10, 30, 30]{{$}}

func.func @main(%x: tensor<?xi64>, %r: tensor<?xi64>) -> tensor<?xi64> {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0 : i64
  %n = tensor.dim %r, %c0 : tensor<?xi64>
  %zeros = tensor.splat %zero[%n] : tensor<?xi64>
  %counts = arith.maxsi %r, %zeros : tensor<?xi64>
  %y = rint.repeat_interleave %x repeats(%counts : tensor<?xi64>) dim(0) : tensor<?xi64> -> tensor<?xi64>
  return %y : tensor<?xi64>
}
