//===- ExpandMath.cpp - Math ops whose expansion is not upstream's -*- C++ -*-//
//
// Upstream expands math.clampf as its documentation has it, which takes the
// minimum with the lower bound and so gives the upper bound for all that is in
// between.
//
//===----------------------------------------------------------------------===//

#include "rint/Transforms/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Transforms/WalkPatternRewriteDriver.h"

namespace mlir::rint {
#define GEN_PASS_DEF_RINTEXPANDMATHPASS
#include "rint/Transforms/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;

namespace {

struct ExpandClamp final : OpRewritePattern<math::ClampFOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(math::ClampFOp op,
                                PatternRewriter &rewriter) const override {
    Value atLeast = arith::MaximumFOp::create(
        rewriter, op.getLoc(), op.getValue(), op.getMin(), op.getFastmath());
    rewriter.replaceOpWithNewOp<arith::MinimumFOp>(op, atLeast, op.getMax(),
                                                   op.getFastmath());
    return success();
  }
};

struct ExpandMath final : rint::impl::RintExpandMathPassBase<ExpandMath> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add<ExpandClamp>(&getContext());
    walkAndApplyPatterns(getOperation(), std::move(patterns));
  }
};

} // namespace
