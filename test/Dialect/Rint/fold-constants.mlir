// Constant inputs fold to constants: every kind of element, with limits on the
// size.
//
// RUN: rint-opt %s --canonicalize | FileCheck %s

// CHECK-LABEL: @rows(
// CHECK-DAG: dense<{{\[\[}}1, 2], [3, 4], [3, 4]]> : tensor<3x2xi32>
// CHECK-DAG: dense<{{\[\[}}1, 1, 2, 2], [3, 3, 4, 4]]> : tensor<2x4xi32>
// CHECK-DAG: dense<[1, 1, 2, 2, 3, 3, 4, 4]> : tensor<8xi32>
// CHECK-DAG: dense<[1, 3, 3, 3, 4]> : tensor<5xi32>
// CHECK-NOT: rint
func.func @rows() -> (tensor<3x2xi32>, tensor<2x4xi32>, tensor<8xi32>, tensor<5xi32>) {
  %x = arith.constant dense<[[1, 2], [3, 4]]> : tensor<2x2xi32>
  %0 = rint.repeat_interleave %x repeats([1, 2]) dim(0) : tensor<2x2xi32> -> tensor<3x2xi32>
  %1 = rint.repeat_interleave %x repeats(2) dim(-1) : tensor<2x2xi32> -> tensor<2x4xi32>
  %2 = rint.repeat_interleave %x repeats(2) : tensor<2x2xi32> -> tensor<8xi32>
  %3 = rint.repeat_interleave %x repeats([1, 0, 3, 1]) : tensor<2x2xi32> -> tensor<5xi32>
  return %0, %1, %2, %3 : tensor<3x2xi32>, tensor<2x4xi32>, tensor<8xi32>, tensor<5xi32>
}

// The middle one of three dimensions.
// CHECK-LABEL: @blocks(
// CHECK: dense<{{\[\[\[}}1, 2], [1, 2], [3, 4], [3, 4]], {{\[\[}}5, 6], [5, 6], [7, 8], [7, 8]]]> : tensor<2x4x2xi8>
func.func @blocks() -> tensor<2x4x2xi8> {
  %x = arith.constant dense<[[[1, 2], [3, 4]], [[5, 6], [7, 8]]]> : tensor<2x2x2xi8>
  %0 = rint.repeat_interleave %x repeats(2) dim(1) : tensor<2x2x2xi8> -> tensor<2x4x2xi8>
  return %0 : tensor<2x4x2xi8>
}

// Elements are moved, whatever they are: also NaN and -0.
// CHECK-LABEL: @elements(
// CHECK-DAG: dense<[true, true, false, false]> : tensor<4xi1>
// CHECK-DAG: dense<[1, 1, 200, 200]> : tensor<4xui8>
// CHECK-DAG: dense<[-1, -1, 3, 3]> : tensor<4xsi4>
// CHECK-DAG: dense<[0x7FC00001, 0x7FC00001, -0.000000e+00, -0.000000e+00]> : tensor<4xf32>
// CHECK-DAG: dense<[1.000000e+00, 1.000000e+00, -2.000000e+00, -2.000000e+00]> : tensor<4xf8E4M3FN>
// CHECK-DAG: dense<[1.500000e+00, 1.500000e+00, 3.000000e+00, 3.000000e+00]> : tensor<4xbf16>
// CHECK-DAG: dense<[(1.000000e+00,2.000000e+00), (1.000000e+00,2.000000e+00), (3.000000e+00,4.000000e+00), (3.000000e+00,4.000000e+00)]> : tensor<4xcomplex<f32>>
// CHECK-DAG: dense<[(1,2), (1,2), (3,4), (3,4)]> : tensor<4xcomplex<i8>>
// CHECK-DAG: dense<[1267650600228229401496703205376, 1267650600228229401496703205376, 1, 1]> : tensor<4xi128>
// CHECK-NOT: rint
func.func @elements() -> (tensor<4xi1>, tensor<4xui8>, tensor<4xsi4>, tensor<4xf32>, tensor<4xf8E4M3FN>, tensor<4xbf16>, tensor<4xcomplex<f32>>, tensor<4xcomplex<i8>>, tensor<4xi128>) {
  %b = arith.constant dense<[true, false]> : tensor<2xi1>
  %u = arith.constant dense<[1, 200]> : tensor<2xui8>
  %s = arith.constant dense<[-1, 3]> : tensor<2xsi4>
  %f = arith.constant dense<[0x7FC00001, -0.0]> : tensor<2xf32>
  %e = arith.constant dense<[1.0, -2.0]> : tensor<2xf8E4M3FN>
  %h = arith.constant dense<[1.5, 3.0]> : tensor<2xbf16>
  %c = arith.constant dense<[(1.0, 2.0), (3.0, 4.0)]> : tensor<2xcomplex<f32>>
  %ci = arith.constant dense<[(1, 2), (3, 4)]> : tensor<2xcomplex<i8>>
  %w = arith.constant dense<[1267650600228229401496703205376, 1]> : tensor<2xi128>
  %0 = rint.repeat_interleave %b repeats(2) : tensor<2xi1> -> tensor<4xi1>
  %1 = rint.repeat_interleave %u repeats(2) : tensor<2xui8> -> tensor<4xui8>
  %2 = rint.repeat_interleave %s repeats(2) : tensor<2xsi4> -> tensor<4xsi4>
  %3 = rint.repeat_interleave %f repeats(2) : tensor<2xf32> -> tensor<4xf32>
  %4 = rint.repeat_interleave %e repeats(2) : tensor<2xf8E4M3FN> -> tensor<4xf8E4M3FN>
  %5 = rint.repeat_interleave %h repeats(2) : tensor<2xbf16> -> tensor<4xbf16>
  %6 = rint.repeat_interleave %c repeats(2) : tensor<2xcomplex<f32>> -> tensor<4xcomplex<f32>>
  %7 = rint.repeat_interleave %ci repeats(2) : tensor<2xcomplex<i8>> -> tensor<4xcomplex<i8>>
  %8 = rint.repeat_interleave %w repeats(2) : tensor<2xi128> -> tensor<4xi128>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8 : tensor<4xi1>, tensor<4xui8>, tensor<4xsi4>, tensor<4xf32>, tensor<4xf8E4M3FN>, tensor<4xbf16>, tensor<4xcomplex<f32>>, tensor<4xcomplex<i8>>, tensor<4xi128>
}

// 4096 elements are written out, 4097 are not.
// CHECK-LABEL: @limit(
// CHECK-NOT: rint
// CHECK: arith.constant dense<[1, 2]> : tensor<2xi8>
// CHECK-NOT: rint
// CHECK: rint.repeat_interleave %{{.*}} repeats([2048, 2049])
// CHECK-NOT: rint
func.func @limit() -> (tensor<4096xi8>, tensor<4097xi8>) {
  %x = arith.constant dense<[1, 2]> : tensor<2xi8>
  %0 = rint.repeat_interleave %x repeats(2048) : tensor<2xi8> -> tensor<4096xi8>
  %1 = rint.repeat_interleave %x repeats([2048, 2049]) : tensor<2xi8> -> tensor<4097xi8>
  return %0, %1 : tensor<4096xi8>, tensor<4097xi8>
}

// Splats stay splats, up to 64 MiB: whether memory holds more is for the run to
// say.
// CHECK-LABEL: @splats(
// CHECK-SAME: %[[F:.*]]: f32)
// CHECK-DAG: %[[A:.*]] = arith.constant dense<7> : tensor<1000000xi32>
// CHECK-DAG: %[[B:.*]] = arith.constant dense<(1.000000e+00,2.000000e+00)> : tensor<4xcomplex<f32>>
// CHECK-DAG: %[[C:.*]] = tensor.splat %[[F]] : tensor<9x2xf32>
// CHECK: %[[D:.*]] = rint.repeat_interleave %{{.*}} repeats(16777217) {{.*}} -> tensor<16777217xf32>
// CHECK: %[[E:.*]] = rint.repeat_interleave %{{.*}} repeats(16777217) {{.*}} -> tensor<16777217xf32>
// CHECK: return %[[A]], %[[B]], %[[C]], %[[D]], %[[E]]
func.func @splats(%f: f32) -> (tensor<1000000xi32>, tensor<4xcomplex<f32>>, tensor<9x2xf32>, tensor<16777217xf32>, tensor<16777217xf32>) {
  %i = arith.constant dense<7> : tensor<10xi32>
  %c = arith.constant dense<(1.0, 2.0)> : tensor<2xcomplex<f32>>
  %s = tensor.splat %f : tensor<3x2xf32>
  %k = arith.constant dense<1.0> : tensor<1xf32>
  %l = tensor.splat %f : tensor<1xf32>
  %0 = rint.repeat_interleave %i repeats(100000) : tensor<10xi32> -> tensor<1000000xi32>
  %1 = rint.repeat_interleave %c repeats(2) : tensor<2xcomplex<f32>> -> tensor<4xcomplex<f32>>
  %2 = rint.repeat_interleave %s repeats([1, 3, 5]) dim(0) : tensor<3x2xf32> -> tensor<9x2xf32>
  %3 = rint.repeat_interleave %k repeats(16777217) : tensor<1xf32> -> tensor<16777217xf32>
  %4 = rint.repeat_interleave %l repeats(16777217) : tensor<1xf32> -> tensor<16777217xf32>
  return %0, %1, %2, %3, %4 : tensor<1000000xi32>, tensor<4xcomplex<f32>>, tensor<9x2xf32>, tensor<16777217xf32>, tensor<16777217xf32>
}

// A splat of unknown size takes three counts only if it has three elements.
// CHECK-LABEL: @splat_of_unknown_size(
// CHECK: rint.repeat_interleave %{{.*}} repeats([1, 2, 3]) dim(0) : tensor<?xf32> -> tensor<6xf32>
func.func @splat_of_unknown_size(%f: f32, %n: index) -> tensor<6xf32> {
  %s = tensor.splat %f[%n] : tensor<?xf32>
  %0 = rint.repeat_interleave %s repeats([1, 2, 3]) dim(0) : tensor<?xf32> -> tensor<6xf32>
  return %0 : tensor<6xf32>
}

// CHECK-LABEL: @offsets(
// CHECK-DAG: dense<[0, 1, 4, 4, 6]> : tensor<5xindex>
// CHECK-DAG: dense<0> : tensor<1xindex>
// CHECK-DAG: dense<[0, 2, 4, 6]> : tensor<4xindex>
// CHECK-NOT: rint
func.func @offsets() -> (tensor<5xindex>, tensor<1xindex>, tensor<4xindex>) {
  %three = arith.constant 3 : index
  %0 = rint.offsets repeats([1, 3, 0, 2]) : tensor<5xindex>
  %1 = rint.offsets repeats([]) : tensor<1xindex>
  %2 = rint.offsets repeats([2]) size(%three) : tensor<4xindex>
  return %0, %1, %2 : tensor<5xindex>, tensor<1xindex>, tensor<4xindex>
}

// A size that contradicts the list, or that makes the sum overflow, is left to
// the run.
// CHECK-LABEL: @offsets_unless(
// CHECK-SAME: %[[C:.*]]: i1
// CHECK: scf.if
// CHECK: rint.offsets repeats([1, 2, 3]) size(%{{.*}}) : tensor<6xindex>
// CHECK: rint.offsets repeats([4611686018427387904]) size(%{{.*}}) : tensor<6xindex>
func.func @offsets_unless(%c: i1, %d: tensor<6xindex>) -> (tensor<6xindex>, tensor<6xindex>) {
  %five = arith.constant 5 : index
  %r:2 = scf.if %c -> (tensor<6xindex>, tensor<6xindex>) {
    %0 = rint.offsets repeats([1, 2, 3]) size(%five) : tensor<6xindex>
    %1 = rint.offsets repeats([4611686018427387904]) size(%five) : tensor<6xindex>
    scf.yield %0, %1 : tensor<6xindex>, tensor<6xindex>
  } else {
    scf.yield %d, %d : tensor<6xindex>, tensor<6xindex>
  }
  return %r#0, %r#1 : tensor<6xindex>, tensor<6xindex>
}

// CHECK-LABEL: @repeat_indices(
// CHECK-DAG: dense<[1, 2, 2, 3, 3, 3]> : tensor<6xi64>
// CHECK-DAG: dense<[0, 0, 2]> : tensor<3xindex>
// CHECK-DAG: dense<[false, true]> : tensor<2xi1>
// CHECK-DAG: dense<> : tensor<0xi8>
// CHECK-DAG: rint.repeat_indices repeats([1, 2]) : tensor<3xui8>
// CHECK-NOT: rint.repeat_indices
func.func @repeat_indices() -> (tensor<6xi64>, tensor<3xindex>, tensor<2xi1>, tensor<0xi8>, tensor<3xui8>) {
  %0 = rint.repeat_indices repeats([0, 1, 2, 3]) : tensor<6xi64>
  %1 = rint.repeat_indices repeats([2, 0, 1]) : tensor<3xindex>
  %2 = rint.repeat_indices repeats([1, 1]) : tensor<2xi1>
  %3 = rint.repeat_indices repeats([0, 0]) : tensor<0xi8>
  // Signless constants are the only ones that arith makes.
  %4 = rint.repeat_indices repeats([1, 2]) : tensor<3xui8>
  return %0, %1, %2, %3, %4 : tensor<6xi64>, tensor<3xindex>, tensor<2xi1>, tensor<0xi8>, tensor<3xui8>
}

// CHECK-LABEL: @repeat(
// CHECK-DAG: dense<{{\[\[}}1, 2, 1, 2, 1, 2], [3, 4, 3, 4, 3, 4], [1, 2, 1, 2, 1, 2], [3, 4, 3, 4, 3, 4]]> : tensor<4x6xi32>
// CHECK-DAG: dense<{{\[\[\[}}1, 2], [3, 4]], {{\[\[}}1, 2], [3, 4]]]> : tensor<2x2x2xi32>
// CHECK-DAG: dense<5> : tensor<3xi8>
// CHECK-NOT: rint
func.func @repeat() -> (tensor<4x6xi32>, tensor<2x2x2xi32>, tensor<3xi8>) {
  %x = arith.constant dense<[[1, 2], [3, 4]]> : tensor<2x2xi32>
  %s = arith.constant dense<5> : tensor<i8>
  %0 = rint.repeat %x counts(2, 3) : tensor<2x2xi32> -> tensor<4x6xi32>
  %1 = rint.repeat %x counts(2, 1, 1) : tensor<2x2xi32> -> tensor<2x2x2xi32>
  %2 = rint.repeat %s counts(3) : tensor<i8> -> tensor<3xi8>
  return %0, %1, %2 : tensor<4x6xi32>, tensor<2x2x2xi32>, tensor<3xi8>
}

// CHECK-LABEL: @fits_memory(
// CHECK-SAME: %[[N:.*]]: index)
// CHECK-DAG: %[[TRUE:.*]] = arith.constant true
// CHECK-DAG: %[[MORE:.*]] = arith.constant 67108865 : index
// CHECK-DAG: %[[A:.*]] = rint.fits_memory %[[MORE]]
// CHECK-DAG: %[[B:.*]] = rint.fits_memory %[[N]]
// CHECK: return %[[TRUE]], %[[A]], %[[B]]
func.func @fits_memory(%n: index) -> (i1, i1, i1) {
  %at_most = arith.constant 67108864 : index
  %more = arith.constant 67108865 : index
  %0 = rint.fits_memory %at_most
  %1 = rint.fits_memory %more
  %2 = rint.fits_memory %n
  return %0, %1, %2 : i1, i1, i1
}

// CHECK-LABEL: @check(
// CHECK-NEXT: %[[FALSE:.*]] = arith.constant false
// CHECK-NEXT: rint.check %[[FALSE]], "no"
// CHECK-NEXT: return
func.func @check() {
  %true = arith.constant true
  %false = arith.constant false
  rint.check %true, "yes"
  rint.check %false, "no"
  return
}
