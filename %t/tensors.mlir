func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %y = sparse_tensor.convert %x : tensor<4xf32> to tensor<4xf32, #sparse_tensor.encoding<{map = (d0) -> (d0 : compressed)}>>
  %z = sparse_tensor.convert %y : tensor<4xf32, #sparse_tensor.encoding<{map = (d0) -> (d0 : compressed)}>> to tensor<4xf32>
  return %z : tensor<4xf32>
}

