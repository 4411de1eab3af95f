// RUN: rint-opt %s --convert-rint-to-vector --split-input-file | FileCheck %s
// RUN: rint-opt %s --convert-rint-to-scf --split-input-file | FileCheck %s --check-prefix=SCF

// A known row of four vectors: all of its accumulators in registers.

// CHECK-LABEL: func @rows(
// CHECK:         call @rint_reduce_sum_f32_row64_flat(
// CHECK-LABEL: func private @rint_row_segments_sum_f32_row64_flat(
// CHECK:         scf.for
// CHECK:           %{{.*}}:4 = scf.for
// CHECK-COUNT-4:     vector.load {{.*}} vector<16xi32>
// CHECK:             scf.yield
// CHECK-COUNT-4:   vector.store
// CHECK:       func private @rint_reduce_sum_f32_row64_flat(

// SCF-LABEL: func @rows(
// SCF:         scf.for
// SCF:           scf.for
// SCF:             %[[SUM:.*]] = scf.for {{.*}} iter_args
// SCF:               arith.addf
// SCF:             memref.store
func.func @rows(%x: memref<?x64xf32>, %o: memref<?xindex>, %y: memref<?x64xf32>) {
  rint.reduce_segments sum ins(%x : memref<?x64xf32>) offsets(%o : memref<?xindex>) outs(%y : memref<?x64xf32>) dim(0)
  return
}

// -----

// Single elements of 16 bits are accumulated in f32, 16 at a time or 4, and rounded
// once. The counts of a block are read one by one.

// CHECK-LABEL: func @elements(
// CHECK:         call @rint_reduce_mean_f16_row1_flat_by_i32_block4096(
// CHECK-LABEL: func private @rint_lane_segments_mean_f16_row1_flat_by_i32_block4096(
// CHECK:         arith.extf {{.*}} : vector<4xf16> to vector<4xf32>
// CHECK:         vector.maskedload
// CHECK:         arith.extf {{.*}} : vector<16xf16> to vector<16xf32>
// CHECK:         arith.addf {{.*}} : vector<16xf32>
// CHECK:         arith.divf
// CHECK:         arith.truncf
func.func @elements(%x: memref<?xf16>, %b: memref<?xindex>, %r: memref<?xi32>, %y: memref<?xf16>) {
  rint.reduce_segments mean ins(%x : memref<?xf16>) offsets(%b : memref<?xindex>) repeats(%r : memref<?xi32>) block(4096) outs(%y : memref<?xf16>) dim(0)
  return
}

// -----

// Complex numbers are two columns; their products are left to loops, as are types
// that are no words, and strides.

// CHECK-LABEL: func @others(
// CHECK:         call @rint_reduce_sum_f32_row2_flat_same(
// CHECK-NEXT:    rint.reduce_segments prod
// CHECK-NEXT:    rint.reduce_segments max
// CHECK-NEXT:    rint.reduce_segments sum

// SCF-LABEL: func @others(
// SCF-NOT:     rint.reduce_segments
func.func @others(%c: memref<?xcomplex<f32>>, %n: index, %d: memref<?xcomplex<f32>>, %i: memref<?xi24>, %j: memref<?xi24>, %s: memref<?xf32, strided<[2]>>, %t: memref<?xf32>) {
  rint.reduce_segments sum ins(%c : memref<?xcomplex<f32>>) count(%n) outs(%d : memref<?xcomplex<f32>>) dim(0)
  rint.reduce_segments prod ins(%c : memref<?xcomplex<f32>>) count(%n) outs(%d : memref<?xcomplex<f32>>) dim(0)
  rint.reduce_segments max ins(%i : memref<?xi24>) count(%n) outs(%j : memref<?xi24>) dim(0)
  rint.reduce_segments sum ins(%s : memref<?xf32, strided<[2]>>) count(%n) outs(%t : memref<?xf32>) dim(0)
  return
}

// -----

// The size of a row picks the code at run time where it is not known.

// CHECK-LABEL: func @any(
// CHECK-LABEL: func private @rint_reduce_prod_i32_flat_same(
// CHECK:         scf.if
// CHECK:           call @rint_lane_segments_prod_i32_flat_same(
// CHECK:           call @rint_row_segments_prod_i32_flat_same(
// CHECK:           call @rint_narrow_segments_prod_i32_flat_same(
func.func @any(%x: memref<?x?xi32>, %n: index, %y: memref<?x?xi32>) {
  rint.reduce_segments prod ins(%x : memref<?x?xi32>) count(%n) outs(%y : memref<?x?xi32>) dim(0)
  return
}
