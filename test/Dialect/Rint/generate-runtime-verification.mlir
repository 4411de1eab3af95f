// Upstream's pass makes the checks of rint ops together with those of others, in
// its own words.
//
// RUN: rint-opt %s --generate-runtime-verification | FileCheck %s
// RUN: rint-opt %s --generate-runtime-verification --rint-to-llvm=checks=false -o %t
// RUN: not mlir-runner %t -e negative_count --entry-point-result=f32 2>&1 | FileCheck %s --check-prefix=FAIL
// RUN: not mlir-runner %t -e wrong_index --entry-point-result=f32 2>&1 | FileCheck %s --check-prefix=INDEX

func.func private @count() -> index {
  %r = arith.constant -1 : index
  return %r : index
}

// CHECK-LABEL: @negative_count(
// CHECK: rint.check %{{.*}}expected repeats to be non-negative, but got {0}{{.*}} : index)
// CHECK: rint.check %{{.*}}the size of the result
// CHECK: rint.check %{{.*}}memory
// CHECK: rint.repeat_interleave
// FAIL: error: {{.*}}
// FAIL-NEXT: rint.repeat_interleave
// FAIL-NEXT: expected repeats to be non-negative, but got -1
func.func @negative_count() -> f32 {
  %x = tensor.empty() : tensor<3xf32>
  %r = call @count() : () -> index
  %y = rint.repeat_interleave %x repeats(%r : index) dim(0) : tensor<3xf32> -> tensor<?xf32>
  %zero = arith.constant 0 : index
  %e = tensor.extract %y[%zero] : tensor<?xf32>
  return %e : f32
}

// INDEX: generate-runtime-verification.mlir:[[#@LINE+7]]:8: error: ERROR: Runtime op verification failed
// CHECK-LABEL: @wrong_index(
// CHECK: cf.assert
// CHECK: tensor.extract
func.func @wrong_index() -> f32 {
  %x = tensor.empty() : tensor<3xf32>
  %r = call @count() : () -> index
  %e = tensor.extract %x[%r] : tensor<3xf32>
  return %e : f32
}
