// A result of a size that is known at compile time, and the real total beside it: what
// a compiler without dynamic shapes needs. What is behind the total is filled with 0;
// what does not fit is cut.
//
// RUN: rint-runner %s "--input=3xi64=[10, 20, 30]" "--input=3xi64=[1, 3, 2]" | FileCheck %s
// CHECK: {{^}}8xi64=[10, 20, 20, 20, 30, 30, 0, 0]{{$}}
// CHECK-NEXT: {{^}}index=6{{$}}
// RUN: rint-runner %s "--input=3xi64=[10, 20, 30]" "--input=3xi64=[5, 3, 2]" | FileCheck %s --check-prefix=CUT
// CUT: {{^}}8xi64=[10, 10, 10, 10, 10, 20, 20, 20]{{$}}
// CUT-NEXT: {{^}}index=10{{$}}

func.func @main(%x: tensor<3xi64>, %r: tensor<3xi64>) -> (tensor<8xi64>, index) {
  %c0 = arith.constant 0 : index
  %c3 = arith.constant 3 : index
  %c8 = arith.constant 8 : index
  %zero = arith.constant 0 : i64
  %o = rint.offsets repeats(%r : tensor<3xi64>) : tensor<4xindex>
  %total = tensor.extract %o[%c3] : tensor<4xindex>
  %bound = tensor.splat %c8 : tensor<4xindex>
  %cut = arith.minsi %o, %bound : tensor<4xindex>
  %y = rint.repeat_interleave %x offsets(%cut : tensor<4xindex>) dim(0) : tensor<3xi64> -> tensor<?xi64>
  %size = tensor.dim %y, %c0 : tensor<?xi64>
  %empty = tensor.empty() : tensor<8xi64>
  %zeros = linalg.fill ins(%zero : i64) outs(%empty : tensor<8xi64>) -> tensor<8xi64>
  %whole = tensor.insert_slice %y into %zeros[0] [%size] [1] : tensor<?xi64> into tensor<8xi64>
  return %whole, %total : tensor<8xi64>, index
}
