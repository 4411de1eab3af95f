// RUN: rint-opt --convert-rint-to-gpu --canonicalize --cse --split-input-file %s | FileCheck %s

// Rows that are known to be long are reduced by threads. Nothing is read where the
// offsets do not end at the number of slices.
// CHECK-LABEL: func.func @rows(
// CHECK-NOT: scf.if
// CHECK: gpu.launch_func @rint_kernels::@reduce_segments_sum_f32 blocks
// CHECK: gpu.func @reduce_segments_sum_f32(%[[X:[^:]*]]: memref<?xi32>, %[[Y:[^:]*]]: memref<?xi32>, %[[O:[^:]*]]: memref<?xi64>,
// CHECK: %[[LAST:.*]] = memref.load %[[O]]
// CHECK: arith.cmpi eq
// CHECK: arith.select
// CHECK: scf.for
// CHECK:   %[[SUM:.*]] = scf.for
// CHECK:     memref.load %[[X]]
// CHECK:     arith.addf
// CHECK:   memref.store %{{.*}}, %[[Y]]
// CHECK-NOT: atomic
func.func @rows(%n: index, %m: index) {
  %c0 = arith.constant 0 : index
  %a = gpu.alloc(%n) : memref<?xi8>
  %b = gpu.alloc(%n) : memref<?xi8>
  %c = gpu.alloc(%n) : memref<?xi8>
  %x = memref.view %a[%c0][%n] : memref<?xi8> to memref<?x64xf32>
  %y = memref.view %b[%c0][%m] : memref<?xi8> to memref<?x64xf32>
  %o = memref.view %c[%c0][%m] : memref<?xi8> to memref<?xindex>
  rint.reduce_segments sum ins(%x : memref<?x64xf32>) offsets(%o : memref<?xindex>) outs(%y : memref<?x64xf32>) dim(0)
  return
}

// -----

// Single elements: by blocks where segments are long.
// CHECK-LABEL: func.func @elements(
// CHECK: scf.if
// CHECK: gpu.launch_func @rint_kernels::@reduce_segments_max_ui8_same_by_blocks
// CHECK: scf.if
// CHECK: gpu.launch_func @rint_kernels::@reduce_segments_max_ui8_same blocks
// CHECK: gpu.func @reduce_segments_max_ui8_same_by_blocks({{.*}} workgroup(%{{[^:]*}} : memref<256xi32,
// CHECK: arith.maxui
// CHECK: gpu.barrier
func.func @elements(%n: index, %m: index, %r: index) {
  %c0 = arith.constant 0 : index
  %a = gpu.alloc(%n) : memref<?xi8>
  %b = gpu.alloc(%n) : memref<?xi8>
  %x = memref.view %a[%c0][%n] : memref<?xi8> to memref<?xui8>
  %y = memref.view %b[%c0][%m] : memref<?xi8> to memref<?xui8>
  rint.reduce_segments max ins(%x : memref<?xui8>) count(%r) outs(%y : memref<?xui8>) dim(0)
  return
}

// -----

// There is no kernel for f64, nor for offsets of blocks.
// CHECK-LABEL: func.func @host(
// CHECK-NOT: gpu.launch_func
// CHECK: rint.reduce_segments
// CHECK: rint.reduce_segments
func.func @host(%x: memref<?xf64>, %f: memref<?xf32>, %r: index, %y: memref<?xf64>, %g: memref<?xf32>, %o: memref<?xindex>, %rs: memref<?xi64>) {
  rint.reduce_segments max ins(%x : memref<?xf64>) count(%r) outs(%y : memref<?xf64>) dim(0)
  rint.reduce_segments max ins(%f : memref<?xf32>) offsets(%o : memref<?xindex>) repeats(%rs : memref<?xi64>) block(4096) outs(%g : memref<?xf32>) dim(0)
  return
}
