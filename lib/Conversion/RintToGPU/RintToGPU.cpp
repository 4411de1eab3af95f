//===- RintToGPU.cpp - Ops on device buffers to kernels ---------*- C++ -*-===//
//
// What an op becomes is in the file of its kernels; here is which ops do.
//
//===----------------------------------------------------------------------===//

#include "rint/Conversion/Passes.h"

#include "Kernels/Broadcast.h"
#include "Kernels/Expand.h"
#include "Kernels/Scan.h"
#include "Kernels/Segments.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Transforms/WalkPatternRewriteDriver.h"
#include "rint/Transforms/GPU/DeviceBuffers.h"

namespace mlir::rint {
#define GEN_PASS_DEF_CONVERTRINTTOGPUPASS
#include "rint/Conversion/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;

namespace {

/// Replaces an op by what `launch` builds.
template <typename OpTy> struct LaunchKernels final : OpRewritePattern<OpTy> {
  using LaunchFn = void (*)(KernelLauncher &, OpTy);

  LaunchKernels(MLIRContext *context, LaunchFn launch)
      : OpRewritePattern<OpTy>(context), launch(launch) {}

  LogicalResult matchAndRewrite(OpTy op,
                                PatternRewriter &rewriter) const override {
    if (!isDeviceOp(op))
      return rewriter.notifyMatchFailure(op, "no kernel exists for this form");
    auto isOnDevice = [](Value operand) {
      return !isa<MemRefType>(operand.getType()) || findDeviceBytes(operand);
    };
    if (!llvm::all_of(op->getOperands(), isOnDevice))
      return rewriter.notifyMatchFailure(op, "a buffer is not on the device");
    KernelLauncher launcher(rewriter, op);
    launch(launcher, op);
    rewriter.eraseOp(op);
    return success();
  }

private:
  LaunchFn launch;
};

struct ConvertRintToGPU final
    : rint::impl::ConvertRintToGPUPassBase<ConvertRintToGPU> {
  void runOnOperation() override {
    MLIRContext *context = &getContext();
    RewritePatternSet patterns(context);
    patterns.add<LaunchKernels<linalg::BroadcastOp>>(context, launchBroadcast);
    patterns.add<LaunchKernels<ScanRepeatsOp>>(context, launchScanRepeats);
    patterns.add<LaunchKernels<ExpandRunsOp>>(context, launchExpandRuns);
    patterns.add<LaunchKernels<ExpandIndicesOp>>(context, launchExpandIndices);
    patterns.add<LaunchKernels<ReduceSegmentsOp>>(context,
                                                  launchReduceSegments);
    walkAndApplyPatterns(getOperation(), std::move(patterns));
  }
};

} // namespace
