// RUN: rint-opt --pass-pipeline='builtin.module(func.func(rint-order-gpu-work))' --split-input-file %s | FileCheck %s

// The host waits once, before it looks at what was copied back. What is to be
// freed then is freed before.
// CHECK-LABEL: func.func @total(
func.func @total(%host: memref<f32>, %n: index) -> f32 {
  // CHECK: %[[START:.*]] = gpu.wait async
  // CHECK: %[[BYTES:.*]], %[[T0:.*]] = gpu.alloc async [%[[START]]]
  // CHECK: %[[T1:.*]] = gpu.memcpy async [%[[T0]]]
  // CHECK-NOT: gpu.wait
  // CHECK: memref.alloc
  // CHECK: %[[T2:.*]] = gpu.memcpy async [%[[T1]]]
  // CHECK: %[[T3:.*]] = gpu.dealloc async [%[[T2]]]
  // CHECK: gpu.wait [%[[T3]]]
  // CHECK-NEXT: memref.load
  // CHECK-NOT: gpu.wait
  // CHECK: return
  %c0 = arith.constant 0 : index
  %bytes = gpu.alloc(%n) : memref<?xi8>
  %device = memref.view %bytes[%c0][] : memref<?xi8> to memref<f32>
  gpu.memcpy %device, %host : memref<f32>, memref<f32>
  %copy = memref.alloc() : memref<f32>
  gpu.memcpy %copy, %device : memref<f32>, memref<f32>
  %value = memref.load %copy[] : memref<f32>
  gpu.dealloc %bytes : memref<?xi8>
  return %value : f32
}

// -----

// A block of its own has a chain of its own, which starts when all before has
// finished.
// CHECK-LABEL: func.func @nested(
func.func @nested(%a: memref<4xf32>, %b: memref<4xf32>, %c: i1) {
  // CHECK: gpu.memcpy async
  // CHECK: gpu.wait [
  // CHECK-NEXT: scf.if
  // CHECK: gpu.wait async
  // CHECK: gpu.memcpy async
  // CHECK: gpu.wait [
  // CHECK-NEXT: }
  gpu.memcpy %a, %b : memref<4xf32>, memref<4xf32>
  scf.if %c {
    gpu.memcpy %b, %a : memref<4xf32>, memref<4xf32>
  }
  return
}

// -----

// Two copies to the host share a wait, although the first is looked at before the
// second is asked for.
// CHECK-LABEL: func.func @together(
func.func @together(%n: index) -> (f32, f32) {
  // CHECK: gpu.memcpy async
  // CHECK: gpu.memcpy async
  // CHECK: gpu.dealloc async
  // CHECK: gpu.wait [
  // CHECK-NEXT: memref.load
  // CHECK: rint.check
  // CHECK: memref.load
  // CHECK-NEXT: return
  %c0 = arith.constant 0 : index
  %zero = arith.constant 0.0 : f32
  %bytes = gpu.alloc(%n) : memref<?xi8>
  %device = memref.view %bytes[%c0][] : memref<?xi8> to memref<f32>
  %a = memref.alloc() : memref<f32>
  gpu.memcpy %a, %device : memref<f32>, memref<f32>
  %first = memref.load %a[] : memref<f32>
  %good = arith.cmpf oge, %first, %zero : f32
  rint.check %good, "first"
  %b = memref.alloc() : memref<f32>
  gpu.memcpy %b, %device : memref<f32>, memref<f32>
  gpu.dealloc %bytes : memref<?xi8>
  %second = memref.load %b[] : memref<f32>
  return %first, %second : f32, f32
}

// -----

// A branch that only launches is on the chain, too.
// CHECK-LABEL: func.func @launches(
// CHECK: %[[T0:.*]] = gpu.wait async
// CHECK-NEXT: scf.if
// CHECK-NEXT: %[[T1:.*]] = gpu.launch_func async [%[[T0]]] @kernels::@k
// CHECK-NEXT: gpu.launch_func async [%[[T1]]] @kernels::@k
// CHECK-NEXT: }
// CHECK-NEXT: %[[T2:.*]] = gpu.launch_func async [%[[T0]]] @kernels::@k
// CHECK-NEXT: gpu.wait [%[[T2]]]
// CHECK-NEXT: return
module attributes {gpu.container_module} {
  func.func @launches(%c: i1, %n: index) {
    scf.if %c {
      gpu.launch_func @kernels::@k blocks in (%n, %n, %n) threads in (%n, %n, %n)
      gpu.launch_func @kernels::@k blocks in (%n, %n, %n) threads in (%n, %n, %n)
    }
    gpu.launch_func @kernels::@k blocks in (%n, %n, %n) threads in (%n, %n, %n)
    return
  }
  // Not so if nothing follows.
  // CHECK-LABEL: func.func @alone(
  // CHECK-NEXT: scf.if
  // CHECK-NEXT: %[[T0:.*]] = gpu.wait async
  // CHECK-NEXT: %[[T1:.*]] = gpu.launch_func async [%[[T0]]] @kernels::@k
  // CHECK-NEXT: gpu.wait [%[[T1]]]
  func.func @alone(%c: i1, %n: index) {
    scf.if %c {
      gpu.launch_func @kernels::@k blocks in (%n, %n, %n) threads in (%n, %n, %n)
    }
    return
  }
  gpu.module @kernels {
    gpu.func @k() kernel {
      gpu.return
    }
  }
}

// -----

// Where the run ends the host waits for what it needs, and only there.
// CHECK-LABEL: func.func @failure(
func.func @failure(%a: memref<4xf32>, %b: memref<4xf32>, %c: i1, %d: i1) {
  // CHECK: %[[TOKEN:.*]] = gpu.memcpy async
  // CHECK-NEXT: scf.if
  // CHECK-NEXT: scf.if
  // CHECK-NEXT: gpu.wait [%[[TOKEN]]]
  // CHECK: gpu.memcpy async
  // CHECK-NEXT: rint.check
  // CHECK-NEXT: gpu.wait
  // CHECK-NEXT: }
  // CHECK-NEXT: }
  // CHECK-NEXT: %[[NEXT:.*]] = gpu.memcpy async [%[[TOKEN]]]
  // CHECK: gpu.wait [%[[NEXT]]]
  // CHECK-NEXT: return
  %false = arith.constant false
  %n = arith.constant 16 : index
  %c0 = arith.constant 0 : index
  %bytes = gpu.alloc(%n) : memref<?xi8>
  %device = memref.view %bytes[%c0][] : memref<?xi8> to memref<4xf32>
  gpu.memcpy %device, %a : memref<4xf32>, memref<4xf32>
  scf.if %c {
    scf.if %d {
      gpu.memcpy %b, %device : memref<4xf32>, memref<4xf32>
      rint.check %false, "failure"
    }
  }
  gpu.memcpy %device, %b : memref<4xf32>, memref<4xf32>
  return
}

// -----

// A block may be empty: that of a loop that stores all it makes itself.
// CHECK-LABEL: func.func @forall(
func.func @forall(%a: memref<4xf32>, %b: memref<4xf32>) {
  // CHECK-NEXT: scf.forall
  // CHECK-NEXT: %[[START:.*]] = gpu.wait async
  // CHECK-NEXT: %[[TOKEN:.*]] = gpu.memcpy async [%[[START]]]
  // CHECK-NEXT: gpu.wait [%[[TOKEN]]]
  // CHECK-NEXT: }
  scf.forall (%i) in (3) {
    gpu.memcpy %a, %b : memref<4xf32>, memref<4xf32>
    scf.forall.in_parallel {
    }
  }
  return
}
