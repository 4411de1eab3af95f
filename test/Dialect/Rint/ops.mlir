// The syntax of every op: each clause as a literal and as a value, on every kind
// of type. Text, generic text and bytecode all read back as the same op.
//
// RUN: rint-opt %s --verify-roundtrip | FileCheck %s
// RUN: rint-opt %s | rint-opt | FileCheck %s
// RUN: rint-opt %s --mlir-print-op-generic | rint-opt | FileCheck %s
// RUN: rint-opt %s --emit-bytecode | rint-opt | FileCheck %s

// CHECK-LABEL: @scalar_repeats(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xf32>, %[[R:.*]]: index, %[[I8:.*]]: i8, %[[UI64:.*]]: ui64, %[[SI7:.*]]: si7, %[[I128:.*]]: i128, %[[T:.*]]: tensor<i1>)
func.func @scalar_repeats(%x: tensor<2x3xf32>, %r: index, %i8: i8, %ui64: ui64,
                          %si7: si7, %i128: i128, %t: tensor<i1>) {
  // CHECK: rint.repeat_interleave %[[X]] repeats(2) : tensor<2x3xf32> -> tensor<12xf32>
  rint.repeat_interleave %x repeats(2) : tensor<2x3xf32> -> tensor<12xf32>
  // CHECK: rint.repeat_interleave %[[X]] repeats(0) dim(0) : tensor<2x3xf32> -> tensor<0x3xf32>
  rint.repeat_interleave %x repeats(0) dim(0) : tensor<2x3xf32> -> tensor<0x3xf32>
  // CHECK: rint.repeat_interleave %[[X]] repeats(2) dim(-1) output_size(6) : tensor<2x3xf32> -> tensor<2x6xf32>
  rint.repeat_interleave %x repeats(2) dim(-1) output_size(6) : tensor<2x3xf32> -> tensor<2x6xf32>
  // CHECK: rint.repeat_interleave %[[X]] repeats(%[[R]] : index) dim(1) output_size(%[[R]]) : tensor<2x3xf32> -> tensor<2x?xf32>
  rint.repeat_interleave %x repeats(%r : index) dim(1) output_size(%r) : tensor<2x3xf32> -> tensor<2x?xf32>
  // CHECK: repeats(%[[I8]] : i8)
  rint.repeat_interleave %x repeats(%i8 : i8) : tensor<2x3xf32> -> tensor<?xf32>
  // CHECK: repeats(%[[UI64]] : ui64)
  rint.repeat_interleave %x repeats(%ui64 : ui64) : tensor<2x3xf32> -> tensor<?xf32>
  // CHECK: repeats(%[[SI7]] : si7)
  rint.repeat_interleave %x repeats(%si7 : si7) : tensor<2x3xf32> -> tensor<?xf32>
  // CHECK: repeats(%[[I128]] : i128)
  rint.repeat_interleave %x repeats(%i128 : i128) : tensor<2x3xf32> -> tensor<?xf32>
  // CHECK: repeats(%[[T]] : tensor<i1>)
  rint.repeat_interleave %x repeats(%t : tensor<i1>) : tensor<2x3xf32> -> tensor<?xf32>
  return
}

// CHECK-LABEL: @vector_repeats(
// CHECK-SAME: %[[X:.*]]: tensor<3x?xi64>, %[[RS:.*]]: tensor<3xi32>, %[[ANY:.*]]: tensor<?xui8>, %[[N:.*]]: index)
func.func @vector_repeats(%x: tensor<3x?xi64>, %rs: tensor<3xi32>,
                          %any: tensor<?xui8>, %n: index) {
  // CHECK: rint.repeat_interleave %[[X]] repeats([1, 3, 2]) dim(0) : tensor<3x?xi64> -> tensor<6x?xi64>
  rint.repeat_interleave %x repeats([1, 3, 2]) dim(0) : tensor<3x?xi64> -> tensor<6x?xi64>
  // CHECK: rint.repeat_interleave %[[X]] repeats([]) dim(1) : tensor<3x?xi64> -> tensor<3x0xi64>
  rint.repeat_interleave %x repeats([]) dim(1) : tensor<3x?xi64> -> tensor<3x0xi64>
  // One count in a list serves every slice, as a vector of one does.
  // CHECK: rint.repeat_interleave %[[X]] repeats([4]) dim(0) : tensor<3x?xi64> -> tensor<12x?xi64>
  rint.repeat_interleave %x repeats([4]) dim(0) : tensor<3x?xi64> -> tensor<12x?xi64>
  // CHECK: rint.repeat_interleave %[[X]] repeats(%[[RS]] : tensor<3xi32>) dim(-2) output_size(%[[N]]) : tensor<3x?xi64> -> tensor<?x?xi64>
  rint.repeat_interleave %x repeats(%rs : tensor<3xi32>) dim(-2) output_size(%n) : tensor<3x?xi64> -> tensor<?x?xi64>
  // CHECK: rint.repeat_interleave %[[X]] repeats(%[[ANY]] : tensor<?xui8>) output_size(7) : tensor<3x?xi64> -> tensor<7xi64>
  rint.repeat_interleave %x repeats(%any : tensor<?xui8>) output_size(7) : tensor<3x?xi64> -> tensor<7xi64>
  return
}

// A result type may say more or less than can be inferred.
// CHECK-LABEL: @result_types(
func.func @result_types(%x: tensor<?x4xf32>, %y: tensor<2x4xf32>) {
  // CHECK: tensor<?x4xf32> -> tensor<6x4xf32>
  rint.repeat_interleave %x repeats(3) dim(0) : tensor<?x4xf32> -> tensor<6x4xf32>
  // CHECK: tensor<2x4xf32> -> tensor<?x?xf32>
  rint.repeat_interleave %y repeats(3) dim(0) : tensor<2x4xf32> -> tensor<?x?xf32>
  // CHECK: tensor<?x4xf32> -> tensor<4x?xf32>
  rint.repeat %x counts(2, 1) : tensor<?x4xf32> -> tensor<4x?xf32>
  // CHECK: tensor<?xindex>
  rint.offsets repeats([1, 2]) : tensor<?xindex>
  // CHECK: tensor<?xi8>
  rint.repeat_indices repeats([1, 2]) : tensor<?xi8>
  return
}

// CHECK-LABEL: @element_types(
func.func @element_types(%b: tensor<i1>, %i: tensor<1xi3>, %ui: tensor<1xui16>,
    %wide: tensor<1xsi200>, %index: tensor<1xindex>, %f16: tensor<1xf16>,
    %bf16: tensor<1xbf16>, %f32: tensor<1xf32>, %f64: tensor<1xf64>,
    %e4m3: tensor<1xf8E4M3FN>, %e5m2: tensor<1xf8E5M2>,
    %c: tensor<1xcomplex<f64>>, %ci: tensor<1xcomplex<i8>>) {
  // CHECK: tensor<i1> -> tensor<2xi1>
  rint.repeat_interleave %b repeats(2) : tensor<i1> -> tensor<2xi1>
  // CHECK: tensor<1xi3> -> tensor<2xi3>
  rint.repeat_interleave %i repeats(2) : tensor<1xi3> -> tensor<2xi3>
  // CHECK: tensor<1xui16> -> tensor<2xui16>
  rint.repeat_interleave %ui repeats(2) : tensor<1xui16> -> tensor<2xui16>
  // CHECK: tensor<1xsi200> -> tensor<2xsi200>
  rint.repeat_interleave %wide repeats(2) : tensor<1xsi200> -> tensor<2xsi200>
  // CHECK: tensor<1xindex> -> tensor<2xindex>
  rint.repeat_interleave %index repeats(2) : tensor<1xindex> -> tensor<2xindex>
  // CHECK: tensor<1xf16> -> tensor<2xf16>
  rint.repeat_interleave %f16 repeats(2) : tensor<1xf16> -> tensor<2xf16>
  // CHECK: tensor<1xbf16> -> tensor<2xbf16>
  rint.repeat_interleave %bf16 repeats(2) : tensor<1xbf16> -> tensor<2xbf16>
  // CHECK: tensor<1xf32> -> tensor<2xf32>
  rint.repeat_interleave %f32 repeats(2) : tensor<1xf32> -> tensor<2xf32>
  // CHECK: tensor<1xf64> -> tensor<2xf64>
  rint.repeat_interleave %f64 repeats(2) : tensor<1xf64> -> tensor<2xf64>
  // CHECK: tensor<1xf8E4M3FN> -> tensor<2xf8E4M3FN>
  rint.repeat_interleave %e4m3 repeats(2) : tensor<1xf8E4M3FN> -> tensor<2xf8E4M3FN>
  // CHECK: tensor<1xf8E5M2> -> tensor<2xf8E5M2>
  rint.repeat_interleave %e5m2 repeats(2) : tensor<1xf8E5M2> -> tensor<2xf8E5M2>
  // CHECK: tensor<1xcomplex<f64>> -> tensor<2xcomplex<f64>>
  rint.repeat_interleave %c repeats(2) : tensor<1xcomplex<f64>> -> tensor<2xcomplex<f64>>
  // CHECK: tensor<1xcomplex<i8>> -> tensor<2xcomplex<i8>>
  rint.repeat_interleave %ci repeats(2) : tensor<1xcomplex<i8>> -> tensor<2xcomplex<i8>>
  return
}

// CHECK-LABEL: @offsets(
// CHECK-SAME: %[[X:.*]]: tensor<3xf32>, %[[RS:.*]]: tensor<3xi64>, %[[ONE:.*]]: tensor<1xi8>, %[[N:.*]]: index)
func.func @offsets(%x: tensor<3xf32>, %rs: tensor<3xi64>, %one: tensor<1xi8>,
                   %n: index) {
  // CHECK: %[[O:.*]] = rint.offsets repeats(%[[RS]] : tensor<3xi64>) : tensor<4xindex>
  %o = rint.offsets repeats(%rs : tensor<3xi64>) : tensor<4xindex>
  // CHECK: rint.offsets repeats([1, 3, 2]) : tensor<4xindex>
  rint.offsets repeats([1, 3, 2]) : tensor<4xindex>
  // CHECK: rint.offsets repeats([]) : tensor<1xindex>
  rint.offsets repeats([]) : tensor<1xindex>
  // CHECK: rint.offsets repeats(%[[ONE]] : tensor<1xi8>) size(%[[N]]) : tensor<?xindex>
  rint.offsets repeats(%one : tensor<1xi8>) size(%n) : tensor<?xindex>
  // CHECK: rint.offsets repeats([2]) size(%[[N]]) : tensor<?xindex>
  rint.offsets repeats([2]) size(%n) : tensor<?xindex>
  // CHECK: rint.repeat_interleave %[[X]] offsets(%[[O]] : tensor<4xindex>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  rint.repeat_interleave %x offsets(%o : tensor<4xindex>) dim(0) : tensor<3xf32> -> tensor<?xf32>
  // CHECK: rint.repeat_interleave %[[X]] offsets(%[[O]] : tensor<4xindex>) : tensor<3xf32> -> tensor<?xf32>
  rint.repeat_interleave %x offsets(%o : tensor<4xindex>) : tensor<3xf32> -> tensor<?xf32>
  return
}

// CHECK-LABEL: @repeat_indices(
// CHECK-SAME: %[[RS:.*]]: tensor<4xi64>, %[[O:.*]]: tensor<5xindex>, %[[N:.*]]: index)
func.func @repeat_indices(%rs: tensor<4xi64>, %o: tensor<5xindex>, %n: index) {
  // CHECK: rint.repeat_indices repeats(%[[RS]] : tensor<4xi64>) : tensor<?xi64>
  rint.repeat_indices repeats(%rs : tensor<4xi64>) : tensor<?xi64>
  // CHECK: rint.repeat_indices repeats([0, 1, 2, 3]) : tensor<6xi3>
  rint.repeat_indices repeats([0, 1, 2, 3]) : tensor<6xi3>
  // CHECK: rint.repeat_indices repeats(%[[RS]] : tensor<4xi64>) output_size(%[[N]]) : tensor<?xindex>
  rint.repeat_indices repeats(%rs : tensor<4xi64>) output_size(%n) : tensor<?xindex>
  // CHECK: rint.repeat_indices repeats(%[[RS]] : tensor<4xi64>) output_size(9) : tensor<9xui8>
  rint.repeat_indices repeats(%rs : tensor<4xi64>) output_size(9) : tensor<9xui8>
  // CHECK: rint.repeat_indices offsets(%[[O]] : tensor<5xindex>) : tensor<?xsi32>
  rint.repeat_indices offsets(%o : tensor<5xindex>) : tensor<?xsi32>
  return
}

// CHECK-LABEL: @repeat(
// CHECK-SAME: %[[X:.*]]: tensor<3xi64>, %[[S:.*]]: tensor<f16>, %[[N:.*]]: index, %[[M:.*]]: index)
func.func @repeat(%x: tensor<3xi64>, %s: tensor<f16>, %n: index, %m: index) {
  // CHECK: rint.repeat %[[X]] counts(2, 2) : tensor<3xi64> -> tensor<2x6xi64>
  rint.repeat %x counts(2, 2) : tensor<3xi64> -> tensor<2x6xi64>
  // CHECK: rint.repeat %[[X]] counts(%[[N]], 4, %[[M]]) : tensor<3xi64> -> tensor<?x4x?xi64>
  rint.repeat %x counts(%n, 4, %m) : tensor<3xi64> -> tensor<?x4x?xi64>
  // CHECK: rint.repeat %[[S]] counts() : tensor<f16> -> tensor<f16>
  rint.repeat %s counts() : tensor<f16> -> tensor<f16>
  // CHECK: rint.repeat %[[S]] counts(0) : tensor<f16> -> tensor<0xf16>
  rint.repeat %s counts(0) : tensor<f16> -> tensor<0xf16>
  return
}

// CHECK-LABEL: @destinations_on_tensors(
// CHECK-SAME: %[[X:.*]]: tensor<?x4xf32>, %[[RS:.*]]: tensor<?xi32>, %[[O:.*]]: tensor<?xindex>, %[[E:.*]]: tensor<?x4xf32>, %[[I:.*]]: tensor<?xi8>)
func.func @destinations_on_tensors(%x: tensor<?x4xf32>, %rs: tensor<?xi32>,
    %o: tensor<?xindex>, %e: tensor<?x4xf32>, %i: tensor<?xi8>) {
  // CHECK: rint.scan_repeats ins(%[[RS]] : tensor<?xi32>) outs(%[[O]] : tensor<?xindex>) -> tensor<?xindex>
  rint.scan_repeats ins(%rs : tensor<?xi32>) outs(%o : tensor<?xindex>) -> tensor<?xindex>
  // CHECK: rint.expand_runs ins(%[[X]], %[[O]] : tensor<?x4xf32>, tensor<?xindex>) outs(%[[E]] : tensor<?x4xf32>) dim(0) -> tensor<?x4xf32>
  rint.expand_runs ins(%x, %o : tensor<?x4xf32>, tensor<?xindex>) outs(%e : tensor<?x4xf32>) dim(0) -> tensor<?x4xf32>
  // CHECK: rint.expand_indices ins(%[[O]] : tensor<?xindex>) outs(%[[I]] : tensor<?xi8>) -> tensor<?xi8>
  rint.expand_indices ins(%o : tensor<?xindex>) outs(%i : tensor<?xi8>) -> tensor<?xi8>
  return
}

// CHECK-LABEL: @destinations_on_memrefs(
// CHECK-SAME: %[[X:.*]]: memref<?x4xf32, strided<[8, 2]>>, %[[RS:.*]]: memref<?xi32>, %[[O:.*]]: memref<?xindex>, %[[E:.*]]: memref<?x4xf32>, %[[I:.*]]: memref<?xui8>)
func.func @destinations_on_memrefs(%x: memref<?x4xf32, strided<[8, 2]>>,
    %rs: memref<?xi32>, %o: memref<?xindex>, %e: memref<?x4xf32>,
    %i: memref<?xui8>) {
  // CHECK: rint.scan_repeats ins(%[[RS]] : memref<?xi32>) outs(%[[O]] : memref<?xindex>)
  rint.scan_repeats ins(%rs : memref<?xi32>) outs(%o : memref<?xindex>)
  // CHECK: rint.expand_runs ins(%[[X]], %[[O]] : memref<?x4xf32, strided<[8, 2]>>, memref<?xindex>) outs(%[[E]] : memref<?x4xf32>) dim(1)
  rint.expand_runs ins(%x, %o : memref<?x4xf32, strided<[8, 2]>>, memref<?xindex>) outs(%e : memref<?x4xf32>) dim(1)
  // CHECK: rint.expand_indices ins(%[[O]] : memref<?xindex>) outs(%[[I]] : memref<?xui8>)
  rint.expand_indices ins(%o : memref<?xindex>) outs(%i : memref<?xui8>)
  return
}

// CHECK-LABEL: @ranges_of_rows(
// CHECK-SAME: %[[X:.*]]: memref<?x4xf32>, %[[RS:.*]]: memref<?xi32>, %[[O:.*]]: memref<?xindex>, %[[Y:.*]]: memref<?x4xf32>, %[[I:.*]]: memref<?xi64>, %[[BEGIN:.*]]: index, %[[END:.*]]: index)
func.func @ranges_of_rows(%x: memref<?x4xf32>, %rs: memref<?xi32>, %o: memref<?xindex>,
    %y: memref<?x4xf32>, %i: memref<?xi64>, %begin: index, %end: index) {
  // CHECK: rint.expand_runs ins(%[[X]], %[[O]] : memref<?x4xf32>, memref<?xindex>) outs(%[[Y]] : memref<?x4xf32>) rows(%[[BEGIN]] to %[[END]]) dim(0)
  rint.expand_runs ins(%x, %o : memref<?x4xf32>, memref<?xindex>) outs(%y : memref<?x4xf32>) rows(%begin to %end) dim(0)
  // CHECK: rint.expand_indices ins(%[[O]] : memref<?xindex>) repeats(%[[RS]] : memref<?xi32>) block(32) packed outs(%[[I]] : memref<?xi64>) rows(%[[BEGIN]] to %[[END]])
  rint.expand_indices ins(%o : memref<?xindex>) repeats(%rs : memref<?xi32>) block(32) packed outs(%i : memref<?xi64>) rows(%begin to %end)
  return
}

// CHECK-LABEL: @flat_view(
// CHECK-SAME: %[[X:.*]]: memref<?x4xf32>, %[[C:.*]]: memref<2xcomplex<f64>, strided<[1], offset: ?>>, %[[B:.*]]: memref<?xi1>)
func.func @flat_view(%x: memref<?x4xf32>, %c: memref<2xcomplex<f64>, strided<[1], offset: ?>>, %b: memref<?xi1>) {
  // CHECK: rint.flat_view %[[X]] : memref<?x4xf32> to memref<?xi32>
  rint.flat_view %x : memref<?x4xf32> to memref<?xi32>
  // CHECK: rint.flat_view %[[X]] : memref<?x4xf32> to memref<?xi8>
  rint.flat_view %x : memref<?x4xf32> to memref<?xi8>
  // CHECK: rint.flat_view %[[C]] : memref<2xcomplex<f64>, strided<[1], offset: ?>> to memref<4xi64>
  rint.flat_view %c : memref<2xcomplex<f64>, strided<[1], offset: ?>> to memref<4xi64>
  // CHECK: rint.flat_view %[[B]] : memref<?xi1> to memref<?xi8>
  rint.flat_view %b : memref<?xi1> to memref<?xi8>
  return
}

// CHECK-LABEL: @checks(
// CHECK-SAME: %[[OK:.*]]: i1, %[[R:.*]]: ui8, %[[N:.*]]: index)
func.func @checks(%ok: i1, %r: ui8, %n: index) {
  // CHECK: rint.check %[[OK]], "100% \22quoted\22"
  rint.check %ok, "100% \"quoted\""
  // CHECK: rint.check %[[OK]], "{1} then {0}"(%[[R]], %[[N]] : ui8, index)
  rint.check %ok, "{1} then {0}" (%r, %n : ui8, index)
  // CHECK: rint.fits_memory %[[N]]
  %fits = rint.fits_memory %n
  // CHECK: rint.fits_memory %[[N]] on_device
  %there = rint.fits_memory %n on_device
  return
}
