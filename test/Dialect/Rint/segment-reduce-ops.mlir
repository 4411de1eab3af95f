// The syntax of rint.segment_reduce and rint.reduce_segments. Text, generic text and
// bytecode all read back as the same op.
//
// RUN: rint-opt %s --verify-roundtrip | FileCheck %s
// RUN: rint-opt %s --mlir-print-op-generic | rint-opt | FileCheck %s
// RUN: rint-opt %s --emit-bytecode | rint-opt | FileCheck %s

// CHECK-LABEL: @clauses(
// CHECK-SAME: %[[X:.*]]: tensor<6x4xf32>, %[[D:.*]]: tensor<?x?xf16>, %[[R:.*]]: index, %[[U:.*]]: ui8, %[[T:.*]]: tensor<i64>, %[[RS:.*]]: tensor<?xi32>, %[[O:.*]]: tensor<4xindex>)
func.func @clauses(%x: tensor<6x4xf32>, %d: tensor<?x?xf16>, %r: index, %u: ui8,
                   %t: tensor<i64>, %rs: tensor<?xi32>, %o: tensor<4xindex>) {
  // CHECK: rint.segment_reduce sum %[[X]] repeats(2) dim(0) : tensor<6x4xf32> -> tensor<3x4xf32>
  rint.segment_reduce sum %x repeats(2) dim(0) : tensor<6x4xf32> -> tensor<3x4xf32>
  // CHECK: rint.segment_reduce mean %[[X]] repeats(%[[R]] : index) dim(-1) : tensor<6x4xf32> -> tensor<6x?xf32>
  rint.segment_reduce mean %x repeats(%r : index) dim(-1) : tensor<6x4xf32> -> tensor<6x?xf32>
  // CHECK: rint.segment_reduce max %[[D]] repeats(%[[U]] : ui8) dim(1) : tensor<?x?xf16> -> tensor<?x?xf16>
  rint.segment_reduce max %d repeats(%u : ui8) dim(1) : tensor<?x?xf16> -> tensor<?x?xf16>
  // CHECK: rint.segment_reduce min %[[X]] repeats(%[[T]] : tensor<i64>) : tensor<6x4xf32> -> tensor<?xf32>
  rint.segment_reduce min %x repeats(%t : tensor<i64>) : tensor<6x4xf32> -> tensor<?xf32>
  // CHECK: rint.segment_reduce prod %[[X]] repeats([1, 0, 5]) dim(0) : tensor<6x4xf32> -> tensor<3x4xf32>
  rint.segment_reduce prod %x repeats([1, 0, 5]) dim(0) : tensor<6x4xf32> -> tensor<3x4xf32>
  // CHECK: rint.segment_reduce sum %[[X]] repeats(%[[RS]] : tensor<?xi32>) dim(0) : tensor<6x4xf32> -> tensor<?x4xf32>
  rint.segment_reduce sum %x repeats(%rs : tensor<?xi32>) dim(0) : tensor<6x4xf32> -> tensor<?x4xf32>
  // A result of a known size.
  // CHECK: rint.segment_reduce sum %[[X]] offsets(%[[O]] : tensor<4xindex>) : tensor<6x4xf32> -> tensor<3xf32>
  rint.segment_reduce sum %x offsets(%o : tensor<4xindex>) : tensor<6x4xf32> -> tensor<3xf32>
  // CHECK: rint.segment_reduce sum %[[X]] repeats(%[[RS]] : tensor<?xi32>) dim(1) : tensor<6x4xf32> -> tensor<6x7xf32>
  rint.segment_reduce sum %x repeats(%rs : tensor<?xi32>) dim(1) : tensor<6x4xf32> -> tensor<6x7xf32>
  return
}

// CHECK-LABEL: @elements(
func.func @elements(%i: tensor<4xi1>, %u: tensor<4xui7>, %x: tensor<4xindex>,
                    %c: tensor<4xcomplex<f16>>, %f: tensor<4xf8E5M2>, %e: tensor<0xf32>,
                    %s: tensor<f64>) {
  // CHECK: rint.segment_reduce max %{{.*}} repeats(2) : tensor<4xi1> -> tensor<2xi1>
  rint.segment_reduce max %i repeats(2) : tensor<4xi1> -> tensor<2xi1>
  // CHECK: rint.segment_reduce prod %{{.*}} repeats(4) : tensor<4xui7> -> tensor<1xui7>
  rint.segment_reduce prod %u repeats(4) : tensor<4xui7> -> tensor<1xui7>
  // CHECK: rint.segment_reduce min %{{.*}} repeats(1) : tensor<4xindex> -> tensor<4xindex>
  rint.segment_reduce min %x repeats(1) : tensor<4xindex> -> tensor<4xindex>
  // CHECK: rint.segment_reduce mean %{{.*}} repeats(2) : tensor<4xcomplex<f16>> -> tensor<2xcomplex<f16>>
  rint.segment_reduce mean %c repeats(2) : tensor<4xcomplex<f16>> -> tensor<2xcomplex<f16>>
  // CHECK: rint.segment_reduce mean %{{.*}} repeats(2) : tensor<4xf8E5M2> -> tensor<?xf8E5M2>
  rint.segment_reduce mean %f repeats(2) : tensor<4xf8E5M2> -> tensor<?xf8E5M2>
  // Of no slices, segments of none: as many as the result says.
  // CHECK: rint.segment_reduce sum %{{.*}} repeats(0) : tensor<0xf32> -> tensor<3xf32>
  rint.segment_reduce sum %e repeats(0) : tensor<0xf32> -> tensor<3xf32>
  // CHECK: rint.segment_reduce sum %{{.*}} repeats(1) : tensor<f64> -> tensor<1xf64>
  rint.segment_reduce sum %s repeats(1) : tensor<f64> -> tensor<1xf64>
  return
}

// CHECK-LABEL: @destinations(
func.func @destinations(%x: tensor<?x4xf32>, %o: tensor<?xindex>, %e: tensor<?x4xf32>,
                        %m: memref<?x4xf32>, %om: memref<?xindex>, %r: memref<?xi32>,
                        %d: memref<?x4xf32>, %n: index) -> tensor<?x4xf32> {
  // CHECK: %[[Y:.*]] = rint.reduce_segments sum ins(%{{.*}} : tensor<?x4xf32>) offsets(%{{.*}} : tensor<?xindex>) outs(%{{.*}} : tensor<?x4xf32>) dim(0) -> tensor<?x4xf32>
  %y = rint.reduce_segments sum ins(%x : tensor<?x4xf32>) offsets(%o : tensor<?xindex>) outs(%e : tensor<?x4xf32>) dim(0) -> tensor<?x4xf32>
  // CHECK: rint.reduce_segments mean ins(%{{.*}} : memref<?x4xf32>) count(%{{.*}}) outs(%{{.*}} : memref<?x4xf32>) dim(0)
  rint.reduce_segments mean ins(%m : memref<?x4xf32>) count(%n) outs(%d : memref<?x4xf32>) dim(0)
  // CHECK: rint.reduce_segments max ins(%{{.*}} : memref<?x4xf32>) offsets(%{{.*}} : memref<?xindex>) repeats(%{{.*}} : memref<?xi32>) block(4096) outs(%{{.*}} : memref<?x4xf32>) dim(0)
  rint.reduce_segments max ins(%m : memref<?x4xf32>) offsets(%om : memref<?xindex>) repeats(%r : memref<?xi32>) block(4096) outs(%d : memref<?x4xf32>) dim(0)
  return %y : tensor<?x4xf32>
}
