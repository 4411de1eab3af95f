//===- VulkanMemory.h - Buffers that the host can see -----------*- C++ -*-===//

#ifndef RINT_LIB_EXECUTIONENGINE_GPU_VULKANMEMORY_H
#define RINT_LIB_EXECUTIONENGINE_GPU_VULKANMEMORY_H

#include "VulkanDevice.h"

#include <map>

namespace rint::gpu {

/// A buffer with memory of its own, which is mapped for as long as it lives.
struct VulkanBuffer {
  VkBuffer buffer = VK_NULL_HANDLE;
  VkDeviceMemory memory = VK_NULL_HANDLE;
  char *mapped = nullptr;
  uint64_t bytes = 0;
  /// Where the memory is from.
  uint32_t type = 0;
  /// Whether commands that have not finished use the buffer.
  bool isBusy = false;
};

/// Makes buffers, and keeps those that were freed for the next ones of about
/// the same size. The address at which a buffer is mapped stands for the
/// buffer.
class VulkanMemory {
public:
  explicit VulkanMemory(const VulkanDevice &device) : device(device) {}

  void *allocate(uint64_t bytes);
  void free(void *address);
  /// Whether a buffer of that size can be allocated now.
  bool fits(uint64_t bytes) const;

  /// The buffer that `address` points into, or null if it is other memory.
  VulkanBuffer *find(const void *address);

  /// Called when all commands have finished.
  void markIdle();

private:
  VulkanBuffer create(uint64_t bytes);
  bool tryMemory(VulkanBuffer &buffer,
                 const VkMemoryRequirements &requirements);
  bool tryMemoryType(VulkanBuffer &buffer,
                     const VkMemoryRequirements &requirements, uint32_t type);
  void releaseUnused();

  const VulkanDevice &device;
  /// By the address behind the last byte.
  std::map<const char *, VulkanBuffer> buffers;
  /// Freed buffers by their size.
  std::multimap<uint64_t, char *> unused;
};

} // namespace rint::gpu

#endif // RINT_LIB_EXECUTIONENGINE_GPU_VULKANMEMORY_H
