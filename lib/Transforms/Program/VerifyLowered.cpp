//===- VerifyLowered.cpp - Nothing but the LLVM dialect is left -*- C++ -*-===//
//
// Conversions to the LLVM dialect are partial: what they do not know stays,
// with casts around it, and translation then complains of the casts.
//
//===----------------------------------------------------------------------===//

#include "rint/Transforms/Passes.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/IR/BuiltinOps.h"

namespace mlir::rint {
#define GEN_PASS_DEF_RINTVERIFYLOWEREDPASS
#include "rint/Transforms/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;

/// Whether `op` can be translated to LLVM IR. The launch of a kernel of a
/// binary is translated together with it.
static bool isLowered(Operation *op) {
  if (isa<ModuleOp, gpu::BinaryOp, gpu::LaunchFuncOp>(op))
    return true;
  StringRef dialect = op->getName().getDialectNamespace();
  return llvm::is_contained({"llvm", "omp", "nvvm", "rocdl", "x86vector", "amx",
                             "arm_neon", "arm_sve", "arm_sme"},
                            dialect);
}

namespace {

struct VerifyLowered final
    : rint::impl::RintVerifyLoweredPassBase<VerifyLowered> {
  void runOnOperation() override {
    // The casts are a consequence, and their places are not exact.
    Operation *cast = nullptr, *other = nullptr;
    getOperation()->walk([&](Operation *op) {
      if (isLowered(op))
        return WalkResult::advance();
      if (isa<UnrealizedConversionCastOp>(op)) {
        cast = cast ? cast : op;
        return WalkResult::advance();
      }
      other = op;
      return WalkResult::interrupt();
    });
    if (Operation *op = other ? other : cast) {
      emitError(op->getLoc()) << "expected every op to have a lowering to the "
                                 "LLVM dialect, but got '"
                              << op->getName() << "'";
      signalPassFailure();
    }
    markAllAnalysesPreserved();
  }
};

} // namespace
