// RUN: rint-opt --rint-defer-checks=device-tensors %s | FileCheck %s

// A vector of counts on the device that may turn out to be one count for every
// slice is no reason to wait.
// CHECK-LABEL: func.func @only_count(
// CHECK-SAME:    %[[R:[^:]*]]: memref<?xi64>
// CHECK-NOT: memref.load
// CHECK: rint.scan_repeats
// CHECK: scf.if
// CHECK-NEXT: memref.load %[[R]]
// CHECK: rint.check %{{.*}}, "count"
// CHECK: return
func.func @only_count(%r: memref<?xi64>, %n: index, %is_one: i1) -> memref<?xindex> {
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0 : i64
  scf.if %is_one {
    %count = memref.load %r[%c0] : memref<?xi64>
    %good = arith.cmpi sge, %count, %zero : i64
    rint.check %good, "count"
  }
  %o = memref.alloc(%n) : memref<?xindex>
  rint.scan_repeats ins(%r : memref<?xi64>) outs(%o : memref<?xindex>)
  return %o : memref<?xindex>
}
