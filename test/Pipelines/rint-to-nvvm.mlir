// PTX needs no tools of the vendor's. The kernels stride over positions, store 16
// bytes at once and scan in shared memory.

// RUN: rint-opt --rint-to-nvvm=chip=sm_75 %s | FileCheck %s -DCHIP=sm_75
// RUN: rint-opt --rint-to-nvvm=chip=sm_80 %s | FileCheck %s -DCHIP=sm_80
// RUN: rint-opt --rint-to-nvvm=chip=sm_86 %s | FileCheck %s -DCHIP=sm_86
// RUN: rint-opt --rint-to-nvvm=chip=sm_89 %s | FileCheck %s -DCHIP=sm_89
// RUN: rint-opt --rint-to-nvvm=chip=sm_90 %s | FileCheck %s -DCHIP=sm_90
// RUN: rint-opt --rint-to-nvvm=chip=sm_100 %s | FileCheck %s -DCHIP=sm_100
// RUN: rint-opt --rint-to-nvvm=chip=sm_120 %s | FileCheck %s -DCHIP=sm_120

// What is made is a module that LLVM takes.
// RUN: rint-opt --rint-to-nvvm %s | mlir-translate --mlir-to-llvmir | FileCheck %s --check-prefix=HOST

// CHECK: gpu.binary @rint_kernels
// CHECK-SAME: .target [[CHIP]]
// CHECK-SAME: .visible .entry broadcast_runs_ka_i32
// CHECK-SAME: mul.hi.u64
// CHECK-SAME: st.global.{{v4.b32|v2.b64|b128}}
// CHECK-SAME: .visible .entry scan_tile_sums_i64
// CHECK-SAME: .shared
// CHECK-SAME: bar.sync
// CHECK-SAME: .visible .entry expand_runs_i128
// CHECK-SAME: ld.global.{{v4.b32|v2.b64|b128}}
// CHECK-SAME: st.global.{{v4.b32|v2.b64|b128}}

// CHECK-SAME: .visible .entry expand_runs_of_i16
// CHECK-SAME: st.global.{{v4.b32|v2.b64|b128}}

// HOST-LABEL: define {{.*}} @main(
// HOST: call void @mgpuMemcpy(
// HOST: %[[STACK:.*]] = call ptr @llvm.stacksave
// HOST: call void @mgpuLaunchKernel(
// HOST: call void @llvm.stackrestore{{.*}}(ptr %[[STACK]])
// HOST: call void @mgpuStreamSynchronize(
func.func @main(%x: tensor<?xf32>, %y: tensor<?x8xf32>, %z: tensor<4x?xf16>, %r: index,
                %rs: tensor<?xi64>)
    -> (tensor<?xf32>, tensor<?x8xf32>, tensor<4x?xf16>) {
  %a = rint.repeat_interleave %x repeats(%r : index) dim(0)
      : tensor<?xf32> -> tensor<?xf32>
  %b = rint.repeat_interleave %y repeats(%rs : tensor<?xi64>) dim(0)
      : tensor<?x8xf32> -> tensor<?x8xf32>
  %c = rint.repeat_interleave %z repeats(%rs : tensor<?xi64>) dim(1)
      : tensor<4x?xf16> -> tensor<4x?xf16>
  return %a, %b, %c : tensor<?xf32>, tensor<?x8xf32>, tensor<4x?xf16>
}
