// A canonical form keeps every value and every error: a program does the same with
// and without --canonicalize before it.
//
// RUN: rint-opt %s --canonicalize --mlir-print-debuginfo -o %t.canonical
//
// RUN: rint-runner %s --entry=cast_in_branch --input=3xf32=iota --input=3xi64=1 --input=i1=0 | FileCheck %s --check-prefix=BRANCH
// RUN: rint-runner %t.canonical --entry=cast_in_branch --input=3xf32=iota --input=3xi64=1 --input=i1=0 | FileCheck %s --check-prefix=BRANCH
// RUN: rint-runner %s --entry=cast_in_branch --input=3xf32=iota --input=3xi64=2 --input=i1=1 | FileCheck %s --check-prefix=TAKEN
// RUN: rint-runner %t.canonical --entry=cast_in_branch --input=3xf32=iota --input=3xi64=2 --input=i1=1 | FileCheck %s --check-prefix=TAKEN
// BRANCH: f32=1
// TAKEN: f32=0
func.func @cast_in_branch(%x: tensor<3xf32>, %r: tensor<3xi64>, %c: i1) -> f32 {
  %k = arith.constant 0 : index
  %y = rint.repeat_interleave %x repeats(%r : tensor<3xi64>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  %z = scf.if %c -> f32 {
    %s = tensor.cast %y : tensor<?xf32> to tensor<6xf32>
    %v = tensor.extract %s[%k] : tensor<6xf32>
    scf.yield %v : f32
  } else {
    %f = arith.constant 1.0 : f32
    scf.yield %f : f32
  }
  return %z : f32
}

// RUN: not rint-runner %s --entry=declared_in_between --input=4xi64=iota 2>&1 | FileCheck %s --check-prefix=DECLARED
// RUN: not rint-runner %t.canonical --entry=declared_in_between --input=4xi64=iota 2>&1 | FileCheck %s --check-prefix=DECLARED
// RUN: rint-runner %t.canonical --entry=declared_in_between --input=3xi64=iota | FileCheck %s --check-prefix=KEPT
// DECLARED: error: 'rint.repeat_interleave' op expected dimension 0 of the result to be 8, but got 6
// KEPT: 12xi64=[0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]
func.func @declared_in_between(%x: tensor<?xi64>) -> tensor<?xi64> {
  %y = rint.repeat_interleave %x repeats(2) dim(0) : tensor<?xi64> -> tensor<6xi64>
  %z = rint.repeat_interleave %y repeats(2) dim(0) : tensor<6xi64> -> tensor<?xi64>
  return %z : tensor<?xi64>
}

// RUN: not rint-runner %s --entry=counted_in_between --input=3xi64=iota 2>&1 | FileCheck %s --check-prefix=COUNTED
// RUN: not rint-runner %t.canonical --entry=counted_in_between --input=3xi64=iota 2>&1 | FileCheck %s --check-prefix=COUNTED
// COUNTED: :[[# @LINE + 2]]:8: error: 'rint.repeat_interleave' op expected the number of elements of repeats to be 1 or 3, but got 2
func.func @counted_in_between(%x: tensor<?xi64>) -> tensor<?xi64> {
  %y = rint.repeat_interleave %x repeats([1, 2]) dim(0) : tensor<?xi64> -> tensor<?xi64>
  %z = rint.repeat_interleave %y repeats(2) dim(0) : tensor<?xi64> -> tensor<?xi64>
  return %z : tensor<?xi64>
}

// An empty result does not make up for an inner total that does not fit 63 bits.
// RUN: not rint-runner %s --entry=overflow_in_between --input=2x0xi64=[[],[]] 2>&1 | FileCheck %s --check-prefix=OVERFLOW
// RUN: not rint-runner %t.canonical --entry=overflow_in_between --input=2x0xi64=[[],[]] 2>&1 | FileCheck %s --check-prefix=OVERFLOW
// OVERFLOW: error: 'rint.repeat_interleave' op expected the size of the result to fit 63 bits, but got an overflow for 2 slices and repeats = 4611686018427387904
func.func @overflow_in_between(%x: tensor<?x0xi64>) -> tensor<?x0xi64> {
  %y = rint.repeat_interleave %x repeats(4611686018427387904) dim(0) : tensor<?x0xi64> -> tensor<?x0xi64>
  %z = rint.repeat_interleave %y repeats(0) dim(0) : tensor<?x0xi64> -> tensor<?x0xi64>
  return %z : tensor<?x0xi64>
}

// Nor does an op go unchecked of which only the size is read.
// RUN: not rint-runner %s --entry=size_only --input=2xi64=iota --input=index=-1 2>&1 | FileCheck %s --check-prefix=SIZE
// RUN: not rint-runner %t.canonical --entry=size_only --input=2xi64=iota --input=index=-1 2>&1 | FileCheck %s --check-prefix=SIZE
// RUN: rint-runner %t.canonical --entry=size_only --input=2xi64=iota --input=index=3 | FileCheck %s --check-prefix=SIX
// SIZE: error: 'rint.repeat_interleave' op expected repeats to be non-negative, but got -1
// SIX: index=6
func.func @size_only(%x: tensor<?xi64>, %r: index) -> index {
  %zero = arith.constant 0 : index
  %y = rint.repeat_interleave %x repeats(%r : index) dim(0) : tensor<?xi64> -> tensor<?xi64>
  %n = tensor.dim %y, %zero : tensor<?xi64>
  return %n : index
}

// RUN: not rint-runner %s --entry=ragged_size_only --input=3xi64=[1,-2,3] 2>&1 | FileCheck %s --check-prefix=RAGGED
// RUN: not rint-runner %t.canonical --entry=ragged_size_only --input=3xi64=[1,-2,3] 2>&1 | FileCheck %s --check-prefix=RAGGED
// RAGGED: error: 'rint.repeat_indices' op expected repeats[1] to be non-negative, but got -2
func.func @ragged_size_only(%r: tensor<?xi64>) -> index {
  %zero = arith.constant 0 : index
  %y = rint.repeat_indices repeats(%r : tensor<?xi64>) : tensor<?xi64>
  %n = tensor.dim %y, %zero : tensor<?xi64>
  return %n : index
}

// A source without elements is flattened to one without elements.
// RUN: rint-runner %s --entry=flatten_empty --input=0x2xi64=[] | FileCheck %s --check-prefix=EMPTY
// RUN: rint-runner %t.canonical --entry=flatten_empty --input=0x2xi64=[] | FileCheck %s --check-prefix=EMPTY
// EMPTY: 0xi64=[]
func.func @flatten_empty(%x: tensor<0x?xi64>) -> tensor<?xi64> {
  %y = rint.repeat_interleave %x repeats(1) : tensor<0x?xi64> -> tensor<?xi64>
  return %y : tensor<?xi64>
}
