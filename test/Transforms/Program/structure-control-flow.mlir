// RUN: rint-opt --rint-structure-control-flow %s | FileCheck %s

// CHECK-LABEL: func.func @choice(
// CHECK-SAME: %[[A:.*]]: tensor<?xf32>, %[[B:.*]]: tensor<?xf32>
// CHECK: %[[R:.*]] = scf.if %{{.*}} -> (tensor<?xf32>)
// CHECK: scf.yield %[[A]]
// CHECK: scf.yield %[[B]]
// CHECK: return %[[R]]
func.func @choice(%a: tensor<?xf32>, %b: tensor<?xf32>, %c: i1) -> tensor<?xf32> {
  cf.cond_br %c, ^end(%a : tensor<?xf32>), ^end(%b : tensor<?xf32>)
^end(%r: tensor<?xf32>):
  return %r : tensor<?xf32>
}

// CHECK-LABEL: func.func @endless(
// CHECK: scf.while
// CHECK: tensor.empty
// CHECK: return
func.func @endless(%a: tensor<?xf32>) -> tensor<?xf32> {
  cf.br ^loop(%a : tensor<?xf32>)
^loop(%r: tensor<?xf32>):
  %0 = arith.addf %r, %r : tensor<?xf32>
  cf.br ^loop(%0 : tensor<?xf32>)
}

// No tensors, no change.
// CHECK-LABEL: func.func @numbers(
// CHECK: cf.cond_br
func.func @numbers(%a: f32, %b: f32, %c: i1) -> f32 {
  cf.cond_br %c, ^end(%a : f32), ^end(%b : f32)
^end(%r: f32):
  return %r : f32
}

// CHECK-LABEL: func.func @affine(
// CHECK: scf.for {{.*}} -> (tensor<4xf32>)
// CHECK-NOT: affine
func.func @affine(%a: tensor<4xf32>, %m: memref<4xf32>) -> tensor<4xf32> {
  %r = affine.for %i = 0 to 4 iter_args(%t = %a) -> tensor<4xf32> {
    %v = affine.load %m[%i] : memref<4xf32>
    %s = tensor.insert %v into %t[%i] : tensor<4xf32>
    affine.yield %s : tensor<4xf32>
  }
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @switch(
// CHECK-SAME: %[[A:.*]]: tensor<3xi32>, %[[B:.*]]: tensor<3xi32>, %[[C:.*]]: tensor<3xi32>, %[[K:.*]]: index
// CHECK: %[[C4:.*]] = arith.constant 4 : index
// CHECK: %[[IS4:.*]] = arith.cmpi eq, %[[K]], %[[C4]]
// CHECK: %[[R:.*]] = scf.if %[[IS4]] -> (tensor<3xi32>)
// CHECK: scf.yield %[[A]]
// CHECK: %[[C7:.*]] = arith.constant 7 : index
// CHECK: %[[IS7:.*]] = arith.cmpi eq, %[[K]], %[[C7]]
// CHECK: %[[REST:.*]] = scf.if %[[IS7]] -> (tensor<3xi32>)
// CHECK: scf.yield %[[B]]
// CHECK: scf.yield %[[C]]
// CHECK: scf.yield %[[REST]]
// CHECK: return %[[R]]
func.func @switch(%a: tensor<3xi32>, %b: tensor<3xi32>, %c: tensor<3xi32>, %k: index) -> tensor<3xi32> {
  %r = scf.index_switch %k -> tensor<3xi32>
  case 4 {
    scf.yield %a : tensor<3xi32>
  }
  case 7 {
    scf.yield %b : tensor<3xi32>
  }
  default {
    scf.yield %c : tensor<3xi32>
  }
  return %r : tensor<3xi32>
}

// Numbers are no concern of it.
//
// CHECK-LABEL: func.func @number_by_switch(
// CHECK: scf.index_switch
func.func @number_by_switch(%k: index) -> i32 {
  %one = arith.constant 1 : i32
  %two = arith.constant 2 : i32
  %r = scf.index_switch %k -> i32
  case 4 {
    scf.yield %one : i32
  }
  default {
    scf.yield %two : i32
  }
  return %r : i32
}
