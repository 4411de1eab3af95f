// The full text of the errors of rules C6 to C8 of docs/specification.md: sizes
// and results.
//
// RUN: rint-opt %s --verify-diagnostics --split-input-file

//===----------------------------------------------------------------------===//
// C6: sizes fit 63 bits
//===----------------------------------------------------------------------===//

func.func @f(%x: tensor<2xi8>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected the sum of repeats to fit 63 bits, but got an overflow at repeats[1] = 1}}
  rint.repeat_interleave %x repeats([9223372036854775807, 1]) dim(0) : tensor<2xi8> -> tensor<?xi8>
  return
}

// -----

func.func @f() {
  // expected-error@+1 {{'rint.repeat_indices' op expected the sum of repeats to fit 63 bits, but got an overflow at repeats[1] = 9223372036854775807}}
  rint.repeat_indices repeats([1, 9223372036854775807]) : tensor<?xi64>
  return
}

// -----

func.func @f() {
  // expected-error@+1 {{'rint.offsets' op expected the sum of repeats to fit 63 bits, but got an overflow at repeats[1] = 9223372036854775807}}
  rint.offsets repeats([1, 9223372036854775807, 5]) : tensor<4xindex>
  return
}

// -----

func.func @f(%x: tensor<2xi8>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected the size of the result to fit 63 bits, but got an overflow for 2 slices and repeats = 4611686018427387904}}
  rint.repeat_interleave %x repeats(4611686018427387904) dim(0) : tensor<2xi8> -> tensor<?xi8>
  return
}

// -----

func.func @f(%x: tensor<2xi8>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected the size of the result to fit 63 bits, but got an overflow for 2 slices and repeats = 4611686018427387904}}
  rint.repeat_interleave %x repeats([4611686018427387904]) : tensor<2xi8> -> tensor<?xi8>
  return
}

// -----

// Flattened, the number of slices is a product, too.
func.func @f(%x: tensor<4294967296x2147483648xi8>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected the number of elements of the input to fit 63 bits, but got an overflow}}
  rint.repeat_interleave %x repeats(1) : tensor<4294967296x2147483648xi8> -> tensor<?xi8>
  return
}

// -----

// 2^61 elements of 4 bytes are one bit too many; of 2 bytes they are not.
func.func @f(%x: tensor<1xf32>, %y: tensor<1xf16>) {
  rint.repeat_interleave %y repeats(2305843009213693952) : tensor<1xf16> -> tensor<2305843009213693952xf16>
  // expected-error@+1 {{'rint.repeat_interleave' op expected the byte size of the result to fit 63 bits, but got an overflow for the shape [2305843009213693952]}}
  rint.repeat_interleave %x repeats(2305843009213693952) : tensor<1xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<4x1xi24>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected the byte size of the result to fit 63 bits, but got an overflow for the shape [4, 576460752303423488]}}
  rint.repeat_interleave %x repeats(576460752303423488) dim(1) : tensor<4x1xi24> -> tensor<4x576460752303423488xi24>
  return
}

// -----

func.func @f() {
  // expected-error@+1 {{'rint.repeat_indices' op expected the byte size of the result to fit 63 bits, but got an overflow for the shape [1152921504606846976]}}
  rint.repeat_indices repeats([1152921504606846976]) : tensor<?xi64>
  return
}

// -----

func.func @f(%x: tensor<2x3xi8>) {
  // expected-error@+1 {{'rint.repeat' op expected the size of the result to fit 63 bits, but got an overflow for 3 slices and counts[1] = 4611686018427387904}}
  rint.repeat %x counts(1, 4611686018427387904) : tensor<2x3xi8> -> tensor<2x?xi8>
  return
}

// -----

func.func @f(%x: tensor<2xi8>) {
  // expected-error@+1 {{'rint.repeat' op expected the byte size of the result to fit 63 bits, but got an overflow for the shape [4294967296, 4294967296]}}
  rint.repeat %x counts(4294967296, 2147483648) : tensor<2xi8> -> tensor<?x?xi8>
  return
}

// -----

func.func @f(%r: tensor<1xi64>) {
  %n = arith.constant 1152921504606846975 : index
  // expected-error@+1 {{'rint.offsets' op expected the byte size of the offsets to fit 63 bits, but got an overflow for 1152921504606846975 slices}}
  rint.offsets repeats(%r : tensor<1xi64>) size(%n) : tensor<?xindex>
  return
}

// -----

// Literals above what 63 bits hold.
func.func @f(%x: tensor<3xf32>) {
  // expected-error@+1 {{custom op 'rint.repeat_interleave' expected repeats to fit 63 bits, but got an overflow for 9223372036854775808}}
  rint.repeat_interleave %x repeats(9223372036854775808) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f() {
  // expected-error@+1 {{custom op 'rint.repeat_indices' expected repeats[1] to fit 63 bits, but got an overflow for 1180591620717411303424}}
  rint.repeat_indices repeats([0, 1180591620717411303424]) : tensor<?xi64>
  return
}

// -----

func.func @f() {
  // expected-error@+1 {{custom op 'rint.offsets' expected repeats[0] to fit 63 bits, but got an overflow for 9223372036854775808}}
  rint.offsets repeats([9223372036854775808]) : tensor<2xindex>
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error@+1 {{custom op 'rint.repeat' expected counts[0] to fit 63 bits, but got an overflow for 9223372036854775808}}
  rint.repeat %x counts(9223372036854775808) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

//===----------------------------------------------------------------------===//
// C7: output_size
//===----------------------------------------------------------------------===//

func.func @f(%x: tensor<3xf32>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected output_size to be 6, the sum of repeats, but got 5}}
  rint.repeat_interleave %x repeats([1, 3, 2]) dim(0) output_size(5) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected output_size to be 6, the sum of repeats, but got 7}}
  rint.repeat_interleave %x repeats(2) output_size(7) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

// Also for an empty input, whose counts may be unknown.
func.func @f(%x: tensor<0xf32>, %r: i64) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected output_size to be 0, the sum of repeats, but got 1}}
  rint.repeat_interleave %x repeats(%r : i64) output_size(1) : tensor<0xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<?xf32>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected output_size to be 0, the sum of repeats, but got 2}}
  rint.repeat_interleave %x repeats([]) dim(0) output_size(2) : tensor<?xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<?xf32>, %r: tensor<?xi64>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected output_size to be non-negative, but got -1}}
  rint.repeat_interleave %x repeats(%r : tensor<?xi64>) dim(0) output_size(-1) : tensor<?xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f() {
  // expected-error@+1 {{'rint.repeat_indices' op expected output_size to be 3, the sum of repeats, but got 4}}
  rint.repeat_indices repeats([1, 2]) output_size(4) : tensor<4xi64>
  return
}

// -----

func.func @f(%r: tensor<?xi64>) {
  // expected-error@+1 {{'rint.repeat_indices' op expected output_size to be non-negative, but got -4}}
  rint.repeat_indices repeats(%r : tensor<?xi64>) output_size(-4) : tensor<?xi64>
  return
}

// -----

// It goes with repeats.
func.func @f(%x: tensor<3xf32>, %o: tensor<4xindex>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected no output_size with offsets}}
  rint.repeat_interleave %x offsets(%o : tensor<4xindex>) dim(0) output_size(6) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%o: tensor<4xindex>, %n: index) {
  // expected-error@+1 {{'rint.repeat_indices' op expected no output_size with offsets}}
  rint.repeat_indices offsets(%o : tensor<4xindex>) output_size(%n) : tensor<?xi64>
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error@+1 {{custom op 'rint.repeat_interleave' expected output_size to fit 63 bits, but got an overflow for 9223372036854775808}}
  rint.repeat_interleave %x repeats(2) output_size(9223372036854775808) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error@+1 {{custom op 'rint.repeat_interleave' expected output_size to be non-negative, but got -9223372036854775809}}
  rint.repeat_interleave %x repeats(2) output_size(-9223372036854775809) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

//===----------------------------------------------------------------------===//
// C8: the result
//===----------------------------------------------------------------------===//

func.func @f(%x: tensor<3xf32>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected the element type of the result to be 'f32', but got 'f64'}}
  rint.repeat_interleave %x repeats(2) dim(0) : tensor<3xf32> -> tensor<6xf64>
  return
}

// -----

// Signs are part of a type.
func.func @f(%x: tensor<3xi8>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected the element type of the result to be 'i8', but got 'ui8'}}
  rint.repeat_interleave %x repeats(2) dim(0) : tensor<3xi8> -> tensor<6xui8>
  return
}

// -----

func.func @f(%x: tensor<2x3xf32>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected the result to have rank 1, but got 2}}
  rint.repeat_interleave %x repeats(2) : tensor<2x3xf32> -> tensor<4x3xf32>
  return
}

// -----

func.func @f(%x: tensor<2x3xf32>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected the result to have rank 2, but got 1}}
  rint.repeat_interleave %x repeats(2) dim(0) : tensor<2x3xf32> -> tensor<12xf32>
  return
}

// -----

func.func @f(%x: tensor<2x3xf32>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected dimension 0 of the result to be 4, but got 5}}
  rint.repeat_interleave %x repeats(2) dim(0) : tensor<2x3xf32> -> tensor<5x3xf32>
  return
}

// -----

// The other dimensions are those of the input.
func.func @f(%x: tensor<2x3xf32>, %r: index) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected dimension 1 of the result to be 3, but got 4}}
  rint.repeat_interleave %x repeats(%r : index) dim(0) : tensor<2x3xf32> -> tensor<?x4xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected dimension 0 of the result to be 6, but got 7}}
  rint.repeat_interleave %x repeats([1, 3, 2]) : tensor<3xf32> -> tensor<7xf32>
  return
}

// -----

// An output size is what the caller knows of the result.
func.func @f(%x: tensor<3xf32>, %r: tensor<3xi64>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected dimension 0 of the result to be 6, but got 7}}
  rint.repeat_interleave %x repeats(%r : tensor<3xi64>) output_size(6) : tensor<3xf32> -> tensor<7xf32>
  return
}

// -----

// Nothing repeated is nothing, whatever the counts are.
func.func @f(%x: tensor<0xf32>, %r: index) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected dimension 0 of the result to be 0, but got 2}}
  rint.repeat_interleave %x repeats(%r : index) : tensor<0xf32> -> tensor<2xf32>
  return
}

// -----

func.func @f() {
  // expected-error@+1 {{'rint.repeat_indices' op expected dimension 0 of the result to be 3, but got 4}}
  rint.repeat_indices repeats([1, 2]) : tensor<4xi64>
  return
}

// -----

func.func @f() {
  // expected-error@+1 {{'rint.repeat_indices' op expected the result to have rank 1, but got 2}}
  rint.repeat_indices repeats([1, 2]) : tensor<3x1xi64>
  return
}

// -----

func.func @f() {
  // expected-error@+1 {{'rint.offsets' op expected dimension 0 of the result to be 3, but got 2}}
  rint.offsets repeats([1, 2]) : tensor<2xindex>
  return
}

// -----

func.func @f(%r: tensor<?xi64>) {
  %n = arith.constant 4 : index
  // expected-error@+1 {{'rint.offsets' op expected dimension 0 of the result to be 5, but got 4}}
  rint.offsets repeats(%r : tensor<?xi64>) size(%n) : tensor<4xindex>
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error@+1 {{'rint.repeat' op expected the element type of the result to be 'f32', but got 'f16'}}
  rint.repeat %x counts(2) : tensor<3xf32> -> tensor<6xf16>
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error@+1 {{'rint.repeat' op expected the result to have rank 2, but got 1}}
  rint.repeat %x counts(2, 2) : tensor<3xf32> -> tensor<12xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>, %n: index) {
  // expected-error@+1 {{'rint.repeat' op expected dimension 0 of the result to be 2, but got 3}}
  rint.repeat %x counts(2, %n) : tensor<3xf32> -> tensor<3x?xf32>
  return
}

// -----

func.func @f(%x: tensor<0xf32>, %n: index) {
  // expected-error@+1 {{'rint.repeat' op expected dimension 0 of the result to be 0, but got 3}}
  rint.repeat %x counts(%n) : tensor<0xf32> -> tensor<3xf32>
  return
}

// -----

// A negative output_size is no size that could overflow.
func.func @output_size_lowest(%x: tensor<f64>, %r: i64) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected output_size to be non-negative, but got -9223372036854775807}}
  rint.repeat_interleave %x repeats(%r : i64) output_size(-9223372036854775807) : tensor<f64> -> tensor<?xf64>
  return
}
