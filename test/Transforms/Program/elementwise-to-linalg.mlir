// RUN: rint-opt --rint-convert-elementwise-to-linalg %s | FileCheck %s

// CHECK-LABEL: func.func @elementwise(
// CHECK: linalg.generic
// CHECK: arith.addf
// CHECK: linalg.generic
// CHECK: arith.select %{{.*}} : f32
func.func @elementwise(%a: tensor<?xf32>, %b: tensor<?xf32>, %m: tensor<?xi1>) -> tensor<?xf32> {
  %0 = arith.addf %a, %b : tensor<?xf32>
  %1 = arith.select %m, %0, %a : tensor<?xi1>, tensor<?xf32>
  return %1 : tensor<?xf32>
}

// CHECK-LABEL: func.func @choice(
// CHECK-NEXT: arith.select %{{.*}} : tensor<?xf32>
func.func @choice(%a: tensor<?xf32>, %b: tensor<?xf32>, %k: i1) -> tensor<?xf32> {
  %0 = arith.select %k, %a, %b : tensor<?xf32>
  return %0 : tensor<?xf32>
}
