//===- Broadcast.h - One count for every slice ------------------*- C++ -*-===//

#ifndef RINT_LIB_CONVERSION_RINTTOGPU_KERNELS_BROADCAST_H
#define RINT_LIB_CONVERSION_RINTTOGPU_KERNELS_BROADCAST_H

#include "../KernelLauncher.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"

namespace mlir::rint {

/// Builds the launches that do what `op`, on device buffers, does.
void launchBroadcast(KernelLauncher &launcher, linalg::BroadcastOp op);

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_RINTTOGPU_KERNELS_BROADCAST_H
