// RUN: rint-opt --rint-nest-spirv-modules %s | FileCheck %s

// CHECK: gpu.module @kernels
// CHECK-NEXT: spirv.module @__spv__kernels
// One that was not made of a GPU module stays where it is.
// CHECK: spirv.module @__spv__others
module attributes {gpu.container_module} {
  spirv.module @__spv__kernels Logical GLSL450 {
  }
  gpu.module @kernels {
  }
  spirv.module @__spv__others Logical GLSL450 {
  }
}
