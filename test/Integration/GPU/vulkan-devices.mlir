// Devices are chosen by number or name; where that fails, what there is is said.

// REQUIRES: vulkan
// RUN: rint-runner %s --target=vulkan --device=0 --input=2xi64=iota | FileCheck %s
// RUN: env RINT_GPU_DEVICE=none not rint-runner %s --target=vulkan --input=2xi64=iota 2>&1 | FileCheck %s --check-prefix=WRONG
// RUN: env VK_DRIVER_FILES=%t.none VK_ICD_FILENAMES=%t.none not rint-runner %s --target=vulkan --input=2xi64=iota 2>&1 | FileCheck %s --check-prefix=NONE

// CHECK: {{^}}4xi64=[0, 0, 1, 1]
// WRONG: {{^}}error: expected the device to be one of 0 ({{.*}}), but got 'none'
// NONE: {{^}}error: expected a Vulkan driver, but got none; install libvulkan1 and the Vulkan driver of the GPU, or mesa-vulkan-drivers
func.func @main(%x: tensor<?xi64>) -> tensor<?xi64> {
  %y = rint.repeat_interleave %x repeats(2) : tensor<?xi64> -> tensor<?xi64>
  return %y : tensor<?xi64>
}
