//===- Scan.h - Row offsets -------------------------------------*- C++ -*-===//

#ifndef RINT_LIB_CONVERSION_RINTTOGPU_KERNELS_SCAN_H
#define RINT_LIB_CONVERSION_RINTTOGPU_KERNELS_SCAN_H

#include "../KernelLauncher.h"
#include "rint/Dialect/Rint/IR/Rint.h"

namespace mlir::rint {

/// Builds the launches that do what `op`, on device buffers, does.
void launchScanRepeats(KernelLauncher &launcher, ScanRepeatsOp op);

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_RINTTOGPU_KERNELS_SCAN_H
