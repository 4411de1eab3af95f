// RUN: rint-opt --rint-expand-small-floats %s | FileCheck %s

// CHECK-LABEL: func.func @add(
// CHECK-NOT: arith.addf {{.*}} : f8E4M3FN
// CHECK-NOT: arith.{{extf|truncf}}
// CHECK: arith.addf %{{.*}} : f32
// CHECK: return %{{.*}} : f8E4M3FN
func.func @add(%a: f8E4M3FN, %b: f8E4M3FN) -> f8E4M3FN {
  %0 = arith.addf %a, %b : f8E4M3FN
  return %0 : f8E4M3FN
}

// CHECK-LABEL: func.func @vector(
// CHECK-NOT: arith.extf
// CHECK: arith.mulf %{{.*}} : vector<4xf32>
// CHECK: return %{{.*}} : vector<4xf32>
func.func @vector(%a: vector<4xf8E5M2>) -> vector<4xf32> {
  %0 = arith.extf %a : vector<4xf8E5M2> to vector<4xf32>
  return %0 : vector<4xf32>
}

// What LLVM has stays.
// CHECK-LABEL: func.func @known(
// CHECK-NEXT: arith.addf %{{.*}} : bf16
// CHECK-NEXT: math.exp %{{.*}} : f16
func.func @known(%a: bf16, %b: f16) -> (bf16, f16) {
  %0 = arith.addf %a, %a : bf16
  %1 = math.exp %b : f16
  return %0, %1 : bf16, f16
}
