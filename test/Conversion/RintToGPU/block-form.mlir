// There are no kernels for offsets of blocks of slices, or for a range of the rows:
// all of the passes for devices leave such ops, and what they use, to the host.

// RUN: rint-opt --rint-defer-checks --rint-insert-device-buffers --convert-rint-to-gpu --rint-order-gpu-work %s | FileCheck %s --implicit-check-not=gpu. --implicit-check-not=memref.view

// CHECK-LABEL: func.func @runs(
// CHECK-NEXT: constant
// CHECK-NEXT: memref.alloc
// CHECK-NEXT: rint.scan_repeats {{.*}} slices(%{{.*}}) block(4096)
// CHECK-NEXT: memref.load
// CHECK-NEXT: memref.alloc
// CHECK-NEXT: rint.expand_runs {{.*}} repeats(%{{.*}} : memref<?xi32>) block(4096)
// CHECK-NEXT: memref.dealloc
// CHECK-NEXT: return
func.func @runs(%x: memref<?x4xf32>, %counts: memref<?xi32>, %n: index)
    -> memref<?x4xf32> {
  %c1 = arith.constant 1 : index
  %o = memref.alloc() : memref<2xindex>
  rint.scan_repeats ins(%counts : memref<?xi32>) slices(%n) block(4096)
      outs(%o : memref<2xindex>)
  %total = memref.load %o[%c1] : memref<2xindex>
  %y = memref.alloc(%total) : memref<?x4xf32>
  rint.expand_runs ins(%x, %o : memref<?x4xf32>, memref<2xindex>)
      repeats(%counts : memref<?xi32>) block(4096) outs(%y : memref<?x4xf32>)
      dim(0)
  memref.dealloc %o : memref<2xindex>
  return %y : memref<?x4xf32>
}

// CHECK-LABEL: func.func @indices(
// CHECK-NEXT: rint.expand_indices {{.*}} repeats(%{{.*}} : memref<?xi32>) block(2)
// CHECK-NEXT: return
func.func @indices(%o: memref<?xindex>, %counts: memref<?xi32>,
                   %y: memref<?xi64>) {
  rint.expand_indices ins(%o : memref<?xindex>) repeats(%counts : memref<?xi32>)
      block(2) outs(%y : memref<?xi64>)
  return
}

// CHECK-LABEL: func.func @rows(
// CHECK-NEXT: rint.expand_indices {{.*}} rows(
// CHECK-NEXT: rint.expand_runs {{.*}} rows(
// CHECK-NEXT: return
func.func @rows(%o: memref<?xindex>, %x: memref<?xf32>, %y: memref<?xf32>,
                %i: memref<?xi64>, %begin: index, %end: index) {
  rint.expand_indices ins(%o : memref<?xindex>) outs(%i : memref<?xi64>)
      rows(%begin to %end)
  rint.expand_runs ins(%x, %o : memref<?xf32>, memref<?xindex>)
      outs(%y : memref<?xf32>) rows(%begin to %end) dim(0)
  return
}
