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
#include "mlir/Dialect/Tensor/IR/Tensor.h"
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

/// The time that One-Shot Bufferize takes for a chain of ops that may all work
/// in one buffer grows with the cube of its length.
static constexpr int64_t kLongestChain = 16;

/// Gives every so many ops of a chain a new buffer.
static void cutChains(Operation *root) {
  llvm::DenseMap<Value, int64_t> lengths;
  root->walk([&](linalg::GenericOp op) {
    if (op.getNumDpsInits() != 1 || !op.hasPureTensorSemantics())
      return;
    OpOperand *init = op.getDpsInitOperand(0);
    int64_t length = lengths.lookup(init->get()) + 1;
    if (length >= kLongestChain && !op.payloadUsesValueFromOperand(init)) {
      OpBuilder builder(op);
      auto type = cast<RankedTensorType>(init->get().getType());
      init->set(tensor::EmptyOp::create(
          builder, op.getLoc(),
          tensor::getMixedSizes(builder, op.getLoc(), init->get()),
          type.getElementType()));
      length = 0;
    }
    lengths[op.getResult(0)] = length;
  });
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
      return signalPassFailure();
    cutChains(getOperation());
  }
};

} // namespace
