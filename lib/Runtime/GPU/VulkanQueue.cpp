//===- VulkanQueue.cpp - Launches in order ----------------------*- C++ -*-===//

#include "VulkanQueue.h"

#include "DriverError.h"

#include <algorithm>
#include <cstring>

using namespace rint_gpu;

/// Commands, and parameters of each, that are collected before the device gets
/// them.
static constexpr unsigned kMaxCommands = 64;
static constexpr unsigned kMaxParameters = 64;

/// A memref of rank 1 as kernels are passed it: two pointers, an offset, a size
/// and a stride.
static constexpr size_t kMemRefParams = 5;

VulkanQueue::VulkanQueue(const VulkanDevice &device, VulkanMemory &memory)
    : device(device), memory(memory) {
  VkCommandPoolCreateInfo poolInfo = {};
  poolInfo.sType = VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO;
  poolInfo.flags = VK_COMMAND_POOL_CREATE_RESET_COMMAND_BUFFER_BIT;
  poolInfo.queueFamilyIndex = device.getQueueFamily();
  VkCommandPool pool = VK_NULL_HANDLE;
  checkVulkan(vkCreateCommandPool(device.get(), &poolInfo, nullptr, &pool),
              "create a command pool");
  VkCommandBufferAllocateInfo commandInfo = {};
  commandInfo.sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO;
  commandInfo.commandPool = pool;
  commandInfo.level = VK_COMMAND_BUFFER_LEVEL_PRIMARY;
  commandInfo.commandBufferCount = 1;
  checkVulkan(vkAllocateCommandBuffers(device.get(), &commandInfo, &commands),
              "allocate a command buffer");

  VkDescriptorPoolSize size = {VK_DESCRIPTOR_TYPE_STORAGE_BUFFER,
                               kMaxCommands * kMaxParameters};
  VkDescriptorPoolCreateInfo descriptorInfo = {};
  descriptorInfo.sType = VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_CREATE_INFO;
  descriptorInfo.maxSets = kMaxCommands;
  descriptorInfo.poolSizeCount = 1;
  descriptorInfo.pPoolSizes = &size;
  checkVulkan(vkCreateDescriptorPool(device.get(), &descriptorInfo, nullptr,
                                     &descriptors),
              "create a descriptor pool");
  VkFenceCreateInfo fenceInfo = {};
  fenceInfo.sType = VK_STRUCTURE_TYPE_FENCE_CREATE_INFO;
  checkVulkan(vkCreateFence(device.get(), &fenceInfo, nullptr, &fence),
              "create a fence");
  uint64_t alignment =
      device.getProperties().limits.minStorageBufferOffsetAlignment;
  scalars = static_cast<char *>(
      memory.allocate(kMaxCommands * kMaxParameters *
                          std::max<uint64_t>(alignment, sizeof(uint64_t)),
                      BufferKind::Host));
}

/// Starts a command.
void VulkanQueue::begin() {
  if (numCommands == kMaxCommands)
    finish();
  if (numCommands++ != 0)
    return;
  VkCommandBufferBeginInfo info = {};
  info.sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO;
  info.flags = VK_COMMAND_BUFFER_USAGE_ONE_TIME_SUBMIT_BIT;
  checkVulkan(vkBeginCommandBuffer(commands, &info), "begin a command buffer");
}

VkDescriptorBufferInfo VulkanQueue::passScalar(const void *value,
                                               uint32_t bytes) {
  std::memcpy(scalars + scalarsUsed, value, bytes);
  VkDescriptorBufferInfo info = {memory.find(scalars)->buffer, scalarsUsed,
                                 bytes};
  scalarsUsed += std::max<uint64_t>(
      device.getProperties().limits.minStorageBufferOffsetAlignment,
      sizeof(uint64_t));
  return info;
}

/// The buffer at `address`, for a command.
VulkanBuffer &VulkanQueue::use(const void *address) {
  VulkanBuffer *buffer = memory.find(address);
  if (!buffer)
    fail("expected a kernel to be passed memory of the device, but got memory "
         "of the host");
  buffer->isBusy = true;
  return *buffer;
}

static uint64_t getOffset(const VulkanBuffer &buffer, const void *address) {
  return static_cast<const char *>(address) - buffer.address;
}

VkDescriptorBufferInfo VulkanQueue::passBuffer(const void *address) {
  VulkanBuffer &buffer = use(address);
  return {buffer.buffer, getOffset(buffer, address), VK_WHOLE_SIZE};
}

void VulkanQueue::setArguments(const VulkanKernel &kernel, void **params,
                               size_t numParams) {
  VkDescriptorSetAllocateInfo setInfo = {};
  setInfo.sType = VK_STRUCTURE_TYPE_DESCRIPTOR_SET_ALLOCATE_INFO;
  setInfo.descriptorPool = descriptors;
  setInfo.descriptorSetCount = 1;
  setInfo.pSetLayouts = &kernel.setLayout;
  VkDescriptorSet set = VK_NULL_HANDLE;
  checkVulkan(vkAllocateDescriptorSets(device.get(), &setInfo, &set),
              "allocate a descriptor set");

  size_t count = kernel.parameters.size(), at = 0;
  std::vector<VkDescriptorBufferInfo> infos(count);
  std::vector<VkWriteDescriptorSet> writes(count);
  for (size_t i = 0; i < count; ++i) {
    const KernelParameter &parameter = kernel.parameters[i];
    size_t length = parameter.scalarBytes ? 1 : kMemRefParams;
    if (at + length > numParams)
      break;
    if (parameter.scalarBytes)
      infos[i] = passScalar(params[at], parameter.scalarBytes);
    else
      infos[i] = passBuffer(*static_cast<void **>(params[at + 1]));
    at += length;
    writes[i].sType = VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET;
    writes[i].dstSet = set;
    writes[i].dstBinding = parameter.binding;
    writes[i].descriptorCount = 1;
    writes[i].descriptorType = VK_DESCRIPTOR_TYPE_STORAGE_BUFFER;
    writes[i].pBufferInfo = &infos[i];
  }
  if (at != numParams)
    fail("expected a kernel to be passed numbers and buffers of rank 1 only, "
         "but got " +
         std::to_string(numParams) + " values for " + std::to_string(count) +
         " parameters");
  vkUpdateDescriptorSets(device.get(), count, writes.data(), 0, nullptr);
  vkCmdBindDescriptorSets(commands, VK_PIPELINE_BIND_POINT_COMPUTE,
                          kernel.layout, 0, 1, &set, 0, nullptr);
}

void VulkanQueue::launch(const VulkanKernel &kernel, uint32_t numBlocks,
                         void **params, size_t numParams) {
  begin();
  vkCmdBindPipeline(commands, VK_PIPELINE_BIND_POINT_COMPUTE, kernel.pipeline);
  setArguments(kernel, params, numParams);
  vkCmdDispatch(commands, numBlocks, 1, 1);
  orderBehind();
}

void VulkanQueue::copy(void *to, const void *from, uint64_t bytes) {
  begin();
  VulkanBuffer &source = use(from), &target = use(to);
  VkBufferCopy region = {getOffset(source, from), getOffset(target, to), bytes};
  vkCmdCopyBuffer(commands, source.buffer, target.buffer, 1, &region);
  orderBehind();
}

/// Lets what comes next wait for what was written so far.
void VulkanQueue::orderBehind() {
  VkMemoryBarrier barrier = {};
  barrier.sType = VK_STRUCTURE_TYPE_MEMORY_BARRIER;
  barrier.srcAccessMask =
      VK_ACCESS_SHADER_WRITE_BIT | VK_ACCESS_TRANSFER_WRITE_BIT;
  barrier.dstAccessMask =
      VK_ACCESS_SHADER_READ_BIT | VK_ACCESS_SHADER_WRITE_BIT |
      VK_ACCESS_TRANSFER_READ_BIT | VK_ACCESS_TRANSFER_WRITE_BIT |
      VK_ACCESS_HOST_READ_BIT;
  constexpr VkPipelineStageFlags stages =
      VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT | VK_PIPELINE_STAGE_TRANSFER_BIT;
  vkCmdPipelineBarrier(commands, stages, stages | VK_PIPELINE_STAGE_HOST_BIT, 0,
                       1, &barrier, 0, nullptr, 0, nullptr);
}

void VulkanQueue::finish() {
  if (numCommands == 0)
    return;
  checkVulkan(vkEndCommandBuffer(commands), "end a command buffer");
  VkSubmitInfo info = {};
  info.sType = VK_STRUCTURE_TYPE_SUBMIT_INFO;
  info.commandBufferCount = 1;
  info.pCommandBuffers = &commands;
  checkVulkan(vkQueueSubmit(device.getQueue(), 1, &info, fence),
              "start kernels");
  checkVulkan(vkWaitForFences(device.get(), 1, &fence, VK_TRUE, UINT64_MAX),
              "finish kernels");
  checkVulkan(vkResetFences(device.get(), 1, &fence), "reset a fence");
  checkVulkan(vkResetDescriptorPool(device.get(), descriptors, 0),
              "reset a descriptor pool");
  numCommands = 0;
  scalarsUsed = 0;
  memory.markIdle();
}
