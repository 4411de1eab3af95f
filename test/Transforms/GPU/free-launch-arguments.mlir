// RUN: rint-opt --rint-free-launch-arguments %s | FileCheck %s

// The stack is back where it was before each launch, in a loop or not.
// CHECK-LABEL: llvm.func @launches(
module attributes {gpu.container_module} {
  gpu.binary @kernels [#gpu.object<#spirv.target_env<#spirv.vce<v1.0, [Shader], []>, #spirv.resource_limits<>>, bin = "">]
  llvm.func @launches(%stream: !llvm.ptr, %n: i64, %c: i1) {
    // CHECK: llvm.br ^[[LOOP:.*]]
    llvm.br ^loop
  ^loop:
    // CHECK-NEXT: ^[[LOOP]]:
    // CHECK-NEXT: %[[STACK:.*]] = llvm.intr.stacksave : !llvm.ptr
    // CHECK-NEXT: gpu.launch_func {{.*}} @kernels::@k
    // CHECK-NEXT: llvm.intr.stackrestore %[[STACK]] : !llvm.ptr
    // CHECK-NEXT: llvm.cond_br
    gpu.launch_func <%stream : !llvm.ptr> @kernels::@k
        blocks in (%n, %n, %n) threads in (%n, %n, %n) : i64 args(%n : i64)
    llvm.cond_br %c, ^loop, ^end
  ^end:
    llvm.return
  }
}
