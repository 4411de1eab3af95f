//===- Target.cpp - The machines a program can run on -----------*- C++ -*-===//

#include "rint/ExecutionEngine/Target.h"
#include "RunnerError.h"
#include "rint/Dialect/Rint/Transforms/Passes.h"
#include "rint/Pipelines/Pipelines.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace mlir::rint;

static void buildCPUPipeline(OpPassManager &pm, ModuleLevel level,
                             const CodegenOptions &options) {
  RintToLLVMOptions pipelineOptions;
  pipelineOptions.checks = options.checks;
  pipelineOptions.threads = options.threads;
  if (level == ModuleLevel::Buffers) {
    pm.addPass(createRintAnnotateEntryPointsPass());
    buildBuffersToLLVMPipeline(pm, pipelineOptions);
    return;
  }
  buildRintToLLVMPipeline(pm, pipelineOptions);
}

/// Targets without a pipeline are known, but not part of this build.
static constexpr Target kTargets[] = {
    {"cpu", buildCPUPipeline, {}},
    {"cuda", nullptr, {}},
    {"vulkan", nullptr, {}},
};

llvm::Expected<const Target *> mlir::rint::lookupTarget(StringRef name) {
  for (const Target &target : kTargets) {
    if (target.name != name)
      continue;
    if (!target.buildPipeline)
      return makeError("expected --target to be part of this build, but got "
                       "'{0}'",
                       name);
    return &target;
  }
  std::string names = llvm::join(
      llvm::map_range(kTargets,
                      [](const Target &target) { return target.name; }),
      ", ");
  return makeError("expected --target to be one of {0}, but got '{1}'", names,
                   name);
}
