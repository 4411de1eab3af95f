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
