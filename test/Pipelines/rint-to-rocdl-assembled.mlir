// An HSACO needs LLVM's linker only, found as ROCm lays it out.

// REQUIRES: lld
// RUN: mkdir -p %t && rm -rf %t/llvm && ln -s %llvm_tools_dir/.. %t/llvm
// RUN: rint-opt "--rint-to-rocdl=chip=gfx90a format=bin toolkit=%t" %s | FileCheck %s
// RUN: rint-opt "--rint-to-rocdl=chip=gfx942 format=bin toolkit=%t" %s | FileCheck %s
// RUN: rint-opt "--rint-to-rocdl=chip=gfx1100 format=bin toolkit=%t" %s | FileCheck %s

// CHECK: gpu.binary @rint_kernels
// CHECK-SAME: bin = "\7FELF
func.func @main(%x: tensor<?x?xf16>, %rs: tensor<?xi8>) -> tensor<?x?xf16> {
  %b = rint.repeat_interleave %x repeats(%rs : tensor<?xi8>) dim(1)
      : tensor<?x?xf16> -> tensor<?x?xf16>
  return %b : tensor<?x?xf16>
}
