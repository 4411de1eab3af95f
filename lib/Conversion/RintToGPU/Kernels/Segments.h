//===- Segments.h - Reductions of segments ----------------------*- C++ -*-===//

#ifndef RINT_LIB_CONVERSION_RINTTOGPU_KERNELS_SEGMENTS_H
#define RINT_LIB_CONVERSION_RINTTOGPU_KERNELS_SEGMENTS_H

#include "../KernelLauncher.h"
#include "rint/Dialect/Rint/IR/Rint.h"

namespace mlir::rint {

/// Builds the launches that do what `op`, on device buffers, does.
void launchReduceSegments(KernelLauncher &launcher, ReduceSegmentsOp op);

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_RINTTOGPU_KERNELS_SEGMENTS_H
