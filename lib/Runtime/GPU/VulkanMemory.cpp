//===- VulkanMemory.cpp - Buffers on a Vulkan device ------------*- C++ -*-===//

#include "VulkanMemory.h"

#include "DriverError.h"

#include <algorithm>
#include <cstdlib>
#include <sys/mman.h>

using namespace rint_gpu;

/// Sizes are rounded up to this many bytes: never none, and seldom different.
static constexpr uint64_t kGranularity = 256;

/// What a type of memory must be for the host to see it without being told.
static constexpr VkMemoryPropertyFlags kVisible =
    VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT;

/// RINT_GPU_STAGING says whether memory is taken to be separate, for tests on
/// devices where it is not.
static bool hasSeparateMemory(const VulkanDevice &device) {
  if (const char *choice = std::getenv("RINT_GPU_STAGING"))
    return std::string(choice) != "0";
  return device.getProperties().deviceType ==
         VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU;
}

VulkanMemory::VulkanMemory(const VulkanDevice &device)
    : device(device), isSeparate(hasSeparateMemory(device)) {}

//===----------------------------------------------------------------------===//
// Buffers
//===----------------------------------------------------------------------===//

void *VulkanMemory::allocate(uint64_t bytes, BufferKind kind) {
  uint64_t limit = device.getMaxBufferBytes();
  if (bytes > limit)
    fail("expected buffers of at most " + std::to_string(limit) +
         " bytes, the limit of " + device.getProperties().deviceName +
         ", but got " + std::to_string(bytes));
  bytes = (bytes / kGranularity + (bytes % kGranularity != 0)) * kGranularity;
  if (bytes == 0)
    bytes = kGranularity;
  if (std::optional<char *> kept = unused[kind].take(bytes))
    return *kept;
  limitUnused(bytes);
  VulkanBuffer buffer = create(bytes, kind);
  buffers[buffer.address + buffer.bytes] = buffer;
  return buffer.address;
}

void VulkanMemory::free(void *address) {
  if (VulkanBuffer *buffer = find(address))
    unused[buffer->kind].keep(buffer->address, buffer->bytes);
}

VulkanBuffer *VulkanMemory::find(const void *address) {
  auto *at = static_cast<const char *>(address);
  auto it = buffers.upper_bound(at);
  if (it == buffers.end() || at < it->second.address)
    return nullptr;
  return &it->second;
}

void VulkanMemory::markIdle() {
  for (auto &[end, buffer] : buffers)
    buffer.isBusy = false;
}

/// Called before there are `newBytes` more.
void VulkanMemory::limitUnused(uint64_t newBytes) {
  uint64_t all = newBytes, kept = 0;
  for (const auto &[end, buffer] : buffers)
    all += buffer.bytes;
  for (const auto &[kind, buffers] : unused)
    kept += buffers.getBytes();
  if (keptBytes.areTooMany(kept, all - kept))
    releaseUnused();
}

/// Destroys a buffer unless commands use it.
bool VulkanMemory::release(const char *address) {
  VulkanBuffer buffer = *find(address);
  if (buffer.isBusy)
    return false;
  vkDestroyBuffer(device.get(), buffer.buffer, nullptr);
  vkFreeMemory(device.get(), buffer.memory, nullptr);
  if (!buffer.isMapped)
    munmap(buffer.address, buffer.bytes);
  buffers.erase(buffer.address + buffer.bytes);
  return true;
}

void VulkanMemory::releaseUnused() {
  for (auto &[kind, kept] : unused)
    kept.releaseIf([&](const char *address) { return release(address); });
}

//===----------------------------------------------------------------------===//
// Memory
//===----------------------------------------------------------------------===//

bool VulkanMemory::isUsable(uint32_t type, VkMemoryPropertyFlags wanted) const {
  VkMemoryPropertyFlags flags =
      device.getMemory().memoryTypes[type].propertyFlags;
  return (flags & wanted) == wanted;
}

bool VulkanMemory::fits(uint64_t bytes) const {
  if (bytes > device.getMaxBufferBytes())
    return false;
  const VkPhysicalDeviceMemoryProperties &memory = device.getMemory();
  VkMemoryPropertyFlags wanted =
      isSeparate ? VkMemoryPropertyFlags(VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT)
                 : kVisible;
  uint64_t most = 0;
  for (uint32_t type = 0; type < memory.memoryTypeCount; ++type) {
    if (!isUsable(type, wanted))
      continue;
    uint32_t heap = memory.memoryTypes[type].heapIndex;
    uint64_t allocated = 0, reusable = 0;
    for (const auto &[end, buffer] : buffers)
      if (memory.memoryTypes[buffer.type].heapIndex == heap)
        allocated += buffer.bytes;
    // What is not in use can be released.
    for (const auto &[kind, kept] : unused)
      for (const auto &[address, size] : kept.get())
        if (const VulkanBuffer &buffer = buffers.at(address + size);
            memory.memoryTypes[buffer.type].heapIndex == heap && !buffer.isBusy)
          reusable += size;
    most = std::max(most, device.getFreeBytes(heap, allocated) + reusable);
  }
  return bytes <= most;
}

bool VulkanMemory::tryMemoryType(VulkanBuffer &buffer,
                                 const VkMemoryRequirements &requirements,
                                 uint32_t type) {
  VkMemoryAllocateInfo info = {};
  info.sType = VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO;
  info.allocationSize = requirements.size;
  info.memoryTypeIndex = type;
  buffer.type = type;
  return vkAllocateMemory(device.get(), &info, nullptr, &buffer.memory) ==
         VK_SUCCESS;
}

bool VulkanMemory::tryMemory(VulkanBuffer &buffer,
                             const VkMemoryRequirements &requirements) {
  // Kernels want the memory of the device, the host what it caches.
  constexpr VkMemoryPropertyFlags local = VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT;
  constexpr VkMemoryPropertyFlags cached =
      kVisible | VK_MEMORY_PROPERTY_HOST_CACHED_BIT;
  std::vector<VkMemoryPropertyFlags> choices = {cached, kVisible};
  if (!buffer.isMapped)
    choices = {local, 0};
  else if (buffer.kind == BufferKind::Kernels)
    choices.insert(choices.begin(), kVisible | local);
  for (VkMemoryPropertyFlags wanted : choices)
    for (uint32_t i = 0; i < device.getMemory().memoryTypeCount; ++i)
      if ((requirements.memoryTypeBits >> i & 1) && isUsable(i, wanted) &&
          tryMemoryType(buffer, requirements, i))
        return true;
  return false;
}

void VulkanMemory::map(VulkanBuffer &buffer) {
  void *address = nullptr;
  if (buffer.isMapped) {
    checkVulkan(
        vkMapMemory(device.get(), buffer.memory, 0, VK_WHOLE_SIZE, 0, &address),
        "map a buffer");
  } else {
    address = mmap(nullptr, buffer.bytes, PROT_NONE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (address == MAP_FAILED)
      fail("expected addresses for a buffer of " +
           std::to_string(buffer.bytes) + " bytes, but got none");
  }
  buffer.address = static_cast<char *>(address);
}

VulkanBuffer VulkanMemory::create(uint64_t bytes, BufferKind kind) {
  VulkanBuffer buffer;
  buffer.bytes = bytes;
  buffer.kind = kind;
  buffer.isMapped = kind == BufferKind::Host || !isSeparate;
  VkBufferCreateInfo info = {};
  info.sType = VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO;
  info.size = bytes;
  info.usage = VK_BUFFER_USAGE_STORAGE_BUFFER_BIT |
               VK_BUFFER_USAGE_TRANSFER_SRC_BIT |
               VK_BUFFER_USAGE_TRANSFER_DST_BIT;
  info.sharingMode = VK_SHARING_MODE_EXCLUSIVE;
  checkVulkan(vkCreateBuffer(device.get(), &info, nullptr, &buffer.buffer),
              "create a buffer");
  VkMemoryRequirements requirements;
  vkGetBufferMemoryRequirements(device.get(), buffer.buffer, &requirements);
  if (!tryMemory(buffer, requirements)) {
    releaseUnused();
    if (!tryMemory(buffer, requirements))
      fail("expected Vulkan to allocate " + std::to_string(bytes) +
           " bytes, but got VK_ERROR_OUT_OF_DEVICE_MEMORY");
  }
  checkVulkan(vkBindBufferMemory(device.get(), buffer.buffer, buffer.memory, 0),
              "bind the memory of a buffer");
  map(buffer);
  return buffer;
}
