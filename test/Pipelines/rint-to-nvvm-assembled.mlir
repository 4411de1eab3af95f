// What ptxas makes of the kernels, for the oldest GPU and the newest.

// REQUIRES: ptxas
// RUN: rint-opt "--rint-to-nvvm=chip=sm_75 format=bin toolkit=%cuda_root" %s | FileCheck %s
// RUN: rint-opt "--rint-to-nvvm=chip=sm_80 format=bin toolkit=%cuda_root" %s | FileCheck %s
// RUN: rint-opt "--rint-to-nvvm=chip=sm_90 format=bin toolkit=%cuda_root" %s | FileCheck %s
// RUN: rint-opt "--rint-to-nvvm=chip=sm_120 format=bin toolkit=%cuda_root" %s | FileCheck %s

// CHECK: gpu.binary @rint_kernels
// CHECK-SAME: bin = "\7FELF
func.func @main(%x: tensor<?x?xf16>, %r: index, %rs: tensor<?xi8>)
    -> (tensor<?x?xf16>, tensor<?x?xf16>, tensor<?xi32>) {
  %a = rint.repeat_interleave %x repeats(%r : index) dim(1)
      : tensor<?x?xf16> -> tensor<?x?xf16>
  %b = rint.repeat_interleave %x repeats(%rs : tensor<?xi8>) dim(1)
      : tensor<?x?xf16> -> tensor<?x?xf16>
  %c = rint.repeat_indices repeats(%rs : tensor<?xi8>) : tensor<?xi32>
  return %a, %b, %c : tensor<?x?xf16>, tensor<?x?xf16>, tensor<?xi32>
}
