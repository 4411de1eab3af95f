// The rules of rint.segment_reduce that types, literals and constants decide, in
// their order, and the verifier of rint.reduce_segments.
//
// RUN: rint-opt %s --verify-diagnostics --split-input-file

// C1
func.func @f(%x: tensor<3xf32>, %r: tensor<1x1xi64>) {
  // expected-error@+1 {{'rint.segment_reduce' op expected repeats to be a scalar, a 0-D tensor or a 1-D tensor, but got rank 2}}
  rint.segment_reduce sum %x repeats(%r : tensor<1x1xi64>) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

// C2
func.func @f(%x: tensor<3xf32>) {
  // expected-error@+1 {{'rint.segment_reduce' op expected dim to be at least -1 and less than 1, but got -2}}
  rint.segment_reduce sum %x repeats(3) dim(-2) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<f32>) {
  // expected-error@+1 {{'rint.segment_reduce' op expected no dim for an input of rank 0, but got 0}}
  rint.segment_reduce sum %x repeats(1) dim(0) : tensor<f32> -> tensor<?xf32>
  return
}

// -----

// C4
func.func @f(%x: tensor<3xf32>, %r: tensor<3xf32>) {
  // expected-error@+1 {{'rint.segment_reduce' op expected the element type of repeats to be an integer or index, but got 'f32'}}
  rint.segment_reduce sum %x repeats(%r : tensor<3xf32>) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

// C5
func.func @f(%x: tensor<3xf32>) {
  // expected-error@+1 {{'rint.segment_reduce' op expected repeats to be non-negative, but got -1}}
  rint.segment_reduce sum %x repeats(-1) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error@+1 {{'rint.segment_reduce' op expected repeats[1] to be non-negative, but got -1}}
  rint.segment_reduce sum %x repeats([4, -1]) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

// C6
func.func @f(%x: tensor<3xf32>) {
  // expected-error@+1 {{'rint.segment_reduce' op expected the sum of repeats to fit 63 bits, but got an overflow at repeats[1] = 1}}
  rint.segment_reduce sum %x repeats([9223372036854775807, 1]) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<0x4611686018427387904xf32>) {
  // expected-error@+1 {{'rint.segment_reduce' op expected the byte size of the result to fit 63 bits, but got an overflow for the shape [1, 4611686018427387904]}}
  rint.segment_reduce sum %x repeats([0]) dim(0) : tensor<0x4611686018427387904xf32> -> tensor<?x?xf32>
  return
}

// -----

// C8
func.func @f(%x: tensor<6xf32>) {
  // expected-error@+1 {{'rint.segment_reduce' op expected the element type of the result to be 'f32', but got 'f64'}}
  rint.segment_reduce sum %x repeats(2) : tensor<6xf32> -> tensor<3xf64>
  return
}

// -----

func.func @f(%x: tensor<2x3xf32>) {
  // expected-error@+1 {{'rint.segment_reduce' op expected the result to have rank 1, but got 2}}
  rint.segment_reduce sum %x repeats(2) : tensor<2x3xf32> -> tensor<3x1xf32>
  return
}

// -----

func.func @f(%x: tensor<6xf32>) {
  // expected-error@+1 {{'rint.segment_reduce' op expected dimension 0 of the result to be 3, but got 2}}
  rint.segment_reduce sum %x repeats(2) : tensor<6xf32> -> tensor<2xf32>
  return
}

// -----

func.func @f(%x: tensor<?x5xf32>, %r: tensor<4xi8>) {
  // expected-error@+1 {{'rint.segment_reduce' op expected dimension 0 of the result to be 4, but got 3}}
  rint.segment_reduce sum %x repeats(%r : tensor<4xi8>) dim(0) : tensor<?x5xf32> -> tensor<3x5xf32>
  return
}

// -----

// A vector of one count is one segment.
func.func @f(%x: tensor<6xf32>, %r: tensor<1xi64>) {
  // expected-error@+1 {{'rint.segment_reduce' op expected dimension 0 of the result to be 1, but got 3}}
  rint.segment_reduce sum %x repeats(%r : tensor<1xi64>) dim(0) : tensor<6xf32> -> tensor<3xf32>
  return
}

// -----

// C9
func.func @f(%x: tensor<3xf32>, %o: tensor<0xindex>) {
  // expected-error@+1 {{'rint.segment_reduce' op expected offsets to have at least one entry, but got 0}}
  rint.segment_reduce sum %x offsets(%o : tensor<0xindex>) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>, %o: tensor<3xi64>) {
  // expected-error@+1 {{'rint.segment_reduce' op expected offsets to be a 1-D tensor of index, but got 'tensor<3xi64>'}}
  rint.segment_reduce sum %x offsets(%o : tensor<3xi64>) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  %o = arith.constant dense<[0, 2, 1, 3]> : tensor<4xindex>
  // expected-error@+1 {{'rint.segment_reduce' op expected offsets[2] to be at least 2, the entry before it, but got 1}}
  rint.segment_reduce sum %x offsets(%o : tensor<4xindex>) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

// C12: the types
func.func @f(%x: tensor<6xi32>) {
  // expected-error@+1 {{'rint.segment_reduce' op expected the element type of segments to be a float or a complex of floats for mean, but got 'i32'}}
  rint.segment_reduce mean %x repeats(2) : tensor<6xi32> -> tensor<3xi32>
  return
}

// -----

func.func @f(%x: tensor<6xcomplex<f32>>) {
  // expected-error@+1 {{'rint.segment_reduce' op expected the element type of segments to be an integer, index or a float for max, but got 'complex<f32>'}}
  rint.segment_reduce max %x repeats(2) : tensor<6xcomplex<f32>> -> tensor<?xcomplex<f32>>
  return
}

// -----

func.func @f(%x: tensor<6xcomplex<i16>>) {
  // expected-error@+1 {{'rint.segment_reduce' op expected the element type of segments to be an integer, index, a float or a complex of floats for sum, but got 'complex<i16>'}}
  rint.segment_reduce sum %x repeats(2) : tensor<6xcomplex<i16>> -> tensor<?xcomplex<i16>>
  return
}

// -----

// C12: the total
func.func @f(%x: tensor<6x4xf32>) {
  // expected-error@+1 {{'rint.segment_reduce' op expected the segments to have 6 slices, those of the source, but got 7}}
  rint.segment_reduce sum %x repeats([3, 0, 4]) dim(0) : tensor<6x4xf32> -> tensor<?x4xf32>
  return
}

// -----

func.func @f(%x: tensor<6x4xf32>) {
  // expected-error@+1 {{'rint.segment_reduce' op expected the segments to have 24 slices, those of the source, but got 6}}
  rint.segment_reduce sum %x repeats([6]) : tensor<6x4xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<6xf32>) {
  %o = arith.constant dense<[0, 2, 5]> : tensor<3xindex>
  // expected-error@+1 {{'rint.segment_reduce' op expected the segments to have 6 slices, those of the source, but got 5}}
  rint.segment_reduce sum %x offsets(%o : tensor<3xindex>) dim(0) : tensor<6xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<6xf32>) {
  // expected-error@+1 {{'rint.segment_reduce' op expected segments of 4 slices to divide those of the source, but got 6}}
  rint.segment_reduce sum %x repeats(4) : tensor<6xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<6xf32>) {
  // expected-error@+1 {{'rint.segment_reduce' op expected segments of 0 slices to divide those of the source, but got 6}}
  rint.segment_reduce sum %x repeats(0) : tensor<6xf32> -> tensor<?xf32>
  return
}

// -----

// In a branch the run decides.
func.func @f(%x: tensor<6xf32>, %c: i1) {
  %r = arith.constant 4 : index
  scf.if %c {
    %0 = rint.segment_reduce sum %x repeats(%r : index) : tensor<6xf32> -> tensor<?xf32>
  }
  return
}

// -----

// Several rules: the lowest number.
func.func @f(%x: tensor<6xi32>) {
  // expected-error@+1 {{'rint.segment_reduce' op expected repeats[0] to be non-negative, but got -1}}
  rint.segment_reduce mean %x repeats([-1, 4]) : tensor<6xi32> -> tensor<7xi32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>, %r: index) {
  // expected-error@+1 {{'rint.segment_reduce' op expected one clause of repeats or offsets, but got 2}}
  "rint.segment_reduce"(%x, %r) <{kind = 0 : i32, static_repeats = 2 : i64, operandSegmentSizes = array<i32: 1, 1, 0>}> : (tensor<3xf32>, index) -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: tensor<3xf32>) {
  // expected-error@+1 {{expected string or keyword containing one of the following enum values for attribute 'kind' [sum, mean, max, min, prod]}}
  rint.segment_reduce median %x repeats(1) : tensor<3xf32> -> tensor<?xf32>
  return
}

// -----

func.func @f(%x: memref<?xf32>, %y: memref<?xf32>) {
  // expected-error@+1 {{'rint.reduce_segments' op expected offsets or a count, but got neither}}
  rint.reduce_segments sum ins(%x : memref<?xf32>) outs(%y : memref<?xf32>) dim(0)
  return
}

// -----

func.func @f(%x: memref<?xf32>, %o: memref<?xindex>, %n: index, %y: memref<?xf32>) {
  // expected-error@+1 {{'rint.reduce_segments' op expected offsets or a count, but got both}}
  rint.reduce_segments sum ins(%x : memref<?xf32>) offsets(%o : memref<?xindex>) count(%n) outs(%y : memref<?xf32>) dim(0)
  return
}

// -----

func.func @f(%x: memref<?xf32>, %o: memref<?xindex>, %r: memref<?xi64>, %y: memref<?xf32>) {
  // expected-error@+1 {{'rint.reduce_segments' op expected repeats and a block, or neither, but got only repeats}}
  rint.reduce_segments sum ins(%x : memref<?xf32>) offsets(%o : memref<?xindex>) repeats(%r : memref<?xi64>) outs(%y : memref<?xf32>) dim(0)
  return
}

// -----

func.func @f(%x: memref<?xf32>, %n: index, %y: memref<?xf64>) {
  // expected-error@+1 {{'rint.reduce_segments' op expected source and init to have one element type and one rank above 0, but got 'memref<?xf32>' and 'memref<?xf64>'}}
  rint.reduce_segments sum ins(%x : memref<?xf32>) count(%n) outs(%y : memref<?xf64>) dim(0)
  return
}

// -----

func.func @f(%x: tensor<?xi32>, %n: index, %y: tensor<?xi32>) {
  // expected-error@+1 {{'rint.reduce_segments' op expected the element type of segments to be a float or a complex of floats for mean, but got 'i32'}}
  %0 = rint.reduce_segments mean ins(%x : tensor<?xi32>) count(%n) outs(%y : tensor<?xi32>) dim(0) -> tensor<?xi32>
  return
}
