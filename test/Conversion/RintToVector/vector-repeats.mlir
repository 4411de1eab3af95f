// RUN: rint-opt %s --convert-rint-to-vector --split-input-file | FileCheck %s
// RUN: rint-opt %s --convert-rint-to-scf --split-input-file | FileCheck %s --check-prefix=SCF

// The sums of blocks, 16 counts at a time, with the or of all bits. The scalar
// loop takes what is left of a block, or all of it where the or is too large.
// The offsets are the sums of those.

// CHECK-LABEL: func @sums(
// CHECK:         call @rint_scan_i32_block4096(
// CHECK-LABEL: func private @rint_scan_blocks_i32_block4096(
// CHECK-SAME:    %[[RS:[^:]*]]: memref<?xi32>, %[[N:[^:]*]]: index, %[[O:[^:]*]]: memref<?xindex>
// CHECK:         scf.for
// CHECK:           %[[SUMS:.*]]:2 = scf.for
// CHECK:             vector.load {{.*}} vector<16xi32>
// CHECK:             arith.extsi {{.*}} : vector<16xi32> to vector<16xi64>
// CHECK:             arith.addi {{.*}} : vector<16xi64>
// CHECK:             arith.ori {{.*}} : vector<16xi64>
// CHECK:           vector.reduction <add>, %[[SUMS]]#0
// CHECK:           vector.reduction <or>, %[[SUMS]]#1
// CHECK:           arith.cmpi ult
// CHECK:           %[[SUM:.*]] = scf.for
// CHECK-NOT:         vector.
// CHECK:           memref.store %[[SUM]], %[[O]]
// CHECK:         scf.for {{.*}} iter_args(%[[OFFSET:.*]] = %{{.*}}) -> (index)
// CHECK:           %[[OWN:.*]] = memref.load %[[O]]
// CHECK:           arith.addi %[[OFFSET]], %[[OWN]]
// CHECK:           memref.store %{{.*}}, %[[O]]

// A few counts are added up one by one.

// CHECK-LABEL: func private @rint_scan_i32_block4096(
// CHECK-SAME:    %[[RS:[^:]*]]: memref<?xi32>, %[[N:[^:]*]]: index, %[[O:[^:]*]]: memref<?xindex>
// CHECK:         %[[MOST:.*]] = arith.constant 32 : index
// CHECK:         %[[IS_TINY:.*]] = arith.cmpi sle, %[[N]], %[[MOST]]
// CHECK:         scf.if %[[IS_TINY]] {
// CHECK:           %[[SUM:.*]] = scf.for
// CHECK:             memref.load %[[RS]]
// CHECK:           scf.if
// CHECK-NEXT:        memref.store %[[SUM]], %[[O]]
// CHECK:         } else {
// CHECK-NEXT:      func.call @rint_scan_blocks_i32_block4096(%[[RS]], %[[N]], %[[O]])

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

// CHECK-LABEL: func private @rint_scan_blocks_ui8_block4096(
// CHECK:         arith.extui {{.*}} : vector<16xi8> to vector<16xi64>
// CHECK:         return
// CHECK-LABEL: func private @rint_scan_blocks_i7_block4096(
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

// Two binary searches, and blocks that are not empty: four slices at a time while
// none has four copies or more, and then four one by one. A large result is put
// together in a buffer, from which whole lines go past the caches.

// CHECK-LABEL: func private @rint_staged_runs_i32_row1_flat_by_i64_block4096(
// CHECK-SAME:    %[[DEST:[^:]*]]: memref<?xi32>
// CHECK:         %[[BUFFER:.*]] = memref.alloca
// CHECK:         %[[STAGING:.*]] = memref.cast %[[BUFFER]]
// CHECK-COUNT-2: scf.while
// CHECK:         %[[FLUSHED:.*]] = scf.for
// CHECK:           scf.if
// CHECK:             scf.while
// CHECK:               scf.while
// CHECK:                 arith.ori
// CHECK:                 scf.condition
// CHECK:               } do {
// CHECK:                 %[[V:.*]] = vector.broadcast %{{.*}} : i32 to vector<4xi32>
// CHECK:                 vector.store %[[V]], %[[STAGING]]
// CHECK-COUNT-3:         vector.store %{{.*}}, %[[STAGING]]{{.*}} vector<4xi32>
// CHECK:               scf.for
// CHECK:                 vector.store %{{.*}}, %[[STAGING]]{{.*}} vector<16xi32>
// CHECK:                 vector.store %{{.*}}, %[[DEST]]{{.*}} nontemporal = true
// CHECK-LABEL: func private @rint_grouped_runs_i32_row1_flat_by_i64_block4096(
// CHECK-SAME:    %[[DEST:[^:]*]]: memref<?xi32>
// CHECK-COUNT-2: scf.while
// CHECK:         scf.for
// CHECK:           scf.if
// CHECK:             scf.while
// CHECK:               scf.while
// CHECK:               } do {
// CHECK-COUNT-4:         vector.store %{{.*}}, %[[DEST]]{{.*}} vector<4xi32>
// CHECK:               scf.for
// CHECK:                 vector.store %{{.*}}, %[[DEST]]{{.*}} vector<16xi32>
// CHECK-LABEL: func private @rint_runs_i32_row1_flat_by_i64_block4096(
// CHECK:         scf.if
// CHECK:           call @rint_staged_runs_i32_row1_flat_by_i64_block4096(
// CHECK:         else
// CHECK:           call @rint_grouped_runs_i32_row1_flat_by_i64_block4096(
// CHECK:         rint.store_fence

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

// CHECK-LABEL: func private @rint_grouped_runs_i8_row1_flat(
// CHECK-COUNT-3: scf.while
// CHECK:         vector.store
func.func @full_offsets(%x: memref<?xi8>, %o: memref<?xindex>, %y: memref<?xi8>) {
  rint.expand_runs ins(%x, %o : memref<?xi8>, memref<?xindex>) outs(%y : memref<?xi8>) dim(0)
  return
}

// -----

// Rows that fill few vectors stay in registers for all their copies.

// CHECK-LABEL: func private @rint_held_row_runs_i32_row64_by_i64_block4096_streams(
// CHECK-COUNT-4: vector.load {{.*}} vector<16xi32>
// CHECK-NOT:     vector.load
// CHECK:         scf.for
// CHECK-COUNT-4:   vector.store {{.*}} nontemporal = true
// CHECK:         scf.for
// CHECK-COUNT-4:   vector.store
// CHECK-NOT:     vector.load
// CHECK:         rint.store_fence
func.func @held_rows(%x: memref<?x?x64xf32>, %o: memref<?xindex>, %rs: memref<?xi64>, %y: memref<?x?x64xf32>) {
  rint.expand_runs ins(%x, %o : memref<?x?x64xf32>, memref<?xindex>)
      repeats(%rs : memref<?xi64>) block(4096) outs(%y : memref<?x?x64xf32>) dim(1)
  return
}

// -----

// A store of a short row is as many copies as fit in a vector. The row may be
// loaded with what follows it, which the last slice never is.

// CHECK-LABEL: func private @rint_grouped_runs_i32_row3_flat_by_i64_block4096(
// CHECK:         scf.while
// CHECK:         %[[ROW:.*]] = vector.load {{.*}} vector<4xi32>
// CHECK:         %[[COPIES:.*]] = vector.shuffle %[[ROW]], %[[ROW]] [0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0]
// CHECK:         vector.store %[[COPIES]]
func.func @short_rows(%x: memref<?x3xf32>, %o: memref<?xindex>, %rs: memref<?xi64>, %y: memref<?x3xf32>) {
  rint.expand_runs ins(%x, %o : memref<?x3xf32>, memref<?xindex>)
      repeats(%rs : memref<?xi64>) block(4096) outs(%y : memref<?x3xf32>) dim(0)
  return
}

// -----

// CHECK-LABEL: func private @rint_row_runs_i32_rows129_whole_by_i64_block4096_streams(
// CHECK:         vector.load {{.*}} vector<16xi32>
// CHECK:         vector.store {{.*}} nontemporal = true
// CHECK:         rint.store_fence
func.func @rows(%x: memref<?x?x4096xf32>, %o: memref<?xindex>, %rs: memref<?xi64>, %y: memref<?x?x4096xf32>) {
  rint.expand_runs ins(%x, %o : memref<?x?x4096xf32>, memref<?xindex>)
      repeats(%rs : memref<?xi64>) block(4096) outs(%y : memref<?x?x4096xf32>) dim(1)
  return
}

// -----

// CHECK-LABEL: func private @rint_grouped_runs_i32_row1_flat_indices_i32_by_i64_block4096(
// CHECK:         arith.index_castui %{{.*}} : index to i32
// CHECK:         vector.broadcast %{{.*}} : i32 to vector<4xi32>

// SCF-LABEL: func @indices(
func.func @indices(%o: memref<?xindex>, %rs: memref<?xi64>, %y: memref<?xi32>) {
  rint.expand_indices ins(%o : memref<?xindex>) repeats(%rs : memref<?xi64>) block(4096)
      outs(%y : memref<?xi32>)
  return
}

// -----

// A range of rows is what the kernel is told besides; how it is cut for threads, and
// whether it is stored past the caches, is decided by its size.
// CHECK-LABEL: func @rows(
// CHECK-SAME:    %[[BEGIN:[^:]*]]: index, %[[END:[^:]*]]: index)
// CHECK:         call @rint_runs_i32_row1_flat_by_i32_block4096_part({{.*}}, %[[BEGIN]], %[[END]])
// CHECK-LABEL: func private @rint_runs_i32_row1_flat_by_i32_block4096_part(
// CHECK-SAME:    %[[FIRST:[^:]*]]: index, %[[LAST:[^:]*]]: index)
// CHECK:         %[[ROWS:.*]] = arith.subi %[[LAST]], %[[FIRST]]
// CHECK:         %[[BYTES:.*]] = arith.muli %[[ROWS]], %c4
// CHECK:         arith.cmpi sge, %[[BYTES]]
// SCF-LABEL: func @rows(
func.func @rows(%x: memref<?xf32>, %o: memref<?xindex>, %rs: memref<?xi32>,
    %y: memref<?xf32>, %begin: index, %end: index) {
  rint.expand_runs ins(%x, %o : memref<?xf32>, memref<?xindex>)
      repeats(%rs : memref<?xi32>) block(4096) outs(%y : memref<?xf32>)
      rows(%begin to %end) dim(0)
  return
}
