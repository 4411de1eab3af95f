//===- VulkanDevice.cpp - A Vulkan device and its queue ---------*- C++ -*-===//

#include "VulkanDevice.h"

#include "DeviceChoice.h"
#include "DriverError.h"
#include "DriverLibrary.h"

#include <algorithm>
#include <cstring>

using namespace rint_gpu;

static const char *getName(VkResult result) {
  switch (result) {
#define RESULT(name)                                                           \
  case name:                                                                   \
    return #name;
    RESULT(VK_NOT_READY)
    RESULT(VK_TIMEOUT)
    RESULT(VK_INCOMPLETE)
    RESULT(VK_ERROR_OUT_OF_HOST_MEMORY)
    RESULT(VK_ERROR_OUT_OF_DEVICE_MEMORY)
    RESULT(VK_ERROR_INITIALIZATION_FAILED)
    RESULT(VK_ERROR_DEVICE_LOST)
    RESULT(VK_ERROR_MEMORY_MAP_FAILED)
    RESULT(VK_ERROR_LAYER_NOT_PRESENT)
    RESULT(VK_ERROR_EXTENSION_NOT_PRESENT)
    RESULT(VK_ERROR_FEATURE_NOT_PRESENT)
    RESULT(VK_ERROR_INCOMPATIBLE_DRIVER)
    RESULT(VK_ERROR_TOO_MANY_OBJECTS)
    RESULT(VK_ERROR_FRAGMENTED_POOL)
    RESULT(VK_ERROR_OUT_OF_POOL_MEMORY)
#undef RESULT
  default:
    return nullptr;
  }
}

void rint_gpu::checkVulkan(VkResult result, const char *activity) {
  if (result == VK_SUCCESS)
    return;
  const char *name = getName(result);
  fail(std::string("expected Vulkan to ") + activity + ", but got " +
       (name ? std::string(name) : "error " + std::to_string(result)));
}

void VulkanDevice::createInstance() {
  DriverLibrary library("libvulkan.so.1", kVulkanPackages);
  PFN_vkGetInstanceProcAddr getAddress = nullptr;
  library.load(getAddress, "vkGetInstanceProcAddr");
  volkInitializeCustom(getAddress);

  VkApplicationInfo application = {};
  application.sType = VK_STRUCTURE_TYPE_APPLICATION_INFO;
  application.pApplicationName = "rint";
  application.apiVersion = VK_API_VERSION_1_2;
  VkInstanceCreateInfo info = {};
  info.sType = VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO;
  info.pApplicationInfo = &application;
  VkResult result = vkCreateInstance(&info, nullptr, &instance);
  if (result == VK_ERROR_INCOMPATIBLE_DRIVER)
    fail(std::string("expected a Vulkan driver, but got none; install ") +
         kVulkanPackages);
  checkVulkan(result, "create an instance");
  volkLoadInstanceOnly(instance);
}

std::vector<VkPhysicalDevice> VulkanDevice::listDevices() {
  uint32_t count = 0;
  checkVulkan(vkEnumeratePhysicalDevices(instance, &count, nullptr),
              "count the devices");
  std::vector<VkPhysicalDevice> devices(count);
  checkVulkan(vkEnumeratePhysicalDevices(instance, &count, devices.data()),
              "list the devices");
  devices.resize(count);
  return devices;
}

/// How much a kind of device is to be preferred.
static int getRank(VkPhysicalDeviceType type) {
  switch (type) {
  case VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU:
    return 4;
  case VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU:
    return 3;
  case VK_PHYSICAL_DEVICE_TYPE_VIRTUAL_GPU:
    return 2;
  case VK_PHYSICAL_DEVICE_TYPE_CPU:
    return 1;
  default:
    return 0;
  }
}

VulkanDevice::VulkanDevice() {
  createInstance();
  std::vector<VkPhysicalDevice> devices = listDevices();
  std::vector<std::string> names;
  size_t preferred = 0;
  int bestRank = -1;
  for (size_t i = 0; i < devices.size(); ++i) {
    vkGetPhysicalDeviceProperties(devices[i], &properties);
    names.push_back(properties.deviceName);
    if (getRank(properties.deviceType) > bestRank) {
      bestRank = getRank(properties.deviceType);
      preferred = i;
    }
  }
  openDevice(devices[chooseDevice(names, preferred, kVulkanPackages)]);
}

bool VulkanDevice::supportsBits(unsigned bits) const {
  switch (bits) {
  case 8:
    return has8Bits;
  case 16:
    return has16Bits;
  case 64:
    return has64Bits;
  default:
    return true;
  }
}

void VulkanDevice::readLimits() {
  vkGetPhysicalDeviceMemoryProperties(physical, &memory);
  VkPhysicalDeviceMaintenance3Properties allocation = {};
  allocation.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MAINTENANCE_3_PROPERTIES;
  VkPhysicalDeviceProperties2 all = {};
  all.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2;
  all.pNext = &allocation;
  vkGetPhysicalDeviceProperties2(physical, &all);
  properties = all.properties;
  maxBufferBytes = std::min<uint64_t>(properties.limits.maxStorageBufferRange,
                                      allocation.maxMemoryAllocationSize);

  uint32_t count = 0;
  vkEnumerateDeviceExtensionProperties(physical, nullptr, &count, nullptr);
  std::vector<VkExtensionProperties> extensions(count);
  vkEnumerateDeviceExtensionProperties(physical, nullptr, &count,
                                       extensions.data());
  for (const VkExtensionProperties &extension : extensions)
    knowsBudget |= std::strcmp(extension.extensionName,
                               VK_EXT_MEMORY_BUDGET_EXTENSION_NAME) == 0;
}

uint64_t VulkanDevice::getFreeBytes(uint32_t heap, uint64_t allocated) const {
  uint64_t size = memory.memoryHeaps[heap].size;
  if (knowsBudget) {
    VkPhysicalDeviceMemoryBudgetPropertiesEXT budget = {};
    budget.sType =
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MEMORY_BUDGET_PROPERTIES_EXT;
    VkPhysicalDeviceMemoryProperties2 all = {};
    all.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MEMORY_PROPERTIES_2;
    all.pNext = &budget;
    vkGetPhysicalDeviceMemoryProperties2(physical, &all);
    size = budget.heapBudget[heap];
    allocated = budget.heapUsage[heap];
  }
  return size - std::min(size, allocated);
}

void VulkanDevice::openDevice(VkPhysicalDevice chosen) {
  physical = chosen;
  readLimits();
  uint32_t count = 0;
  vkGetPhysicalDeviceQueueFamilyProperties(physical, &count, nullptr);
  std::vector<VkQueueFamilyProperties> families(count);
  vkGetPhysicalDeviceQueueFamilyProperties(physical, &count, families.data());
  while (queueFamily < count &&
         !(families[queueFamily].queueFlags & VK_QUEUE_COMPUTE_BIT))
    ++queueFamily;
  if (properties.apiVersion < VK_API_VERSION_1_2 || queueFamily == count)
    fail(std::string("expected a device with Vulkan 1.2 and a compute queue, "
                     "but got ") +
         properties.deviceName);

  // All that kernels may need is turned on where the device has it.
  VkPhysicalDeviceVulkan12Features features12 = {};
  features12.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_FEATURES;
  VkPhysicalDeviceVulkan11Features features11 = {};
  features11.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_1_FEATURES;
  features11.pNext = &features12;
  VkPhysicalDeviceFeatures2 available = {};
  available.sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2;
  available.pNext = &features11;
  vkGetPhysicalDeviceFeatures2(physical, &available);
  has8Bits = features12.shaderInt8 && features12.storageBuffer8BitAccess;
  has16Bits =
      available.features.shaderInt16 && features11.storageBuffer16BitAccess;
  has64Bits = available.features.shaderInt64;

  VkPhysicalDeviceVulkan12Features enabled12 = {};
  enabled12.sType = features12.sType;
  enabled12.shaderInt8 = enabled12.storageBuffer8BitAccess = has8Bits;
  VkPhysicalDeviceVulkan11Features enabled11 = {};
  enabled11.sType = features11.sType;
  enabled11.pNext = &enabled12;
  enabled11.storageBuffer16BitAccess = has16Bits;
  VkPhysicalDeviceFeatures2 enabled = {};
  enabled.sType = available.sType;
  enabled.pNext = &enabled11;
  enabled.features.shaderInt16 = has16Bits;
  enabled.features.shaderInt64 = has64Bits;

  float priority = 1;
  VkDeviceQueueCreateInfo queueInfo = {};
  queueInfo.sType = VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO;
  queueInfo.queueFamilyIndex = queueFamily;
  queueInfo.queueCount = 1;
  queueInfo.pQueuePriorities = &priority;
  VkDeviceCreateInfo info = {};
  info.sType = VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO;
  info.pNext = &enabled;
  info.queueCreateInfoCount = 1;
  info.pQueueCreateInfos = &queueInfo;
  checkVulkan(vkCreateDevice(physical, &info, nullptr, &device),
              "open the device");
  volkLoadDevice(device);
  vkGetDeviceQueue(device, queueFamily, 0, &queue);
}
