// 10. Back from tokens to samples: the adjoint.
//
// What 9. expands, `rint.segment_reduce` brings together: entry i of the result is
// made of the tokens of sample i. It takes the same counts or offsets, and reduces by
// sum, mean, max, min or prod. The second sample has no tokens: its sum is 0, and the
// maximum of nothing the least value there is.
//
// One count for all cuts the tokens into segments of that length. The tokens have to
// be used up, or it is an error with both numbers.
//
// PYTHON: x = np.float32([[1, 2], [1, 2], [5, 6.5], [5, 6.5], [8, 0]]); rint.segment_reduce(x, [2, 0, 3])
// PYTHON: rint.segment_reduce(x, [2, 0, 3], kind="max")
// PYTHON: rint.segment_reduce(np.int32([1, 2, 3, 4, 5, 6]), 2)
// PYTHON: rint.segment_reduce(x, [2, 0, 2])
//
// RUN: rint-runner %s --entry=samples "--input=5x2xf32=[[1, 2], [1, 2], [5, 6.5], [5, 6.5], [8, 0]]" "--input=3xi64=[2, 0, 3]" | FileCheck %s --check-prefix=SAMPLES
// SAMPLES: {{^}}3x2xf32={{\[\[}}2, 4], [0, 0], [18, 13]]{{$}}
// SAMPLES-NEXT: {{^}}3x2xf32={{\[\[}}1, 2], [-inf, -inf], [8, 6.5]]{{$}}
//
// RUN: rint-runner %s --entry=pairs "--input=6xi32=[1, 2, 3, 4, 5, 6]" | FileCheck %s --check-prefix=PAIRS
// PAIRS: {{^}}3xi32=[3, 7, 11]{{$}}
//
// RUN: not rint-runner %s --entry=samples "--input=5x2xf32=iota" "--input=3xi64=[2, 0, 2]" 2>&1 | FileCheck %s --check-prefix=ERROR
// ERROR: error: 'rint.segment_reduce' op expected the segments to have 5 slices, those of the source, but got 4

func.func @samples(%tokens: tensor<?x?xf32>, %lengths: tensor<?xi64>) -> (tensor<?x?xf32>, tensor<?x?xf32>) {
  %sum = rint.segment_reduce sum %tokens repeats(%lengths : tensor<?xi64>) dim(0) : tensor<?x?xf32> -> tensor<?x?xf32>
  %max = rint.segment_reduce max %tokens repeats(%lengths : tensor<?xi64>) dim(0) : tensor<?x?xf32> -> tensor<?x?xf32>
  return %sum, %max : tensor<?x?xf32>, tensor<?x?xf32>
}

func.func @pairs(%x: tensor<6xi32>) -> tensor<3xi32> {
  %r = rint.segment_reduce sum %x repeats(2) dim(0) : tensor<6xi32> -> tensor<3xi32>
  return %r : tensor<3xi32>
}
