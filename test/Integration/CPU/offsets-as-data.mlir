// Row offsets are a tensor like any other: they can be copied, counted with, read
// and returned beside being a plan.
//
// RUN: rint-runner %s --entry=source --input=3xi32=iota '--input=3xi64=[1, 0, 2]' | FileCheck %s --check-prefix=SOURCE
// SOURCE: 16xindex=[0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 3, 3, 3, 3]
// SOURCE-NEXT: 3xi32=[0, 2, 2]
func.func @source(%x: tensor<3xi32>, %c: tensor<3xi64>) -> (tensor<?xindex>, tensor<?xi32>) {
  %o = rint.offsets repeats(%c : tensor<3xi64>) : tensor<4xindex>
  %y = rint.repeat_interleave %x offsets(%o : tensor<4xindex>) dim(0) : tensor<3xi32> -> tensor<?xi32>
  %z = rint.repeat_interleave %o repeats(4) dim(0) : tensor<4xindex> -> tensor<?xindex>
  return %z, %y : tensor<?xindex>, tensor<?xi32>
}

// The offsets [0, 1, 1, 3] as counts of four slices, and of the indices of four.
// RUN: rint-runner %s --entry=counts --input=4xi32=iota '--input=3xi64=[1, 0, 2]' | FileCheck %s --check-prefix=COUNTS
// COUNTS: 5xi32=[1, 2, 3, 3, 3]
// COUNTS-NEXT: 5xi64=[1, 2, 3, 3, 3]
func.func @counts(%x: tensor<4xi32>, %c: tensor<3xi64>) -> (tensor<?xi32>, tensor<?xi64>) {
  %o = rint.offsets repeats(%c : tensor<3xi64>) : tensor<4xindex>
  %y = rint.repeat_interleave %x repeats(%o : tensor<4xindex>) dim(0) : tensor<4xi32> -> tensor<?xi32>
  %i = rint.repeat_indices repeats(%o : tensor<4xindex>) : tensor<?xi64>
  return %y, %i : tensor<?xi32>, tensor<?xi64>
}

// Both at once: the plan of the offsets [0, 1, 3] copies three of their entries.
// RUN: rint-runner %s --entry=source_and_plan '--input=2xi64=[1, 2]' | FileCheck %s --check-prefix=BOTH
// BOTH: 3xindex=[0, 1, 1]
func.func @source_and_plan(%c: tensor<2xi64>) -> tensor<?xindex> {
  %o = rint.offsets repeats(%c : tensor<2xi64>) : tensor<3xindex>
  %s = tensor.extract_slice %o[0] [2] [1] : tensor<3xindex> to tensor<2xindex>
  %y = rint.repeat_interleave %s offsets(%o : tensor<3xindex>) dim(0) : tensor<2xindex> -> tensor<?xindex>
  return %y : tensor<?xindex>
}

// Copies of the whole, an entry that is not the total, and a loop that carries
// them.
// RUN: rint-runner %s --entry=others --input=3xi32=iota '--input=3xi64=[1, 0, 2]' --input=index=1 | FileCheck %s --check-prefix=OTHERS
// OTHERS: 3xi32=[0, 2, 2]
// OTHERS-NEXT: 8xindex=[0, 1, 1, 3, 0, 1, 1, 3]
// OTHERS-NEXT: index=1
// OTHERS-NEXT: 4xindex=[0, 1, 1, 3]
func.func @others(%x: tensor<3xi32>, %c: tensor<3xi64>, %k: index) -> (tensor<?xi32>, tensor<8xindex>, index, tensor<4xindex>) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  %o = rint.offsets repeats(%c : tensor<3xi64>) : tensor<4xindex>
  %y = rint.repeat_interleave %x offsets(%o : tensor<4xindex>) dim(0) : tensor<3xi32> -> tensor<?xi32>
  %t = rint.repeat %o counts(2) : tensor<4xindex> -> tensor<8xindex>
  %e = tensor.extract %o[%k] : tensor<4xindex>
  %l = scf.for %i = %zero to %k step %one iter_args(%it = %o) -> tensor<4xindex> {
    scf.yield %it : tensor<4xindex>
  }
  return %y, %t, %e, %l : tensor<?xi32>, tensor<8xindex>, index, tensor<4xindex>
}
