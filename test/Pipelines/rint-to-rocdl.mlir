// GCN assembly needs no tools of the vendor's. Nothing of it has been run.

// RUN: rint-opt --rint-to-rocdl=chip=gfx90a %s | FileCheck %s -DCHIP=gfx90a
// RUN: rint-opt --rint-to-rocdl=chip=gfx942 %s | FileCheck %s -DCHIP=gfx942
// RUN: rint-opt --rint-to-rocdl=chip=gfx1100 %s | FileCheck %s -DCHIP=gfx1100

// CHECK: llvm.intr.stacksave
// CHECK-NEXT: gpu.launch_func
// CHECK-NEXT: llvm.intr.stackrestore
// CHECK: gpu.binary @rint_kernels
// CHECK-SAME: .amdgcn_target \22amdgcn-amd-amdhsa--[[CHIP]]
// CHECK-SAME: broadcast_runs_ka_i32:
// CHECK-SAME: {{(flat|global)}}_store_{{dwordx4|b128}}
// CHECK-SAME: scan_tile_sums_i64:
// CHECK-SAME: s_barrier
// CHECK-SAME: expand_runs_i128:
// CHECK-SAME: {{(flat|global)}}_store_{{dwordx4|b128}}
func.func @main(%x: tensor<?xf32>, %y: tensor<?x8xf32>, %r: index,
                %rs: tensor<?xi64>) -> (tensor<?xf32>, tensor<?x8xf32>) {
  %a = rint.repeat_interleave %x repeats(%r : index) dim(0)
      : tensor<?xf32> -> tensor<?xf32>
  %b = rint.repeat_interleave %y repeats(%rs : tensor<?xi64>) dim(0)
      : tensor<?x8xf32> -> tensor<?x8xf32>
  return %a, %b : tensor<?xf32>, tensor<?x8xf32>
}
