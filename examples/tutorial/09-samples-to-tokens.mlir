// 9. Each sample expanded by a length of its own: repeat or repeat_interleave?
//
// repeat_interleave: a sample's tokens are neighbours, and only it takes a count
// for each sample. Here are three samples of two features with 2, 0 and 3 tokens;
// the second has none and is left out.
//
// A real batch expands several tensors by the same lengths. `@batch` shows how
// that is written: `rint.offsets` adds the lengths up once, and says where each
// sample's tokens begin; whatever is repeated by these offsets has the same number
// of tokens. `rint.repeat_indices` says for each token which sample it is of.
//
// PYTHON: x = np.float32([[1, 2], [3, 4], [5, 6.5]]); rint.repeat_interleave(x, [2, 0, 3], dim=0)
// PYTHON: o = rint.offsets([2, 0, 3]); o
// PYTHON: rint.repeat_interleave(x, offsets=o, dim=0)
// PYTHON: rint.repeat_interleave(np.int8([7, 8, 9]), offsets=o, dim=0)
// PYTHON: rint.repeat_indices([2, 0, 3], dtype=np.int32)
//
// RUN: rint-runner %s --entry=features "--input=3x2xf32=[[1, 2], [3, 4], [5, 6.5]]" "--input=3xi64=[2, 0, 3]" | FileCheck %s --check-prefix=FEATURES
// FEATURES: {{^}}5x2xf32={{\[\[}}1, 2], [1, 2], [5, 6.5], [5, 6.5], [5, 6.5]]{{$}}
//
// RUN: rint-runner %s --entry=batch "--input=3x2xf32=[[1, 2], [3, 4], [5, 6.5]]" "--input=3xi8=[7, 8, 9]" "--input=3xi64=[2, 0, 3]" | FileCheck %s --check-prefix=BATCH
// BATCH: {{^}}4xindex=[0, 2, 2, 5]{{$}}
// BATCH-NEXT: {{^}}5x2xf32={{\[\[}}1, 2], [1, 2], [5, 6.5], [5, 6.5], [5, 6.5]]{{$}}
// BATCH-NEXT: {{^}}5xi8=[7, 7, 9, 9, 9]{{$}}
// BATCH-NEXT: {{^}}5xi32=[0, 0, 2, 2, 2]{{$}}

func.func @features(%samples: tensor<?x?xf32>, %lengths: tensor<?xi64>) -> tensor<?x?xf32> {
  %r = rint.repeat_interleave %samples repeats(%lengths : tensor<?xi64>) dim(0) : tensor<?x?xf32> -> tensor<?x?xf32>
  return %r : tensor<?x?xf32>
}

func.func @batch(%samples: tensor<?x?xf32>, %labels: tensor<?xi8>, %lengths: tensor<?xi64>)
    -> (tensor<?xindex>, tensor<?x?xf32>, tensor<?xi8>, tensor<?xi32>) {
  %begins = rint.offsets repeats(%lengths : tensor<?xi64>) : tensor<?xindex>
  %features = rint.repeat_interleave %samples offsets(%begins : tensor<?xindex>) dim(0) : tensor<?x?xf32> -> tensor<?x?xf32>
  %classes = rint.repeat_interleave %labels offsets(%begins : tensor<?xindex>) dim(0) : tensor<?xi8> -> tensor<?xi8>
  %sample = rint.repeat_indices offsets(%begins : tensor<?xindex>) : tensor<?xi32>
  return %begins, %features, %classes, %sample : tensor<?xindex>, tensor<?x?xf32>, tensor<?xi8>, tensor<?xi32>
}
