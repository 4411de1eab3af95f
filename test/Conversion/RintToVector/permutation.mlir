// RUN: rint-opt %s --convert-rint-to-vector="permute-bytes=64 streaming-bytes=0" --split-input-file | FileCheck %s
// RUN: rint-opt %s --convert-rint-to-vector="permute-bytes=16 streaming-bytes=0" --split-input-file | FileCheck %s --check-prefix=BYTES
// RUN: rint-opt %s --convert-rint-to-vector="permute-bytes=64" --split-input-file | FileCheck %s --check-prefix=STREAM

// A count that is not known: masks for the vectors of a period, made once, then
// a load, a permutation and a store for each vector.

// CHECK-LABEL: func private @rint_permutation_masks_i32_row1(
// CHECK:         memref.store {{.*}} : memref<?xindex>
// CHECK:         vector.store {{.*}} : memref<?xi32>, vector<16xi32>
// CHECK-LABEL: func private @rint_permute_i32_row1(
// CHECK:         memref.alloca() {{.*}} : memref<2080xi32>
// CHECK:         scf.for
// CHECK:           scf.for
// CHECK:             %[[MASK:.*]] = vector.load {{.*}} {alignment = 64 : i64} : memref<?xi32>, vector<16xi32>
// CHECK:             %[[V:.*]] = vector.load {{.*}} : memref<?xi32>, vector<16xi32>
// CHECK:             %[[LANE:.*]] = vector.extract %[[MASK]][0]
// CHECK:             %[[AT:.*]] = arith.index_castui %[[LANE]]
// CHECK:             vector.extract %[[V]][%[[AT]]]
// CHECK:             vector.insert
// CHECK:             vector.store
// CHECK-LABEL: func private @rint_repeat_i32_n_r(
// CHECK-DAG:     memref.alloca() {{.*}} : memref<128xindex>
// CHECK-DAG:     memref.alloca() {{.*}} : memref<2048xi32>
// CHECK:         scf.if %[[MADE:.*]] {
// CHECK:           call @rint_permutation_masks_i32_row1(
// CHECK:         scf.if %[[MADE]] {
// CHECK:           call @rint_permute_i32_row1(

// Elements of four bytes in vectors of 16; small counts have shuffles.

// BYTES-LABEL: func private @rint_permute_i32_row1(
// BYTES:         rint.flat_view {{.*}} : memref<?xi32> to memref<?xi8>
// BYTES:         vector.load {{.*}} {alignment = 16 : i64} : memref<?xi8>, vector<16xi8>
// BYTES:         vector.store {{.*}} : memref<?xi8>, vector<16xi8>
// BYTES-LABEL: func private @rint_repeat_i32_n_r(
// BYTES:         call @rint_shuffle_i32_r4_row1(
// BYTES:         call @rint_permute_i32_row1(

// Each vector is aligned, so that nothing goes through a buffer.

// STREAM-LABEL: func private @rint_permute_i32_row1_streams(
// STREAM:         scf.if
// STREAM:           vector.store {{.*}} {alignment = 64 : i64, nontemporal = true} : memref<?xi32>, vector<16xi32>
func.func @unknown_count(%x: memref<?xf32>, %y: memref<?x?xf32>) {
  linalg.broadcast ins(%x : memref<?xf32>) outs(%y : memref<?x?xf32>) dimensions = [1]
  return
}

// -----

// Wide elements are permuted as two words.

// CHECK-LABEL: func private @rint_permute_i64_row1(
// CHECK:         rint.flat_view {{.*}} : memref<?xi64> to memref<?xi32>
// CHECK:         vector.load {{.*}} : memref<?xi32>, vector<16xi32>
func.func @wide(%x: memref<?xf64>, %y: memref<?x?xf64>) {
  linalg.broadcast ins(%x : memref<?xf64>) outs(%y : memref<?x?xf64>) dimensions = [1]
  return
}

// -----

// Rows too long for a vector are no matter of permutations, and neither are long
// runs, nor what constant masks serve.

// CHECK-LABEL: func @others(
// CHECK-NOT:     rint_permut
func.func @others(%x: memref<?x17xf32>, %y: memref<?x?x17xf32>,
                  %s: memref<?xf32>, %t: memref<?x1000xf32>, %u: memref<?x3xf32>) {
  linalg.broadcast ins(%x : memref<?x17xf32>) outs(%y : memref<?x?x17xf32>) dimensions = [1]
  linalg.broadcast ins(%s : memref<?xf32>) outs(%t : memref<?x1000xf32>) dimensions = [1]
  linalg.broadcast ins(%s : memref<?xf32>) outs(%u : memref<?x3xf32>) dimensions = [1]
  return
}
