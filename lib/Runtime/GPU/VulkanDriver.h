//===- VulkanDriver.h - The Vulkan functions that are used ------*- C++ -*-===//

#ifndef RINT_LIB_RUNTIME_GPU_VULKANDRIVER_H
#define RINT_LIB_RUNTIME_GPU_VULKANDRIVER_H

#define VK_NO_PROTOTYPES
#include <vulkan/vulkan.h>

namespace rint_gpu {

/// Every Vulkan function that is called, by what it is looked up from.
#define RINT_VULKAN_GLOBAL_FUNCTIONS(FUNCTION) FUNCTION(CreateInstance)
#define RINT_VULKAN_INSTANCE_FUNCTIONS(FUNCTION)                               \
  FUNCTION(EnumeratePhysicalDevices)                                           \
  FUNCTION(GetPhysicalDeviceProperties)                                        \
  FUNCTION(GetPhysicalDeviceFeatures2)                                         \
  FUNCTION(GetPhysicalDeviceProperties2)                                       \
  FUNCTION(GetPhysicalDeviceMemoryProperties)                                  \
  FUNCTION(GetPhysicalDeviceMemoryProperties2)                                 \
  FUNCTION(EnumerateDeviceExtensionProperties)                                 \
  FUNCTION(GetPhysicalDeviceQueueFamilyProperties)                             \
  FUNCTION(CreateDevice)                                                       \
  FUNCTION(GetDeviceProcAddr)
#define RINT_VULKAN_DEVICE_FUNCTIONS(FUNCTION)                                 \
  FUNCTION(GetDeviceQueue)                                                     \
  FUNCTION(CreateBuffer)                                                       \
  FUNCTION(DestroyBuffer)                                                      \
  FUNCTION(GetBufferMemoryRequirements)                                        \
  FUNCTION(AllocateMemory)                                                     \
  FUNCTION(FreeMemory)                                                         \
  FUNCTION(BindBufferMemory)                                                   \
  FUNCTION(MapMemory)                                                          \
  FUNCTION(CreateShaderModule)                                                 \
  FUNCTION(DestroyShaderModule)                                                \
  FUNCTION(CreateDescriptorSetLayout)                                          \
  FUNCTION(DestroyDescriptorSetLayout)                                         \
  FUNCTION(CreatePipelineLayout)                                               \
  FUNCTION(DestroyPipelineLayout)                                              \
  FUNCTION(CreateComputePipelines)                                             \
  FUNCTION(DestroyPipeline)                                                    \
  FUNCTION(CreateDescriptorPool)                                               \
  FUNCTION(ResetDescriptorPool)                                                \
  FUNCTION(AllocateDescriptorSets)                                             \
  FUNCTION(UpdateDescriptorSets)                                               \
  FUNCTION(CreateCommandPool)                                                  \
  FUNCTION(AllocateCommandBuffers)                                             \
  FUNCTION(BeginCommandBuffer)                                                 \
  FUNCTION(EndCommandBuffer)                                                   \
  FUNCTION(CmdBindPipeline)                                                    \
  FUNCTION(CmdBindDescriptorSets)                                              \
  FUNCTION(CmdDispatch)                                                        \
  FUNCTION(CmdCopyBuffer)                                                      \
  FUNCTION(CmdPipelineBarrier)                                                 \
  FUNCTION(QueueSubmit)                                                        \
  FUNCTION(CreateFence)                                                        \
  FUNCTION(WaitForFences)                                                      \
  FUNCTION(ResetFences)

// NOLINTBEGIN(readability-identifier-naming): the names are the driver's.
/// The functions, without their prefix.
struct VulkanFunctions {
#define FUNCTION(name) PFN_vk##name name = nullptr;
  RINT_VULKAN_GLOBAL_FUNCTIONS(FUNCTION)
  RINT_VULKAN_INSTANCE_FUNCTIONS(FUNCTION)
  RINT_VULKAN_DEVICE_FUNCTIONS(FUNCTION)
#undef FUNCTION
};
// NOLINTEND(readability-identifier-naming)

/// What to install where Vulkan or a device is missing.
inline constexpr char kVulkanPackages[] =
    "libvulkan1 and the Vulkan driver of the GPU, or mesa-vulkan-drivers, "
    "which "
    "also has one for the CPU";

/// Ends the run unless `result` says success. `activity` is what was tried, as
/// in "create a buffer".
void checkVulkan(VkResult result, const char *activity);

} // namespace rint_gpu

#endif // RINT_LIB_RUNTIME_GPU_VULKANDRIVER_H
