//===- Target.cpp - The machines a program can run on -----------*- C++ -*-===//

#include "rint/ExecutionEngine/Target.h"
#include "rint/Dialect/Rint/Transforms/Passes.h"
#include "rint/ExecutionEngine/Error.h"
#include "rint/Pipelines/Pipelines.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/TargetParser/Host.h"

using namespace mlir;
using namespace mlir::rint;

/// The widest vectors that the host permutes by masks in registers.
static int64_t getPermuteBytes() {
  llvm::StringMap<bool> features = llvm::sys::getHostCPUFeatures();
  if (features.lookup("avx512vbmi"))
    return 64;
  return features.lookup("ssse3") || features.lookup("neon") ? 16 : 0;
}

/// The size of the host's third-level cache in bytes, from which on stores past
/// it pay; 0 if the system does not say. (What sysconf says of it is the sum
/// over the caches of a socket on some machines.)
static int64_t getCacheBytes() {
  auto text = llvm::MemoryBuffer::getFileAsStream(
      "/sys/devices/system/cpu/cpu0/cache/index3/size");
  int64_t kibibytes = 0;
  StringRef size = text ? (*text)->getBuffer().trim() : StringRef();
  if (!size.consume_back("K") || size.getAsInteger(10, kibibytes))
    return 0;
  return kibibytes * 1024;
}

static void buildCPUPipeline(OpPassManager &pm, ModuleLevel level,
                             const CodegenOptions &options) {
  RintToLLVMOptions pipelineOptions;
  pipelineOptions.checks = options.checks;
  pipelineOptions.fuse = options.fuse;
  pipelineOptions.threads = options.threads;
  pipelineOptions.strategy = options.strategy;
  pipelineOptions.permuteBytes = getPermuteBytes();
  if (int64_t bytes = getCacheBytes())
    pipelineOptions.streamingBytes = bytes;
  if (level == ModuleLevel::Buffers) {
    pm.addPass(createRintAnnotateEntryPointsPass());
    buildBuffersToLLVMPipeline(pm, pipelineOptions);
    return;
  }
  buildRintToLLVMPipeline(pm, pipelineOptions);
}

using GPUPipelineBuilder = void(OpPassManager &, const RintToGPUOptions &);

template <GPUPipelineBuilder *fromTensors, GPUPipelineBuilder *fromBuffers>
static void buildGPUPipeline(OpPassManager &pm, ModuleLevel level,
                             const CodegenOptions &options) {
  RintToGPUOptions pipelineOptions;
  pipelineOptions.checks = options.checks;
  pipelineOptions.fuse = options.fuse;
  if (level == ModuleLevel::Tensors)
    return fromTensors(pm, pipelineOptions);
  pm.addPass(createRintAnnotateEntryPointsPass());
  fromBuffers(pm, pipelineOptions);
}

/// What runs where. For CUDA, the driver compiles the code for the GPU at hand.
static constexpr Target kTargets[] = {
    {"cpu", buildCPUPipeline, ""},
    {"cuda",
     buildGPUPipeline<buildRintToNVVMPipeline, buildBuffersToNVVMPipeline>,
     "librint_cuda_runtime.so"},
    {"vulkan",
     buildGPUPipeline<buildRintToSPIRVPipeline, buildBuffersToSPIRVPipeline>,
     "librint_vulkan_runtime.so"},
};

llvm::Expected<const Target *> rint::lookupTarget(StringRef name) {
  for (const Target &target : kTargets) {
    if (target.name != name)
      continue;
    return &target;
  }
  std::string names = llvm::join(
      llvm::map_range(kTargets,
                      [](const Target &target) { return target.name; }),
      ", ");
  return makeError("expected --target to be one of {0}, but got '{1}'", names,
                   name);
}
