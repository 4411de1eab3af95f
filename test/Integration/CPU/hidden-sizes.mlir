// Sizes that are static, but hidden from the verifier by casts, are checked as if
// they were dynamic; and what contradicts itself in a branch that is not taken
// does no harm.
//
// RUN: not rint-runner %s --entry=rows --input=3x5xi32=1 --input=index=2 2>&1 | FileCheck %s --check-prefix=ROWS
// RUN: not rint-runner %s --entry=copies --input=3x5xi32=1 --input=index=2 2>&1 | FileCheck %s --check-prefix=COPIES
// RUN: not rint-runner %s --entry=counts --input=3xi32=1 --input=2xi64=1 2>&1 | FileCheck %s --check-prefix=COUNTS
// RUN: not rint-runner %s --entry=runs --input=3x2xi32=1 --input=3xindex='[0, 1, 2]' 2>&1 | FileCheck %s --check-prefix=RUNS
// RUN: not rint-runner %s --entry=width --input=200xi64=1 2>&1 | FileCheck %s --check-prefix=WIDTH
// RUN: not rint-runner %s --entry=guarded --input=3xi32=7 --input=i1=1 2>&1 | FileCheck %s --check-prefix=TAKEN
// RUN: rint-runner %s --entry=guarded --input=3xi32=7 --input=i1=0 | FileCheck %s --check-prefix=NOT-TAKEN

// ROWS: hidden-sizes.mlir:[[#@LINE+3]]:8: error: 'rint.repeat_interleave' op expected dimension 0 of the result to be 3, but got 4
func.func @rows(%x: tensor<3x5xi32>, %r: index) -> tensor<4x?xi32> {
  %y = tensor.cast %x : tensor<3x5xi32> to tensor<?x?xi32>
  %z = rint.repeat_interleave %y repeats(%r : index) dim(1) : tensor<?x?xi32> -> tensor<4x?xi32>
  return %z : tensor<4x?xi32>
}

// COPIES: error: 'rint.repeat' op expected dimension 0 of the result to be 3, but got 4
func.func @copies(%x: tensor<3x5xi32>, %r: index) -> tensor<4x?xi32> {
  %y = tensor.cast %x : tensor<3x5xi32> to tensor<?x?xi32>
  %z = rint.repeat %y counts(1, %r) : tensor<?x?xi32> -> tensor<4x?xi32>
  return %z : tensor<4x?xi32>
}

// COUNTS: error: 'rint.repeat_interleave' op expected the number of elements of repeats to be 1 or 3, but got 2
func.func @counts(%x: tensor<3xi32>, %rs: tensor<2xi64>) -> tensor<?xi32> {
  %y = tensor.cast %x : tensor<3xi32> to tensor<?xi32>
  %z = rint.repeat_interleave %y repeats(%rs : tensor<2xi64>) : tensor<?xi32> -> tensor<?xi32>
  return %z : tensor<?xi32>
}

// RUNS: error: 'rint.repeat_interleave' op expected dimension 0 of the result to be 3, but got 4
func.func @runs(%x: tensor<3x2xi32>, %o: tensor<3xindex>) -> tensor<4x?xi32> {
  %y = tensor.cast %x : tensor<3x2xi32> to tensor<?x?xi32>
  %z = rint.repeat_interleave %y offsets(%o : tensor<3xindex>) dim(1) : tensor<?x?xi32> -> tensor<4x?xi32>
  return %z : tensor<4x?xi32>
}

// WIDTH: error: 'rint.repeat_indices' op expected the element type of the result to hold 199, the largest index, but got 'i8'
func.func @width(%rs: tensor<200xi64>) -> tensor<?xi8> {
  %y = tensor.cast %rs : tensor<200xi64> to tensor<?xi64>
  %z = rint.repeat_indices repeats(%y : tensor<?xi64>) : tensor<?xi8>
  return %z : tensor<?xi8>
}

// TAKEN: error: 'rint.repeat' op expected dimension 0 of the result to be 6, but got 5
// NOT-TAKEN: 3xi32=[7, 7, 7]
func.func @guarded(%x: tensor<3xi32>, %taken: i1) -> tensor<?xi32> {
  %two = arith.constant 2 : index
  %r = scf.if %taken -> tensor<?xi32> {
    %y = rint.repeat %x counts(%two) : tensor<3xi32> -> tensor<5xi32>
    %z = tensor.cast %y : tensor<5xi32> to tensor<?xi32>
    scf.yield %z : tensor<?xi32>
  } else {
    %z = tensor.cast %x : tensor<3xi32> to tensor<?xi32>
    scf.yield %z : tensor<?xi32>
  }
  return %r : tensor<?xi32>
}
