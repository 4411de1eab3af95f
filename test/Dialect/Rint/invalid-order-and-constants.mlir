// What is reported where several rules are broken, and what of the constants that
// values hold.
//
// RUN: rint-opt %s --verify-diagnostics --split-input-file

//===----------------------------------------------------------------------===//
// The lowest of several broken rules is reported
//===----------------------------------------------------------------------===//

// C1 before C2.
func.func @f(%x: tensor<3xf32>, %r: tensor<2x2xf32>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected repeats to be a scalar, a 0-D tensor or a 1-D tensor, but got rank 2}}
  rint.repeat_interleave %x repeats(%r : tensor<2x2xf32>) dim(5) : tensor<3xf32> -> tensor<1x1xi8>
  return
}

// -----

// C1 before C4.
func.func @f(%r: tensor<2x2xf32>) {
  // expected-error@+1 {{'rint.repeat_indices' op expected repeats to be a 1-D tensor or a list, but got rank 2}}
  rint.repeat_indices repeats(%r : tensor<2x2xf32>) : tensor<?xf32>
  return
}

// -----

// C2 before C3.
func.func @f(%x: tensor<3xf32>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected dim to be at least -1 and less than 1, but got 1}}
  rint.repeat_interleave %x repeats([1, 2]) dim(1) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

// C3 before C4.
func.func @f(%x: tensor<3xf32>, %r: tensor<2xf32>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected the number of elements of repeats to be 1 or 3, but got 2}}
  rint.repeat_interleave %x repeats(%r : tensor<2xf32>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

// C3 before C5.
func.func @f(%x: tensor<3xf32>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected the number of elements of repeats to be 1 or 3, but got 2}}
  rint.repeat_interleave %x repeats([-1, 1]) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

// C4 before C7 and C8.
func.func @f(%x: tensor<3xf32>, %r: tensor<3xf32>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected the element type of repeats to be an integer or index, but got 'f32'}}
  rint.repeat_interleave %x repeats(%r : tensor<3xf32>) output_size(-1) : tensor<3xf32> -> tensor<?xf64>
  return
}

// -----

// C5 before C6, wherever in the list they are.
func.func @f(%x: tensor<3xf32>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected repeats[2] to be non-negative, but got -1}}
  rint.repeat_interleave %x repeats([9223372036854775807, 9223372036854775807, -1]) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

// C5 before C6 also where the input has too many elements to count.
func.func @f(%x: tensor<4294967296x4294967296xi8>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected repeats to be non-negative, but got -1}}
  rint.repeat_interleave %x repeats(-1) : tensor<4294967296x4294967296xi8> -> tensor<?xi8>
  return
}

// -----

// C5 before C10.
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error@+1 {{'rint.repeat' op expected counts[0] to be non-negative, but got -2}}
  rint.repeat %x counts(-2) : tensor<2x3xf32> -> tensor<?xf32>
  return
}

// -----

// C6 before C7.
func.func @f(%x: tensor<2xi8>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected the size of the result to fit 63 bits, but got an overflow for 2 slices and repeats = 4611686018427387904}}
  rint.repeat_interleave %x repeats(4611686018427387904) output_size(-1) : tensor<2xi8> -> tensor<?xi8>
  return
}

// -----

// C6 before C8.
func.func @f(%x: tensor<2xi64>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected the byte size of the result to fit 63 bits, but got an overflow for the shape [2305843009213693952]}}
  rint.repeat_interleave %x repeats(1152921504606846976) : tensor<2xi64> -> tensor<1x1xf32>
  return
}

// -----

// C7 before C8.
func.func @f(%x: tensor<3xf32>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected output_size to be 6, the sum of repeats, but got 5}}
  rint.repeat_interleave %x repeats(2) output_size(5) : tensor<3xf32> -> tensor<4xi8>
  return
}

// -----

// C7 before C11.
func.func @f() {
  // expected-error@+1 {{'rint.repeat_indices' op expected output_size to be 3, the sum of repeats, but got 4}}
  rint.repeat_indices repeats([1, 2]) output_size(4) : tensor<4xf32>
  return
}

// -----

// C8 before C9.
func.func @f(%x: tensor<3x2xf32>, %o: tensor<9xindex>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected dimension 1 of the result to be 2, but got 3}}
  rint.repeat_interleave %x offsets(%o : tensor<9xindex>) dim(0) : tensor<3x2xf32> -> tensor<?x3xf32>
  return
}

// -----

// C8 before C10.
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error@+1 {{'rint.repeat' op expected the element type of the result to be 'f32', but got 'f64'}}
  rint.repeat %x counts(2) : tensor<2x3xf32> -> tensor<?xf64>
  return
}

// -----

// C8 before C11.
func.func @f() {
  // expected-error@+1 {{'rint.repeat_indices' op expected dimension 0 of the result to be 3, but got 4}}
  rint.repeat_indices repeats([1, 1, 1]) : tensor<4xi2>
  return
}

// -----

// C9 before C11.
func.func @f() {
  %o = arith.constant dense<[0, 2, 1, 3]> : tensor<4xindex>
  // expected-error@+1 {{'rint.repeat_indices' op expected offsets[2] to be at least 2, the entry before it, but got 1}}
  rint.repeat_indices offsets(%o : tensor<4xindex>) : tensor<?xi2>
  return
}

// -----

// Within C8, the element type comes before the rank and that before the sizes.
func.func @f(%x: tensor<3xf32>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected the element type of the result to be 'f32', but got 'f64'}}
  rint.repeat_interleave %x repeats(2) : tensor<3xf32> -> tensor<1x1xf64>
  return
}

// -----

//===----------------------------------------------------------------------===//
// Constants behind values
//===----------------------------------------------------------------------===//

// What the function executes for sure is refused like a literal.
func.func @f(%x: tensor<3xf32>) {
  %r = arith.constant -1 : index
  // expected-error@+1 {{'rint.repeat_interleave' op expected repeats to be non-negative, but got -1}}
  rint.repeat_interleave %x repeats(%r : index) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  %r = arith.constant -1 : i64
  // expected-error@+1 {{'rint.repeat_interleave' op expected repeats to be non-negative, but got -1}}
  rint.repeat_interleave %x repeats(%r : i64) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  %r = arith.constant -128 : i8
  // expected-error@+1 {{'rint.repeat_interleave' op expected repeats to be non-negative, but got -128}}
  rint.repeat_interleave %x repeats(%r : i8) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  %r = arith.constant -170141183460469231731687303715884105728 : i128
  // expected-error@+1 {{'rint.repeat_interleave' op expected repeats to be non-negative, but got -170141183460469231731687303715884105728}}
  rint.repeat_interleave %x repeats(%r : i128) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  %r = arith.constant dense<-1> : tensor<i32>
  // expected-error@+1 {{'rint.repeat_interleave' op expected repeats to be non-negative, but got -1}}
  rint.repeat_interleave %x repeats(%r : tensor<i32>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  %r = arith.constant dense<[1, -2, -3]> : tensor<3xsi16>
  // expected-error@+1 {{'rint.repeat_interleave' op expected repeats[1] to be non-negative, but got -2}}
  rint.repeat_interleave %x repeats(%r : tensor<3xsi16>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

// The bits of a ui are a large count, those of i1 a count of one.
func.func @f(%x: tensor<2xf32>) {
  %i1 = arith.constant dense<[true, true]> : tensor<2xi1>
  rint.repeat_interleave %x repeats(%i1 : tensor<2xi1>) dim(0) : tensor<2xf32> -> tensor<2xf32>
  %ui = arith.constant dense<[18446744073709551615, 1]> : tensor<2xui64>
  // expected-error@+1 {{'rint.repeat_interleave' op expected the sum of repeats to fit 63 bits, but got an overflow at repeats[0] = 18446744073709551615}}
  rint.repeat_interleave %x repeats(%ui : tensor<2xui64>) dim(0) : tensor<2xf32> -> tensor<?xf32>
  return
}

// -----

// Counts wider than 64 bits are shown whole.
func.func @f(%x: tensor<2xf32>) {
  %r = arith.constant dense<[0, 1267650600228229401496703205376]> : tensor<2xi128>
  // expected-error@+1 {{'rint.repeat_interleave' op expected the sum of repeats to fit 63 bits, but got an overflow at repeats[1] = 1267650600228229401496703205376}}
  rint.repeat_interleave %x repeats(%r : tensor<2xi128>) dim(0) : tensor<2xf32> -> tensor<?xf32>
  return
}

// -----

// A splat overflows where its sum does.
func.func @f(%x: tensor<3xi8>) {
  %r = arith.constant dense<4611686018427387904> : tensor<3xi64>
  // expected-error@+1 {{'rint.repeat_interleave' op expected the sum of repeats to fit 63 bits, but got an overflow at repeats[1] = 4611686018427387904}}
  rint.repeat_interleave %x repeats(%r : tensor<3xi64>) dim(0) : tensor<3xi8> -> tensor<?xi8>
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  %n = arith.constant 5 : index
  // expected-error@+1 {{'rint.repeat_interleave' op expected output_size to be 6, the sum of repeats, but got 5}}
  rint.repeat_interleave %x repeats(2) dim(0) output_size(%n) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  %n = arith.constant -1 : index
  // expected-error@+1 {{'rint.repeat' op expected counts[0] to be non-negative, but got -1}}
  rint.repeat %x counts(%n) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

// In a branch that may never be taken, or a loop that may have no step, it is
// left to the run.
func.func @not_for_sure(%x: tensor<3xf32>, %c: i1, %n: index) {
  %zero = arith.constant 0 : index
  %one = arith.constant 1 : index
  %r = arith.constant -1 : index
  %rs = arith.constant dense<[1, -1, 1]> : tensor<3xi64>
  scf.if %c {
    rint.repeat_interleave %x repeats(%r : index) dim(0) : tensor<3xf32> -> tensor<?xf32>
    rint.repeat_interleave %x repeats(%rs : tensor<3xi64>) dim(0) : tensor<3xf32> -> tensor<?xf32>
    rint.repeat_interleave %x repeats(2) dim(0) output_size(%r) : tensor<3xf32> -> tensor<?xf32>
    rint.offsets repeats(%rs : tensor<3xi64>) size(%r) : tensor<?xindex>
    rint.repeat_indices repeats(%rs : tensor<3xi64>) : tensor<?xi64>
    rint.repeat %x counts(%r) : tensor<3xf32> -> tensor<?xf32>
  }
  scf.for %i = %zero to %n step %one {
    rint.repeat_interleave %x repeats(%r : index) dim(0) : tensor<3xf32> -> tensor<?xf32>
  }
  cf.cond_br %c, ^taken, ^done
^taken:
  rint.repeat_interleave %x repeats(%r : index) dim(0) : tensor<3xf32> -> tensor<?xf32>
  cf.br ^done
^done:
  return
}

// -----

// Types and literals are wrong wherever they stand.
func.func @f(%x: tensor<3xf32>, %c: i1) {
  scf.if %c {
    // expected-error@+1 {{'rint.repeat_interleave' op expected repeats to be non-negative, but got -1}}
    rint.repeat_interleave %x repeats(-1) dim(0) : tensor<3xf32> -> tensor<?xf32>
  }
  return
}
