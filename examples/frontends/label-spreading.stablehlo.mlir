// Labels of 4 segments spread over 12 positions. In JAX
//
//   def main(labels, lengths):
//       ends = jnp.cumsum(lengths)
//       at = jnp.searchsorted(ends, jnp.arange(12), side="right", method="compare_all")
//       return labels[at]
//
// The sums are windows over a padded vector, and the search is a mask of 4 x 12.
// Positions behind the last end get the last label.
module @jit_main {
  func.func public @main(%labels: tensor<4xi32>, %lengths: tensor<4xi32>) -> tensor<12xi32> {
    %zero = stablehlo.constant dense<0> : tensor<i32>
    %ends = "stablehlo.reduce_window"(%lengths, %zero) <{padding = dense<[[3, 0]]> : tensor<1x2xi64>, window_dimensions = array<i64: 4>}> ({
    ^bb0(%a: tensor<i32>, %b: tensor<i32>):
      %sum = stablehlo.add %a, %b : tensor<i32>
      stablehlo.return %sum : tensor<i32>
    }) : (tensor<4xi32>, tensor<i32>) -> tensor<4xi32>
    %positions = stablehlo.iota dim = 0 : tensor<12xi32>
    %row = stablehlo.broadcast_in_dim %positions, dims = [1] : (tensor<12xi32>) -> tensor<4x12xi32>
    %column = stablehlo.broadcast_in_dim %ends, dims = [0] : (tensor<4xi32>) -> tensor<4x12xi32>
    %mask = stablehlo.compare LE, %column, %row, SIGNED : (tensor<4x12xi32>, tensor<4x12xi32>) -> tensor<4x12xi1>
    %ones = stablehlo.convert %mask : (tensor<4x12xi1>) -> tensor<4x12xi32>
    %at = stablehlo.reduce(%ones init: %zero) applies stablehlo.add across dimensions = [0] : (tensor<4x12xi32>, tensor<i32>) -> tensor<12xi32>
    %indices = stablehlo.reshape %at : (tensor<12xi32>) -> tensor<12x1xi32>
    %y = "stablehlo.gather"(%labels, %indices) <{dimension_numbers = #stablehlo.gather<collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 1>, slice_sizes = array<i64: 1>}> : (tensor<4xi32>, tensor<12x1xi32>) -> tensor<12xi32>
    return %y : tensor<12xi32>
  }
}
