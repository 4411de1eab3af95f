// The full text of the errors of rules C9 to C11 of docs/specification.md.
//
// RUN: rint-opt %s --verify-diagnostics --split-input-file

//===----------------------------------------------------------------------===//
// C9: offsets
//===----------------------------------------------------------------------===//

func.func @f(%x: tensor<3xf32>, %o: tensor<4xi64>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected offsets to be a 1-D tensor of index, but got 'tensor<4xi64>'}}
  rint.repeat_interleave %x offsets(%o : tensor<4xi64>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>, %o: tensor<2x2xindex>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected offsets to be a 1-D tensor of index, but got 'tensor<2x2xindex>'}}
  rint.repeat_interleave %x offsets(%o : tensor<2x2xindex>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>, %o: tensor<*xindex>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected offsets to be a 1-D tensor of index, but got 'tensor<*xindex>'}}
  rint.repeat_interleave %x offsets(%o : tensor<*xindex>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>, %o: memref<4xindex>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected offsets to be a 1-D tensor of index, but got 'memref<4xindex>'}}
  rint.repeat_interleave %x offsets(%o : memref<4xindex>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>, %o: index) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected offsets to be a 1-D tensor of index, but got 'index'}}
  rint.repeat_interleave %x offsets(%o : index) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>, %o: tensor<3xindex>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected offsets to have 4 entries, one more than there are slices, but got 3}}
  rint.repeat_interleave %x offsets(%o : tensor<3xindex>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<2x3xf32>, %o: tensor<3xindex>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected offsets to have 7 entries, one more than there are slices, but got 3}}
  rint.repeat_interleave %x offsets(%o : tensor<3xindex>) : tensor<2x3xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<?xf32>, %o: tensor<0xindex>) {
  // expected-error@+1 {{'rint.repeat_interleave' op expected offsets to have at least one entry, but got 0}}
  rint.repeat_interleave %x offsets(%o : tensor<0xindex>) dim(0) : tensor<?xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%o: tensor<0xindex>) {
  // expected-error@+1 {{'rint.repeat_indices' op expected offsets to have at least one entry, but got 0}}
  rint.repeat_indices offsets(%o : tensor<0xindex>) : tensor<?xi64>
  return
}

// -----

func.func @f(%o: tensor<3xi32>) {
  // expected-error@+1 {{'rint.repeat_indices' op expected offsets to be a 1-D tensor of index, but got 'tensor<3xi32>'}}
  rint.repeat_indices offsets(%o : tensor<3xi32>) : tensor<?xi64>
  return
}

// -----

func.func @f(%x: tensor<2xf32>) {
  %o = arith.constant dense<[1, 2, 3]> : tensor<3xindex>
  // expected-error@+1 {{'rint.repeat_interleave' op expected offsets[0] to be 0, but got 1}}
  rint.repeat_interleave %x offsets(%o : tensor<3xindex>) dim(0) : tensor<2xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  %o = arith.constant dense<[0, 3, 2, 5]> : tensor<4xindex>
  // expected-error@+1 {{'rint.repeat_interleave' op expected offsets[2] to be at least 3, the entry before it, but got 2}}
  rint.repeat_interleave %x offsets(%o : tensor<4xindex>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

// A negative entry falls below the one before it.
func.func @f() {
  %o = arith.constant dense<[0, -1]> : tensor<2xindex>
  // expected-error@+1 {{'rint.repeat_indices' op expected offsets[1] to be at least 0, the entry before it, but got -1}}
  rint.repeat_indices offsets(%o : tensor<2xindex>) : tensor<?xi64>
  return
}

// -----

// The total of constant offsets is known.
func.func @f(%x: tensor<2xf32>) {
  %o = arith.constant dense<[0, 2, 3]> : tensor<3xindex>
  // expected-error@+1 {{'rint.repeat_interleave' op expected dimension 0 of the result to be 3, but got 4}}
  rint.repeat_interleave %x offsets(%o : tensor<3xindex>) dim(0) : tensor<2xf32> -> tensor<4xf32>
  return
}

// -----

//===----------------------------------------------------------------------===//
// C10: the number of counts
//===----------------------------------------------------------------------===//

func.func @f(%x: tensor<2x3xf32>) {
  // expected-error@+1 {{'rint.repeat' op expected counts to have at least 2 entries, one for each dimension of the input, but got 1}}
  rint.repeat %x counts(2) : tensor<2x3xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error@+1 {{'rint.repeat' op expected counts to have at least 1 entries, one for each dimension of the input, but got 0}}
  rint.repeat %x counts() : tensor<3xf32> -> tensor<3xf32>
  return
}

// -----

//===----------------------------------------------------------------------===//
// C11: the element type of indices
//===----------------------------------------------------------------------===//

func.func @f(%r: tensor<3xi64>) {
  // expected-error@+1 {{'rint.repeat_indices' op expected the element type of the result to be an integer or index, but got 'f32'}}
  rint.repeat_indices repeats(%r : tensor<3xi64>) : tensor<?xf32>
  return
}

// -----

func.func @f(%r: tensor<3xi64>) {
  // expected-error@+1 {{'rint.repeat_indices' op expected the element type of the result to be an integer or index, but got 'complex<i8>'}}
  rint.repeat_indices repeats(%r : tensor<3xi64>) : tensor<?xcomplex<i8>>
  return
}

// -----

// Signless is signed: i2 ends at 1.
func.func @f() {
  rint.repeat_indices repeats([1, 1]) : tensor<2xi2>
  // expected-error@+1 {{'rint.repeat_indices' op expected the element type of the result to hold 2, the largest index, but got 'i2'}}
  rint.repeat_indices repeats([1, 1, 1]) : tensor<3xi2>
  return
}

// -----

// i1 is 0 or 1, as it is where it counts.
func.func @f() {
  rint.repeat_indices repeats([1, 1]) : tensor<2xi1>
  // expected-error@+1 {{'rint.repeat_indices' op expected the element type of the result to hold 2, the largest index, but got 'i1'}}
  rint.repeat_indices repeats([0, 0, 0]) : tensor<0xi1>
  return
}

// -----

func.func @f(%r: tensor<256xi64>, %s: tensor<257xi64>) {
  rint.repeat_indices repeats(%r : tensor<256xi64>) : tensor<?xui8>
  // expected-error@+1 {{'rint.repeat_indices' op expected the element type of the result to hold 256, the largest index, but got 'ui8'}}
  rint.repeat_indices repeats(%s : tensor<257xi64>) : tensor<?xui8>
  return
}

// -----

func.func @f(%o: tensor<130xindex>) {
  // expected-error@+1 {{'rint.repeat_indices' op expected the element type of the result to hold 128, the largest index, but got 'si8'}}
  rint.repeat_indices offsets(%o : tensor<130xindex>) : tensor<?xsi8>
  return
}
