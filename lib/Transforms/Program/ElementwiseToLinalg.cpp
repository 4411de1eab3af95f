//===- ElementwiseToLinalg.cpp - Elementwise ops, but no choices -*- C++ -*-==//
//
// Upstream's pass takes a choice between two tensors for elementwise, and the
// result then has the size of the first one.
//
//===----------------------------------------------------------------------===//

#include "rint/Transforms/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Transforms/DialectConversion.h"

namespace mlir::rint {
#define GEN_PASS_DEF_RINTCONVERTELEMENTWISETOLINALGPASS
#include "rint/Transforms/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;

/// Whether `op` works element by element on ranked tensors.
static bool isElementwise(Operation *op) {
  if (auto select = dyn_cast<arith::SelectOp>(op))
    if (!isa<ShapedType>(select.getCondition().getType()))
      return false;
  return OpTrait::hasElementwiseMappableTraits(op) &&
         llvm::any_of(op->getOperandTypes(), llvm::IsaPred<RankedTensorType>);
}

namespace {

struct ConvertElementwiseToLinalg final
    : rint::impl::RintConvertElementwiseToLinalgPassBase<
          ConvertElementwiseToLinalg> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    linalg::populateElementwiseToLinalgConversionPatterns(patterns);
    ConversionTarget target(getContext());
    target.markUnknownOpDynamicallyLegal(
        [](Operation *op) { return !isElementwise(op); });
    if (failed(applyPartialConversion(getOperation(), target,
                                      std::move(patterns))))
      signalPassFailure();
  }
};

} // namespace
