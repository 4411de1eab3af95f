// 8.3 A new tensor, not a view
//
// The result has another shape and memory of its own. After the repeat the first
// element of the source becomes 99, and the result keeps the old 10s. Broadcasts
// and transposes may be views of the source; a repeat_interleave is a copy, which
// costs as much memory as the result has elements.
//
// PYTHON: x = np.array([10, 20, 30]); r = rint.repeat_interleave(x, 2, dim=0); x[0] = 99; r
// PYTHON: x
//
// RUN: rint-runner %s "--input=3xi64=[10, 20, 30]" | FileCheck %s
// CHECK: {{^}}6xi64=[10, 10, 20, 20, 30, 30]{{$}}
// CHECK-NEXT: {{^}}3xi64=[99, 20, 30]{{$}}

func.func @main(%x: tensor<3xi64>) -> (tensor<6xi64>, tensor<3xi64>) {
  %r = rint.repeat_interleave %x repeats(2) dim(0) : tensor<3xi64> -> tensor<6xi64>
  %first = arith.constant 0 : index
  %new = arith.constant 99 : i64
  %changed = tensor.insert %new into %x[%first] : tensor<3xi64>
  return %r, %changed : tensor<6xi64>, tensor<3xi64>
}
