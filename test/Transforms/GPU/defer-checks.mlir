// RUN: rint-opt --rint-defer-checks --canonicalize --split-input-file %s | FileCheck %s

// A total that has to be output_size: the host goes on with that, and compares
// when it has to wait.
// CHECK-LABEL: func.func @stated(
// CHECK-SAME:    %[[X:[^:]*]]: memref<?xf32>, %{{.*}}: memref<?xi64>, %[[O:[^:]*]]: memref<?xindex>, %[[N:[^:]*]]: index, %[[SIZE:[^:]*]]: index
func.func @stated(%x: memref<?xf32>, %r: memref<?xi64>, %o: memref<?xindex>, %n: index,
                  %size: index) -> memref<?xf32> {
  // CHECK: rint.scan_repeats
  // CHECK-NEXT: %[[Y:.*]] = memref.alloc(%[[SIZE]])
  // CHECK-NEXT: rint.expand_runs ins(%[[X]], %[[O]] : {{.*}}) outs(%[[Y]]
  // CHECK-NEXT: %[[TOTAL:.*]] = memref.load %[[O]][%[[N]]]
  // CHECK-NEXT: %[[NE:.*]] = arith.cmpi ne, %[[TOTAL]], %[[SIZE]]
  // CHECK-NEXT: scf.if %[[NE]] {
  // CHECK-NEXT:   rint.check %false, "size"(%[[TOTAL]], %[[SIZE]] : index, index)
  // CHECK-NEXT: }
  // CHECK-NEXT: return %[[Y]]
  rint.scan_repeats ins(%r : memref<?xi64>) outs(%o : memref<?xindex>)
  %total = memref.load %o[%n] : memref<?xindex>
  %eq = arith.cmpi eq, %total, %size : index
  rint.check %eq, "size" (%total, %size : index, index)
  %y = memref.alloc(%total) : memref<?xf32>
  rint.expand_runs ins(%x, %o : memref<?xf32>, memref<?xindex>) outs(%y : memref<?xf32>) dim(0)
  return %y : memref<?xf32>
}

// -----

// The checks of the total are made of the stated size first. If one fails, the
// total is looked at there and then.
// CHECK-LABEL: func.func @trusted(
// CHECK-SAME:    %[[X:[^:]*]]: memref<?xf32>, %{{.*}}: memref<?xi64>, %[[O:[^:]*]]: memref<?xindex>, %[[N:[^:]*]]: index, %[[SIZE:[^:]*]]: index
func.func @trusted(%x: memref<?xf32>, %r: memref<?xi64>, %o: memref<?xindex>, %n: index,
                   %size: index) -> memref<?xf32> {
  %c0 = arith.constant 0 : index
  %c4 = arith.constant 4 : index
  %false = arith.constant false
  // CHECK: rint.scan_repeats
  // CHECK: arith.cmpi sge, %[[SIZE]], %c0
  // CHECK: %[[BYTES:.*]] = arith.muli %[[SIZE]], %c4
  // CHECK: %[[FITS:.*]] = rint.fits_memory %[[BYTES]]
  // CHECK: scf.if
  // CHECK:   %[[EARLY:.*]] = memref.load %[[O]][%[[N]]]
  // CHECK:   arith.cmpi slt, %[[EARLY]], %c0
  // CHECK:   scf.if
  // CHECK:     rint.check %false, "bad count"
  // CHECK:   rint.fits_memory
  // CHECK:   rint.check %{{.*}}, "memory"
  // CHECK:   rint.check %{{.*}}, "size"(%[[EARLY]], %[[SIZE]] : index, index)
  // CHECK:   rint.check %[[FITS]], "memory"
  // CHECK:   rint.check %false, "size"(%[[SIZE]], %[[SIZE]] : index, index)
  // CHECK-NEXT: }
  // CHECK: rint.expand_runs
  // CHECK: %[[TOTAL:.*]] = memref.load %[[O]][%[[N]]]
  // CHECK-NEXT: arith.cmpi ne, %[[TOTAL]], %[[SIZE]]
  // CHECK: scf.if
  // CHECK:   "bad count"
  // CHECK:   "memory"
  // CHECK:   rint.check %false, "size"(%[[TOTAL]], %[[SIZE]] : index, index)
  // CHECK: return
  rint.scan_repeats ins(%r : memref<?xi64>) outs(%o : memref<?xindex>)
  %total = memref.load %o[%n] : memref<?xindex>
  %bad = arith.cmpi slt, %total, %c0 : index
  scf.if %bad {
    %first = memref.load %r[%c0] : memref<?xi64>
    rint.check %false, "bad count" (%first : i64)
  }
  %bytes = arith.muli %total, %c4 : index
  %fits = rint.fits_memory %bytes
  rint.check %fits, "memory" (%bytes : index)
  %eq = arith.cmpi eq, %total, %size : index
  rint.check %eq, "size" (%total, %size : index, index)
  %y = memref.alloc(%total) : memref<?xf32>
  rint.expand_runs ins(%x, %o : memref<?xf32>, memref<?xindex>) outs(%y : memref<?xf32>) dim(0)
  return %y : memref<?xf32>
}

// -----

// Where the host needs the total, it is loaded there.
// CHECK-LABEL: func.func @needed(
func.func @needed(%r: memref<?xi64>, %o: memref<?xindex>, %n: index) -> memref<?xi32> {
  %c0 = arith.constant 0 : index
  // CHECK: rint.scan_repeats
  // CHECK-NEXT: %[[TOTAL:.*]] = memref.load
  // CHECK-NEXT: %[[GOOD:.*]] = arith.cmpi sge, %[[TOTAL]]
  // CHECK-NEXT: rint.check %[[GOOD]], "total"
  // CHECK-NEXT: memref.alloc(%[[TOTAL]])
  rint.scan_repeats ins(%r : memref<?xi64>) outs(%o : memref<?xindex>)
  %total = memref.load %o[%n] : memref<?xindex>
  %good = arith.cmpi sge, %total, %c0 : index
  rint.check %good, "total"
  %y = memref.alloc(%total) : memref<?xi32>
  rint.expand_indices ins(%o : memref<?xindex>) outs(%y : memref<?xi32>)
  return %y : memref<?xi32>
}

// -----

// The first error comes first: before a check of the host fails, what is owed is
// checked. One branch serves neighbours.
// CHECK-LABEL: func.func @order(
// CHECK-SAME:    %{{.*}}: memref<?xi64>, %[[N:.*]]: index, %[[A:.*]]: i1, %[[B:.*]]: i1
func.func @order(%r: memref<?xi64>, %n: index, %a: i1, %b: i1, %y: memref<?xi32>) {
  %c0 = arith.constant 0 : index
  %o = memref.alloc(%n) : memref<?xindex>
  // CHECK: rint.scan_repeats ins({{.*}}) outs(%[[O:.*]] :
  // CHECK: rint.expand_indices
  // CHECK-DAG: %[[NOT_A:.*]] = arith.xori %[[A]], %true
  // CHECK-DAG: %[[NOT_B:.*]] = arith.xori %[[B]], %true
  // CHECK: %[[FAILS:.*]] = arith.ori %[[NOT_A]], %[[NOT_B]]
  // CHECK-NEXT: scf.if %[[FAILS]] {
  // CHECK-NEXT: memref.load %[[O]][%[[N]]]
  // CHECK-NEXT: arith.cmpi sge
  // CHECK-NEXT: rint.check %{{.*}}, "owed"
  // CHECK-NEXT: rint.check %[[A]], "a"
  // CHECK-NEXT: rint.check %false, "b"
  // CHECK-NEXT: }
  // CHECK: rint.expand_indices
  // CHECK-NEXT: memref.load %[[O]][%[[N]]]
  // CHECK-NEXT: arith.cmpi sge
  // CHECK-NEXT: rint.check %{{.*}}, "owed"
  // CHECK-NEXT: memref.dealloc
  rint.scan_repeats ins(%r : memref<?xi64>) outs(%o : memref<?xindex>)
  %total = memref.load %o[%n] : memref<?xindex>
  %good = arith.cmpi sge, %total, %c0 : index
  rint.check %good, "owed"
  rint.expand_indices ins(%o : memref<?xindex>) outs(%y : memref<?xi32>)
  rint.check %a, "a"
  rint.check %b, "b"
  rint.expand_indices ins(%o : memref<?xindex>) outs(%y : memref<?xi32>)
  memref.dealloc %o : memref<?xindex>
  return
}

// -----

// A division stays behind the check of its divisor.
// CHECK-LABEL: func.func @division(
func.func @division(%r: memref<?xi64>, %n: index, %a: index, %y: memref<?xi32>) -> index {
  %c0 = arith.constant 0 : index
  %o = memref.alloc(%n) : memref<?xindex>
  // CHECK: rint.expand_indices
  // CHECK: scf.if
  // CHECK: "divisor"
  // CHECK: arith.divsi
  // CHECK: scf.if
  // CHECK: "quotient"
  rint.scan_repeats ins(%r : memref<?xi64>) outs(%o : memref<?xindex>)
  %total = memref.load %o[%n] : memref<?xindex>
  %good = arith.cmpi sge, %total, %c0 : index
  rint.check %good, "owed"
  rint.expand_indices ins(%o : memref<?xindex>) outs(%y : memref<?xi32>)
  %nonzero = arith.cmpi ne, %a, %c0 : index
  rint.check %nonzero, "divisor"
  %q = arith.divsi %n, %a : index
  %positive = arith.cmpi sge, %q, %c0 : index
  rint.check %positive, "quotient"
  memref.dealloc %o : memref<?xindex>
  return %q : index
}

// -----

// What others may see comes after the checks, and so does what the host reads of
// the device's work.
// CHECK-LABEL: func.func @seen(
func.func private @print(memref<?xi32>)
func.func @seen(%r: memref<?xi64>, %n: index, %y: memref<?xi32>) -> i32 {
  %c0 = arith.constant 0 : index
  %o = memref.alloc(%n) : memref<?xindex>
  // CHECK: rint.expand_indices
  // CHECK-NEXT: memref.load
  // CHECK-NEXT: arith.cmpi
  // CHECK-NEXT: rint.check %{{.*}}, "owed"
  // CHECK-NEXT: memref.dealloc
  // CHECK-NEXT: call @print
  // CHECK-NEXT: memref.load
  // CHECK-NEXT: return
  rint.scan_repeats ins(%r : memref<?xi64>) outs(%o : memref<?xindex>)
  %total = memref.load %o[%n] : memref<?xindex>
  %good = arith.cmpi sge, %total, %c0 : index
  rint.check %good, "owed"
  rint.expand_indices ins(%o : memref<?xindex>) outs(%y : memref<?xi32>)
  memref.dealloc %o : memref<?xindex>
  func.call @print(%y) : (memref<?xi32>) -> ()
  %v = memref.load %y[%c0] : memref<?xi32>
  return %v : i32
}

// -----

// A buffer that is still to be read is not written again.
// CHECK-LABEL: func.func @reused(
func.func @reused(%r: memref<4xi64>, %s: memref<4xi64>, %y: memref<?xi32>, %z: memref<?xi32>) {
  %c0 = arith.constant 0 : index
  %c4 = arith.constant 4 : index
  // CHECK: %[[O:.*]] = memref.alloc() : memref<5xindex>
  // CHECK-NEXT: rint.scan_repeats ins({{.*}}) outs(%[[O]]
  // CHECK-NEXT: rint.expand_indices ins(%[[O]]
  // CHECK-NEXT: %[[P:.*]] = memref.alloc() : memref<5xindex>
  // CHECK-NEXT: rint.scan_repeats ins({{.*}}) outs(%[[P]]
  // CHECK-NEXT: rint.expand_indices ins(%[[P]]
  // CHECK-NEXT: memref.load %[[O]]
  // CHECK: rint.check %{{.*}}, "first"
  // CHECK-NEXT: memref.dealloc %[[O]]
  // CHECK-NEXT: memref.load %[[P]]
  // CHECK: rint.check %{{.*}}, "second"
  // CHECK-NEXT: memref.dealloc %[[P]]
  %o = memref.alloc() : memref<5xindex>
  rint.scan_repeats ins(%r : memref<4xi64>) outs(%o : memref<5xindex>)
  %a = memref.load %o[%c4] : memref<5xindex>
  %first = arith.cmpi sge, %a, %c0 : index
  rint.check %first, "first"
  rint.expand_indices ins(%o : memref<5xindex>) outs(%y : memref<?xi32>)
  rint.scan_repeats ins(%s : memref<4xi64>) outs(%o : memref<5xindex>)
  %b = memref.load %o[%c4] : memref<5xindex>
  %second = arith.cmpi sge, %b, %c0 : index
  rint.check %second, "second"
  rint.expand_indices ins(%o : memref<5xindex>) outs(%z : memref<?xi32>)
  memref.dealloc %o : memref<5xindex>
  return
}
