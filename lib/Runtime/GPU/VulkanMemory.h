//===- VulkanMemory.h - Buffers on a Vulkan device --------------*- C++ -*-===//

#ifndef RINT_LIB_RUNTIME_GPU_VULKANMEMORY_H
#define RINT_LIB_RUNTIME_GPU_VULKANMEMORY_H

#include "../KeptBuffers.h"
#include "KeptBytes.h"
#include "VulkanDevice.h"

#include <map>

namespace rint_gpu {

/// Who gets to see a buffer: the kernels or the host as well.
enum class BufferKind { Kernels, Host };

/// A buffer with memory of its own.
struct VulkanBuffer {
  VkBuffer buffer = VK_NULL_HANDLE;
  VkDeviceMemory memory = VK_NULL_HANDLE;
  /// Where the buffer is mapped for as long as it lives, or, if it is not,
  /// addresses that nothing else has.
  char *address = nullptr;
  bool isMapped = false;
  uint64_t bytes = 0;
  BufferKind kind = BufferKind::Kernels;
  /// Where the memory is from.
  uint32_t type = 0;
  /// Whether commands that have not finished use the buffer.
  bool isBusy = false;
};

/// Makes buffers, and keeps those that were freed for the next ones of about
/// the same size. The address of a buffer stands for it.
///
/// The host sees all buffers where the device shares its memory. A GPU with
/// memory of its own has kernels work on that; the host sees it slowly or not
/// at all, so what it has is copied to and fro.
class VulkanMemory {
public:
  explicit VulkanMemory(const VulkanDevice &device);

  void *allocate(uint64_t bytes, BufferKind kind = BufferKind::Kernels);
  void free(void *address);
  /// Whether a buffer of that size can be allocated for kernels now.
  bool fits(uint64_t bytes) const;

  /// The buffer that `address` points into, or null if it is other memory.
  VulkanBuffer *find(const void *address);

  /// Called when all commands have finished.
  void markIdle();

private:
  bool isUsable(uint32_t type, VkMemoryPropertyFlags wanted) const;
  VulkanBuffer create(uint64_t bytes, BufferKind kind);
  void map(VulkanBuffer &buffer);
  bool tryMemory(VulkanBuffer &buffer,
                 const VkMemoryRequirements &requirements);
  bool tryMemoryType(VulkanBuffer &buffer,
                     const VkMemoryRequirements &requirements, uint32_t type);
  void limitUnused(uint64_t newBytes);
  bool release(const char *address);
  void releaseUnused();

  const VulkanDevice &device;
  /// Whether kernels work on memory that the host does not see.
  bool isSeparate;
  /// By the address behind the last byte.
  std::map<const char *, VulkanBuffer> buffers;
  /// Freed buffers by what they are for.
  std::map<BufferKind, rint_runtime::KeptBuffers<char *>> unused;
  KeptBytes keptBytes;
};

} // namespace rint_gpu

#endif // RINT_LIB_RUNTIME_GPU_VULKANMEMORY_H
