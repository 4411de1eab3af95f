// 2a. repeat copies the whole block
//
// `rint.repeat` is torch.Tensor.repeat and numpy.tile: the tensor as a whole is
// put down twice, so the 1 comes back after the 3. There is a count for each
// dimension, here the only one.
//
// PYTHON: rint.tile([1, 2, 3], 2)
//
// RUN: rint-runner %s | FileCheck %s
// CHECK: {{^}}6xi64=[1, 2, 3, 1, 2, 3]{{$}}

func.func @main() -> tensor<6xi64> {
  %x = arith.constant dense<[1, 2, 3]> : tensor<3xi64>
  %r = rint.repeat %x counts(2) : tensor<3xi64> -> tensor<6xi64>
  return %r : tensor<6xi64>
}
