// Every element type, every type of counts and every rank reaches the LLVM
// dialect, statically and dynamically shaped.
//
// RUN: rint-opt %s --rint-to-llvm | FileCheck %s --implicit-check-not=unrealized
// RUN: rint-opt %s --rint-to-llvm | mlir-translate --mlir-to-llvmir -o /dev/null

// CHECK: llvm.func @elements(
func.func @elements(%r: tensor<?xi64>, %b: tensor<?xi1>, %i4: tensor<?xi4>, %si16: tensor<?xsi16>, %ui64: tensor<?xui64>, %i24: tensor<?xi24>, %i200: tensor<?xi200>, %ix: tensor<?xindex>, %f8: tensor<?xf8E5M2>, %bf: tensor<?xbf16>, %f16: tensor<?xf16>, %f64: tensor<?xf64>, %c: tensor<?xcomplex<f32>>, %ci: tensor<?xcomplex<i16>>) -> (tensor<?xi1>, tensor<?xi4>, tensor<?xsi16>, tensor<?xui64>, tensor<?xi24>, tensor<?xi200>, tensor<?xindex>, tensor<?xf8E5M2>, tensor<?xbf16>, tensor<?xf16>, tensor<?xf64>, tensor<?xcomplex<f32>>, tensor<?xcomplex<i16>>) {
  %0 = rint.repeat_interleave %b repeats(%r : tensor<?xi64>) : tensor<?xi1> -> tensor<?xi1>
  %1 = rint.repeat_interleave %i4 repeats(%r : tensor<?xi64>) : tensor<?xi4> -> tensor<?xi4>
  %2 = rint.repeat_interleave %si16 repeats(%r : tensor<?xi64>) : tensor<?xsi16> -> tensor<?xsi16>
  %3 = rint.repeat_interleave %ui64 repeats(2) : tensor<?xui64> -> tensor<?xui64>
  %4 = rint.repeat_interleave %i24 repeats(%r : tensor<?xi64>) : tensor<?xi24> -> tensor<?xi24>
  %5 = rint.repeat_interleave %i200 repeats(3) : tensor<?xi200> -> tensor<?xi200>
  %6 = rint.repeat_interleave %ix repeats(%r : tensor<?xi64>) : tensor<?xindex> -> tensor<?xindex>
  %7 = rint.repeat_interleave %f8 repeats(%r : tensor<?xi64>) : tensor<?xf8E5M2> -> tensor<?xf8E5M2>
  %8 = rint.repeat_interleave %bf repeats(3) : tensor<?xbf16> -> tensor<?xbf16>
  %9 = rint.repeat_interleave %f16 repeats(%r : tensor<?xi64>) : tensor<?xf16> -> tensor<?xf16>
  %10 = rint.repeat %f64 counts(3) : tensor<?xf64> -> tensor<?xf64>
  %11 = rint.repeat_interleave %c repeats(%r : tensor<?xi64>) : tensor<?xcomplex<f32>> -> tensor<?xcomplex<f32>>
  %12 = rint.repeat_interleave %ci repeats(2) : tensor<?xcomplex<i16>> -> tensor<?xcomplex<i16>>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8, %9, %10, %11, %12 : tensor<?xi1>, tensor<?xi4>, tensor<?xsi16>, tensor<?xui64>, tensor<?xi24>, tensor<?xi200>, tensor<?xindex>, tensor<?xf8E5M2>, tensor<?xbf16>, tensor<?xf16>, tensor<?xf64>, tensor<?xcomplex<f32>>, tensor<?xcomplex<i16>>
}

// CHECK: llvm.func @counts(
func.func @counts(%x: tensor<3x4xf32>, %i1: tensor<?xi1>, %si8: tensor<3xsi8>, %ui64: tensor<3xui64>, %i128: tensor<?xi128>, %ix: tensor<3xindex>, %s: si32, %u: ui8, %w: i256, %z: tensor<ui16>) -> (tensor<?x4xf32>, tensor<?x4xf32>, tensor<?x4xf32>, tensor<?x4xf32>, tensor<?x4xf32>, tensor<?x4xf32>, tensor<?x4xf32>, tensor<?x4xf32>, tensor<?xf32>) {
  %0 = rint.repeat_interleave %x repeats(%i1 : tensor<?xi1>) dim(0) : tensor<3x4xf32> -> tensor<?x4xf32>
  %1 = rint.repeat_interleave %x repeats(%si8 : tensor<3xsi8>) dim(0) : tensor<3x4xf32> -> tensor<?x4xf32>
  %2 = rint.repeat_interleave %x repeats(%ui64 : tensor<3xui64>) dim(0) : tensor<3x4xf32> -> tensor<?x4xf32>
  %3 = rint.repeat_interleave %x repeats(%i128 : tensor<?xi128>) dim(0) : tensor<3x4xf32> -> tensor<?x4xf32>
  %4 = rint.repeat_interleave %x repeats(%ix : tensor<3xindex>) dim(0) : tensor<3x4xf32> -> tensor<?x4xf32>
  %5 = rint.repeat_interleave %x repeats(%s : si32) dim(0) : tensor<3x4xf32> -> tensor<?x4xf32>
  %6 = rint.repeat_interleave %x repeats(%u : ui8) dim(0) : tensor<3x4xf32> -> tensor<?x4xf32>
  %7 = rint.repeat_interleave %x repeats(%w : i256) dim(0) : tensor<3x4xf32> -> tensor<?x4xf32>
  %8 = rint.repeat_interleave %x repeats(%z : tensor<ui16>) : tensor<3x4xf32> -> tensor<?xf32>
  return %0, %1, %2, %3, %4, %5, %6, %7, %8 : tensor<?x4xf32>, tensor<?x4xf32>, tensor<?x4xf32>, tensor<?x4xf32>, tensor<?x4xf32>, tensor<?x4xf32>, tensor<?x4xf32>, tensor<?x4xf32>, tensor<?xf32>
}

// CHECK: llvm.func @indices(
func.func @indices(%r: tensor<?xi32>) -> (tensor<?xi1>, tensor<?xui8>, tensor<?xsi33>, tensor<?xi128>, tensor<?xindex>) {
  %0 = rint.repeat_indices repeats(%r : tensor<?xi32>) : tensor<?xi1>
  %1 = rint.repeat_indices repeats(%r : tensor<?xi32>) : tensor<?xui8>
  %2 = rint.repeat_indices repeats(%r : tensor<?xi32>) : tensor<?xsi33>
  %3 = rint.repeat_indices repeats(%r : tensor<?xi32>) : tensor<?xi128>
  %4 = rint.repeat_indices repeats(%r : tensor<?xi32>) : tensor<?xindex>
  return %0, %1, %2, %3, %4 : tensor<?xi1>, tensor<?xui8>, tensor<?xsi33>, tensor<?xi128>, tensor<?xindex>
}

// CHECK: llvm.func @shapes(
func.func @shapes(%s: tensor<f32>, %x: tensor<2x?x3x?x1xf32>, %z: tensor<2x0xf32>, %zd: tensor<?x0x?xf32>, %r: tensor<?xi64>, %n: index) -> (tensor<?xf32>, tensor<2x?x3x?x1xf32>, tensor<?xf32>, tensor<?x0xf32>, tensor<?x0x?xf32>, tensor<?x?xf32>, tensor<7xf32>) {
  %0 = rint.repeat_interleave %s repeats(%r : tensor<?xi64>) : tensor<f32> -> tensor<?xf32>
  %1 = rint.repeat_interleave %x repeats(%r : tensor<?xi64>) dim(3) : tensor<2x?x3x?x1xf32> -> tensor<2x?x3x?x1xf32>
  %2 = rint.repeat_interleave %x repeats(%n : index) : tensor<2x?x3x?x1xf32> -> tensor<?xf32>
  %3 = rint.repeat_interleave %z repeats(%r : tensor<?xi64>) dim(0) : tensor<2x0xf32> -> tensor<?x0xf32>
  %4 = rint.repeat_interleave %zd repeats(%r : tensor<?xi64>) dim(2) : tensor<?x0x?xf32> -> tensor<?x0x?xf32>
  %5 = rint.repeat %s counts(%n, 3) : tensor<f32> -> tensor<?x?xf32>
  %6 = rint.repeat_interleave %s repeats(%n : index) output_size(7) : tensor<f32> -> tensor<7xf32>
  return %0, %1, %2, %3, %4, %5, %6 : tensor<?xf32>, tensor<2x?x3x?x1xf32>, tensor<?xf32>, tensor<?x0xf32>, tensor<?x0x?xf32>, tensor<?x?xf32>, tensor<7xf32>
}
