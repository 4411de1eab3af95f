//===- Expand.h - Runs of slices and of indices -----------------*- C++ -*-===//

#ifndef RINT_LIB_CONVERSION_RINTTOGPU_KERNELS_EXPAND_H
#define RINT_LIB_CONVERSION_RINTTOGPU_KERNELS_EXPAND_H

#include "../KernelLauncher.h"
#include "rint/Dialect/Rint/IR/Rint.h"

namespace mlir::rint {

/// Builds the launches that do what `op`, on device buffers, does.
void launchExpandRuns(KernelLauncher &launcher, ExpandRunsOp op);
void launchExpandIndices(KernelLauncher &launcher, ExpandIndicesOp op);

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_RINTTOGPU_KERNELS_EXPAND_H
