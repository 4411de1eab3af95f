// Keys, values and indices by one plan: one pass over the counts, run-time checks
// and all, whatever the sizes are.
//
// RUN: rint-opt %s --rint-generate-runtime-checks --canonicalize --cse --rint-normalize --canonicalize --cse | FileCheck %s --check-prefix=PLAN
// PLAN: = rint.offsets repeats
// PLAN-NOT: = rint.offsets
// PLAN: func.func @one_count
//
// RUN: rint-runner %s --input=3x2xi32=iota --input=3xf32=iota '--input=3xi64=[1, 0, 2]' | FileCheck %s --check-prefix=VALUES
// VALUES: 3x2xi32={{\[\[}}0, 1], [4, 5], [4, 5]]
// VALUES-NEXT: 3xf32=[0, 2, 2]
// VALUES-NEXT: 3xi64=[0, 2, 2]
// VALUES-NEXT: i1=true
//
// A count too few is an error, also where there is one: it is said that there is a
// count for each slice.
// RUN: not rint-runner %s --input=3x2xi32=iota --input=3xf32=iota --input=1xi64=2 2>&1 | FileCheck %s --check-prefix=FEW
// FEW: error: 'rint.repeat_interleave' op expected offsets to have 4 entries, one more than there are slices, but got 2
func.func @main(%k: tensor<?x2xi32>, %v: tensor<?xf32>, %c: tensor<?xi64>) -> (tensor<?x2xi32>, tensor<?xf32>, tensor<?xi64>, i1) {
  %zero = arith.constant 0 : index
  %o = rint.offsets repeats(%c : tensor<?xi64>) : tensor<?xindex>
  %0 = rint.repeat_interleave %k offsets(%o : tensor<?xindex>) dim(0) : tensor<?x2xi32> -> tensor<?x2xi32>
  %1 = rint.repeat_interleave %v offsets(%o : tensor<?xindex>) dim(0) : tensor<?xf32> -> tensor<?xf32>
  %2 = rint.repeat_indices offsets(%o : tensor<?xindex>) : tensor<?xi64>
  %a = tensor.dim %0, %zero : tensor<?x2xi32>
  %b = tensor.dim %1, %zero : tensor<?xf32>
  %same = arith.cmpi eq, %a, %b : index
  return %0, %1, %2, %same : tensor<?x2xi32>, tensor<?xf32>, tensor<?xi64>, i1
}

// One count serves the slices of both tensors, of which there may be different
// numbers; so the short form cannot share a plan.
// RUN: rint-runner %s --entry=one_count --input=3xi32=iota --input=2xi32=iota --input=1xi64=2 | FileCheck %s --check-prefix=ONE
// ONE: 6xi32=[0, 0, 1, 1, 2, 2]
// ONE-NEXT: 4xi32=[0, 0, 1, 1]
func.func @one_count(%k: tensor<?xi32>, %v: tensor<?xi32>, %c: tensor<?xi64>) -> (tensor<?xi32>, tensor<?xi32>) {
  %0 = rint.repeat_interleave %k repeats(%c : tensor<?xi64>) dim(0) : tensor<?xi32> -> tensor<?xi32>
  %1 = rint.repeat_interleave %v repeats(%c : tensor<?xi64>) dim(0) : tensor<?xi32> -> tensor<?xi32>
  return %0, %1 : tensor<?xi32>, tensor<?xi32>
}
