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
