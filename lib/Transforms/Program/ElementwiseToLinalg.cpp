//===- ElementwiseToLinalg.cpp - Elementwise ops, but no choices -*- C++ -*-==//
//
// Upstream's pass takes a choice between two tensors for elementwise, and the
// result then has the size of the first one.
//
//===----------------------------------------------------------------------===//

#include "ElementwiseToLinalg.h"
#include "rint/Transforms/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Rewrite/PatternApplicator.h"
#include "mlir/Transforms/DialectConversion.h"

namespace mlir::rint {
#define GEN_PASS_DEF_RINTCONVERTELEMENTWISETOLINALGPASS
#include "rint/Transforms/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;

bool rint::isElementwiseOnTensors(Operation *op) {
  if (auto select = dyn_cast<arith::SelectOp>(op))
    if (!isa<ShapedType>(select.getCondition().getType()))
      return false;
  return OpTrait::hasElementwiseMappableTraits(op) &&
         llvm::any_of(op->getOperandTypes(), llvm::IsaPred<RankedTensorType>);
}

/// Whether upstream's folder makes a constant of `op` where its operands are
/// equal, which then says no size.
static bool losesSize(Operation *op) {
  auto type = dyn_cast_or_null<RankedTensorType>(
      isa<arith::CmpIOp, arith::XOrIOp>(op) ? op->getResult(0).getType()
                                            : Type());
  return type && !type.hasStaticShape();
}

namespace {

struct ConvertElementwiseToLinalg final
    : rint::impl::RintConvertElementwiseToLinalgPassBase<
          ConvertElementwiseToLinalg> {
  using Base::Base;

  void runOnOperation() override {
    if (onlyComparable)
      return convertWithoutFolding();
    RewritePatternSet patterns(&getContext());
    linalg::populateElementwiseToLinalgConversionPatterns(patterns);
    ConversionTarget target(getContext());
    target.markUnknownOpDynamicallyLegal(
        [](Operation *op) { return !isElementwiseOnTensors(op); });
    if (failed(applyPartialConversion(getOperation(), target,
                                      std::move(patterns))))
      signalPassFailure();
  }

private:
  /// The driver of dialect conversions folds before it converts.
  void convertWithoutFolding() {
    RewritePatternSet patterns(&getContext());
    linalg::populateElementwiseToLinalgConversionPatterns(patterns);
    FrozenRewritePatternSet frozen(std::move(patterns));
    PatternApplicator applicator(frozen);
    applicator.applyDefaultCostModel();
    PatternRewriter rewriter(&getContext());
    SmallVector<Operation *> ops;
    getOperation()->walk([&](Operation *op) {
      if (losesSize(op))
        ops.push_back(op);
    });
    for (Operation *op : ops) {
      rewriter.setInsertionPoint(op);
      (void)applicator.matchAndRewrite(op, rewriter);
    }
  }
};

} // namespace
