// RUN: rint-opt %s --convert-rint-to-vector --split-input-file | FileCheck %s
// RUN: rint-opt %s --convert-rint-to-scf --split-input-file | FileCheck %s --check-prefix=SCF

// The sums of blocks, 16 counts at a time, with the or of all bits. The scalar
// loop takes what is left of a block, or all of it where the or is too large.

// CHECK-LABEL: func @sums(
// CHECK:         scf.for {{.*}} iter_args(%[[TOTAL:.*]] = %{{.*}}) -> (index)
// CHECK:           memref.store %[[TOTAL]]
// CHECK:           %[[SUMS:.*]]:2 = scf.for
// CHECK:             vector.load {{.*}} vector<16xi32>
// CHECK:             arith.extsi {{.*}} : vector<16xi32> to vector<16xi64>
// CHECK:             arith.addi {{.*}} : vector<16xi64>
// CHECK:             arith.ori {{.*}} : vector<16xi64>
// CHECK:           vector.reduction <add>, %[[SUMS]]#0
// CHECK:           vector.reduction <or>, %[[SUMS]]#1
// CHECK:           arith.cmpi ult
// CHECK:           scf.for
// CHECK-NOT:         vector.
// CHECK:         memref.store

// SCF-LABEL: func @sums(
// SCF:         scf.for
// SCF:           scf.if
// SCF:             memref.store
func.func @sums(%rs: memref<?xi32>, %n: index, %o: memref<?xindex>) {
  rint.scan_repeats ins(%rs : memref<?xi32>) slices(%n) block(4096) outs(%o : memref<?xindex>)
  return
}

// -----

// Unsigned counts have no sign, and counts of odd width go one by one.

// CHECK-LABEL: func @widths(
// CHECK:         arith.extui {{.*}} : vector<16xi8> to vector<16xi64>
// CHECK:         return
// CHECK-LABEL: func @odd(
// CHECK-NOT:     vector.
// CHECK:         return
func.func @widths(%rs: memref<?xui8>, %n: index, %o: memref<?xindex>) {
  rint.scan_repeats ins(%rs : memref<?xui8>) slices(%n) block(4096) outs(%o : memref<?xindex>)
  return
}
func.func @odd(%rs: memref<?xi7>, %n: index, %o: memref<?xindex>) {
  rint.scan_repeats ins(%rs : memref<?xi7>) slices(%n) block(4096) outs(%o : memref<?xindex>)
  return
}

// -----

// Two binary searches, blocks that are not empty, and stores of four elements
// without a look at the count.

// CHECK-LABEL: func @elements(
// CHECK-COUNT-2: scf.while
// CHECK:         scf.for
// CHECK:           scf.if
// CHECK:             scf.while
// CHECK:             scf.for
// CHECK:               %[[V:.*]] = vector.broadcast %{{.*}} : i32 to vector<4xi32>
// CHECK-NEXT:          vector.store %[[V]]

// SCF-LABEL: func @elements(
// SCF:         scf.for {{.*}} iter_args
// SCF:           scf.for
func.func @elements(%x: memref<?xf32>, %o: memref<?xindex>, %rs: memref<?xi64>, %y: memref<?xf32>) {
  rint.expand_runs ins(%x, %o : memref<?xf32>, memref<?xindex>)
      repeats(%rs : memref<?xi64>) block(4096) outs(%y : memref<?xf32>) dim(0)
  return
}

// -----

// Offsets of every slice are searched directly.

// CHECK-LABEL: func @full_offsets(
// CHECK-COUNT-3: scf.while
// CHECK:         vector.store
func.func @full_offsets(%x: memref<?xi8>, %o: memref<?xindex>, %y: memref<?xi8>) {
  rint.expand_runs ins(%x, %o : memref<?xi8>, memref<?xindex>) outs(%y : memref<?xi8>) dim(0)
  return
}

// -----

// CHECK-LABEL: func @rows(
// CHECK:         vector.load {{.*}} vector<16xi32>
// CHECK:         vector.store {{.*}} nontemporal = true
// CHECK:         rint.store_fence
func.func @rows(%x: memref<?x?x64xf32>, %o: memref<?xindex>, %rs: memref<?xi64>, %y: memref<?x?x64xf32>) {
  rint.expand_runs ins(%x, %o : memref<?x?x64xf32>, memref<?xindex>)
      repeats(%rs : memref<?xi64>) block(4096) outs(%y : memref<?x?x64xf32>) dim(1)
  return
}

// -----

// CHECK-LABEL: func @indices(
// CHECK:         arith.index_castui %{{.*}} : index to i32
// CHECK:         vector.broadcast %{{.*}} : i32 to vector<4xi32>

// SCF-LABEL: func @indices(
func.func @indices(%o: memref<?xindex>, %rs: memref<?xi64>, %y: memref<?xi32>) {
  rint.expand_indices ins(%o : memref<?xindex>) repeats(%rs : memref<?xi64>) block(4096)
      outs(%y : memref<?xi32>)
  return
}
