// The full text of the errors of rules C1 to C5 of docs/specification.md: what is
// said of the counts and of dim.
//
// RUN: rint-opt %s --verify-diagnostics --split-input-file

//===----------------------------------------------------------------------===//
// C1: the rank of repeats
//===----------------------------------------------------------------------===//

func.func @f(%x: tensor<3xf32>, %r: tensor<1x3xi64>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected repeats to be a scalar, a 0-D tensor or a 1-D tensor, but got rank 2}}
  rint.repeat_interleave %x repeats(%r : tensor<1x3xi64>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

// Also where it holds a single count.
func.func @f(%x: tensor<3xf32>, %r: tensor<1x1xi64>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected repeats to be a scalar, a 0-D tensor or a 1-D tensor, but got rank 2}}
  rint.repeat_interleave %x repeats(%r : tensor<1x1xi64>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>, %r: tensor<?x?x?xi64>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected repeats to be a scalar, a 0-D tensor or a 1-D tensor, but got rank 3}}
  rint.repeat_interleave %x repeats(%r : tensor<?x?x?xi64>) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>, %r: tensor<*xi64>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected repeats to be a scalar or a ranked tensor, but got 'tensor<*xi64>'}}
  rint.repeat_interleave %x repeats(%r : tensor<*xi64>) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>, %r: memref<3xi64>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected repeats to be a scalar or a ranked tensor, but got 'memref<3xi64>'}}
  rint.repeat_interleave %x repeats(%r : memref<3xi64>) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

// The index forms count slices by their repeats, so that a scalar says nothing.
func.func @f() {
  // expected-error@+1 {{'rint.repeat_indices' op expected repeats to be a 1-D tensor or a list, but got rank 0}}
  rint.repeat_indices repeats(2) : tensor<?xi64>
  return
}

// -----

func.func @f(%r: index) {
  // expected-error@+1 {{'rint.repeat_indices' op expected repeats to be a 1-D tensor or a list, but got rank 0}}
  rint.repeat_indices repeats(%r : index) : tensor<?xi64>
  return
}

// -----

func.func @f(%r: tensor<i32>) {
  // expected-error@+1 {{'rint.repeat_indices' op expected repeats to be a 1-D tensor or a list, but got rank 0}}
  rint.repeat_indices repeats(%r : tensor<i32>) : tensor<?xi64>
  return
}

// -----

func.func @f(%r: tensor<2x2xi32>) {
  // expected-error@+1 {{'rint.repeat_indices' op expected repeats to be a 1-D tensor or a list, but got rank 2}}
  rint.repeat_indices repeats(%r : tensor<2x2xi32>) : tensor<?xi64>
  return
}

// -----

func.func @f() {
  // expected-error@+1 {{'rint.offsets' op expected repeats to be a 1-D tensor or a list, but got rank 0}}
  rint.offsets repeats(2) : tensor<?xindex>
  return
}

// -----

func.func @f(%r: tensor<2x2xi32>) {
  // expected-error@+1 {{'rint.offsets' op expected repeats to be a 1-D tensor or a list, but got rank 2}}
  rint.offsets repeats(%r : tensor<2x2xi32>) : tensor<?xindex>
  return
}

// -----

//===----------------------------------------------------------------------===//
// C2: dim
//===----------------------------------------------------------------------===//

func.func @f(%x: tensor<2x3xf32>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected dim to be at least -2 and less than 2, but got 2}}
  rint.repeat_interleave %x repeats(2) dim(2) : tensor<2x3xf32> -> tensor<?x?xf32>
  return
}

// -----

func.func @f(%x: tensor<2x3xf32>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected dim to be at least -2 and less than 2, but got -3}}
  rint.repeat_interleave %x repeats(2) dim(-3) : tensor<2x3xf32> -> tensor<?x?xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected dim to be at least -1 and less than 1, but got 1}}
  rint.repeat_interleave %x repeats(2) dim(1) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<f32>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected no dim for an input of rank 0, but got 0}}
  rint.repeat_interleave %x repeats(2) dim(0) : tensor<f32> -> tensor<2xf32>
  return
}

// -----

func.func @f(%x: tensor<f32>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected no dim for an input of rank 0, but got -1}}
  rint.repeat_interleave %x repeats(2) dim(-1) : tensor<f32> -> tensor<2xf32>
  return
}

// -----

// A literal that no attribute holds must not wrap around to one that is in range.
func.func @f(%x: tensor<3xf32>) {
  // expected-error@+1 {{custom op 'rint.repeat_interleave' expected dim to fit 63 bits, but got an overflow for 18446744073709551615}}
  rint.repeat_interleave %x repeats(2) dim(18446744073709551615) : tensor<3xf32> -> tensor<6xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>, %o: tensor<4xindex>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected dim to be at least -1 and less than 1, but got 1}}
  rint.repeat_interleave %x offsets(%o : tensor<4xindex>) dim(1) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

//===----------------------------------------------------------------------===//
// C3: the number of repeats
//===----------------------------------------------------------------------===//

func.func @f(%x: tensor<2x3xf32>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected the number of elements of repeats to be 1 or 3, but got 2}}
  rint.repeat_interleave %x repeats([1, 2]) dim(1) : tensor<2x3xf32> -> tensor<2x?xf32>
  return
}

// -----

func.func @f(%x: tensor<2x3xf32>, %r: tensor<2xi8>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected the number of elements of repeats to be 1 or 3, but got 2}}
  rint.repeat_interleave %x repeats(%r : tensor<2xi8>) dim(-1) : tensor<2x3xf32> -> tensor<2x?xf32>
  return
}

// -----

// Flattened, every element is a slice.
func.func @f(%x: tensor<2x3xf32>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected the number of elements of repeats to be 1 or 6, but got 2}}
  rint.repeat_interleave %x repeats([1, 2]) : tensor<2x3xf32> -> tensor<?xf32>
  return
}

// -----

// No count at all serves no slice only.
func.func @f(%x: tensor<3xf32>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected the number of elements of repeats to be 1 or 3, but got 0}}
  rint.repeat_interleave %x repeats([]) dim(0) : tensor<3xf32> -> tensor<0xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>, %r: tensor<0xi64>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected the number of elements of repeats to be 1 or 3, but got 0}}
  rint.repeat_interleave %x repeats(%r : tensor<0xi64>) dim(0) : tensor<3xf32> -> tensor<0xf32>
  return
}

// -----

func.func @f(%x: tensor<0xf32>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected the number of elements of repeats to be 1 or 0, but got 2}}
  rint.repeat_interleave %x repeats([1, 2]) dim(0) : tensor<0xf32> -> tensor<0xf32>
  return
}

// -----

// The input is never broadcast to the repeats.
func.func @f(%x: tensor<1xf32>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected the number of elements of repeats to be 1 or 1, but got 2}}
  rint.repeat_interleave %x repeats([1, 2]) dim(0) : tensor<1xf32> -> tensor<3xf32>
  return
}

// -----

// A 0-D input has one element.
func.func @f(%x: tensor<f32>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected the number of elements of repeats to be 1 or 1, but got 2}}
  rint.repeat_interleave %x repeats([1, 2]) : tensor<f32> -> tensor<3xf32>
  return
}

// -----

func.func @f(%r: tensor<3xi64>) {
  %n = arith.constant 5 : index
  // expected-error@+1 {{'rint.offsets' op expected the number of elements of repeats to be 1 or 5, but got 3}}
  rint.offsets repeats(%r : tensor<3xi64>) size(%n) : tensor<?xindex>
  return
}

// -----

func.func @f(%r: tensor<1xi64>) {
  %n = arith.constant -5 : index
  // expected-error@+1 {{'rint.offsets' op expected size to be non-negative, but got -5}}
  rint.offsets repeats(%r : tensor<1xi64>) size(%n) : tensor<?xindex>
  return
}

// -----

//===----------------------------------------------------------------------===//
// C4: the element type of repeats
//===----------------------------------------------------------------------===//

func.func @f(%x: tensor<3xf32>, %r: f32) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected the element type of repeats to be an integer or index, but got 'f32'}}
  rint.repeat_interleave %x repeats(%r : f32) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>, %r: tensor<f16>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected the element type of repeats to be an integer or index, but got 'f16'}}
  rint.repeat_interleave %x repeats(%r : tensor<f16>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>, %r: tensor<3xf64>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected the element type of repeats to be an integer or index, but got 'f64'}}
  rint.repeat_interleave %x repeats(%r : tensor<3xf64>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>, %r: tensor<3xcomplex<i8>>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected the element type of repeats to be an integer or index, but got 'complex<i8>'}}
  rint.repeat_interleave %x repeats(%r : tensor<3xcomplex<i8>>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>, %r: none) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected the element type of repeats to be an integer or index, but got 'none'}}
  rint.repeat_interleave %x repeats(%r : none) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%r: tensor<3xbf16>) {
  // expected-error@+1 {{'rint.repeat_indices' op expected the element type of repeats to be an integer or index, but got 'bf16'}}
  rint.repeat_indices repeats(%r : tensor<3xbf16>) : tensor<?xi64>
  return
}

// -----

func.func @f(%r: tensor<3xf32>) {
  // expected-error@+1 {{'rint.offsets' op expected the element type of repeats to be an integer or index, but got 'f32'}}
  rint.offsets repeats(%r : tensor<3xf32>) : tensor<4xindex>
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error@+1 {{custom op 'rint.repeat_interleave' expected an integer}}
  rint.repeat_interleave %x repeats(2.0) : tensor<3xf32> -> tensor<6xf32>
  return
}

// -----

//===----------------------------------------------------------------------===//
// C5: no negative counts
//===----------------------------------------------------------------------===//

func.func @f(%x: tensor<3xf32>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected repeats to be non-negative, but got -1}}
  rint.repeat_interleave %x repeats(-1) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

// Negatives and positives that add up to a plausible total.
func.func @f(%x: tensor<3xf32>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected repeats[1] to be non-negative, but got -1}}
  rint.repeat_interleave %x repeats([3, -1, 4]) dim(0) : tensor<3xf32> -> tensor<6xf32>
  return
}

// -----

// Also when the input is empty.
func.func @f(%x: tensor<0xf32>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected repeats to be non-negative, but got -7}}
  rint.repeat_interleave %x repeats(-7) dim(0) : tensor<0xf32> -> tensor<0xf32>
  return
}

// -----

func.func @f(%x: tensor<0xf32>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected repeats[0] to be non-negative, but got -7}}
  rint.repeat_interleave %x repeats([-7]) dim(0) : tensor<0xf32> -> tensor<0xf32>
  return
}

// -----

func.func @f(%x: tensor<?xf32>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected repeats[1] to be non-negative, but got -2}}
  rint.repeat_interleave %x repeats([0, -2]) dim(0) : tensor<?xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f() {
  // expected-error@+1 {{'rint.repeat_indices' op expected repeats[1] to be non-negative, but got -1}}
  rint.repeat_indices repeats([1, -1]) : tensor<0xi64>
  return
}

// -----

func.func @f() {
  // expected-error@+1 {{'rint.offsets' op expected repeats[0] to be non-negative, but got -1}}
  rint.offsets repeats([-1, 1]) : tensor<3xindex>
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error@+1 {{'rint.repeat' op expected counts[1] to be non-negative, but got -1}}
  rint.repeat %x counts(2, -1) : tensor<3xf32> -> tensor<2x?xf32>
  return
}

// -----

func.func @f(%x: tensor<0xf32>) {
  // expected-error@+1 {{'rint.repeat' op expected counts[0] to be non-negative, but got -1}}
  rint.repeat %x counts(-1) : tensor<0xf32> -> tensor<0xf32>
  return
}

// -----

// Literals below what 64 bits hold.
func.func @f(%x: tensor<3xf32>) {
  // expected-error@+1 {{custom op 'rint.repeat_interleave' expected repeats to be non-negative, but got -9223372036854775809}}
  rint.repeat_interleave %x repeats(-9223372036854775809) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error@+1 {{custom op 'rint.repeat_interleave' expected repeats[1] to be non-negative, but got -9223372036854775809}}
  rint.repeat_interleave %x repeats([1, -9223372036854775809, 1]) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error@+1 {{custom op 'rint.repeat' expected counts[1] to be non-negative, but got -9223372036854775808}}
  rint.repeat %x counts(1, -9223372036854775808) : tensor<3xf32> -> tensor<?x?xf32>
  return
}
