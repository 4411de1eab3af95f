// Constant counts of every width are read alike: their sum is the size of the
// result, a vector of equal counts is one count, and the first entry that breaks a
// rule is named.
//
// RUN: rint-opt %s --canonicalize --split-input-file --verify-diagnostics | FileCheck %s

// CHECK-LABEL: @sum_i1(
// CHECK: repeats([1, 0, 1]) dim(0) : tensor<3xf32> -> tensor<2xf32>
func.func @sum_i1(%x: tensor<3xf32>) -> tensor<2xf32> {
  %r = arith.constant dense<[true, false, true]> : tensor<3xi1>
  %y = rint.repeat_interleave %x repeats(%r : tensor<3xi1>) dim(0) : tensor<3xf32> -> tensor<2xf32>
  return %y : tensor<2xf32>
}

// CHECK-LABEL: @sum_i8(
// CHECK: repeats([1, 100, 3]) dim(0) : tensor<3xf32> -> tensor<104xf32>
func.func @sum_i8(%x: tensor<3xf32>) -> tensor<104xf32> {
  %r = arith.constant dense<[1, 100, 3]> : tensor<3xi8>
  %y = rint.repeat_interleave %x repeats(%r : tensor<3xi8>) dim(0) : tensor<3xf32> -> tensor<104xf32>
  return %y : tensor<104xf32>
}

// CHECK-LABEL: @sum_ui8(
// CHECK: repeats([1, 200, 3]) dim(0) : tensor<3xf32> -> tensor<204xf32>
func.func @sum_ui8(%x: tensor<3xf32>) -> tensor<204xf32> {
  %r = arith.constant dense<[1, 200, 3]> : tensor<3xui8>
  %y = rint.repeat_interleave %x repeats(%r : tensor<3xui8>) dim(0) : tensor<3xf32> -> tensor<204xf32>
  return %y : tensor<204xf32>
}

// CHECK-LABEL: @sum_si8(
// CHECK: repeats([1, 100, 3]) dim(0) : tensor<3xf32> -> tensor<104xf32>
func.func @sum_si8(%x: tensor<3xf32>) -> tensor<104xf32> {
  %r = arith.constant dense<[1, 100, 3]> : tensor<3xsi8>
  %y = rint.repeat_interleave %x repeats(%r : tensor<3xsi8>) dim(0) : tensor<3xf32> -> tensor<104xf32>
  return %y : tensor<104xf32>
}

// CHECK-LABEL: @sum_i16(
// CHECK: repeats([1, 100, 3]) dim(0) : tensor<3xf32> -> tensor<104xf32>
func.func @sum_i16(%x: tensor<3xf32>) -> tensor<104xf32> {
  %r = arith.constant dense<[1, 100, 3]> : tensor<3xi16>
  %y = rint.repeat_interleave %x repeats(%r : tensor<3xi16>) dim(0) : tensor<3xf32> -> tensor<104xf32>
  return %y : tensor<104xf32>
}

// CHECK-LABEL: @sum_ui16(
// CHECK: repeats([1, 100, 3]) dim(0) : tensor<3xf32> -> tensor<104xf32>
func.func @sum_ui16(%x: tensor<3xf32>) -> tensor<104xf32> {
  %r = arith.constant dense<[1, 100, 3]> : tensor<3xui16>
  %y = rint.repeat_interleave %x repeats(%r : tensor<3xui16>) dim(0) : tensor<3xf32> -> tensor<104xf32>
  return %y : tensor<104xf32>
}

// CHECK-LABEL: @sum_i24(
// CHECK: repeats([1, 100, 3]) dim(0) : tensor<3xf32> -> tensor<104xf32>
func.func @sum_i24(%x: tensor<3xf32>) -> tensor<104xf32> {
  %r = arith.constant dense<[1, 100, 3]> : tensor<3xi24>
  %y = rint.repeat_interleave %x repeats(%r : tensor<3xi24>) dim(0) : tensor<3xf32> -> tensor<104xf32>
  return %y : tensor<104xf32>
}

// CHECK-LABEL: @sum_i32(
// CHECK: repeats([1, 100, 3]) dim(0) : tensor<3xf32> -> tensor<104xf32>
func.func @sum_i32(%x: tensor<3xf32>) -> tensor<104xf32> {
  %r = arith.constant dense<[1, 100, 3]> : tensor<3xi32>
  %y = rint.repeat_interleave %x repeats(%r : tensor<3xi32>) dim(0) : tensor<3xf32> -> tensor<104xf32>
  return %y : tensor<104xf32>
}

// CHECK-LABEL: @sum_ui32(
// CHECK: repeats([1, 100, 3]) dim(0) : tensor<3xf32> -> tensor<104xf32>
func.func @sum_ui32(%x: tensor<3xf32>) -> tensor<104xf32> {
  %r = arith.constant dense<[1, 100, 3]> : tensor<3xui32>
  %y = rint.repeat_interleave %x repeats(%r : tensor<3xui32>) dim(0) : tensor<3xf32> -> tensor<104xf32>
  return %y : tensor<104xf32>
}

// CHECK-LABEL: @sum_si32(
// CHECK: repeats([1, 100, 3]) dim(0) : tensor<3xf32> -> tensor<104xf32>
func.func @sum_si32(%x: tensor<3xf32>) -> tensor<104xf32> {
  %r = arith.constant dense<[1, 100, 3]> : tensor<3xsi32>
  %y = rint.repeat_interleave %x repeats(%r : tensor<3xsi32>) dim(0) : tensor<3xf32> -> tensor<104xf32>
  return %y : tensor<104xf32>
}

// CHECK-LABEL: @sum_i64(
// CHECK: repeats([1, 100, 3]) dim(0) : tensor<3xf32> -> tensor<104xf32>
func.func @sum_i64(%x: tensor<3xf32>) -> tensor<104xf32> {
  %r = arith.constant dense<[1, 100, 3]> : tensor<3xi64>
  %y = rint.repeat_interleave %x repeats(%r : tensor<3xi64>) dim(0) : tensor<3xf32> -> tensor<104xf32>
  return %y : tensor<104xf32>
}

// CHECK-LABEL: @sum_ui64(
// CHECK: repeats([1, 100, 3]) dim(0) : tensor<3xf32> -> tensor<104xf32>
func.func @sum_ui64(%x: tensor<3xf32>) -> tensor<104xf32> {
  %r = arith.constant dense<[1, 100, 3]> : tensor<3xui64>
  %y = rint.repeat_interleave %x repeats(%r : tensor<3xui64>) dim(0) : tensor<3xf32> -> tensor<104xf32>
  return %y : tensor<104xf32>
}

// CHECK-LABEL: @sum_si64(
// CHECK: repeats([1, 100, 3]) dim(0) : tensor<3xf32> -> tensor<104xf32>
func.func @sum_si64(%x: tensor<3xf32>) -> tensor<104xf32> {
  %r = arith.constant dense<[1, 100, 3]> : tensor<3xsi64>
  %y = rint.repeat_interleave %x repeats(%r : tensor<3xsi64>) dim(0) : tensor<3xf32> -> tensor<104xf32>
  return %y : tensor<104xf32>
}

// CHECK-LABEL: @sum_index(
// CHECK: repeats([1, 100, 3]) dim(0) : tensor<3xf32> -> tensor<104xf32>
func.func @sum_index(%x: tensor<3xf32>) -> tensor<104xf32> {
  %r = arith.constant dense<[1, 100, 3]> : tensor<3xindex>
  %y = rint.repeat_interleave %x repeats(%r : tensor<3xindex>) dim(0) : tensor<3xf32> -> tensor<104xf32>
  return %y : tensor<104xf32>
}

// CHECK-LABEL: @sum_i128(
// CHECK: repeats([1, 100, 3]) dim(0) : tensor<3xf32> -> tensor<104xf32>
func.func @sum_i128(%x: tensor<3xf32>) -> tensor<104xf32> {
  %r = arith.constant dense<[1, 100, 3]> : tensor<3xi128>
  %y = rint.repeat_interleave %x repeats(%r : tensor<3xi128>) dim(0) : tensor<3xf32> -> tensor<104xf32>
  return %y : tensor<104xf32>
}

// CHECK-LABEL: @sum_ui128(
// CHECK: repeats([1, 100, 3]) dim(0) : tensor<3xf32> -> tensor<104xf32>
func.func @sum_ui128(%x: tensor<3xf32>) -> tensor<104xf32> {
  %r = arith.constant dense<[1, 100, 3]> : tensor<3xui128>
  %y = rint.repeat_interleave %x repeats(%r : tensor<3xui128>) dim(0) : tensor<3xf32> -> tensor<104xf32>
  return %y : tensor<104xf32>
}

// Equal counts that are not written as a splat.
// CHECK-LABEL: @equal(
// CHECK: repeats(7) dim(0) : tensor<3xf32> -> tensor<21xf32>
func.func @equal(%x: tensor<3xf32>) -> tensor<21xf32> {
  %r = arith.constant dense<[7, 7, 7]> : tensor<3xi16>
  %y = rint.repeat_interleave %x repeats(%r : tensor<3xi16>) dim(0) : tensor<3xf32> -> tensor<21xf32>
  return %y : tensor<21xf32>
}

// -----

func.func @negative_i8(%x: tensor<3xf32>) -> tensor<?xf32> {
  %r = arith.constant dense<[1, -2, -3]> : tensor<3xi8>
  // expected-error@+1 {{expected repeats[1] to be non-negative, but got -2}}
  %y = rint.repeat_interleave %x repeats(%r : tensor<3xi8>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return %y : tensor<?xf32>
}

// -----

func.func @negative_si8(%x: tensor<3xf32>) -> tensor<?xf32> {
  %r = arith.constant dense<[1, -2, -3]> : tensor<3xsi8>
  // expected-error@+1 {{expected repeats[1] to be non-negative, but got -2}}
  %y = rint.repeat_interleave %x repeats(%r : tensor<3xsi8>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return %y : tensor<?xf32>
}

// -----

func.func @negative_i16(%x: tensor<3xf32>) -> tensor<?xf32> {
  %r = arith.constant dense<[1, -2, -3]> : tensor<3xi16>
  // expected-error@+1 {{expected repeats[1] to be non-negative, but got -2}}
  %y = rint.repeat_interleave %x repeats(%r : tensor<3xi16>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return %y : tensor<?xf32>
}

// -----

func.func @negative_i24(%x: tensor<3xf32>) -> tensor<?xf32> {
  %r = arith.constant dense<[1, -2, -3]> : tensor<3xi24>
  // expected-error@+1 {{expected repeats[1] to be non-negative, but got -2}}
  %y = rint.repeat_interleave %x repeats(%r : tensor<3xi24>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return %y : tensor<?xf32>
}

// -----

func.func @negative_i32(%x: tensor<3xf32>) -> tensor<?xf32> {
  %r = arith.constant dense<[1, -2, -3]> : tensor<3xi32>
  // expected-error@+1 {{expected repeats[1] to be non-negative, but got -2}}
  %y = rint.repeat_interleave %x repeats(%r : tensor<3xi32>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return %y : tensor<?xf32>
}

// -----

func.func @negative_si32(%x: tensor<3xf32>) -> tensor<?xf32> {
  %r = arith.constant dense<[1, -2, -3]> : tensor<3xsi32>
  // expected-error@+1 {{expected repeats[1] to be non-negative, but got -2}}
  %y = rint.repeat_interleave %x repeats(%r : tensor<3xsi32>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return %y : tensor<?xf32>
}

// -----

func.func @negative_i64(%x: tensor<3xf32>) -> tensor<?xf32> {
  %r = arith.constant dense<[1, -2, -3]> : tensor<3xi64>
  // expected-error@+1 {{expected repeats[1] to be non-negative, but got -2}}
  %y = rint.repeat_interleave %x repeats(%r : tensor<3xi64>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return %y : tensor<?xf32>
}

// -----

func.func @negative_si64(%x: tensor<3xf32>) -> tensor<?xf32> {
  %r = arith.constant dense<[1, -2, -3]> : tensor<3xsi64>
  // expected-error@+1 {{expected repeats[1] to be non-negative, but got -2}}
  %y = rint.repeat_interleave %x repeats(%r : tensor<3xsi64>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return %y : tensor<?xf32>
}

// -----

func.func @negative_index(%x: tensor<3xf32>) -> tensor<?xf32> {
  %r = arith.constant dense<[1, -2, -3]> : tensor<3xindex>
  // expected-error@+1 {{expected repeats[1] to be non-negative, but got -2}}
  %y = rint.repeat_interleave %x repeats(%r : tensor<3xindex>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return %y : tensor<?xf32>
}

// -----

func.func @negative_i128(%x: tensor<3xf32>) -> tensor<?xf32> {
  %r = arith.constant dense<[1, -2, -3]> : tensor<3xi128>
  // expected-error@+1 {{expected repeats[1] to be non-negative, but got -2}}
  %y = rint.repeat_interleave %x repeats(%r : tensor<3xi128>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return %y : tensor<?xf32>
}

// -----

func.func @large_ui64(%x: tensor<3xf32>) -> tensor<?xf32> {
  %r = arith.constant dense<[1, 9223372036854775808, 1]> : tensor<3xui64>
  // expected-error@+1 {{expected the sum of repeats to fit 63 bits, but got an overflow at repeats[1] = 9223372036854775808}}
  %y = rint.repeat_interleave %x repeats(%r : tensor<3xui64>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return %y : tensor<?xf32>
}

// -----

func.func @large_i128(%x: tensor<3xf32>) -> tensor<?xf32> {
  %r = arith.constant dense<[1, 9223372036854775808, 1]> : tensor<3xi128>
  // expected-error@+1 {{expected the sum of repeats to fit 63 bits, but got an overflow at repeats[1] = 9223372036854775808}}
  %y = rint.repeat_interleave %x repeats(%r : tensor<3xi128>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return %y : tensor<?xf32>
}

// -----

func.func @large_ui128(%x: tensor<3xf32>) -> tensor<?xf32> {
  %r = arith.constant dense<[1, 170141183460469231731687303715884105728, 1]> : tensor<3xui128>
  // expected-error@+1 {{expected the sum of repeats to fit 63 bits, but got an overflow at repeats[1] = 170141183460469231731687303715884105728}}
  %y = rint.repeat_interleave %x repeats(%r : tensor<3xui128>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return %y : tensor<?xf32>
}

// -----

func.func @sum_overflows_i64(%x: tensor<3xf32>) -> tensor<?xf32> {
  %r = arith.constant dense<[4611686018427387903, 4611686018427387904, 1]> : tensor<3xi64>
  // expected-error@+1 {{expected the sum of repeats to fit 63 bits, but got an overflow at repeats[2] = 1}}
  %y = rint.repeat_interleave %x repeats(%r : tensor<3xi64>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return %y : tensor<?xf32>
}

// -----

func.func @sum_overflows_ui64(%x: tensor<3xf32>) -> tensor<?xf32> {
  %r = arith.constant dense<[4611686018427387903, 4611686018427387904, 1]> : tensor<3xui64>
  // expected-error@+1 {{expected the sum of repeats to fit 63 bits, but got an overflow at repeats[2] = 1}}
  %y = rint.repeat_interleave %x repeats(%r : tensor<3xui64>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return %y : tensor<?xf32>
}

// -----

func.func @sum_overflows_index(%x: tensor<3xf32>) -> tensor<?xf32> {
  %r = arith.constant dense<[4611686018427387903, 4611686018427387904, 1]> : tensor<3xindex>
  // expected-error@+1 {{expected the sum of repeats to fit 63 bits, but got an overflow at repeats[2] = 1}}
  %y = rint.repeat_interleave %x repeats(%r : tensor<3xindex>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return %y : tensor<?xf32>
}
