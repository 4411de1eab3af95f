//===- VulkanQueue.h - Launches in order ------------------------*- C++ -*-===//

#ifndef RINT_LIB_RUNTIME_GPU_VULKANQUEUE_H
#define RINT_LIB_RUNTIME_GPU_VULKANQUEUE_H

#include "SPIRVReflection.h"
#include "VulkanMemory.h"

namespace rint_gpu {

/// A kernel, ready to be launched.
struct VulkanKernel {
  std::vector<KernelParameter> parameters;
  VkDescriptorSetLayout setLayout = VK_NULL_HANDLE;
  VkPipelineLayout layout = VK_NULL_HANDLE;
  VkPipeline pipeline = VK_NULL_HANDLE;
};

/// Collects launches and copies and hands them to the device when the host has
/// to wait.
class VulkanQueue {
public:
  VulkanQueue(const VulkanDevice &device, VulkanMemory &memory);

  /// Each launch, and each copy, sees what those before it have written.
  void launch(const VulkanKernel &kernel, uint32_t numBlocks, void **params,
              size_t numParams);
  /// Copies between buffers.
  void copy(void *to, const void *from, uint64_t bytes);

  /// Waits until all has finished.
  void finish();

private:
  void begin();
  void orderBehind();
  VulkanBuffer &use(const void *address);
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
  unsigned numCommands = 0;
};

} // namespace rint_gpu

#endif // RINT_LIB_RUNTIME_GPU_VULKANQUEUE_H
