// Loops over the counts and over the runs: n + output steps, never n times
// output.
//
// RUN: rint-opt %s --convert-rint-to-scf --split-input-file | FileCheck %s --implicit-check-not=rint.

// The sum turns to -1 for good once a count is negative or the sum overflows.
// CHECK-LABEL: @scan_signed(
// CHECK-SAME: %[[RS:.*]]: memref<?xi32>, %[[O:.*]]: memref<?xindex>)
// CHECK-DAG: %[[ZERO:.*]] = arith.constant 0 : index
// CHECK: %[[TOTAL:.*]] = scf.for %[[I:.*]] = {{.*}} iter_args(%[[SUM:.*]] = %[[ZERO]])
// CHECK:   memref.store %[[SUM]], %[[O]][%[[I]]]
// CHECK:   %[[COUNT:.*]] = memref.load %[[RS]]
// CHECK:   %[[INDEX:.*]] = arith.index_cast %[[COUNT]] : i32 to index
// CHECK:   %[[NEXT:.*]] = arith.addi %[[SUM]], %[[INDEX]]
// CHECK:   %[[KEPT:.*]] = arith.select %{{.*}}, %{{.*}}, %[[NEXT]]
// CHECK:   scf.yield %[[KEPT]]
// CHECK: memref.store %[[TOTAL]], %[[O]]
func.func @scan_signed(%rs: memref<?xi32>, %o: memref<?xindex>) {
  rint.scan_repeats ins(%rs : memref<?xi32>) outs(%o : memref<?xindex>)
  return
}

// -----

// CHECK-LABEL: @scan_unsigned(
// CHECK: arith.index_castui %{{.*}} : i8 to index
func.func @scan_unsigned(%rs: memref<?xui8>, %o: memref<?xindex>) {
  rint.scan_repeats ins(%rs : memref<?xui8>) outs(%o : memref<?xindex>)
  return
}

// -----

// Beyond 64 bits a count is compared before it is cut.
// CHECK-LABEL: @scan_wide(
// CHECK-DAG: arith.trunci %{{.*}} : i128 to i64
// CHECK-DAG: arith.cmpi ugt, %{{.*}}, %{{.*}} : i128
func.func @scan_wide(%rs: memref<?xi128>, %o: memref<?xindex>) {
  rint.scan_repeats ins(%rs : memref<?xi128>) outs(%o : memref<?xindex>)
  return
}

// -----

// CHECK-LABEL: @expand_indices(
// CHECK-SAME: %[[O:.*]]: memref<?xindex>, %[[R:.*]]: memref<?xi8>)
// CHECK: scf.for %[[I:.*]] =
// CHECK:   %[[BEGIN:.*]] = memref.load %[[O]][%[[I]]]
// CHECK:   %[[END:.*]] = memref.load %[[O]][%{{.*}}]
// CHECK:   scf.for %[[J:.*]] = %[[BEGIN]] to %[[END]]
// CHECK:     %[[E:.*]] = arith.index_castui %[[I]] : index to i8
// CHECK:     memref.store %[[E]], %[[R]][%[[J]]]
func.func @expand_indices(%o: memref<?xindex>, %r: memref<?xi8>) {
  rint.expand_indices ins(%o : memref<?xindex>) outs(%r : memref<?xi8>)
  return
}

// -----

// Of each run, what is in the range of rows.
// CHECK-LABEL: @rows(
// CHECK-SAME: %{{.*}}, %[[FIRST:.*]]: index, %[[LAST:.*]]: index)
// CHECK: scf.for
// CHECK:   %[[RUN_BEGIN:.*]] = memref.load
// CHECK:   %[[RUN_END:.*]] = memref.load
// CHECK:   %[[BEGIN:.*]] = arith.maxsi %[[RUN_BEGIN]], %[[FIRST]]
// CHECK:   %[[END:.*]] = arith.minsi %[[RUN_END]], %[[LAST]]
// CHECK:   scf.for %{{.*}} = %[[BEGIN]] to %[[END]]
func.func @rows(%o: memref<?xindex>, %r: memref<?xi8>, %first: index, %last: index) {
  rint.expand_indices ins(%o : memref<?xindex>) outs(%r : memref<?xi8>) rows(%first to %last)
  return
}

// -----

// A destination that is known to be empty gets no loop at all.
// CHECK-LABEL: @empty(
// CHECK-NOT: scf.for
// CHECK: return
func.func @empty(%x: memref<?x0xf32>, %o: memref<?xindex>, %r: memref<?x0xf32>) {
  rint.expand_runs ins(%x, %o : memref<?x0xf32>, memref<?xindex>) outs(%r : memref<?x0xf32>) dim(0)
  return
}
