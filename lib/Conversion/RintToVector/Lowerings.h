//===- Lowerings.h - Ops to calls of kernels --------------------*- C++ -*-===//

#ifndef RINT_LIB_CONVERSION_RINTTOVECTOR_LOWERINGS_H
#define RINT_LIB_CONVERSION_RINTTOVECTOR_LOWERINGS_H

#include "KernelLibrary.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "rint/Dialect/Rint/IR/Rint.h"

namespace mlir::rint {

// Each replaces an op on buffers by a call of a kernel that `kernels` holds or
// makes. Failure, with the op as it was, where there is no kernel for it: it is
// on tensors, strided, in another memory space, or its elements are no words.

/// In Broadcast.cpp.
LogicalResult lowerBroadcast(linalg::BroadcastOp op, RewriterBase &rewriter,
                             KernelLibrary &kernels);
/// In Expand.cpp.
LogicalResult lowerExpandRuns(ExpandRunsOp op, RewriterBase &rewriter,
                              KernelLibrary &kernels);
LogicalResult lowerExpandIndices(ExpandIndicesOp op, RewriterBase &rewriter,
                                 KernelLibrary &kernels);
/// In Segments.cpp.
LogicalResult lowerReduceSegments(ReduceSegmentsOp op, RewriterBase &rewriter,
                                  KernelLibrary &kernels);
/// In ScanRepeats.cpp. Blocks only.
LogicalResult lowerScanRepeats(ScanRepeatsOp op, RewriterBase &rewriter,
                               KernelLibrary &kernels);

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_RINTTOVECTOR_LOWERINGS_H
