// RUN: rint-opt %s --rint-vectorize-contractions --canonicalize --cse --split-input-file | FileCheck %s
// RUN: rint-opt %s --rint-vectorize-contractions=threads=4 --canonicalize --cse --split-input-file | FileCheck %s --check-prefix=THREADS

// Sums stay in registers; no rounding is left out.
// CHECK-LABEL: @matmul(
// THREADS-LABEL: @matmul(
// THREADS-NOT: scf.parallel
// CHECK-SAME: %[[A:.*]]: memref<4x64xf32>, %[[B:.*]]: memref<64x16xf32>, %[[C:.*]]: memref<4x16xf32>
// CHECK-COUNT-4: vector.load %[[C]]
// CHECK: %[[SUMS:.*]]:4 = scf.for %[[K:.*]] = %{{.*}} iter_args(%[[S:.*]] = %{{.*}}, %{{.*}} = %{{.*}}, %{{.*}} = %{{.*}}, %{{.*}} = %{{.*}})
// CHECK-DAG: %[[E:.*]] = memref.load %[[A]][%c0, %[[K]]]
// CHECK-DAG: %[[W:.*]] = vector.broadcast %[[E]] : f32 to vector<16xf32>
// CHECK-DAG: %[[R:.*]] = vector.load %[[B]][%[[K]], %c0]
// CHECK: %[[P:.*]] = arith.mulf %[[W]], %[[R]] : vector<16xf32>
// CHECK: arith.addf %[[S]], %[[P]] : vector<16xf32>
// CHECK: vector.store %[[SUMS]]#0, %[[C]]
// CHECK-NOT: linalg
func.func @matmul(%a: memref<4x64xf32>, %b: memref<64x16xf32>, %c: memref<4x16xf32>) {
  linalg.matmul ins(%a, %b : memref<4x64xf32>, memref<64x16xf32>) outs(%c : memref<4x16xf32>)
  return
}

// -----

// Columns are transposed block by block; what is left over is gathered, and the
// last vector of a row is cut by a mask. Rows of one head are done side by side.
// CHECK-LABEL: @columns(
// THREADS-LABEL: @columns(
// THREADS: scf.if
// THREADS: scf.parallel
// THREADS: else
// THREADS-NOT: scf.parallel
// CHECK: vector.shuffle %{{.*}}, %{{.*}} [0, 8, 1, 9, 2, 10, 3, 11] : vector<8xf64>, vector<8xf64>
// CHECK: vector.from_elements
// CHECK: vector.create_mask
// CHECK: vector.maskedload
// CHECK: vector.maskedstore
// CHECK-NOT: linalg
func.func @columns(%q: memref<2x4x1x?xf64>, %k: memref<2x?x?xf64>, %s: memref<2x4x1x?xf64>) {
  linalg.generic {indexing_maps = [affine_map<(h, r, m, n, k) -> (h, r, m, k)>, affine_map<(h, r, m, n, k) -> (h, n, k)>, affine_map<(h, r, m, n, k) -> (h, r, m, n)>], iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction"]} ins(%q, %k : memref<2x4x1x?xf64>, memref<2x?x?xf64>) outs(%s : memref<2x4x1x?xf64>) {
  ^bb0(%a: f64, %b: f64, %c: f64):
    %p = arith.mulf %a, %b : f64
    %t = arith.addf %c, %p : f64
    linalg.yield %t : f64
  }
  return
}

// -----

#row = affine_map<(m, n, k) -> (m, k)>
#column = affine_map<(m, n, k) -> (k, n)>
#result = affine_map<(m, n, k) -> (m, n)>

// Left alone: little to do, strides, a view of the result, no vectors of such
// elements, a body that may fail, nothing that all lanes share.
// CHECK-LABEL: @others(
// CHECK-NOT: vector
// CHECK-COUNT-5: linalg.matmul
// CHECK: linalg.generic
// CHECK: linalg.reduce
func.func @others(%a: memref<4x4xf32>, %x: memref<64x64xf32>, %y: memref<64x64xf32, strided<[128, 2]>>, %z: memref<64x64xf32>, %e: memref<64x64xf8E4M3FN>, %i: memref<64x64xi32>, %v: memref<64xf32>) {
  linalg.matmul ins(%a, %a : memref<4x4xf32>, memref<4x4xf32>) outs(%a : memref<4x4xf32>)
  linalg.matmul ins(%x, %y : memref<64x64xf32>, memref<64x64xf32, strided<[128, 2]>>) outs(%z : memref<64x64xf32>)
  linalg.matmul ins(%x, %z : memref<64x64xf32>, memref<64x64xf32>) outs(%z : memref<64x64xf32>)
  linalg.matmul ins(%e, %e : memref<64x64xf8E4M3FN>, memref<64x64xf8E4M3FN>) outs(%z : memref<64x64xf32>)
  linalg.matmul ins(%e, %e : memref<64x64xf8E4M3FN>, memref<64x64xf8E4M3FN>) outs(%e : memref<64x64xf8E4M3FN>)
  linalg.generic {indexing_maps = [#row, #column, #result], iterator_types = ["parallel", "parallel", "reduction"]} ins(%i, %i : memref<64x64xi32>, memref<64x64xi32>) outs(%i : memref<64x64xi32>) {
  ^bb0(%p: i32, %q: i32, %o: i32):
    %d = arith.divsi %p, %q : i32
    %s = arith.addi %o, %d : i32
    linalg.yield %s : i32
  }
  linalg.reduce { arith.addf } ins(%x : memref<64x64xf32>) outs(%v : memref<64xf32>) dimensions = [0]
  return
}
