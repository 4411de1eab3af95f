// The kernels as SPIR-V, as far as it is written out: buffers of integers and of
// 16-byte vectors, workgroup memory, no floating point.

// RUN: rint-opt --rint-to-spirv --mlir-print-ir-before=gpu-module-to-binary %s -o %t.mlir 2>%t.txt
// RUN: FileCheck %s <%t.txt
// RUN: mlir-translate --mlir-to-llvmir %t.mlir | FileCheck %s --check-prefix=HOST

// CHECK: spirv.module @__spv__rint_kernels Logical GLSL450 requires #spirv.vce
// CHECK-NOT: f32
// CHECK-DAG: spirv.GlobalVariable @broadcast_runs_ka_i32_arg_0 {{.*}}!spirv.rtarray<i32, stride=4>
// CHECK-DAG: spirv.GlobalVariable @broadcast_runs_ka_i32_arg_1 {{.*}}!spirv.rtarray<vector<4xi32>, stride=16>
// CHECK-DAG: spirv.GlobalVariable @{{.*}}workgroup{{.*}} : !spirv.ptr<{{.*}}256 x i64{{.*}}, Workgroup>
// CHECK-DAG: spirv.ExecutionMode @broadcast_runs_ka_i32 "LocalSize", 256, 1, 1
// CHECK-NOT: f32

// HOST: @{{.*}} = {{.*}}constant {{.*}}c"\03\02#\07
// HOST: %[[STACK:.*]] = call ptr @llvm.stacksave
// HOST: call void @mgpuLaunchKernel(
// HOST: call void @llvm.stackrestore{{.*}}(ptr %[[STACK]])
func.func @main(%x: tensor<?xf32>, %r: index, %rs: tensor<?xi64>)
    -> (tensor<?xf32>, tensor<?xf32>) {
  %a = rint.repeat_interleave %x repeats(%r : index) dim(0)
      : tensor<?xf32> -> tensor<?xf32>
  %b = rint.repeat_interleave %x repeats(%rs : tensor<?xi64>) dim(0)
      : tensor<?xf32> -> tensor<?xf32>
  return %a, %b : tensor<?xf32>, tensor<?xf32>
}
