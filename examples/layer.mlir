// A layer of a network: each sentence has a vector (rows of %x) and a number of
// tokens; every token gets the vector of its sentence, times weights of its own, and
// a sentence becomes the mean of its tokens.
func.func @layer(%x: tensor<?x2xf32>, %w: tensor<?x2xf32>, %tokens: tensor<?xi64>)
    -> tensor<?x2xf32> attributes {rint.differentiate} {
  %t = rint.repeat_interleave %x repeats(%tokens : tensor<?xi64>) dim(0)
      : tensor<?x2xf32> -> tensor<?x2xf32>
  %p = arith.mulf %t, %w : tensor<?x2xf32>
  %y = rint.segment_reduce mean %p repeats(%tokens : tensor<?xi64>) dim(0)
      : tensor<?x2xf32> -> tensor<?x2xf32>
  return %y : tensor<?x2xf32>
}
