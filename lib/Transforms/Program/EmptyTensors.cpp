//===- EmptyTensors.cpp - Ops on tensors that are known to be empty *- C++ -*-//
//
// Upstream's bufferization and its verifiers disagree on what is valid where a
// type says 0, so such ops go before.
//
//===----------------------------------------------------------------------===//

#include "EmptyTensors.h"

#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"

using namespace mlir;
using namespace mlir::rint;

/// The sizes of `op`'s result that its type leaves open.
static FailureOr<SmallVector<Value>>
buildDynamicSizes(RewriterBase &rewriter, ReifyRankedShapedTypeOpInterface op) {
  ReifiedRankedShapedTypeDims shapes;
  if (failed(op.reifyResultShapes(rewriter, shapes)))
    return failure();
  auto type = cast<RankedTensorType>(op->getResult(0).getType());
  SmallVector<Value> sizes;
  for (auto [i, size] : llvm::enumerate(shapes[0]))
    if (type.isDynamicDim(i))
      sizes.push_back(
          getValueOrCreateConstantIndexOp(rewriter, op->getLoc(), size));
  return sizes;
}

static bool isKnownEmpty(Type type) {
  return llvm::is_contained(cast<ShapedType>(type).getShape(), 0);
}

/// Canonical forms of buffers look through a cast, so a size of 0 behind one
/// counts too.
static bool isKnownEmpty(Value tensor) {
  if (isKnownEmpty(tensor.getType()))
    return true;
  auto cast = tensor.getDefiningOp<tensor::CastOp>();
  return cast && isa<RankedTensorType>(cast.getSource().getType()) &&
         isKnownEmpty(cast.getSource());
}

namespace {

/// A tensor without elements has nothing that would have to be computed. The
/// slices that bufferization makes of it would be refused, for they begin where
/// it ends.
template <typename Op> struct ExpandEmptyResult final : OpRewritePattern<Op> {
  using OpRewritePattern<Op>::OpRewritePattern;

  LogicalResult matchAndRewrite(Op op,
                                PatternRewriter &rewriter) const override {
    if (!isKnownEmpty(op.getType()))
      return failure();
    auto sizes = buildDynamicSizes(
        rewriter, cast<ReifyRankedShapedTypeOpInterface>(op.getOperation()));
    if (failed(sizes))
      return failure();
    rewriter.replaceOpWithNewOp<tensor::EmptyOp>(
        op, cast<RankedTensorType>(op.getType()), *sizes);
    return success();
  }
};

/// Bufferization takes the size of a group that holds a 0 for static, and the
/// verifier does not where another size of the group is unknown.
struct ExpandEmptyCollapse final : OpRewritePattern<tensor::CollapseShapeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::CollapseShapeOp op,
                                PatternRewriter &rewriter) const override {
    RankedTensorType type = op.getResultType();
    if (!isKnownEmpty(op.getSrc()) || type.hasStaticShape())
      return failure();
    auto sizes = buildDynamicSizes(
        rewriter, cast<ReifyRankedShapedTypeOpInterface>(op.getOperation()));
    if (failed(sizes))
      return failure();
    rewriter.replaceOpWithNewOp<tensor::EmptyOp>(op, type, *sizes);
    return success();
  }
};

/// What is known to be empty adds nothing, and a slice for it would begin where
/// the result may end.
struct ShortenConcat final : OpRewritePattern<tensor::ConcatOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::ConcatOp op,
                                PatternRewriter &rewriter) const override {
    SmallVector<Value> full;
    for (Value input : op.getInputs())
      if (!isKnownEmpty(input))
        full.push_back(input);
    if (full.empty() || full.size() == op.getInputs().size() ||
        isKnownEmpty(op.getType()))
      return failure();
    rewriter.modifyOpInPlace(op, [&] { op.getInputsMutable().assign(full); });
    return success();
  }
};

/// An empty tensor with something around it is only what is around it.
struct ExpandEmptyPad final : OpRewritePattern<tensor::PadOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::PadOp op,
                                PatternRewriter &rewriter) const override {
    if (!isKnownEmpty(op.getSource()) || isKnownEmpty(op.getType()))
      return failure();
    auto sizes = buildDynamicSizes(
        rewriter, cast<ReifyRankedShapedTypeOpInterface>(op.getOperation()));
    if (failed(sizes))
      return failure();
    auto generate = tensor::GenerateOp::create(rewriter, op.getLoc(),
                                               op.getResultType(), *sizes);
    rewriter.inlineRegionBefore(op.getRegion(), generate.getBody(),
                                generate.getBody().begin());
    rewriter.replaceOp(op, generate);
    return success();
  }
};

} // namespace

void rint::populateExpandEmptyTensorPatterns(RewritePatternSet &patterns) {
  patterns.add<ExpandEmptyCollapse, ExpandEmptyPad,
               ExpandEmptyResult<tensor::ConcatOp>,
               ExpandEmptyResult<tensor::PadOp>, ShortenConcat>(
      patterns.getContext());
}
