// RUN: rint-opt --rint-fuse-elementwise %s | FileCheck %s

// CHECK-LABEL: func.func @chain(
// CHECK-SAME: %[[A:.*]]: tensor<?xf32>, %[[B:.*]]: tensor<?xf32>
// CHECK: %[[R:.*]] = linalg.generic
// CHECK-SAME: ins(%[[A]], %[[B]] :
// CHECK-SAME: outs(%[[A]] :
// CHECK-NEXT: ^bb0(%[[P:.*]]: f32, %[[Q:.*]]: f32, %{{.*}}: f32):
// CHECK-NEXT: %[[M:.*]] = arith.mulf %[[P]], %[[Q]] : f32
// CHECK-NEXT: %[[S:.*]] = arith.addf %[[M]], %[[P]] : f32
// CHECK-NEXT: linalg.yield %[[S]] : f32
// CHECK: return %[[R]]
func.func @chain(%a: tensor<?xf32>, %b: tensor<?xf32>) -> tensor<?xf32> {
  %0 = arith.mulf %a, %b : tensor<?xf32>
  %1 = arith.addf %0, %a : tensor<?xf32>
  return %1 : tensor<?xf32>
}

// What is used later comes out, in its own type, with the attributes of the ops.
// CHECK-LABEL: func.func @several(
// CHECK: %[[E:.*]] = tensor.empty(%{{.*}}) : tensor<?x2xi1>
// CHECK: linalg.generic
// CHECK-SAME: outs(%{{.*}}, %[[E]] : tensor<?x2xi32>, tensor<?x2xi1>)
// CHECK: arith.addi %{{.*}} overflow<nsw> : i32
// CHECK: arith.cmpi slt
// CHECK: linalg.yield %{{.*}}, %{{.*}} : i32, i1
func.func @several(%a: tensor<?x2xi32>) -> (tensor<?x2xi32>, tensor<?x2xi1>) {
  %0 = arith.addi %a, %a overflow<nsw> : tensor<?x2xi32>
  %1 = arith.cmpi slt, %0, %a : tensor<?x2xi32>
  return %0, %1 : tensor<?x2xi32>, tensor<?x2xi1>
}

// An op that uses a result ends a group, and one that uses that op starts anew.
// CHECK-LABEL: func.func @used_between(
// CHECK: linalg.generic
// CHECK: arith.negf
// CHECK-NEXT: arith.negf
// CHECK: tensor.extract
// CHECK: tensor.splat
// CHECK: arith.addf %{{.*}} : tensor<4xf32>
func.func @used_between(%a: tensor<4xf32>, %i: index) -> tensor<4xf32> {
  %0 = arith.negf %a : tensor<4xf32>
  %1 = arith.negf %0 : tensor<4xf32>
  %2 = tensor.extract %1[%i] : tensor<4xf32>
  %3 = tensor.splat %2 : tensor<4xf32>
  %4 = arith.addf %3, %1 : tensor<4xf32>
  return %4 : tensor<4xf32>
}

// The tensor is a view of memory that changes.
// CHECK-LABEL: func.func @written_between(
// CHECK: arith.negf %{{.*}} : tensor<4xf32>
// CHECK: memref.store
// CHECK: arith.negf %{{.*}} : tensor<4xf32>
func.func @written_between(%m: memref<4xf32>, %v: f32, %i: index) -> tensor<4xf32> {
  %0 = bufferization.to_tensor %m : memref<4xf32> to tensor<4xf32>
  %1 = arith.negf %0 : tensor<4xf32>
  memref.store %v, %m[%i] : memref<4xf32>
  %2 = arith.negf %1 : tensor<4xf32>
  return %2 : tensor<4xf32>
}

// Two groups become one where an op uses both; a use in a region counts.
// CHECK-LABEL: func.func @joined(
// CHECK: linalg.generic
// CHECK-COUNT-3: {{(arith|math)[.].*}} : f32
// CHECK: linalg.yield %{{.*}} : f32
// CHECK: scf.if
func.func @joined(%a: tensor<?xf32>, %b: tensor<?xf32>, %k: i1) -> tensor<?xf32> {
  %0 = arith.negf %a : tensor<?xf32>
  %1 = math.absf %b : tensor<?xf32>
  %2 = arith.addf %0, %1 : tensor<?xf32>
  %3 = scf.if %k -> tensor<?xf32> {
    scf.yield %2 : tensor<?xf32>
  } else {
    scf.yield %a : tensor<?xf32>
  }
  return %3 : tensor<?xf32>
}

// A choice between tensors is none between elements.
// CHECK-LABEL: func.func @choice(
// CHECK-NOT: linalg.generic
func.func @choice(%a: tensor<?xf32>, %k: i1) -> tensor<?xf32> {
  %0 = arith.negf %a : tensor<?xf32>
  %1 = arith.select %k, %0, %a : tensor<?xf32>
  return %1 : tensor<?xf32>
}
