//===- VulkanStaging.h - Copies between host and device ---------*- C++ -*-===//

#ifndef RINT_LIB_RUNTIME_GPU_VULKANSTAGING_H
#define RINT_LIB_RUNTIME_GPU_VULKANSTAGING_H

#include "VulkanQueue.h"

namespace rint_gpu {

/// Copies memory of the host and of the device, directly where the host sees
/// the device's, else piece by piece through a buffer that both see.
class VulkanStaging {
public:
  VulkanStaging(VulkanMemory &memory, VulkanQueue &queue)
      : memory(memory), queue(queue) {}

  /// What launches before it have written is there, and what it copies is there
  /// for launches to come, and for the host on return.
  void copy(char *to, const char *from, uint64_t bytes);

private:
  char *take(uint64_t bytes);
  void waitFor(const void *address);
  void copyToDevice(char *to, const char *from, uint64_t bytes);
  void copyToHost(char *to, const char *from, uint64_t bytes);

  VulkanMemory &memory;
  VulkanQueue &queue;
  char *between = nullptr;
  uint64_t used = 0;
};

} // namespace rint_gpu

#endif // RINT_LIB_RUNTIME_GPU_VULKANSTAGING_H
