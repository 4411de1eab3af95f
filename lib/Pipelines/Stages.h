//===- Stages.h - What rint's pipelines share -------------------*- C++ -*-===//

#ifndef RINT_LIB_PIPELINES_STAGES_H
#define RINT_LIB_PIPELINES_STAGES_H

#include "mlir/Pass/PassManager.h"

namespace mlir::rint {

/// Canonicalization and common subexpression elimination.
void addCleanup(OpPassManager &pm);

/// From rint ops on tensors to destination-passing ops on buffers that are
/// freed by their owners.
void addBufferStages(OpPassManager &pm, bool checks);

/// From loops on buffers to the LLVM dialect for the host. Where there are
/// kernels, GPU ops become calls of a run-time library.
void addHostStages(OpPassManager &pm, bool hasKernels);

/// Registers the pipelines that end in code for a GPU.
void registerGPUPipelines();

} // namespace mlir::rint

#endif // RINT_LIB_PIPELINES_STAGES_H
