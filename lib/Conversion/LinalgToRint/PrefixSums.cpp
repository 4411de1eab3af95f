//===- PrefixSums.cpp - Inclusive sums as one loop --------------*- C++ -*-===//
//
// The ends of a mask are sums of counts. JAX writes them as windows over a
// padded vector, n * n additions, and torch-mlir as an op of its own.
//
//===----------------------------------------------------------------------===//

#include "Elements.h"
#include "Patterns.h"
#include "SortedOffsets.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/PatternMatch.h"

using namespace mlir;
using namespace mlir::rint;

/// Whether `body` adds its two arguments, and nothing else.
static bool isAddition(Block &body, Value lhs, Value rhs) {
  auto add =
      body.getTerminator()->getNumOperands() == 1
          ? body.getTerminator()->getOperand(0).getDefiningOp<arith::AddIOp>()
          : arith::AddIOp();
  return add && llvm::hasNItems(body, 2) &&
         ((add.getLhs() == lhs && add.getRhs() == rhs) ||
          (add.getLhs() == rhs && add.getRhs() == lhs));
}

/// What `tensor` pads with `number` zeros in front, and no others.
static Value getPadded(Value tensor, int64_t number) {
  auto pad = tensor.getDefiningOp<tensor::PadOp>();
  if (!pad || pad.getMixedLowPad().size() != 1 ||
      !isConstantIntValue(pad.getMixedLowPad()[0], number) ||
      !isConstantIntValue(pad.getMixedHighPad()[0], 0))
    return Value();
  Value padding = pad.getConstantPaddingValue();
  return padding && matchPattern(padding, m_Zero()) ? pad.getSource() : Value();
}

namespace {

/// out[i] = sum of padded[i + k] for k < n, of n - 1 zeros and n numbers.
struct RaiseWindowSums final : OpRewritePattern<linalg::GenericOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(linalg::GenericOp op,
                                PatternRewriter &rewriter) const override {
    if (op.getNumLoops() != 2 || op.getNumReductionLoops() != 1 ||
        op.getNumDpsInits() != 1 || op.getNumDpsInputs() == 0 ||
        !op.hasPureTensorSemantics())
      return failure();
    auto type = cast<RankedTensorType>(op->getResult(0).getType());
    SmallVector<int64_t> ranges = op.getStaticLoopRanges();
    if (type.getRank() != 1 || !type.hasStaticShape() ||
        !type.getElementType().isSignlessInteger() || ranges[0] != ranges[1])
      return failure();
    OpOperand *window = op.getDpsInputOperand(0);
    AffineExpr sum =
        rewriter.getAffineDimExpr(0) + rewriter.getAffineDimExpr(1);
    AffineMap map = op.getMatchingIndexingMap(window);
    if (map.getNumResults() != 1 || map.getResult(0) != sum ||
        !isAddition(*op.getBlock(), op.getMatchingBlockArgument(window),
                    op.getMatchingBlockArgument(op.getDpsInitOperand(0))))
      return failure();
    ElementReader reader(op);
    ElementRef begin = reader.readOperand(*op.getDpsInitOperand(0));
    Value numbers = getPadded(window->get(), ranges[0] - 1);
    if (!begin || !begin->isConstant(0) || !numbers ||
        numbers.getType() != type)
      return failure();
    rewriter.replaceOp(op, buildPrefixSums(rewriter, op.getLoc(), numbers));
    return success();
  }
};

/// torch-mlir's scan, which is read in generic form as an op that nobody knows.
struct RaiseScan final : RewritePattern {
  explicit RaiseScan(MLIRContext *context)
      : RewritePattern("tm_tensor.scan", /*benefit=*/1, context) {}

  LogicalResult matchAndRewrite(Operation *op,
                                PatternRewriter &rewriter) const override {
    if (op->getNumOperands() != 3 || op->getNumResults() != 2 ||
        !op->getResult(1).use_empty() || op->getNumRegions() != 1 ||
        !llvm::hasSingleElement(op->getRegion(0)))
      return failure();
    auto type = dyn_cast<RankedTensorType>(op->getResult(0).getType());
    auto isInclusive = op->getAttrOfType<BoolAttr>("inclusive");
    auto dimension = op->getAttrOfType<IntegerAttr>("dimension");
    Block &body = op->getRegion(0).front();
    if (!type || type.getRank() != 1 || op->getOperand(0).getType() != type ||
        !type.getElementType().isSignlessInteger() || !isInclusive ||
        !isInclusive.getValue() || !dimension || dimension.getInt() != 0 ||
        body.getNumArguments() != 2 || body.empty() ||
        !isAddition(body, body.getArgument(0), body.getArgument(1)))
      return failure();
    Value sums = buildPrefixSums(rewriter, op->getLoc(), op->getOperand(0));
    rewriter.replaceAllUsesWith(op->getResult(0), sums);
    rewriter.eraseOp(op);
    return success();
  }
};

} // namespace

void rint::populatePrefixSumPatterns(RewritePatternSet &patterns) {
  patterns.add<RaiseScan, RaiseWindowSums>(patterns.getContext());
}
