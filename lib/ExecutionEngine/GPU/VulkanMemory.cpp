//===- VulkanMemory.cpp - Buffers that the host can see ---------*- C++ -*-===//

#include "VulkanMemory.h"

#include "DriverError.h"

using namespace rint::gpu;

/// Sizes are rounded up to this many bytes: never none, and seldom different.
static constexpr uint64_t kGranularity = 256;

void *VulkanMemory::allocate(uint64_t bytes) {
  uint64_t limit = device.getProperties().limits.maxStorageBufferRange;
  if (bytes > limit)
    fail("expected buffers of at most " + std::to_string(limit) +
         " bytes, the limit of " + device.getProperties().deviceName +
         ", but got " + std::to_string(bytes));
  bytes = (bytes / kGranularity + (bytes % kGranularity != 0)) * kGranularity;
  if (bytes == 0)
    bytes = kGranularity;
  auto reuse = unused.lower_bound(bytes);
  if (reuse != unused.end() && reuse->first / 2 <= bytes) {
    char *mapped = reuse->second;
    unused.erase(reuse);
    return mapped;
  }
  VulkanBuffer buffer = create(bytes);
  buffers[buffer.mapped + buffer.bytes] = buffer;
  return buffer.mapped;
}

void VulkanMemory::free(void *address) {
  if (VulkanBuffer *buffer = find(address))
    unused.emplace(buffer->bytes, buffer->mapped);
}

VulkanBuffer *VulkanMemory::find(const void *address) {
  auto *at = static_cast<const char *>(address);
  auto it = buffers.upper_bound(at);
  if (it == buffers.end() || at < it->second.mapped)
    return nullptr;
  return &it->second;
}

void VulkanMemory::markIdle() {
  for (auto &[end, buffer] : buffers)
    buffer.isBusy = false;
}

bool VulkanMemory::tryMemoryType(VulkanBuffer &buffer,
                                 const VkMemoryRequirements &requirements,
                                 uint32_t type) {
  VkMemoryAllocateInfo info = {};
  info.sType = VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO;
  info.allocationSize = requirements.size;
  info.memoryTypeIndex = type;
  return device.api().AllocateMemory(device.get(), &info, nullptr,
                                     &buffer.memory) == VK_SUCCESS;
}

VulkanBuffer VulkanMemory::create(uint64_t bytes) {
  VulkanBuffer buffer;
  buffer.bytes = bytes;
  VkBufferCreateInfo info = {};
  info.sType = VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO;
  info.size = bytes;
  info.usage = VK_BUFFER_USAGE_STORAGE_BUFFER_BIT;
  info.sharingMode = VK_SHARING_MODE_EXCLUSIVE;
  checkVulkan(
      device.api().CreateBuffer(device.get(), &info, nullptr, &buffer.buffer),
      "create a buffer");
  VkMemoryRequirements requirements;
  device.api().GetBufferMemoryRequirements(device.get(), buffer.buffer,
                                           &requirements);

  // The memory of the device comes first, then what the host caches.
  constexpr VkMemoryPropertyFlags visible =
      VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT |
      VK_MEMORY_PROPERTY_HOST_COHERENT_BIT;
  const VkPhysicalDeviceMemoryProperties &memory = device.getMemory();
  for (VkMemoryPropertyFlags wanted :
       {visible | VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT,
        visible | VK_MEMORY_PROPERTY_HOST_CACHED_BIT, visible})
    for (uint32_t i = 0; i < memory.memoryTypeCount && !buffer.memory; ++i)
      if ((requirements.memoryTypeBits >> i & 1) &&
          (memory.memoryTypes[i].propertyFlags & wanted) == wanted &&
          tryMemoryType(buffer, requirements, i))
        break;
  if (!buffer.memory)
    fail("expected Vulkan to allocate " + std::to_string(bytes) +
         " bytes, but got VK_ERROR_OUT_OF_DEVICE_MEMORY");
  checkVulkan(device.api().BindBufferMemory(device.get(), buffer.buffer,
                                            buffer.memory, 0),
              "bind the memory of a buffer");
  void *mapped = nullptr;
  checkVulkan(device.api().MapMemory(device.get(), buffer.memory, 0,
                                     VK_WHOLE_SIZE, 0, &mapped),
              "map a buffer");
  buffer.mapped = static_cast<char *>(mapped);
  return buffer;
}
