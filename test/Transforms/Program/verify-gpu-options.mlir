// RUN: not rint-opt --rint-to-nvvm=format=exe %s 2>&1 | FileCheck %s --check-prefix=FORMAT
// FORMAT: verify-gpu-options.mlir:0:0: error: expected format to be one of isa, bin, fatbin, but got 'exe'
// RUN: not rint-opt --rint-to-rocdl=format=exe %s 2>&1 | FileCheck %s --check-prefix=FORMAT

// RUN: not rint-opt --rint-to-nvvm=chip=sm_9 %s 2>&1 | FileCheck %s --check-prefix=CHIP
// CHIP: verify-gpu-options.mlir:0:0: error: expected chip to be one of {{.*}}sm_75, {{.*}}, but got 'sm_9'
// RUN: not rint-opt --rint-to-rocdl=chip=gfx %s 2>&1 | FileCheck %s --check-prefix=GFX
// GFX: verify-gpu-options.mlir:0:0: error: expected chip to be one of {{.*}}gfx90a, {{.*}}, but got 'gfx'

// RUN: not rint-opt --rint-to-nvvm='format=bin toolkit=/none' %s 2>&1 | FileCheck %s --check-prefix=TOOLKIT
// TOOLKIT: verify-gpu-options.mlir:0:0: error: expected toolkit to be a folder, but got '/none'

func.func @main(%x: tensor<3xf32>) -> tensor<6xf32> {
  %y = rint.repeat_interleave %x repeats(2) : tensor<3xf32> -> tensor<6xf32>
  return %y : tensor<6xf32>
}
