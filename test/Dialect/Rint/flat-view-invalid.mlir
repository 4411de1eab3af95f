// RUN: rint-opt %s --split-input-file --verify-diagnostics

func.func @strided(%a: memref<4xf32, strided<[2]>>) {
  // expected-error @below {{'rint.flat_view' op expected source to be contiguous, but got 'memref<4xf32, strided<[2]>>'}}
  %0 = rint.flat_view %a : memref<4xf32, strided<[2]>> to memref<?xi32>
  return
}

// -----

func.func @narrow(%a: memref<4xf16>) {
  // expected-error @below {{'rint.flat_view' op expected the size of an element to be a multiple of 4, but got 2}}
  %0 = rint.flat_view %a : memref<4xf16> to memref<?xi32>
  return
}
