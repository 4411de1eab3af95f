//===- VulkanDevice.h - A Vulkan device and its queue -----------*- C++ -*-===//

#ifndef RINT_LIB_RUNTIME_GPU_VULKANDEVICE_H
#define RINT_LIB_RUNTIME_GPU_VULKANDEVICE_H

#include "VulkanDriver.h"

#include <string>
#include <vector>

namespace rint_gpu {

/// The device that programs run on.
class VulkanDevice {
public:
  /// Opens the device that RINT_GPU_DEVICE says, by its number or a part of its
  /// name; without that the first GPU, or else whatever there is. Ends the run
  /// if there is none.
  VulkanDevice();

  VkDevice get() const { return device; }
  VkQueue getQueue() const { return queue; }
  uint32_t getQueueFamily() const { return queueFamily; }
  const VkPhysicalDeviceProperties &getProperties() const { return properties; }
  const VkPhysicalDeviceMemoryProperties &getMemory() const { return memory; }

  /// The most bytes of a buffer that kernels can use.
  uint64_t getMaxBufferBytes() const { return maxBufferBytes; }
  /// The bytes of a heap that the process may still use, given how many of it
  /// it has allocated, in case the driver does not know.
  uint64_t getFreeBytes(uint32_t heap, uint64_t allocated) const;

  /// Whether kernels with integers and buffers of that many bits can run.
  bool supportsBits(unsigned bits) const;

private:
  void createInstance();
  std::vector<VkPhysicalDevice> listDevices();
  void openDevice(VkPhysicalDevice physical);
  void readLimits();

  VkInstance instance = VK_NULL_HANDLE;
  VkPhysicalDevice physical = VK_NULL_HANDLE;
  VkDevice device = VK_NULL_HANDLE;
  VkQueue queue = VK_NULL_HANDLE;
  uint32_t queueFamily = 0;
  VkPhysicalDeviceProperties properties = {};
  VkPhysicalDeviceMemoryProperties memory = {};
  uint64_t maxBufferBytes = 0;
  bool knowsBudget = false;
  bool has8Bits = false, has16Bits = false, has64Bits = false;
};

} // namespace rint_gpu

#endif // RINT_LIB_RUNTIME_GPU_VULKANDEVICE_H
