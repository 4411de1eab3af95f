//===- VulkanMemory.cpp - Buffers that the host can see ---------*- C++ -*-===//

#include "VulkanMemory.h"

#include "DriverError.h"

#include <algorithm>

using namespace rint::gpu;

/// Sizes are rounded up to this many bytes: never none, and seldom different.
static constexpr uint64_t kGranularity = 256;

/// What a type of memory must be: the host sees it without being told.
static constexpr VkMemoryPropertyFlags kVisible =
    VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT;

void *VulkanMemory::allocate(uint64_t bytes) {
  uint64_t limit = device.getMaxBufferBytes();
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

bool VulkanMemory::fits(uint64_t bytes) const {
  if (bytes > device.getMaxBufferBytes())
    return false;
  const VkPhysicalDeviceMemoryProperties &memory = device.getMemory();
  uint64_t most = 0;
  for (uint32_t heap = 0; heap < memory.memoryHeapCount; ++heap) {
    bool isVisible = false;
    for (uint32_t i = 0; i < memory.memoryTypeCount; ++i)
      isVisible |= memory.memoryTypes[i].heapIndex == heap &&
                   (memory.memoryTypes[i].propertyFlags & kVisible) == kVisible;
    if (!isVisible)
      continue;
    // What is not in use can be released.
    uint64_t allocated = 0, reusable = 0;
    for (const auto &[end, buffer] : buffers)
      if (memory.memoryTypes[buffer.type].heapIndex == heap)
        allocated += buffer.bytes;
    for (auto [size, address] : unused)
      if (const VulkanBuffer &buffer = buffers.at(address + size);
          memory.memoryTypes[buffer.type].heapIndex == heap && !buffer.isBusy)
        reusable += size;
    most = std::max(most, device.getFreeBytes(heap, allocated) + reusable);
  }
  return bytes <= most;
}

void VulkanMemory::releaseUnused() {
  for (auto it = unused.begin(); it != unused.end();) {
    auto [size, address] = *it;
    const VulkanBuffer &buffer = buffers.at(address + size);
    if (buffer.isBusy) {
      ++it;
      continue;
    }
    device.api().DestroyBuffer(device.get(), buffer.buffer, nullptr);
    device.api().FreeMemory(device.get(), buffer.memory, nullptr);
    buffers.erase(address + size);
    it = unused.erase(it);
  }
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
  buffer.type = type;
  return device.api().AllocateMemory(device.get(), &info, nullptr,
                                     &buffer.memory) == VK_SUCCESS;
}

bool VulkanMemory::tryMemory(VulkanBuffer &buffer,
                             const VkMemoryRequirements &requirements) {
  // The memory of the device comes first, then what the host caches.
  const VkPhysicalDeviceMemoryProperties &memory = device.getMemory();
  for (VkMemoryPropertyFlags wanted :
       {kVisible | VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT,
        kVisible | VK_MEMORY_PROPERTY_HOST_CACHED_BIT, kVisible})
    for (uint32_t i = 0; i < memory.memoryTypeCount; ++i)
      if ((requirements.memoryTypeBits >> i & 1) &&
          (memory.memoryTypes[i].propertyFlags & wanted) == wanted &&
          tryMemoryType(buffer, requirements, i))
        return true;
  return false;
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

  if (!tryMemory(buffer, requirements)) {
    releaseUnused();
    if (!tryMemory(buffer, requirements))
      fail("expected Vulkan to allocate " + std::to_string(bytes) +
           " bytes, but got VK_ERROR_OUT_OF_DEVICE_MEMORY");
  }
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
