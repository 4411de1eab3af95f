//===- VulkanDriver.h - Vulkan, loaded when needed --------------*- C++ -*-===//
//
// The functions are variables of volk's, set for the one instance and the one
// device that there are.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_RUNTIME_GPU_VULKANDRIVER_H
#define RINT_LIB_RUNTIME_GPU_VULKANDRIVER_H

#include <volk.h>

namespace rint_gpu {

/// What to install where Vulkan or a device is missing.
inline constexpr char kVulkanPackages[] =
    "libvulkan1 and the Vulkan driver of the GPU, or mesa-vulkan-drivers, "
    "which also has one for the CPU";

/// Ends the run unless `result` says success. `activity` is what was tried, as
/// in "create a buffer".
void checkVulkan(VkResult result, const char *activity);

} // namespace rint_gpu

#endif // RINT_LIB_RUNTIME_GPU_VULKANDRIVER_H
