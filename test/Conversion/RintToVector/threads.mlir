// RUN: rint-opt %s --convert-rint-to-vector="threads=2" | FileCheck %s
// RUN: rint-opt %s --rint-to-llvm="threads=2" | FileCheck %s --check-prefix=LLVM
// RUN: rint-opt %s --rint-to-llvm | FileCheck %s --check-prefix=ONE

// Results of 512 KiB and up are cut for the threads.

// CHECK-LABEL: func @shuffle(
// CHECK:         scf.parallel (%{{.*}}) = (%{{.*}}) to (%c2{{.*}})
// CHECK:           vector.store
// CHECK:           rint.store_fence
// CHECK:         else
// CHECK-NOT:       scf.parallel
// CHECK:           vector.store

// LLVM-LABEL: llvm.func @shuffle(
// LLVM:         omp.parallel num_threads
// LLVM:           omp.wsloop
// ONE-NOT:    omp.
func.func @shuffle(%x: memref<?xf32>, %y: memref<?x2xf32>) {
  linalg.broadcast ins(%x : memref<?xf32>) outs(%y : memref<?x2xf32>) dimensions = [1]
  return
}

// Parts are counted through all of the pieces that the dimensions around make:
// here the rows of 1000 copies of a matrix.

// CHECK-LABEL: func @pieces(
// CHECK:         %[[ALL:.*]] = arith.muli %dim, %c1000
// CHECK:         scf.parallel (%[[THREAD:.*]]) = (%{{.*}}) to (%c2{{.*}})
// CHECK:           %[[BEGIN:.*]] = arith.minsi %{{.*}}, %[[ALL]]
// CHECK:           %[[END:.*]] = arith.addi %[[BEGIN]], %{{.*}}
// CHECK:           %[[FIRST:.*]] = arith.divui %[[BEGIN]]
// CHECK:           scf.for %{{.*}} = %[[FIRST]] to
// CHECK:             vector.store
func.func @pieces(%x: memref<?x3xf32>, %y: memref<1000x?x2x3xf32>) {
  linalg.broadcast ins(%x : memref<?x3xf32>) outs(%y : memref<1000x?x2x3xf32>) dimensions = [0, 2]
  return
}
