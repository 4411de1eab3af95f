//===- Stages.h - What rint's pipelines share -------------------*- C++ -*-===//
//
// A pipeline is a list of stages, and each of them makes true what the next one
// takes for granted:
//
//   addPreparation     tensors; no op owes a check, and control flow that takes
//                      tensors is structured
//   addRintToLinalg    tensors; rint's ops are in destination-passing style,
//   and
//                      every op has a bufferization
//   addBufferization   buffers, which are freed by their owners
//   (kernels or loops: what makes a CPU and a GPU pipeline differ)
//   addHostLoops       buffers; memory is plain, vectors have one dimension,
//                      numbers are of LLVM's types, and a loop gives back what
//                      it takes from the stack in a round
//   addHostCode        the LLVM dialect and nothing else
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_PIPELINES_STAGES_H
#define RINT_LIB_PIPELINES_STAGES_H

#include "mlir/Pass/PassManager.h"
#include "rint/Conversion/Passes.h"

namespace mlir::rint {

/// Canonicalization and common subexpression elimination.
void addCleanup(OpPassManager &pm);

/// From rint ops on tensors to destination-passing ops on buffers that are
/// freed by their owners. If `fuse`, repeats are done later than what uses
/// them, or not at all, where that is less work. `plans` says how row offsets
/// are kept that only copies use. If `inPlace`, what goes into a buffer or a
/// slice is computed there; with `outParams`, functions fill buffers of their
/// callers.
void addBufferStages(OpPassManager &pm, bool checks, bool fuse,
                     const ConvertRintToLinalgPassOptions &plans = {},
                     bool inPlace = false, bool outParams = false);

/// From loops on buffers to the LLVM dialect for the host. Where there are
/// kernels, GPU ops become calls of a run-time library. Parallel loops become
/// OpenMP if there are several threads.
void addHostStages(OpPassManager &pm, bool hasKernels, int64_t threads = 1);

/// Registers the pipelines that end in code for a GPU.
void registerGPUPipelines();

} // namespace mlir::rint

#endif // RINT_LIB_PIPELINES_STAGES_H
