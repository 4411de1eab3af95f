// Constants that break a rule in a branch: nothing happens unless it is taken.
// Also where canonicalization has learnt all about them.
//
// RUN: rint-runner %s --input=i64=-1 | FileCheck %s --check-prefix=NONE
// NONE: 3xf32=[0, 1, 2]
// NONE-NOT: {{.}}

// RUN: not rint-runner %s --input=i64=0 2>&1 | FileCheck %s --check-prefix=SCALAR
// SCALAR: 'rint.repeat_interleave' op expected repeats to be non-negative, but got -1
// RUN: not rint-runner %s --input=i64=1 2>&1 | FileCheck %s --check-prefix=VECTOR
// VECTOR: 'rint.repeat_interleave' op expected repeats[1] to be non-negative, but got -1
// RUN: not rint-runner %s --input=i64=2 2>&1 | FileCheck %s --check-prefix=NUMBER
// NUMBER: 'rint.repeat_interleave' op expected the number of elements of repeats to be 1 or 3, but got 2
// RUN: not rint-runner %s --input=i64=3 2>&1 | FileCheck %s --check-prefix=SIZE
// SIZE: 'rint.repeat_interleave' op expected output_size to be 6, the sum of repeats, but got 7
// RUN: not rint-runner %s --input=i64=4 2>&1 | FileCheck %s --check-prefix=OFFSETS
// OFFSETS: 'rint.offsets' op expected the number of elements of repeats to be 1 or 5, but got 3
// RUN: not rint-runner %s --input=i64=5 2>&1 | FileCheck %s --check-prefix=SUM
// SUM: 'rint.repeat_indices' op expected the sum of repeats to fit 63 bits, but got an overflow at repeats[1] = 4611686018427387904
// RUN: not rint-runner %s --input=i64=6 2>&1 | FileCheck %s --check-prefix=COUNT
// COUNT: 'rint.repeat' op expected counts[0] to be non-negative, but got -1
// RUN: not rint-runner %s --input=i64=7 2>&1 | FileCheck %s --check-prefix=FALL
// FALL: 'rint.repeat_interleave' op expected offsets[2] to be at least 3, the entry before it, but got 2
// RUN: not rint-runner %s --input=i64=8 2>&1 | FileCheck %s --check-prefix=RESULT
// RESULT: 'rint.repeat_interleave' op expected dimension 0 of the result to be 6, but got 7
// RUN: not rint-runner %s --input=i64=9 2>&1 | FileCheck %s --check-prefix=PRODUCT
// PRODUCT: 'rint.repeat_interleave' op expected the size of the result to fit 63 bits, but got an overflow for 3 slices and repeats = 4611686018427387904

func.func @main(%which: i64) -> tensor<?xf32> {
  %x = arith.constant dense<[0.0, 1.0, 2.0]> : tensor<3xf32>
  %d = tensor.cast %x : tensor<3xf32> to tensor<?xf32>
  %neg = arith.constant -1 : index
  %two = arith.constant 2 : index
  %five = arith.constant 5 : index
  %seven = arith.constant 7 : index
  %large = arith.constant 4611686018427387904 : index
  %bad = arith.constant dense<[2, -1, 3]> : tensor<3xi64>
  %pair = arith.constant dense<2> : tensor<2xi64>
  %unknown = tensor.cast %pair : tensor<2xi64> to tensor<?xi64>
  %larges = arith.constant dense<4611686018427387904> : tensor<3xi64>
  %falling = arith.constant dense<[0, 3, 2, 4]> : tensor<4xindex>
  %index = arith.index_cast %which : i64 to index
  %r = scf.index_switch %index -> tensor<?xf32>
  case 0 {
    %y = rint.repeat_interleave %x repeats(%neg : index) dim(0) : tensor<3xf32> -> tensor<?xf32>
    scf.yield %y : tensor<?xf32>
  }
  case 1 {
    %y = rint.repeat_interleave %x repeats(%bad : tensor<3xi64>) dim(0) : tensor<3xf32> -> tensor<?xf32>
    scf.yield %y : tensor<?xf32>
  }
  case 2 {
    %y = rint.repeat_interleave %x repeats(%unknown : tensor<?xi64>) dim(0) : tensor<3xf32> -> tensor<?xf32>
    scf.yield %y : tensor<?xf32>
  }
  case 3 {
    %y = rint.repeat_interleave %x repeats(2) dim(0) output_size(%seven) : tensor<3xf32> -> tensor<?xf32>
    scf.yield %y : tensor<?xf32>
  }
  case 4 {
    %o = rint.offsets repeats([1, 2, 3]) size(%five) : tensor<?xindex>
    %y = rint.repeat_interleave %d offsets(%o : tensor<?xindex>) dim(0) : tensor<?xf32> -> tensor<?xf32>
    scf.yield %y : tensor<?xf32>
  }
  case 5 {
    %i = rint.repeat_indices repeats(%larges : tensor<3xi64>) : tensor<?xi64>
    %y = arith.sitofp %i : tensor<?xi64> to tensor<?xf32>
    scf.yield %y : tensor<?xf32>
  }
  case 6 {
    %y = rint.repeat %x counts(%neg) : tensor<3xf32> -> tensor<?xf32>
    scf.yield %y : tensor<?xf32>
  }
  case 7 {
    %y = rint.repeat_interleave %x offsets(%falling : tensor<4xindex>) dim(0) : tensor<3xf32> -> tensor<?xf32>
    scf.yield %y : tensor<?xf32>
  }
  case 8 {
    %y = rint.repeat_interleave %x repeats(%two : index) dim(0) : tensor<3xf32> -> tensor<7xf32>
    %c = tensor.cast %y : tensor<7xf32> to tensor<?xf32>
    scf.yield %c : tensor<?xf32>
  }
  case 9 {
    %y = rint.repeat_interleave %x repeats(%large : index) dim(0) : tensor<3xf32> -> tensor<?xf32>
    scf.yield %y : tensor<?xf32>
  }
  default {
    scf.yield %d : tensor<?xf32>
  }
  return %r : tensor<?xf32>
}
