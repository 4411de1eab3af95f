// RUN: rint-opt --rint-insert-device-buffers --canonicalize --split-input-file --allow-unregistered-dialect %s | FileCheck %s

// The offsets stay on the device; one number of them is read.
// CHECK-LABEL: func.func @plan(
// CHECK-SAME:    %[[REPEATS:.*]]: memref<?xi32>, %[[N:.*]]: index
func.func @plan(%repeats: memref<?xi32>, %n: index) -> (index, memref<?xi64>) {
  %c1 = arith.constant 1 : index
  %entries = arith.addi %n, %c1 : index
  // CHECK-NOT: memref.alloc({{.*}}memref<?xindex>
  // CHECK: %[[OFFSETS:.*]] = memref.view {{.*}} to memref<?xindex>
  // CHECK: %[[COUNTS:.*]] = memref.view {{.*}} to memref<?xi32>
  // CHECK: gpu.memcpy %[[COUNTS]], %[[REPEATS]]
  // CHECK: rint.scan_repeats ins(%[[COUNTS]] : memref<?xi32>) outs(%[[OFFSETS]] : memref<?xindex>)
  %offsets = memref.alloc(%entries) : memref<?xindex>
  rint.scan_repeats ins(%repeats : memref<?xi32>) outs(%offsets : memref<?xindex>)
  // CHECK: %[[PLACE:.*]] = arith.muli %[[N]], %{{.*}} : index
  // CHECK: %[[LAST:.*]] = memref.view %{{.*}}[%[[PLACE]]][] : memref<?xi8> to memref<index>
  // CHECK: gpu.memcpy %[[COPY:.*]], %[[LAST]] : memref<index>, memref<index>
  // CHECK: %[[TOTAL:.*]] = memref.load %[[COPY]][]
  %total = memref.load %offsets[%n] : memref<?xindex>
  // CHECK: %[[RESULT:.*]] = memref.alloc(%[[TOTAL]]) : memref<?xi64>
  // CHECK: %[[INDICES:.*]] = memref.view {{.*}} to memref<?xi64>
  // CHECK: rint.expand_indices ins(%[[OFFSETS]] : memref<?xindex>) outs(%[[INDICES]] : memref<?xi64>)
  // CHECK: gpu.memcpy %[[RESULT]], %[[INDICES]]
  %result = memref.alloc(%total) : memref<?xi64>
  rint.expand_indices ins(%offsets : memref<?xindex>) outs(%result : memref<?xi64>)
  memref.dealloc %offsets : memref<?xindex>
  return %total, %result : index, memref<?xi64>
}

// -----

// What one op has made is there for the next; what the host may have written is
// copied again.
// CHECK-LABEL: func.func @mirrors(
// CHECK-SAME:    %[[X:.*]]: memref<4xf32>
func.func @mirrors(%x: memref<4xf32>, %v: f32)
    -> (memref<4x2xf32>, memref<4x2x2xf32>, memref<4x2xf32>) {
  %c0 = arith.constant 0 : index
  %a = memref.alloc() : memref<4x2xf32>
  %b = memref.alloc() : memref<4x2x2xf32>
  %c = memref.alloc() : memref<4x2xf32>
  // CHECK: gpu.memcpy %{{.*}}, %[[X]]
  // CHECK: linalg.broadcast ins(%{{.*}} : memref<4xf32>) outs(%[[A:.*]] : memref<4x2xf32>)
  linalg.broadcast ins(%x : memref<4xf32>) outs(%a : memref<4x2xf32>) dimensions = [1]
  // CHECK: linalg.broadcast ins(%{{.*}} : memref<4x2xf32>) outs(%{{.*}} : memref<4x2x2xf32>)
  // CHECK-NOT: gpu.memcpy %{{.*}}, %[[X]]
  linalg.broadcast ins(%a : memref<4x2xf32>) outs(%b : memref<4x2x2xf32>) dimensions = [2]
  // CHECK: memref.store
  memref.store %v, %x[%c0] : memref<4xf32>
  // CHECK: gpu.memcpy %{{.*}}, %[[X]]
  // CHECK: linalg.broadcast
  linalg.broadcast ins(%x : memref<4xf32>) outs(%c : memref<4x2xf32>) dimensions = [1]
  return %a, %b, %c : memref<4x2xf32>, memref<4x2x2xf32>, memref<4x2xf32>
}

// -----

// A device copies memory in one piece: views with gaps are packed on the host.
// CHECK-LABEL: func.func @strided(
// CHECK-SAME:    %[[X:.*]]: memref<4xf32, strided<[2]>>
func.func @strided(%x: memref<4xf32, strided<[2]>>,
                   %y: memref<4x2xf32, strided<[4, 1]>>) {
  // CHECK: memref.copy %[[X]], %[[PACKED:.*]] :
  // CHECK: gpu.memcpy %{{.*}}, %[[PACKED]]
  // CHECK: linalg.broadcast
  // CHECK: gpu.memcpy %[[RESULT:.*]], %
  // CHECK: memref.copy %[[RESULT]], %
  linalg.broadcast ins(%x : memref<4xf32, strided<[2]>>)
      outs(%y : memref<4x2xf32, strided<[4, 1]>>) dimensions = [1]
  return
}

// -----

// What the device has made is copied to the host once the host may use it. A
// linalg op that stays on the host does.
// CHECK-LABEL: func.func @late(
#id = affine_map<(d0) -> (d0)>
func.func @late(%x: memref<4xf32>, %y: memref<4xf32>) -> (memref<4x2xf32>, memref<4x2xf32>) {
  // CHECK: linalg.broadcast
  // CHECK: linalg.broadcast
  // CHECK: gpu.memcpy %[[A:.*]], %
  // CHECK: gpu.memcpy %[[B:.*]], %
  // CHECK: linalg.generic
  // CHECK: gpu.memcpy %{{.*}}, %[[B]]
  // CHECK: linalg.broadcast
  // CHECK: gpu.memcpy %{{.*}}, %
  // CHECK: return
  %a = memref.alloc() : memref<4x2xf32>
  %b = memref.alloc() : memref<4xf32>
  %c = memref.alloc() : memref<4x2xf32>
  %s = memref.alloc() : memref<f32>
  linalg.broadcast ins(%x : memref<4xf32>) outs(%a : memref<4x2xf32>) dimensions = [1]
  linalg.broadcast ins(%s : memref<f32>) outs(%b : memref<4xf32>) dimensions = [0]
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
      ins(%y : memref<4xf32>) outs(%b : memref<4xf32>) {
  ^bb0(%in: f32, %out: f32):
    %sum = arith.addf %in, %out : f32
    linalg.yield %sum : f32
  }
  linalg.broadcast ins(%b : memref<4xf32>) outs(%c : memref<4x2xf32>) dimensions = [1]
  memref.dealloc %b : memref<4xf32>
  return %a, %c : memref<4x2xf32>, memref<4x2xf32>
}

// -----

// The device has to have room for what it makes, as has the host.
// CHECK-LABEL: func.func @memory(
// CHECK-SAME:    %[[BYTES:[^:]*]]: index
func.func @memory(%x: memref<4xf32>, %y: memref<4x2xf32>, %bytes: index) -> i1 {
  // CHECK: %[[HOST:.*]] = rint.fits_memory %[[BYTES]]
  // CHECK: %[[DEVICE:.*]] = rint.fits_memory %[[BYTES]] on_device
  // CHECK: %[[BOTH:.*]] = arith.andi %[[HOST]], %[[DEVICE]]
  // CHECK: return %[[BOTH]]
  %fits = rint.fits_memory %bytes
  linalg.broadcast ins(%x : memref<4xf32>) outs(%y : memref<4x2xf32>) dimensions = [1]
  return %fits : i1
}

// -----

// What the device has made is copied to the host before an argument of the loop
// is read, which may be the same buffer. What is allocated in the loop is not.
// CHECK-LABEL: func.func @carried(
func.func @carried(%x: memref<2xi32>, %n: index) -> i32 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %zero = arith.constant 0 : i32
  // CHECK: %[[M:.*]] = memref.alloc() : memref<2x2xi32>
  %m = memref.alloc() : memref<2x2xi32>
  %k = memref.alloc() : memref<2x2xi32>
  // CHECK: scf.for {{.*}} iter_args(%{{.*}} = %{{.*}}, %[[A:.*]] = %[[M]], %{{.*}} = %{{.*}})
  %r:3 = scf.for %i = %c0 to %n step %c1 iter_args(%s = %zero, %a = %m, %b = %k)
      -> (i32, memref<2x2xi32>, memref<2x2xi32>) {
    // CHECK: %[[OWN:.*]] = memref.alloc() : memref<2x2xi32>
    %own = memref.alloc() : memref<2x2xi32>
    // CHECK: linalg.broadcast
    linalg.broadcast ins(%x : memref<2xi32>) outs(%own : memref<2x2xi32>) dimensions = [1]
    // CHECK-NOT: gpu.memcpy %[[OWN]]
    // CHECK: memref.load %[[A]][%{{.*}}, %{{.*}}]
    %u = memref.load %a[%c0, %c1] : memref<2x2xi32>
    // CHECK: linalg.broadcast
    linalg.broadcast ins(%x : memref<2xi32>) outs(%m : memref<2x2xi32>) dimensions = [1]
    // CHECK: gpu.memcpy %[[M]]
    // CHECK: memref.load %[[A]]
    %v = memref.load %a[%c1, %c1] : memref<2x2xi32>
    %t = arith.addi %u, %v : i32
    %q = "test.use"(%own) : (memref<2x2xi32>) -> i32
    memref.dealloc %own : memref<2x2xi32>
    %w = arith.addi %t, %q : i32
    scf.yield %w, %b, %a : i32, memref<2x2xi32>, memref<2x2xi32>
  }
  return %r#0 : i32
}
