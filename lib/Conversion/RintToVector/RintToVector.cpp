//===- RintToVector.cpp - Copies with repetition to vectors -----*- C++ -*-===//

#include "Patterns.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Transforms/WalkPatternRewriteDriver.h"
#include "rint/Dialect/Rint/IR/Rint.h"

namespace mlir::rint {
#define GEN_PASS_DEF_CONVERTRINTTOVECTORPASS
#include "rint/Conversion/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;

namespace {

struct ConvertRintToVector final
    : rint::impl::ConvertRintToVectorPassBase<ConvertRintToVector> {
  using ConvertRintToVectorPassBase::ConvertRintToVectorPassBase;

  void runOnOperation() override {
    ConvertRintToVectorPassOptions options;
    options.threads = threads;
    options.parallelBytes = parallelBytes;
    options.streamingBytes = streamingBytes;
    options.permuteBytes = permuteBytes;
    RewritePatternSet patterns(&getContext());
    populateBroadcastPatterns(patterns, options);
    populateExpandPatterns(patterns, options);
    populateScanRepeatsPatterns(patterns, options);
    walkAndApplyPatterns(getOperation(), std::move(patterns));
  }
};

} // namespace
