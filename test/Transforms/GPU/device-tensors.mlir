// RUN: rint-opt --rint-insert-device-buffers=device-tensors --split-input-file --verify-diagnostics %s | FileCheck %s

// Arguments and results are on the device: nothing is copied, and what is
// returned is not freed.
// CHECK-LABEL: func.func @repeat(
// CHECK-NOT: gpu.memcpy
// CHECK: linalg.broadcast ins(%{{.*}} : memref<?xf32>) outs(%[[RESULT:.*]] : memref<?x2xf32>)
// CHECK-NOT: gpu.dealloc
// CHECK: return %[[RESULT]]
func.func @repeat(%x: memref<?xf32>) -> memref<?x2xf32> {
  %c0 = arith.constant 0 : index
  %n = memref.dim %x, %c0 : memref<?xf32>
  %y = memref.alloc(%n) : memref<?x2xf32>
  linalg.broadcast ins(%x : memref<?xf32>) outs(%y : memref<?x2xf32>) dimensions = [1]
  return %y : memref<?x2xf32>
}

// -----

// Only the device has to have room.
// CHECK-LABEL: func.func @memory(
// CHECK: %[[FITS:.*]] = rint.fits_memory %{{.*}} on_device
// CHECK: rint.check %[[FITS]], "memory"
func.func @memory(%x: memref<?xf32>, %n: index) -> memref<?x2xf32> {
  %fits = rint.fits_memory %n
  rint.check %fits, "memory"
  %y = memref.alloc(%n) : memref<?x2xf32>
  linalg.broadcast ins(%x : memref<?xf32>) outs(%y : memref<?x2xf32>) dimensions = [1]
  return %y : memref<?x2xf32>
}

// -----

func.func @host_op(%x: memref<?xf32>, %v: f32) {
  %c0 = arith.constant 0 : index
  // expected-error @below {{expected tensors on a device to be used by rint ops only, but got 'memref.store'}}
  memref.store %v, %x[%c0] : memref<?xf32>
  return
}
