// RUN: rint-opt %s --convert-rint-to-vector="streaming-bytes=0" --split-input-file | FileCheck %s
// RUN: rint-opt %s --convert-rint-to-vector --split-input-file | FileCheck %s --check-prefix=STREAM

// A known small count: shuffles of a loaded vector. The op calls the kernel for
// copies of its kind, which calls the one of the strategy.

// CHECK-LABEL: func @shuffle(
// CHECK-SAME:      %[[X:.*]]: memref<?xf32>, %[[Y:.*]]: memref<?x2xf32>)
// CHECK:         %[[VIEW:.*]] = rint.flat_view %[[X]] : memref<?xf32> to memref<?xi32>
// CHECK:         %[[RESULT:.*]] = rint.flat_view %[[Y]] : memref<?x2xf32> to memref<?xi32>
// CHECK:         %[[N:.*]] = memref.dim
// CHECK:         call @rint_repeat_i32_n_r2(%[[VIEW]], %[[RESULT]], %[[N]])

// CHECK-LABEL: func private @rint_shuffle_i32_r2_row1(
// CHECK-SAME:      %[[FROM:[^:]*]]: memref<?xi32>, %{{[^:]*}}: index, %[[TO:[^:]*]]: memref<?xi32>, %{{[^:]*}}: index, %{{[^:]*}}: index)
// CHECK-SAME:      attributes {llvm.linkage = #llvm.linkage<internal>, passthrough = ["rint-kernel"]}
// CHECK:         scf.if
// CHECK:           scf.for
// CHECK:             %[[V:.*]] = vector.load %[[FROM]][%{{.*}}] {alignment = 4 : i64} : memref<?xi32>, vector<16xi32>
// CHECK:             %[[A:.*]] = vector.shuffle %[[V]], %[[V]] [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7]
// CHECK:             vector.store %[[A]], %[[TO]]
// CHECK:             %[[B:.*]] = vector.shuffle %[[V]], %[[V]] [8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13, 14, 14, 15, 15]
// CHECK:             vector.store %[[B]], %[[TO]]
// CHECK:         else
// CHECK-NOT:       vector.
// CHECK:         return
// CHECK-LABEL: func private @rint_repeat_i32_n_r2(
// CHECK:         call @rint_shuffle_i32_r2_row1

// STREAM-LABEL: func @shuffle(
// STREAM-LABEL: func private @rint_shuffle_i32_r2_row1_streams(
// STREAM:         vector.store {{.*}} {alignment = 64 : i64, nontemporal = true}
// STREAM-LABEL: func private @rint_repeat_i32_n_r2(
// STREAM:         memref.extract_aligned_pointer_as_index
// STREAM:         rint.store_fence
func.func @shuffle(%x: memref<?xf32>, %y: memref<?x2xf32>) {
  linalg.broadcast ins(%x : memref<?xf32>) outs(%y : memref<?x2xf32>) dimensions = [1]
  return
}

// -----

// Rows that do not fill a vector: 3 vectors of 16 rows become 6.

// CHECK-LABEL: func private @rint_shuffle_i32_r2_row3(
// CHECK-COUNT-3: vector.load
// CHECK:         vector.shuffle {{.*}} [0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5, 6, 7, 8, 6]
// CHECK:         vector.store
// CHECK-COUNT-5: vector.shuffle
// CHECK-NOT:     vector.shuffle
// CHECK:         return
func.func @shuffle_rows(%x: memref<?x3xf32>, %y: memref<?x2x3xf32>) {
  linalg.broadcast ins(%x : memref<?x3xf32>) outs(%y : memref<?x2x3xf32>) dimensions = [1]
  return
}

// -----

// A count that is not known picks among the kernels.

// CHECK-LABEL: func private @rint_repeat_i32_n_r(
// CHECK-SAME:      %{{.*}}: memref<?xi32>, %{{.*}}: memref<?xi32>, %{{.*}}: index, %[[R:.*]]: index)
// CHECK:         arith.cmpi eq, %[[R]], %c1
// CHECK:           call @rint_shuffle_i32_r1_row1(
// CHECK:           arith.cmpi eq, %[[R]], %c4
// CHECK:           call @rint_shuffle_i32_r4_row1(
// CHECK-NOT:       @rint_shuffle
// CHECK:           arith.cmpi sge, %[[R]], %c16
// CHECK:           call @rint_fill_i32_row1(
// CHECK:           call @rint_short_runs_i32_row1(
func.func @unknown_count(%x: memref<?xf32>, %y: memref<?x?xf32>) {
  linalg.broadcast ins(%x : memref<?xf32>) outs(%y : memref<?x?xf32>) dimensions = [1]
  return
}

// -----

// A known large count: whole vectors of one element, aligned but for the first
// and the last.

// CHECK-LABEL: func private @rint_fill_i64_least64_row1(
// CHECK:         scf.for
// CHECK:           %[[ELEMENT:.*]] = memref.load
// CHECK:           %[[V:.*]] = vector.broadcast %[[ELEMENT]] : i64 to vector<8xi64>
// CHECK:           vector.store %[[V]]
// CHECK:           scf.for
// CHECK:             vector.store %[[V]]
// CHECK:           vector.store %[[V]]
// CHECK-NOT:     vector.
// CHECK:         return
func.func @runs(%x: memref<?xf64>, %y: memref<?x100xf64>) {
  linalg.broadcast ins(%x : memref<?xf64>) outs(%y : memref<?x100xf64>) dimensions = [1]
  return
}

// -----

// Long rows: blocks that go to all of their destinations. The dimensions around
// are merged. An element of two words.

// CHECK-LABEL: func @rows(
// CHECK:         rint.flat_view %{{.*}} : memref<2x3x8x16xcomplex<f64>> to memref<?xi64>
// CHECK:         call @[[KERNEL:rint_repeat_i64_n_r5_n_least65_whole_small]](%{{.*}}, %{{.*}}, %c6, %c256)
// CHECK-LABEL: func private @rint_blocked_rows_i64_r5_rows65_whole(
// CHECK:         scf.for
// CHECK:           scf.for
// CHECK:             scf.for
// CHECK:               scf.for
// CHECK:                 vector.load
// CHECK:                 vector.store
func.func @rows(%x: memref<2x3x8x16xcomplex<f64>>, %y: memref<2x3x5x8x16xcomplex<f64>>) {
  linalg.broadcast ins(%x : memref<2x3x8x16xcomplex<f64>>)
      outs(%y : memref<2x3x5x8x16xcomplex<f64>>) dimensions = [2]
  return
}

// -----

// Copies of a whole tensor: a loop over the outer copies, rows inside.

// CHECK-LABEL: func private @rint_repeat_i16_r_n_r3_n(
// CHECK:         scf.for
// CHECK:           call @rint_blocked_rows_i16_r3(
// CHECK:           call @rint_short_rows_i16_r3(
func.func @tile(%x: memref<4x?xi16>, %y: memref<2x4x3x?xi16>) {
  linalg.broadcast ins(%x : memref<4x?xi16>) outs(%y : memref<2x4x3x?xi16>) dimensions = [0, 2]
  return
}

// -----

// What is not stored as whole words, and what does not lie side by side, is left
// to loops.

// CHECK-LABEL: func @left(
// CHECK:         linalg.broadcast
// CHECK:         linalg.broadcast
func.func @left(%x: memref<4xi24>, %y: memref<4x2xi24>,
                %s: memref<4xf32, strided<[2]>>, %t: memref<4x2xf32>) {
  linalg.broadcast ins(%x : memref<4xi24>) outs(%y : memref<4x2xi24>) dimensions = [1]
  linalg.broadcast ins(%s : memref<4xf32, strided<[2]>>) outs(%t : memref<4x2xf32>) dimensions = [1]
  return
}

// -----

// Copies of one short row: the vectors of a period stay in registers.

// CHECK-LABEL: func private @rint_tile_i32_one_row3(
// CHECK:         %[[ROW:.*]] = vector.load {{.*}} : memref<?xi32>, vector<3xi32>
// CHECK:         %[[A:.*]] = vector.shuffle %[[ROW]], %[[ROW]] [0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0]
// CHECK-COUNT-4: vector.shuffle %[[ROW]], %[[ROW]]
// CHECK:         %[[F:.*]] = vector.shuffle %[[ROW]], %[[ROW]] [2, 0, 1,
// CHECK:         scf.for
// CHECK:           vector.store %[[A]]
// CHECK-COUNT-4:   vector.store
// CHECK:           vector.store %[[F]]
// CHECK-NOT:       vector.store
// CHECK:         return

// STREAM-LABEL: func private @rint_tile_i32_one_row3_streams(
// STREAM-COUNT-6: vector.store {{.*}} {alignment = 64 : i64, nontemporal = true}
func.func @short_row(%x: memref<3xf32>, %y: memref<?x3xf32>) {
  linalg.broadcast ins(%x : memref<3xf32>) outs(%y : memref<?x3xf32>) dimensions = [0]
  return
}

// -----

// A row of few vectors is loaded once, and stored as often as it is repeated. The
// last vector overlaps the one before.

// CHECK-LABEL: func private @rint_held_rows_i32_row20(
// CHECK:         scf.for
// CHECK:           %[[A:.*]] = vector.load
// CHECK:           %[[B:.*]] = vector.load
// CHECK:           scf.for
// CHECK-NOT:         vector.load
// CHECK:             vector.store %[[A]]
// CHECK:             %[[LAST:.*]] = arith.addi %{{.*}}, %c4
// CHECK:             vector.store %[[B]], %{{.*}}[%[[LAST]]]
func.func @few_vectors(%x: memref<?x20xf32>, %y: memref<?x?x20xf32>) {
  linalg.broadcast ins(%x : memref<?x20xf32>) outs(%y : memref<?x?x20xf32>) dimensions = [1]
  return
}

// -----

// Ops of one kind share one kernel, whatever their types and sizes, and a program
// may have a function of that name.

// CHECK-LABEL: func @shared(
// CHECK-COUNT-2: call @rint_repeat_i32_n_r2_0(
// CHECK-COUNT-1: func private @rint_repeat_i32_n_r2_0(
// CHECK-NOT:     func private @rint_repeat
func.func private @rint_repeat_i32_n_r2()
func.func @shared(%x: memref<?xf32>, %y: memref<?x2xf32>, %z: memref<?x5xi32>, %w: memref<?x5x2xi32>) {
  linalg.broadcast ins(%x : memref<?xf32>) outs(%y : memref<?x2xf32>) dimensions = [1]
  linalg.broadcast ins(%z : memref<?x5xi32>) outs(%w : memref<?x5x2xi32>) dimensions = [2]
  return
}
