// The page of --explain for a GPU has stages of its own, and the kernels.

// REQUIRES: vulkan
// RUN: rint-runner %s --target=vulkan "--input=3xf32=[10, 20, 30]" --explain=%t.html | FileCheck %s --check-prefix=RESULT
// RUN: FileCheck %s --input-file=%t.html
// RESULT: 6xf32=[10, 10, 20, 20, 30, 30]
// CHECK: How rint compiles this program for <b>vulkan</b>
// CHECK: href="#device-buffers"
// CHECK: href="#gpu-kernels"
// CHECK: href="#spirv"
// CHECK: href="#binary"
// CHECK: href="#llvm"
// CHECK: href="#device-code"
// CHECK: href="#assembly"
// CHECK-LABEL: <section id=device-code
// CHECK-SAME: {{.*}}
// CHECK: Kernels in SPIR-V
// CHECK: <i class=o>spirv.module</i>
// CHECK: <i class=o>spirv.EntryPoint</i>
// CHECK-LABEL: <section id=result
// CHECK: <dd>6xf32=[10, 10, 20, 20, 30, 30]</dd>
func.func @main(%x: tensor<3xf32>) -> tensor<6xf32> {
  %r = rint.repeat_interleave %x repeats(2) dim(0) : tensor<3xf32> -> tensor<6xf32>
  return %r : tensor<6xf32>
}
