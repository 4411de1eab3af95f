// Sizes that are read off results become what they are computed from. An op that
// nobody needs but for its size goes then; the checks have been made before.
//
// RUN: rint-opt %s --rint-normalize --canonicalize --cse | FileCheck %s

// CHECK-LABEL: @dims_of_results(
// CHECK-SAME: %[[X:.*]]: tensor<?x?xf32>, %[[R:.*]]: index,
// CHECK-DAG: %[[ZERO:.*]] = arith.constant 0 : index
// CHECK-DAG: %[[ONE:.*]] = arith.constant 1 : index
// CHECK-DAG: %[[D0:.*]] = tensor.dim %[[X]], %[[ZERO]]
// CHECK-DAG: %[[D1:.*]] = tensor.dim %[[X]], %[[ONE]]
// CHECK-DAG: %[[TOTAL:.*]] = arith.muli %[[D1]], %[[R]]
// CHECK-NOT: rint
// CHECK: return %[[D0]], %[[TOTAL]], %[[TOTAL]]
func.func @dims_of_results(%x: tensor<?x?xf32>, %r: index, %n: index) -> (index, index, index) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  %0 = rint.repeat_interleave %x repeats(%r : index) dim(1) : tensor<?x?xf32> -> tensor<?x?xf32>
  %1 = rint.repeat_interleave %x repeats(%r : index) dim(1) output_size(%n) : tensor<?x?xf32> -> tensor<?x?xf32>
  %a = tensor.dim %0, %zero : tensor<?x?xf32>
  %b = tensor.dim %0, %one : tensor<?x?xf32>
  %c = tensor.dim %1, %one : tensor<?x?xf32>
  return %a, %b, %c : index, index, index
}

// The size of a ragged result is the last entry of its plan.
// CHECK-LABEL: @dim_of_ragged_result(
// CHECK-SAME: %[[X:.*]]: tensor<3xf32>, %[[RS:.*]]: tensor<3xi64>)
// CHECK-DAG: %[[THREE:.*]] = arith.constant 3 : index
// CHECK-DAG: %[[O:.*]] = rint.offsets repeats(%[[RS]] : tensor<3xi64>) : tensor<4xindex>
// CHECK: %[[SIZE:.*]] = tensor.extract %[[O]][%[[THREE]]]
// CHECK: return %[[SIZE]]
func.func @dim_of_ragged_result(%x: tensor<3xf32>, %rs: tensor<3xi64>) -> index {
  %zero = arith.constant 0 : index
  %0 = rint.repeat_interleave %x repeats(%rs : tensor<3xi64>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  %a = tensor.dim %0, %zero : tensor<?xf32>
  return %a : index
}

// CHECK-LABEL: @dims_of_offsets(
// CHECK-SAME: %[[RS:.*]]: tensor<?xi64>, %[[N:.*]]: index)
// CHECK-DAG: %[[ZERO:.*]] = arith.constant 0 : index
// CHECK-DAG: %[[ONE:.*]] = arith.constant 1 : index
// CHECK-DAG: %[[SIZE:.*]] = tensor.dim %[[RS]], %[[ZERO]]
// CHECK-DAG: %[[A:.*]] = arith.addi %[[SIZE]], %[[ONE]]
// CHECK-DAG: %[[B:.*]] = arith.addi %[[N]], %[[ONE]]
// CHECK-NOT: rint
// CHECK: return %[[A]], %[[B]], %[[B]]
func.func @dims_of_offsets(%rs: tensor<?xi64>, %n: index) -> (index, index, index) {
  %zero = arith.constant 0 : index
  %0 = rint.offsets repeats(%rs : tensor<?xi64>) : tensor<?xindex>
  %1 = rint.offsets repeats(%rs : tensor<?xi64>) size(%n) : tensor<?xindex>
  %2 = rint.offsets repeats([3]) size(%n) : tensor<?xindex>
  %a = tensor.dim %0, %zero : tensor<?xindex>
  %b = tensor.dim %1, %zero : tensor<?xindex>
  %c = tensor.dim %2, %zero : tensor<?xindex>
  return %a, %b, %c : index, index, index
}

// CHECK-LABEL: @dim_of_indices(
// CHECK-SAME: %[[RS:.*]]: tensor<3xi64>, %[[O:.*]]: tensor<4xindex>)
// CHECK-DAG: %[[THREE:.*]] = arith.constant 3 : index
// CHECK-DAG: %[[PLAN:.*]] = rint.offsets repeats(%[[RS]] : tensor<3xi64>) : tensor<4xindex>
// CHECK-DAG: %[[A:.*]] = tensor.extract %[[PLAN]][%[[THREE]]]
// CHECK-DAG: %[[B:.*]] = tensor.extract %[[O]][%[[THREE]]]
// CHECK: return %[[A]], %[[B]]
func.func @dim_of_indices(%rs: tensor<3xi64>, %o: tensor<4xindex>) -> (index, index) {
  %zero = arith.constant 0 : index
  %0 = rint.repeat_indices repeats(%rs : tensor<3xi64>) : tensor<?xi64>
  %1 = rint.repeat_indices offsets(%o : tensor<4xindex>) : tensor<?xi64>
  %a = tensor.dim %0, %zero : tensor<?xi64>
  %b = tensor.dim %1, %zero : tensor<?xi64>
  return %a, %b : index, index
}

// CHECK-LABEL: @dims_of_repeat(
// CHECK-SAME: %[[X:.*]]: tensor<?xi8>, %[[N:.*]]: index, %[[M:.*]]: index)
// CHECK: %[[SIZE:.*]] = tensor.dim %[[X]]
// CHECK: %[[P:.*]] = arith.muli %[[SIZE]], %[[M]]
// CHECK-NOT: rint
// CHECK: return %[[N]], %[[P]]
func.func @dims_of_repeat(%x: tensor<?xi8>, %n: index, %m: index) -> (index, index) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  %0 = rint.repeat %x counts(%n, %m) : tensor<?xi8> -> tensor<?x?xi8>
  %a = tensor.dim %0, %zero : tensor<?x?xi8>
  %b = tensor.dim %0, %one : tensor<?x?xi8>
  return %a, %b : index, index
}

// What an op asks of its source is resolved as well, so that nothing is left to
// be asked of a chain of ops.
// CHECK-LABEL: @dims_of_a_chain(
// CHECK-SAME: %[[X:.*]]: tensor<?xi8>, %[[R:.*]]: index)
// CHECK: %[[N:.*]] = tensor.dim %[[X]], %c0
// CHECK: %[[A:.*]] = arith.muli %[[N]], %[[R]]
// CHECK: %[[B:.*]] = arith.muli %[[A]], %[[R]]
// CHECK: %[[C:.*]] = arith.muli %[[B]], %[[R]]
// CHECK-NOT: rint
// CHECK: return %[[C]]
func.func @dims_of_a_chain(%x: tensor<?xi8>, %r: index) -> index {
  %zero = arith.constant 0 : index
  %0 = rint.repeat_interleave %x repeats(%r : index) dim(0) : tensor<?xi8> -> tensor<?xi8>
  %1 = rint.repeat %0 counts(%r) : tensor<?xi8> -> tensor<?xi8>
  %2 = rint.repeat_interleave %1 repeats(%r : index) dim(0) : tensor<?xi8> -> tensor<?xi8>
  %a = tensor.dim %2, %zero : tensor<?xi8>
  return %a : index
}

// In a loop, too.
// CHECK-LABEL: @dim_in_a_loop(
// CHECK: scf.for
// CHECK-NOT: rint
// CHECK: return
func.func @dim_in_a_loop(%x: tensor<?xi8>, %r: index) -> index {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  %y = rint.repeat_interleave %x repeats(%r : index) dim(0) : tensor<?xi8> -> tensor<?xi8>
  %s = scf.for %i = %zero to %r step %one iter_args(%sum = %zero) -> index {
    %z = rint.repeat_interleave %y repeats(%i : index) dim(0) : tensor<?xi8> -> tensor<?xi8>
    %n = tensor.dim %z, %zero : tensor<?xi8>
    %next = arith.addi %sum, %n : index
    scf.yield %next : index
  }
  return %s : index
}
