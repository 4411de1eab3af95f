//===- RaiseRepeats.cpp - Repeats by one count ------------------*- C++ -*-===//
//
// The reshapes behind a broadcast, and what TOSA has of its own.
//
//===----------------------------------------------------------------------===//

#include "Broadcast.h"
#include "Patterns.h"
#include "Sizes.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Tosa/IR/TosaOps.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/PatternMatch.h"
#include "rint/Dialect/Rint/IR/Rint.h"

using namespace mlir;
using namespace mlir::rint;

/// Replaces `op`, which merges the dimensions of `source` as `groups` says, by
/// repeats of what `source` is a broadcast of.
static LogicalResult replaceByRepeat(PatternRewriter &rewriter, Operation *op,
                                     Value source,
                                     ArrayRef<ReassociationIndices> groups) {
  std::optional<Broadcast> broadcast = readBroadcast(source);
  if (!broadcast)
    return failure();
  Broadcast merged = mergeDims(*broadcast, groups);
  // Copies by rint.repeat stay what they are, unless they are repeats of
  // slices.
  bool isRaised = isa_and_present<RepeatOp>(source.getDefiningOp());
  if (!isRepeat(merged, /*canTile=*/!isRaised))
    return failure();
  Value repeat =
      buildRepeat(rewriter, op->getLoc(), merged,
                  cast<RankedTensorType>(op->getResult(0).getType()));
  if (!repeat)
    return failure();
  rewriter.replaceOp(op, repeat);
  return success();
}

namespace {

struct RaiseCollapse final : OpRewritePattern<tensor::CollapseShapeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::CollapseShapeOp op,
                                PatternRewriter &rewriter) const override {
    return replaceByRepeat(rewriter, op, op.getSrc(),
                           op.getReassociationIndices());
  }
};

/// torch-mlir computes the shape of a view at run time.
struct RaiseReshape final : OpRewritePattern<tensor::ReshapeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::ReshapeOp op,
                                PatternRewriter &rewriter) const override {
    auto type = dyn_cast<RankedTensorType>(op.getResult().getType());
    auto source = dyn_cast<RankedTensorType>(op.getSource().getType());
    if (!type || !source)
      return failure();
    SmallVector<Size> from, to;
    for (int64_t i = 0; i < source.getRank(); ++i)
      from.push_back(Size::of(op.getSource(), i));
    for (int64_t i = 0; i < type.getRank(); ++i)
      to.push_back(getSize(op, type, i));
    auto groups = findMergedDims(from, to);
    if (!groups)
      return failure();
    return replaceByRepeat(rewriter, op, op.getSource(), *groups);
  }

private:
  static Size getSize(tensor::ReshapeOp op, RankedTensorType type,
                      int64_t dim) {
    if (!type.isDynamicDim(dim))
      return Size::ofLiteral(type.getDimSize(dim));
    DenseIntElementsAttr sizes;
    if (matchPattern(op.getShape(), m_Constant(&sizes)))
      return Size::ofLiteral(sizes.getValues<APInt>()[dim].getSExtValue());
    if (auto shape = op.getShape().getDefiningOp<tensor::FromElementsOp>())
      return Size::of(shape.getElements()[dim]);
    return Size::ofUnknown(op.getShape(), dim);
  }
};

/// TOSA's reshape has at most one size that is not known.
struct RaiseTosaReshape final : OpRewritePattern<tosa::ReshapeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tosa::ReshapeOp op,
                                PatternRewriter &rewriter) const override {
    auto type = dyn_cast<RankedTensorType>(op.getType());
    auto source = dyn_cast<RankedTensorType>(op.getInput1().getType());
    if (!type || !source || type.getNumDynamicDims() > 1)
      return failure();
    SmallVector<Size> from, to;
    for (int64_t i = 0; i < source.getRank(); ++i)
      from.push_back(Size::of(op.getInput1(), i));
    for (int64_t i = 0; i < type.getRank(); ++i)
      to.push_back(Size::of(op.getResult(), i));
    auto groups = findMergedDims(from, to);
    if (!groups)
      return failure();
    return replaceByRepeat(rewriter, op, op.getInput1(), *groups);
  }
};

/// A collapse of a TOSA reshape that only added dimensions of one element.
struct FoldCollapseOfTosaReshape final
    : OpRewritePattern<tensor::CollapseShapeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::CollapseShapeOp op,
                                PatternRewriter &rewriter) const override {
    auto reshape = op.getSrc().getDefiningOp<tosa::ReshapeOp>();
    if (!reshape || reshape.getInput1().getType() != op.getType())
      return failure();
    // With one size that is not known, the number of elements decides it,
    // unless there are none.
    RankedTensorType type = op.getResultType();
    if (type.getNumDynamicDims() > 1 ||
        (!type.hasStaticShape() && llvm::is_contained(type.getShape(), 0)))
      return failure();
    rewriter.replaceOp(op, reshape.getInput1());
    return success();
  }
};

struct RaiseTosaTile final : OpRewritePattern<tosa::TileOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tosa::TileOp op,
                                PatternRewriter &rewriter) const override {
    auto source = dyn_cast<RankedTensorType>(op.getInput1().getType());
    auto type = dyn_cast<RankedTensorType>(op.getType());
    DenseIntElementsAttr multiples;
    if (!source || !type ||
        !matchPattern(op.getMultiples(), m_Constant(&multiples)))
      return failure();
    SmallVector<OpFoldResult> counts;
    for (const APInt &count : multiples)
      counts.push_back(rewriter.getIndexAttr(count.getSExtValue()));
    FailureOr<RankedTensorType> inferred =
        RepeatOp::inferResultType(/*emitError=*/{}, source, counts);
    if (failed(inferred) || !tensor::CastOp::areCastCompatible(*inferred, type))
      return failure();
    Value repeat = RepeatOp::create(rewriter, op.getLoc(), *inferred,
                                    op.getInput1(), counts);
    if (repeat.getType() != type)
      repeat = tensor::CastOp::create(rewriter, op.getLoc(), type, repeat);
    rewriter.replaceOp(op, repeat);
    return success();
  }
};

} // namespace

void rint::populateRaiseRepeatPatterns(RewritePatternSet &patterns) {
  patterns.add<RaiseCollapse, RaiseReshape, RaiseTosaReshape,
               FoldCollapseOfTosaReshape, RaiseTosaTile>(patterns.getContext());
}
