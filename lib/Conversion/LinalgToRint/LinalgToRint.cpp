//===- LinalgToRint.cpp - What frontends write, as rint ops -----*- C++ -*-===//

#include "Patterns.h"
#include "Sizes.h"
#include "rint/Conversion/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "rint/Dialect/Rint/IR/Rint.h"

namespace mlir::rint {
#define GEN_PASS_DEF_CONVERTLINALGTORINTPASS
#include "rint/Conversion/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;

namespace {

struct ConvertLinalgToRint final
    : rint::impl::ConvertLinalgToRintPassBase<ConvertLinalgToRint> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    populateLinalgToRintPatterns(patterns);
    // As in canonicalization, stopping early is no failure.
    (void)applyPatternsGreedily(getOperation(), std::move(patterns));
  }
};

} // namespace

void rint::populateLinalgToRintPatterns(RewritePatternSet &patterns) {
  MLIRContext *context = patterns.getContext();
  populateSizeComparisonPatterns(patterns);
  populatePrefixSumPatterns(patterns);
  populateRaiseGatherPatterns(patterns);
  populateRaiseMaskPatterns(patterns);
  populateRaiseRepeatPatterns(patterns);
  // Assertions that hold, reshapes of reshapes, and sizes of what is replaced.
  cf::AssertOp::getCanonicalizationPatterns(patterns, context);
  tensor::CastOp::getCanonicalizationPatterns(patterns, context);
  tensor::CollapseShapeOp::getCanonicalizationPatterns(patterns, context);
  tensor::DimOp::getCanonicalizationPatterns(patterns, context);
  tensor::EmptyOp::getCanonicalizationPatterns(patterns, context);
  tensor::ExpandShapeOp::getCanonicalizationPatterns(patterns, context);
}
