// 7.3a A mask over attention heads
//
// The mask says which of the T tokens of each sequence are real. Attention that
// has batch and heads in one dimension wants it as [B * H, T], the H copies of a
// sequence's mask side by side, in the order in which the heads are.
//
// PYTHON: rint.repeat_interleave([[True, True, False], [True, False, False]], 2, dim=0)
//
// RUN: rint-runner %s "--input=2x3xi1=[[true, true, false], [true, false, false]]" --input=index=2 | FileCheck %s
// CHECK: {{^}}4x3xi1={{\[\[}}true, true, false], [true, true, false], [true, false, false], [true, false, false]]{{$}}

func.func @main(%mask: tensor<?x?xi1>, %heads: index) -> tensor<?x?xi1> {
  %r = rint.repeat_interleave %mask repeats(%heads : index) dim(0) : tensor<?x?xi1> -> tensor<?x?xi1>
  return %r : tensor<?x?xi1>
}
