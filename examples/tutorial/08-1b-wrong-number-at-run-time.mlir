// 8.1b Wrong: two counts for three columns, found by the run
//
// The mistake of 8.1a with counts that are an argument: nobody can know how many
// will come, so the run checks, before it allocates or writes anything. Message
// and place are those of 8.1a.
//
// PYTHON: rint.repeat_interleave([[1, 2, 3], [4, 5, 6]], [1, 2], dim=1)
//
// RUN: not rint-runner %s "--input=2x3xi64=[[1, 2, 3], [4, 5, 6]]" "--input=2xi64=[1, 2]" 2>&1 | FileCheck %s

func.func @main(%x: tensor<?x?xi64>, %counts: tensor<?xi64>) -> tensor<?x?xi64> {
  // CHECK: {{^.*}}08-1b-wrong-number-at-run-time.mlir:[[#@LINE+2]]:8: error: 'rint.repeat_interleave' op expected the number of elements of repeats to be 1 or 3, but got 2{{$}}
  // CHECK-NOT: {{.}}
  %r = rint.repeat_interleave %x repeats(%counts : tensor<?xi64>) dim(1) : tensor<?x?xi64> -> tensor<?x?xi64>
  return %r : tensor<?x?xi64>
}
