//===- VerifyStage.cpp - Valid IR between stages ----------------*- C++ -*-===//
//
// To verify a module after each of a hundred small passes takes as long as the
// passes. A program that compiles to run does so once a stage, which is soon
// enough to stop what a fault of a pass has made.
//
//===----------------------------------------------------------------------===//

#include "rint/Transforms/Passes.h"

#include "mlir/IR/Verifier.h"

namespace mlir::rint {
#define GEN_PASS_DEF_RINTVERIFYSTAGEPASS
#include "rint/Transforms/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;

namespace {

struct VerifyStage final : rint::impl::RintVerifyStagePassBase<VerifyStage> {
  void runOnOperation() override {
    if (failed(verify(getOperation())))
      signalPassFailure();
    markAllAnalysesPreserved();
  }
};

} // namespace
