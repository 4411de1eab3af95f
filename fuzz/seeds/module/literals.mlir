func.func @f(%x: tensor<3xi64>, %n: index) -> (tensor<6xi64>, tensor<2x?xi64>) {
  %a = rint.repeat_interleave %x repeats([1, 3, 2]) output_size(6) : tensor<3xi64> -> tensor<6xi64>
  %c = arith.constant dense<[1, 0, 2]> : tensor<3xi8>
  %i = rint.repeat_indices repeats(%c : tensor<3xi8>) : tensor<3xi64>
  %t = rint.repeat %x counts(2, %n) : tensor<3xi64> -> tensor<2x?xi64>
  return %a, %t : tensor<6xi64>, tensor<2x?xi64>
}
