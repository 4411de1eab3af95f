//===- Pipelines.h - Named pass pipelines of rint ---------------*- C++ -*-===//

#ifndef RINT_PIPELINES_PIPELINES_H
#define RINT_PIPELINES_PIPELINES_H

#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassOptions.h"

namespace mlir::rint {

/// Options of --rint-to-llvm.
struct RintToLLVMOptions : PassPipelineOptions<RintToLLVMOptions> {
  PassOptions::Option<bool> checks{
      *this, "checks",
      llvm::cl::desc("Check at run time what types cannot decide"),
      llvm::cl::init(true)};
  PassOptions::Option<int64_t> threads{
      *this, "threads",
      llvm::cl::desc("How many threads the code may use, by OpenMP"),
      llvm::cl::init(1)};
  PassOptions::Option<int64_t> streamingBytes{
      *this, "streaming-bytes",
      llvm::cl::desc("The least size of a result that is stored past the "
                     "caches; 0 for never"),
      llvm::cl::init(int64_t(32) << 20)};
};

/// Adds the passes that take a module of rint ops and upstream ops on tensors
/// to the LLVM dialect for the host CPU.
void buildRintToLLVMPipeline(OpPassManager &pm,
                             const RintToLLVMOptions &options);

/// Adds the last passes of --rint-to-llvm: from ops on buffers, whose owners
/// free them, to the LLVM dialect.
void buildBuffersToLLVMPipeline(OpPassManager &pm,
                                const RintToLLVMOptions &options);

/// Registers --rint-to-llvm.
void registerPipelines();

} // namespace mlir::rint

#endif // RINT_PIPELINES_PIPELINES_H
