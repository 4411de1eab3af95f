// Errors of what the syntax does not let one write, and of the ops below the
// tensor level.
//
// RUN: rint-opt %s --verify-diagnostics --split-input-file

//===----------------------------------------------------------------------===//
// Clauses in the generic form
//===----------------------------------------------------------------------===//

func.func @f(%x: tensor<3xf32>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected one clause of repeats or offsets, but got 0}}
  "rint.repeat_interleave"(%x) <{operandSegmentSizes = array<i32: 1, 0, 0, 0>}> : (tensor<3xf32>) -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>, %r: index) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected one clause of repeats or offsets, but got 2}}
  "rint.repeat_interleave"(%x, %r) <{static_repeats = 2 : i64, operandSegmentSizes = array<i32: 1, 1, 0, 0>}> : (tensor<3xf32>, index) -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>, %n: index) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected one output_size, but got two}}
  "rint.repeat_interleave"(%x, %n) <{static_repeats = 2 : i64, static_output_size = 6 : i64, operandSegmentSizes = array<i32: 1, 0, 0, 1>}> : (tensor<3xf32>, index) -> tensor<?xf32>
  return
}

// -----

func.func @f(%r: tensor<2xi64>, %o: tensor<3xindex>) {
  // expected-error@+1 {{'rint.repeat_indices' op expected one clause of repeats or offsets, but got 2}}
  "rint.repeat_indices"(%r, %o) <{operandSegmentSizes = array<i32: 1, 1, 0>}> : (tensor<2xi64>, tensor<3xindex>) -> tensor<?xi64>
  return
}

// -----

func.func @f() {
  // expected-error@+1 {{'rint.offsets' op expected one clause of repeats or offsets, but got 0}}
  "rint.offsets"() <{operandSegmentSizes = array<i32: 0, 0>}> : () -> tensor<?xindex>
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error@+1 {{'rint.repeat' op expected counts to have 1 values, but got 0}}
  "rint.repeat"(%x) <{static_counts = array<i64: -9223372036854775808>}> : (tensor<3xf32>) -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error@+1 {{'rint.repeat_interleave' op attribute 'static_repeats' failed to satisfy constraint: one count or a list of counts}}
  "rint.repeat_interleave"(%x) <{static_repeats = 2 : i32, operandSegmentSizes = array<i32: 1, 0, 0, 0>}> : (tensor<3xf32>) -> tensor<?xf32>
  return
}

// -----

// Inputs are ranked tensors of numbers.
func.func @f(%x: tensor<3x!llvm.ptr>) {
  // expected-error@+1 {{'rint.repeat_interleave' op operand #0 must be ranked tensor of integer, index, floating-point or complex values, but got 'tensor<3x!llvm.ptr>'}}
  rint.repeat_interleave %x repeats(2) : tensor<3x!llvm.ptr> -> tensor<6x!llvm.ptr>
  return
}

// -----

//===----------------------------------------------------------------------===//
// Destination-passing ops and checks
//===----------------------------------------------------------------------===//

func.func @f(%x: tensor<?xi64>, %o: memref<?xindex>) {
  // expected-error@+1 {{'rint.scan_repeats' op expected all operands to be tensors or all to be memrefs, but got 'tensor<?xi64>' and 'memref<?xindex>'}}
  rint.scan_repeats ins(%x : tensor<?xi64>) outs(%o : memref<?xindex>)
  return
}

// -----

func.func @f(%x: tensor<?xi64>, %o: tensor<?xindex>) {
  // expected-error@+1 {{'rint.scan_repeats' op expected 1 results, but got 0}}
  rint.scan_repeats ins(%x : tensor<?xi64>) outs(%o : tensor<?xindex>)
  return
}

// -----

func.func @f(%o: memref<?xindex>, %i: memref<?xi8>) {
  // expected-error@+1 {{'rint.expand_indices' op expected 0 results, but got 1}}
  rint.expand_indices ins(%o : memref<?xindex>) outs(%i : memref<?xi8>) -> tensor<?xi8>
  return
}

// -----

func.func @f(%x: tensor<?xi64>, %o: tensor<?xindex>) {
  // expected-error@+1 {{'rint.scan_repeats' op expected the type of the result to be 'tensor<?xindex>', but got 'tensor<4xindex>'}}
  rint.scan_repeats ins(%x : tensor<?xi64>) outs(%o : tensor<?xindex>) -> tensor<4xindex>
  return
}

// -----

func.func @f(%x: memref<?xf32>, %o: memref<?xindex>, %y: memref<?xf64>) {
  // expected-error@+1 {{'rint.expand_runs' op expected source and init to have one element type and one rank above 0, but got 'memref<?xf32>' and 'memref<?xf64>'}}
  rint.expand_runs ins(%x, %o : memref<?xf32>, memref<?xindex>) outs(%y : memref<?xf64>) dim(0)
  return
}

// -----

func.func @f(%x: memref<?xf32>, %o: memref<?xindex>, %y: memref<?x1xf32>) {
  // expected-error@+1 {{'rint.expand_runs' op expected source and init to have one element type and one rank above 0, but got 'memref<?xf32>' and 'memref<?x1xf32>'}}
  rint.expand_runs ins(%x, %o : memref<?xf32>, memref<?xindex>) outs(%y : memref<?x1xf32>) dim(0)
  return
}

// -----

func.func @f(%x: memref<?xf32>, %o: memref<?xindex>) {
  // expected-error@+1 {{'rint.expand_runs' op expected source and init to have one element type and one rank above 1, but got 'memref<?xf32>' and 'memref<?xf32>'}}
  rint.expand_runs ins(%x, %o : memref<?xf32>, memref<?xindex>) outs(%x : memref<?xf32>) dim(1)
  return
}

// -----

func.func @f(%x: memref<?xf32>, %o: memref<?xindex>) {
  // expected-error@+1 {{'rint.expand_runs' op attribute 'dim' failed to satisfy constraint: 64-bit signless integer attribute whose value is non-negative}}
  rint.expand_runs ins(%x, %o : memref<?xf32>, memref<?xindex>) outs(%x : memref<?xf32>) dim(-1)
  return
}

// -----

func.func @f(%x: memref<4x4xf32, strided<[8, 1]>>) {
  // expected-error@+1 {{'rint.flat_view' op expected source to be contiguous, but got 'memref<4x4xf32, strided<[8, 1]>>'}}
  rint.flat_view %x : memref<4x4xf32, strided<[8, 1]>> to memref<?xi32>
  return
}

// -----

func.func @f(%x: memref<4xf16>) {
  // expected-error@+1 {{'rint.flat_view' op expected the size of an element to be a multiple of 4, but got 2}}
  rint.flat_view %x : memref<4xf16> to memref<?xi32>
  return
}
