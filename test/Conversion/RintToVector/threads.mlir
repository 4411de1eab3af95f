// RUN: rint-opt %s --convert-rint-to-vector="threads=2" | FileCheck %s
// RUN: rint-opt %s --rint-to-llvm="threads=2" | FileCheck %s --check-prefix=LLVM
// RUN: rint-opt %s --rint-to-llvm | FileCheck %s --check-prefix=ONE

// Results of 512 KiB and up are cut for the threads. Buffers on the stack are
// those of a part.

// CHECK-LABEL: func private @rint_repeat_part_i32_n_r2(
// CHECK:         call @rint_shuffle_i32_r2_row1_streams(
// CHECK:         rint.store_fence
// CHECK-LABEL: func private @rint_repeat_i32_n_r2(
// CHECK:         scf.parallel (%{{.*}}) = (%{{.*}}) to (%c2{{.*}})
// CHECK:           call @rint_repeat_part_i32_n_r2(
// CHECK:         else
// CHECK-NOT:       scf.parallel
// CHECK:           call @rint_repeat_part_i32_n_r2(

// LLVM-LABEL: llvm.func internal @rint_repeat_i32_n_r2(
// LLVM:         omp.parallel num_threads
// LLVM:           omp.wsloop
// ONE-NOT:    omp.
func.func @shuffle(%x: memref<?xf32>, %y: memref<?x2xf32>) {
  linalg.broadcast ins(%x : memref<?xf32>) outs(%y : memref<?x2xf32>) dimensions = [1]
  return
}

// Parts are counted through all of the pieces that the dimensions around make:
// here the rows of 1000 copies of a matrix.

// CHECK-LABEL: func private @rint_repeat_part_i32_r_n_r2_n3(
// CHECK-SAME:      %{{[^:]*}}: memref<?xi32>, %{{[^:]*}}: memref<?xi32>, %{{[^:]*}}: index, %[[N:[^:]*]]: index, %[[BEGIN:[^:]*]]: index, %{{[^:]*}}: index
// CHECK:         %[[FIRST:.*]] = arith.divui %[[BEGIN]]
// CHECK:         scf.for %{{.*}} = %[[FIRST]] to
// CHECK:           call @rint_shuffle_i32_r2_row3_streams(
// CHECK-LABEL: func private @rint_repeat_i32_r_n_r2_n3(
// CHECK-SAME:      %{{[^:]*}}: memref<?xi32>, %{{[^:]*}}: memref<?xi32>, %[[COPIES:[^:]*]]: index, %[[ROWS:[^:]*]]: index
// CHECK:         %[[ALL:.*]] = arith.muli %[[COPIES]], %[[ROWS]]
// CHECK:         scf.parallel (%[[THREAD:.*]]) = (%{{.*}}) to (%c2{{.*}})
// CHECK:           %[[SHARE:.*]] = arith.minsi %{{.*}}, %[[ALL]]
// CHECK:           call @rint_repeat_part_i32_r_n_r2_n3(%{{.*}}, %{{.*}}, %[[COPIES]], %[[ROWS]], %[[SHARE]],
func.func @pieces(%x: memref<?x3xf32>, %y: memref<1000x?x2x3xf32>) {
  linalg.broadcast ins(%x : memref<?x3xf32>) outs(%y : memref<1000x?x2x3xf32>) dimensions = [0, 2]
  return
}
