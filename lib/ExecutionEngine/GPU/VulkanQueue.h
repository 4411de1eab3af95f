//===- VulkanQueue.h - Launches in order ------------------------*- C++ -*-===//

#ifndef RINT_LIB_EXECUTIONENGINE_GPU_VULKANQUEUE_H
#define RINT_LIB_EXECUTIONENGINE_GPU_VULKANQUEUE_H

#include "SPIRVReflection.h"
#include "VulkanMemory.h"

namespace rint::gpu {

/// A kernel, ready to be launched.
struct VulkanKernel {
  std::vector<KernelParameter> parameters;
  VkDescriptorSetLayout setLayout = VK_NULL_HANDLE;
  VkPipelineLayout layout = VK_NULL_HANDLE;
  VkPipeline pipeline = VK_NULL_HANDLE;
};

/// Collects launches and hands them to the device when the host has to wait.
class VulkanQueue {
public:
  VulkanQueue(const VulkanDevice &device, VulkanMemory &memory);

  /// Each launch sees what those before it have written.
  void launch(const VulkanKernel &kernel, uint32_t numBlocks, void **params,
              size_t numParams);

  /// Waits until all launches have finished.
  void finish();

private:
  void begin();
  void setArguments(const VulkanKernel &kernel, void **params,
                    size_t numParams);
  VkDescriptorBufferInfo passScalar(const void *value, uint32_t bytes);
  VkDescriptorBufferInfo passBuffer(const void *address);

  const VulkanDevice &device;
  VulkanMemory &memory;
  VkCommandBuffer commands = VK_NULL_HANDLE;
  VkDescriptorPool descriptors = VK_NULL_HANDLE;
  VkFence fence = VK_NULL_HANDLE;
  /// Holds the numbers that are passed to kernels.
  char *scalars = nullptr;
  uint64_t scalarsUsed = 0;
  unsigned numLaunches = 0;
};

} // namespace rint::gpu

#endif // RINT_LIB_EXECUTIONENGINE_GPU_VULKANQUEUE_H
