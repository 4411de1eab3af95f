// 7.3b A mask over tokens
//
// The mask is one of words, and a tokenizer has cut the words into pieces: the
// first into 1, the second into 3, the third into 2. The same counts serve every
// row, and each column is copied to the pieces of its word.
//
// The caller knows the number of pieces, the T' of all its other tensors, and
// says so with `output_size`. If the counts do not add up to it, that is an
// error, not a tensor of another size than the rest.
//
// PYTHON: rint.repeat_interleave(np.array([[1, 1, 0], [1, 0, 0]], bool), [1, 3, 2], dim=-1, output_size=6)
//
// RUN: rint-runner %s "--input=2x3xi1=[[1, 1, 0], [1, 0, 0]]" "--input=3xi32=[1, 3, 2]" --input=index=6 | FileCheck %s
// CHECK: {{^}}2x6xi1={{\[\[}}true, true, true, true, false, false], [true, false, false, false, false, false]]{{$}}

func.func @main(%mask: tensor<?x?xi1>, %pieces: tensor<?xi32>, %total: index) -> tensor<?x?xi1> {
  %r = rint.repeat_interleave %mask repeats(%pieces : tensor<?xi32>) dim(-1) output_size(%total) : tensor<?x?xi1> -> tensor<?x?xi1>
  return %r : tensor<?x?xi1>
}
