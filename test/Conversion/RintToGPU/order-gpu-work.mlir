// RUN: rint-opt --pass-pipeline='builtin.module(func.func(rint-order-gpu-work))' --split-input-file %s | FileCheck %s

// The host waits once, before it looks at what was copied back.
// CHECK-LABEL: func.func @total(
func.func @total(%host: memref<f32>, %n: index) -> f32 {
  // CHECK: %[[START:.*]] = gpu.wait async
  // CHECK: %[[BYTES:.*]], %[[T0:.*]] = gpu.alloc async [%[[START]]]
  // CHECK: %[[T1:.*]] = gpu.memcpy async [%[[T0]]]
  // CHECK-NOT: gpu.wait
  // CHECK: memref.alloc
  // CHECK: %[[T2:.*]] = gpu.memcpy async [%[[T1]]]
  // CHECK: gpu.wait [%[[T2]]]
  // CHECK-NEXT: memref.load
  // CHECK: %[[NEXT:.*]] = gpu.wait async
  // CHECK: %[[T3:.*]] = gpu.dealloc async [%[[NEXT]]]
  // CHECK: gpu.wait [%[[T3]]]
  // CHECK-NEXT: return
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
