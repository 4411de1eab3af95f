// RUN: rint-opt --allow-unregistered-dialect --rint-scope-stack-buffers %s | FileCheck %s

// CHECK-LABEL: func.func @loop(
// CHECK: scf.for
// CHECK-NEXT: %[[S:.*]] = llvm.intr.stacksave
// CHECK: memref.alloca
// CHECK: llvm.intr.stackrestore %[[S]]
// CHECK-NEXT: }
func.func @loop(%n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %b = memref.alloca() : memref<8xf32>
    "test.use"(%b) : (memref<8xf32>) -> ()
  }
  return
}

// CHECK-LABEL: func.func @without(
// CHECK-NOT: stacksave
func.func @without(%n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %b = memref.alloca() : memref<8xf32>
  scf.for %i = %c0 to %n step %c1 {
    "test.use"(%b) : (memref<8xf32>) -> ()
  }
  return
}

// The buffer is needed in the next round.
// CHECK-LABEL: func.func @handed_on(
// CHECK-NOT: stacksave
func.func @handed_on(%n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %b = memref.alloca() : memref<8xf32>
  scf.for %i = %c0 to %n step %c1 iter_args(%a = %b) -> memref<8xf32> {
    %c = memref.alloca() : memref<8xf32>
    "test.use"(%a, %c) : (memref<8xf32>, memref<8xf32>) -> ()
    scf.yield %c : memref<8xf32>
  }
  return
}

// CHECK-LABEL: func.func @scope(
// CHECK-NEXT: %[[S:.*]] = llvm.intr.stacksave
// CHECK-NEXT: memref.alloca
// CHECK-NEXT: %[[R:.*]] = "test.use"
// CHECK-NEXT: llvm.intr.stackrestore %[[S]]
// CHECK-NEXT: return %[[R]]
func.func @scope() -> i32 {
  %r = memref.alloca_scope -> i32 {
    %b = memref.alloca() : memref<8xf32>
    %0 = "test.use"(%b) : (memref<8xf32>) -> i32
    memref.alloca_scope.return %0 : i32
  }
  return %r : i32
}
