// RUN: rint-opt %s --rint-outline-failures --split-input-file | FileCheck %s

// What finds the culprit is one function for both branches; the checks stay.

// CHECK-LABEL: func @two(
// CHECK-SAME:    %[[A:.*]]: memref<?xi64>, %[[B:.*]]: memref<?xi64>
// CHECK:         scf.if
// CHECK-NOT:       scf.for
// CHECK:           %[[AT:.*]]:2 = func.call @rint_find_culprit(%[[A]], %{{.*}}) : (memref<?xi64>, index) -> (index, i64)
// CHECK-NEXT:      rint.check %{{.*}}, "expected counts, but got {0} at {1}"(%[[AT]]#1, %[[AT]]#0 : i64, index)
// CHECK:         scf.if
// CHECK-NOT:       scf.for
// CHECK:           %[[AT:.*]]:2 = func.call @rint_find_culprit(%[[B]], %{{.*}}) : (memref<?xi64>, index) -> (index, i64)
// CHECK-NEXT:      rint.check %{{.*}}, "expected weights, but got {0} at {1}"(%[[AT]]#1, %[[AT]]#0 : i64, index)
func.func @two(%a: memref<?xi64>, %b: memref<?xi64>, %n: index, %aIsBad: i1, %bIsBad: i1) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %false = arith.constant false
  scf.if %aIsBad {
    %at = scf.for %i = %c0 to %n step %c1 iter_args(%found = %c0) -> (index) {
      %count = memref.load %a[%i] : memref<?xi64>
      %index = arith.index_cast %count : i64 to index
      %isBad = arith.cmpi slt, %index, %c0 : index
      %next = arith.select %isBad, %i, %found : index
      scf.yield %next : index
    }
    %count = memref.load %a[%at] : memref<?xi64>
    rint.check %false, "expected counts, but got {0} at {1}"(%count, %at : i64, index)
  }
  scf.if %bIsBad {
    %at = scf.for %i = %c0 to %n step %c1 iter_args(%found = %c0) -> (index) {
      %count = memref.load %b[%i] : memref<?xi64>
      %index = arith.index_cast %count : i64 to index
      %isBad = arith.cmpi slt, %index, %c0 : index
      %next = arith.select %isBad, %i, %found : index
      scf.yield %next : index
    }
    %count = memref.load %b[%at] : memref<?xi64>
    rint.check %false, "expected weights, but got {0} at {1}"(%count, %at : i64, index)
  }
  return
}

// Constants move along, and nothing is spent on the function.

// CHECK:       func.func private @rint_find_culprit(%[[COUNTS:.*]]: memref<?xi64>, %[[N:.*]]: index) -> (index, i64)
// CHECK-SAME:    llvm.linkage = #llvm.linkage<internal>
// CHECK-SAME:    passthrough = ["cold", "noinline", "optnone"]
// CHECK-DAG:     arith.constant 0 : index
// CHECK:         %[[AT:.*]] = scf.for %{{.*}} to %[[N]]
// CHECK:         %[[COUNT:.*]] = memref.load %[[COUNTS]][%[[AT]]]
// CHECK-NEXT:    return %[[AT]], %[[COUNT]]
// CHECK-NOT:   func.func

// -----

// Another type of counts is another function.

// CHECK-LABEL: func @types(
// CHECK:         call @rint_find_culprit(
// CHECK:         call @rint_find_culprit_0(
// CHECK:       func.func private @rint_find_culprit({{.*}}: memref<?xi64>
// CHECK:       func.func private @rint_find_culprit_0({{.*}}: memref<?xi8>
func.func @types(%a: memref<?xi64>, %b: memref<?xi8>, %n: index, %isBad: i1) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0 : i64
  %zero8 = arith.constant 0 : i8
  %false = arith.constant false
  scf.if %isBad {
    %sum = scf.for %i = %c0 to %n step %c1 iter_args(%s = %zero) -> (i64) {
      %count = memref.load %a[%i] : memref<?xi64>
      %next = arith.addi %s, %count : i64
      scf.yield %next : i64
    }
    rint.check %false, "expected more than {0}"(%sum : i64)
  }
  scf.if %isBad {
    %sum = scf.for %i = %c0 to %n step %c1 iter_args(%s = %zero8) -> (i8) {
      %count = memref.load %b[%i] : memref<?xi8>
      %next = arith.addi %s, %count : i8
      scf.yield %next : i8
    }
    rint.check %false, "expected more than {0}"(%sum : i8)
  }
  return
}

// -----

// What may go on, writes, or has no loop stays.

// CHECK-LABEL: func @stays(
// CHECK-NOT:     call
// CHECK:         return
// CHECK-NOT:   func.func
func.func @stays(%a: memref<?xindex>, %n: index, %isBad: i1) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %false = arith.constant false
  scf.if %isBad {
    %sum = scf.for %i = %c0 to %n step %c1 iter_args(%s = %c0) -> (index) {
      %count = memref.load %a[%i] : memref<?xindex>
      %next = arith.addi %s, %count : index
      scf.yield %next : index
    }
    %isGood = arith.cmpi slt, %sum, %n : index
    rint.check %isGood, "expected less than {0}, but got {1}"(%n, %sum : index, index)
  }
  scf.if %isBad {
    scf.for %i = %c0 to %n step %c1 {
      memref.store %i, %a[%i] : memref<?xindex>
    }
    rint.check %false, "expected nothing"
  }
  scf.if %isBad {
    %count = memref.load %a[%c0] : memref<?xindex>
    rint.check %false, "expected nothing, but got {0}"(%count : index)
  }
  return
}
