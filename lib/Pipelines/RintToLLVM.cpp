//===- RintToLLVM.cpp - The pipeline for the host CPU -----------*- C++ -*-===//

#include "Stages.h"

#include "mlir/Dialect/Linalg/Passes.h"
#include "mlir/Pass/PassRegistry.h"
#include "rint/Conversion/Passes.h"
#include "rint/Pipelines/Pipelines.h"
#include "rint/Transforms/Passes.h"

using namespace mlir;
using namespace mlir::rint;

/// Slices in a block of row offsets: few enough for a thread to find its place
/// in, many enough for the sums to cost nothing.
static constexpr int64_t kBlockSize = 4096;

void rint::buildBuffersToLLVMPipeline(OpPassManager &pm,
                                      const RintToLLVMOptions &options) {
  addCleanup(pm);
  pm.addPass(createRintOutlineFailuresPass());
  ConvertRintToVectorPassOptions vectorOptions;
  vectorOptions.threads = options.threads;
  vectorOptions.streamingBytes = options.streamingBytes;
  vectorOptions.permuteBytes = options.permuteBytes;
  vectorOptions.strategy = options.strategy;
  pm.addPass(createConvertRintToVectorPass(vectorOptions));
  pm.addPass(createConvertRintToSCFPass());
  if (options.strategy != kLoopsStrategy) {
    RintVectorizeContractionsPassOptions contractionOptions;
    contractionOptions.threads = options.threads;
    pm.addPass(createRintVectorizeContractionsPass(contractionOptions));
  }
  pm.addPass(createConvertLinalgToLoopsPass());
  addHostStages(pm, /*hasKernels=*/false, options.threads);
}

void rint::buildRintToBuffersPipeline(OpPassManager &pm,
                                      const RintToLLVMOptions &options) {
  ConvertRintToLinalgPassOptions plans;
  plans.blockSize = kBlockSize;
  // Only permutations read packed counts.
  plans.packCounts =
      options.permuteBytes > 0 && options.strategy != kLoopsStrategy;
  addBufferStages(pm, options.checks, options.fuse, plans,
                  /*inPlace=*/true, options.outParams);
}

void rint::buildRintToLLVMPipeline(OpPassManager &pm,
                                   const RintToLLVMOptions &options) {
  buildRintToBuffersPipeline(pm, options);
  buildBuffersToLLVMPipeline(pm, options);
}

void rint::registerPipelines() {
  PassPipelineRegistration<RintToLLVMOptions>(
      "rint-to-llvm",
      "Compile rint ops on tensors, together with upstream ops, to the LLVM "
      "dialect for the host CPU",
      buildRintToLLVMPipeline);
  PassPipelineRegistration<RintToLLVMOptions>(
      "rint-to-buffers",
      "The first half of --rint-to-llvm: check, fuse and bufferize a program, "
      "whose buffers are then freed by their owners",
      buildRintToBuffersPipeline);
  PassPipelineRegistration<RintToLLVMOptions>(
      "rint-buffers-to-llvm",
      "The second half of --rint-to-llvm: compile rint ops on buffers, "
      "together "
      "with upstream ops, to the LLVM dialect for the host CPU",
      buildBuffersToLLVMPipeline);
  registerGPUPipelines();
}
