// RUN: rint-opt %s --convert-rint-to-scf --canonicalize | FileCheck %s

// Plain loops pack nothing, and say so.

// CHECK-LABEL: func @scan(
// CHECK-SAME:      %[[N:.*]]: index, %[[RS:.*]]: memref<?xi64>, %[[O:.*]]: memref<?xindex>)
// CHECK-DAG:     %[[BLOCKS:.*]] = arith.ceildivui %[[N]], %c64
// CHECK:         %[[SUM:.*]] = scf.for
// CHECK:         memref.store %[[SUM]], %[[O]][%[[BLOCKS]]]
// CHECK-DAG:     %[[BEGIN:.*]] = arith.addi %[[BLOCKS]], %c1
// CHECK-DAG:     %[[END:.*]] = memref.dim %[[O]]
// CHECK:         scf.for %[[AT:.*]] = %[[BEGIN]] to %[[END]]
// CHECK-NEXT:      memref.store %c0, %[[O]][%[[AT]]]
func.func @scan(%n: index, %rs: memref<?xi64>, %o: memref<?xindex>) {
  rint.scan_repeats ins(%rs : memref<?xi64>) slices(%n) block(64) packed outs(%o : memref<?xindex>)
  return
}

// CHECK-LABEL: func @expand(
// CHECK:         scf.for
// CHECK:           scf.for
// CHECK:             memref.store
func.func @expand(%rs: memref<?xi64>, %o: memref<?xindex>, %y: memref<?xi64>) {
  rint.expand_indices ins(%o : memref<?xindex>) repeats(%rs : memref<?xi64>) block(64) packed outs(%y : memref<?xi64>)
  return
}
