// RUN: rint-opt --convert-rint-to-gpu --canonicalize --cse --split-input-file %s | FileCheck %s

// A copy of elements: the units, their number, a division that the host has
// prepared, and how the threads stride. All types of a width share a kernel.
// CHECK-LABEL: func.func @elements(
// CHECK: gpu.launch_func @rint_kernels::@broadcast_runs_ka_i32
// CHECK: gpu.launch_func @rint_kernels::@broadcast_runs_ka_i32
// CHECK-NOT: linalg.broadcast
// CHECK: gpu.module @rint_kernels
// CHECK: gpu.func @broadcast_runs_ka_i32(
// CHECK-SAME: %{{[^:]*}}: memref<?xi32>, %{{[^:]*}}: memref<?xvector<4xi32>>, %{{[^:]*}}: index, %{{[^:]*}}: index, %{{[^:]*}}: index, %{{[^:]*}}: index, %{{[^:]*}}: index, %{{[^:]*}}: index, %{{[^:]*}}: index)
// CHECK-SAME: kernel attributes {known_block_size = array<i32: 256, 1, 1>}
// CHECK-NOT: gpu.func
func.func @elements(%n: index, %r: index) {
  %c0 = arith.constant 0 : index
  %from = gpu.alloc(%n) : memref<?xi8>
  %to = gpu.alloc(%n) : memref<?xi8>
  %x = memref.view %from[%c0][%n] : memref<?xi8> to memref<?xf32>
  %y = memref.view %to[%c0][%n, %r] : memref<?xi8> to memref<?x?xf32>
  linalg.broadcast ins(%x : memref<?xf32>) outs(%y : memref<?x?xf32>) dimensions = [1]
  %xi = memref.view %from[%c0][%n] : memref<?xi8> to memref<?xi32>
  %yi = memref.view %to[%c0][%n, %r] : memref<?xi8> to memref<?x?xi32>
  linalg.broadcast ins(%xi : memref<?xi32>) outs(%yi : memref<?x?xi32>) dimensions = [1]
  return
}

// -----

// Rows of 16 bytes are copied as such. Where the host has to find out the size of
// rows, the kernel has both ways, and a number that tells which to take.
// CHECK-LABEL: func.func @rows(
// CHECK: gpu.launch_func @rint_kernels::@broadcast_kak_i128
// CHECK: gpu.launch_func @rint_kernels::@broadcast_kak_i32_or_i128
// CHECK: gpu.func @broadcast_kak_i128(%{{[^:]*}}: memref<?xvector<4xi32>>, %{{[^:]*}}: memref<?xvector<4xi32>>, %{{[^:]*}}: index,
// CHECK: gpu.func @broadcast_kak_i32_or_i128(%{{[^:]*}}: memref<?xi32>, %{{[^:]*}}: memref<?xi32>, %{{[^:]*}}: memref<?xvector<4xi32>>, %{{[^:]*}}: memref<?xvector<4xi32>>, %{{[^:]*}}: index,
func.func @rows(%n: index, %r: index, %k: index) {
  %c0 = arith.constant 0 : index
  %from = gpu.alloc(%n) : memref<?xi8>
  %to = gpu.alloc(%n) : memref<?xi8>
  %x = memref.view %from[%c0][%n] : memref<?xi8> to memref<?x4xf32>
  %y = memref.view %to[%c0][%n, %r] : memref<?xi8> to memref<?x?x4xf32>
  linalg.broadcast ins(%x : memref<?x4xf32>) outs(%y : memref<?x?x4xf32>) dimensions = [1]
  %xk = memref.view %from[%c0][%n, %k] : memref<?xi8> to memref<?x?xf32>
  %yk = memref.view %to[%c0][%n, %r, %k] : memref<?xi8> to memref<?x?x?xf32>
  linalg.broadcast ins(%xk : memref<?x?xf32>) outs(%yk : memref<?x?x?xf32>) dimensions = [1]
  return
}

// -----

// Sums of tiles, where there are several, then the offsets. The first kernel is
// not passed what it does not use: the offsets.
// CHECK-LABEL: func.func @scan(
// CHECK: scf.if
// CHECK-NEXT: gpu.launch_func @rint_kernels::@scan_tile_sums_ui8
// CHECK-NEXT: gpu.launch_func @rint_kernels::@scan_tile_bases
// CHECK-NEXT: }
// CHECK: gpu.launch_func @rint_kernels::@scan_tile_offsets_ui8
// CHECK: gpu.func @scan_tile_sums_ui8(%{{[^:]*}}: memref<?xi8>, %{{[^:]*}}: memref<?xi64>, %{{[^:]*}}: index, %{{[^:]*}}: index, %{{[^:]*}}: index, %{{[^:]*}}: index) workgroup(%{{[^:]*}} : memref<256xi64,
// CHECK: gpu.func @scan_tile_bases(%{{[^:]*}}: memref<?xi64>, %{{[^:]*}}: index) workgroup
// CHECK: gpu.func @scan_tile_offsets_ui8(%{{[^:]*}}: memref<?xi8>, %{{[^:]*}}: memref<?xi64>, %{{[^:]*}}: memref<?xi64>, %{{[^:]*}}: index,
func.func @scan(%n: index, %m: index) {
  %c0 = arith.constant 0 : index
  %from = gpu.alloc(%n) : memref<?xi8>
  %to = gpu.alloc(%n) : memref<?xi8>
  %x = memref.view %from[%c0][%n] : memref<?xi8> to memref<?xui8>
  %y = memref.view %to[%c0][%m] : memref<?xi8> to memref<?xindex>
  rint.scan_repeats ins(%x : memref<?xui8>) outs(%y : memref<?xindex>)
  return
}

// -----

// Tiles of runs and of indices; only runs have a source.
// CHECK-LABEL: func.func @expand(
// CHECK: scf.if
// CHECK: gpu.launch_func @rint_kernels::@expand_starts
// CHECK: gpu.launch_func @rint_kernels::@expand_runs_of_i16
// CHECK: gpu.launch_func @rint_kernels::@expand_indices_i16
// CHECK: gpu.func @expand_starts(%{{[^:]*}}: memref<?xi64>, %{{[^:]*}}: memref<?xi64>, %{{[^:]*}}: index,
// CHECK: gpu.func @expand_runs_of_i16(%{{[^:]*}}: memref<?xi16>, %{{[^:]*}}: memref<?xvector<4xi32>>, %{{[^:]*}}: memref<?xi16>, %{{[^:]*}}: memref<?xi64>, %{{[^:]*}}: memref<?xi64>, %{{[^:]*}}: index,
// CHECK: gpu.func @expand_indices_i16(%{{[^:]*}}: memref<?xvector<4xi32>>, %{{[^:]*}}: memref<?xi16>, %{{[^:]*}}: memref<?xi64>, %{{[^:]*}}: memref<?xi64>, %{{[^:]*}}: index,
func.func @expand(%n: index, %m: index) {
  %c0 = arith.constant 0 : index
  %from = gpu.alloc(%n) : memref<?xi8>
  %at = gpu.alloc(%n) : memref<?xi8>
  %to = gpu.alloc(%m) : memref<?xi8>
  %x = memref.view %from[%c0][%n] : memref<?xi8> to memref<?xf16>
  %o = memref.view %at[%c0][%n] : memref<?xi8> to memref<?xindex>
  %y = memref.view %to[%c0][%m] : memref<?xi8> to memref<?xf16>
  rint.expand_runs ins(%x, %o : memref<?xf16>, memref<?xindex>) outs(%y : memref<?xf16>) dim(0)
  %i = memref.view %to[%c0][%m] : memref<?xi8> to memref<?xi16>
  rint.expand_indices ins(%o : memref<?xindex>) outs(%i : memref<?xi16>)
  return
}

// -----

// What is on the host stays there.
// CHECK-LABEL: func.func @host(
// CHECK-NEXT: linalg.broadcast
// CHECK-NEXT: rint.expand_indices
// CHECK-NEXT: return
// CHECK-NOT: gpu.module
func.func @host(%x: memref<?xf32>, %y: memref<?x?xf32>, %o: memref<?xindex>, %i: memref<?xi32>) {
  linalg.broadcast ins(%x : memref<?xf32>) outs(%y : memref<?x?xf32>) dimensions = [1]
  rint.expand_indices ins(%o : memref<?xindex>) outs(%i : memref<?xi32>)
  return
}
