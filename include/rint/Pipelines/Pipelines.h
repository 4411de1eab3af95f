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
};

/// Adds the passes that take a module of rint ops and upstream ops on tensors
/// to the LLVM dialect for the host CPU.
void buildRintToLLVMPipeline(OpPassManager &pm,
                             const RintToLLVMOptions &options);

/// Adds the last passes of --rint-to-llvm: from ops on buffers, whose owners
/// free them, to the LLVM dialect.
void buildBuffersToLLVMPipeline(OpPassManager &pm);

/// Registers --rint-to-llvm.
void registerPipelines();

} // namespace mlir::rint

#endif // RINT_PIPELINES_PIPELINES_H
