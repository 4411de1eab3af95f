//===- VulkanRuntime.cpp - MLIR's GPU run-time calls on Vulkan --*- C++ -*-===//

#include "CallLog.h"
#include "DriverError.h"
#include "RuntimeAPI.h"
#include "VulkanStaging.h"

#include <memory>
#include <mutex>

using namespace rint_gpu;

namespace {

/// The one device, with its memory and its queue. Streams make no difference:
/// all work is done in order.
struct VulkanRuntime {
  VulkanRuntime()
      : memory(device), queue(device, memory), staging(memory, queue) {}

  VulkanDevice device;
  VulkanMemory memory;
  VulkanQueue queue;
  VulkanStaging staging;
  std::mutex mutex;
};

/// A SPIR-V module and those of its kernels that were asked for.
struct VulkanModule {
  VulkanModule(const uint32_t *words, size_t numWords)
      : reflection(words, numWords) {}

  VkShaderModule shader = VK_NULL_HANDLE;
  SPIRVReflection reflection;
  std::map<std::string, std::unique_ptr<VulkanKernel>> kernels;
};

} // namespace

/// Never destroyed: drivers do not outlive the exit of a process safely.
static VulkanRuntime &getRuntime() {
  static auto *runtime = new VulkanRuntime;
  return *runtime;
}

//===----------------------------------------------------------------------===//
// Modules and kernels
//===----------------------------------------------------------------------===//

static std::unique_ptr<VulkanKernel> createKernel(const VulkanModule &module,
                                                  const char *name) {
  const VulkanDevice &device = getRuntime().device;
  auto kernel = std::make_unique<VulkanKernel>();
  kernel->parameters = module.reflection.getParameters(name);
  uint32_t limit =
      device.getProperties().limits.maxPerStageDescriptorStorageBuffers;
  if (kernel->parameters.size() > limit)
    fail("expected kernels of at most " + std::to_string(limit) +
         " parameters, the limit of " + device.getProperties().deviceName +
         ", but got " + std::to_string(kernel->parameters.size()));
  std::vector<VkDescriptorSetLayoutBinding> bindings;
  for (const KernelParameter &parameter : kernel->parameters)
    bindings.push_back({parameter.binding, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, 1,
                        VK_SHADER_STAGE_COMPUTE_BIT, nullptr});
  VkDescriptorSetLayoutCreateInfo setInfo = {};
  setInfo.sType = VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO;
  setInfo.bindingCount = bindings.size();
  setInfo.pBindings = bindings.data();
  checkVulkan(vkCreateDescriptorSetLayout(device.get(), &setInfo, nullptr,
                                          &kernel->setLayout),
              "create a descriptor set layout");
  VkPipelineLayoutCreateInfo layoutInfo = {};
  layoutInfo.sType = VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO;
  layoutInfo.setLayoutCount = 1;
  layoutInfo.pSetLayouts = &kernel->setLayout;
  checkVulkan(vkCreatePipelineLayout(device.get(), &layoutInfo, nullptr,
                                     &kernel->layout),
              "create a pipeline layout");
  VkComputePipelineCreateInfo info = {};
  info.sType = VK_STRUCTURE_TYPE_COMPUTE_PIPELINE_CREATE_INFO;
  info.stage.sType = VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO;
  info.stage.stage = VK_SHADER_STAGE_COMPUTE_BIT;
  info.stage.module = module.shader;
  info.stage.pName = name;
  info.layout = kernel->layout;
  checkVulkan(vkCreateComputePipelines(device.get(), VK_NULL_HANDLE, 1, &info,
                                       nullptr, &kernel->pipeline),
              "compile a kernel");
  return kernel;
}

void *mgpuModuleLoad(void *binary, size_t size) {
  VulkanRuntime &runtime = getRuntime();
  std::lock_guard<std::mutex> lock(runtime.mutex);
  auto *words = static_cast<const uint32_t *>(binary);
  auto *module = new VulkanModule(words, size / sizeof(uint32_t));
  for (unsigned bits : module->reflection.getWidths())
    if (!runtime.device.supportsBits(bits))
      fail(std::string("expected ") +
           runtime.device.getProperties().deviceName + " to support " +
           std::to_string(bits) + "-bit integers, but got a device without");
  VkShaderModuleCreateInfo info = {};
  info.sType = VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO;
  info.codeSize = size;
  info.pCode = words;
  checkVulkan(vkCreateShaderModule(runtime.device.get(), &info, nullptr,
                                   &module->shader),
              "load a module");
  return module;
}

void *mgpuModuleLoadJIT(void *, int) {
  fail("expected a SPIR-V binary, but got text for another kind of device");
}

void mgpuModuleUnload(void *handle) {
  VulkanRuntime &runtime = getRuntime();
  std::lock_guard<std::mutex> lock(runtime.mutex);
  runtime.queue.finish();
  VkDevice device = runtime.device.get();
  auto *module = static_cast<VulkanModule *>(handle);
  for (auto &[name, kernel] : module->kernels) {
    vkDestroyPipeline(device, kernel->pipeline, nullptr);
    vkDestroyPipelineLayout(device, kernel->layout, nullptr);
    vkDestroyDescriptorSetLayout(device, kernel->setLayout, nullptr);
  }
  vkDestroyShaderModule(device, module->shader, nullptr);
  delete module;
}

void *mgpuModuleGetFunction(void *handle, const char *name) {
  VulkanRuntime &runtime = getRuntime();
  std::lock_guard<std::mutex> lock(runtime.mutex);
  auto *module = static_cast<VulkanModule *>(handle);
  std::unique_ptr<VulkanKernel> &kernel = module->kernels[name];
  if (!kernel) {
    logCall("compile %s", name);
    kernel = createKernel(*module, name);
  }
  return kernel.get();
}

//===----------------------------------------------------------------------===//
// Work
//===----------------------------------------------------------------------===//

void mgpuLaunchKernel(void *function, intptr_t gridX, intptr_t, intptr_t,
                      intptr_t, intptr_t, intptr_t, int32_t, void *,
                      void **params, void **, size_t numParams) {
  VulkanRuntime &runtime = getRuntime();
  std::lock_guard<std::mutex> lock(runtime.mutex);
  logCall("launch %ld blocks", long(gridX));
  runtime.queue.launch(*static_cast<VulkanKernel *>(function), gridX, params,
                       numParams);
}

void *mgpuStreamCreate() { return nullptr; }
void mgpuStreamDestroy(void *) {}

void mgpuStreamSynchronize(void *) {
  VulkanRuntime &runtime = getRuntime();
  std::lock_guard<std::mutex> lock(runtime.mutex);
  logCall("synchronize");
  runtime.queue.finish();
}

void *mgpuMemAlloc(uint64_t bytes, void *, bool) {
  VulkanRuntime &runtime = getRuntime();
  std::lock_guard<std::mutex> lock(runtime.mutex);
  return runtime.memory.allocate(bytes);
}

void mgpuMemFree(void *memory, void *) {
  VulkanRuntime &runtime = getRuntime();
  std::lock_guard<std::mutex> lock(runtime.mutex);
  runtime.memory.free(memory);
}

void mgpuMemcpy(void *to, void *from, size_t bytes, void *) {
  VulkanRuntime &runtime = getRuntime();
  std::lock_guard<std::mutex> lock(runtime.mutex);
  const char *direction = "to the host";
  if (runtime.memory.find(to))
    direction = runtime.memory.find(from) ? "on the device" : "to the device";
  logCall("copy %s %zu bytes", direction, bytes);
  runtime.staging.copy(static_cast<char *>(to), static_cast<char *>(from),
                       bytes);
}

bool rintFitsDeviceMemory(int64_t bytes) {
  VulkanRuntime &runtime = getRuntime();
  std::lock_guard<std::mutex> lock(runtime.mutex);
  return runtime.memory.fits(bytes);
}
