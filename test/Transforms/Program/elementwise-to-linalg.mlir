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

// What upstream folds to a constant without a size, and nothing else.
// RUN: rint-opt --rint-convert-elementwise-to-linalg=only-comparable=true %s | FileCheck %s --check-prefix=ONLY

// ONLY-LABEL: func.func @comparable(
// ONLY-NEXT: arith.addi
// ONLY-NEXT: arith.addi
// ONLY-NEXT: linalg.generic
// ONLY: arith.xori %{{.*}} : i32
// ONLY: linalg.generic
// ONLY: arith.cmpi eq, %{{.*}} : i32
// ONLY: arith.xori %{{.*}} : tensor<2xi32>
func.func @comparable(%a: tensor<?xi32>, %b: tensor<2xi32>) -> (tensor<?xi32>, tensor<?xi1>, tensor<2xi32>) {
  %0 = arith.addi %a, %a : tensor<?xi32>
  %1 = arith.addi %a, %a : tensor<?xi32>
  %2 = arith.xori %0, %1 : tensor<?xi32>
  %3 = arith.cmpi eq, %0, %1 : tensor<?xi32>
  %4 = arith.xori %b, %b : tensor<2xi32>
  return %2, %3, %4 : tensor<?xi32>, tensor<?xi1>, tensor<2xi32>
}
