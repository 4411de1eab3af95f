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
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

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

/// The types that say something of `tensor`: its own and that behind a cast,
/// which canonical forms of buffers look through.
static SmallVector<ShapedType, 2> getTypesOf(Value tensor) {
  SmallVector<ShapedType, 2> types = {cast<ShapedType>(tensor.getType())};
  if (auto cast = tensor.getDefiningOp<tensor::CastOp>())
    if (auto type = dyn_cast<RankedTensorType>(cast.getSource().getType()))
      types.push_back(type);
  return types;
}

static bool isKnownEmpty(Value tensor) {
  return llvm::any_of(getTypesOf(tensor),
                      [](ShapedType type) { return isKnownEmpty(type); });
}

static bool isKnownEmpty(Value tensor, int64_t dim) {
  return llvm::any_of(getTypesOf(tensor), [&](ShapedType type) {
    return type.getDimSize(dim) == 0;
  });
}

/// Puts an empty tensor of the sizes of `op`'s result in its place.
static LogicalResult expandEmptyResult(Operation *op,
                                       PatternRewriter &rewriter) {
  auto sizes =
      buildDynamicSizes(rewriter, cast<ReifyRankedShapedTypeOpInterface>(op));
  if (failed(sizes))
    return failure();
  rewriter.replaceOpWithNewOp<tensor::EmptyOp>(
      op, cast<RankedTensorType>(op->getResult(0).getType()), *sizes);
  return success();
}

/// Whether nothing of the result of `op` is its source, as sizes tell it.
static bool isAllPadding(tensor::PadOp op) {
  auto known = [](int64_t width) {
    return ShapedType::isDynamic(width) ? 0 : width;
  };
  for (auto [dim, size] : llvm::enumerate(op.getResultType().getShape()))
    if (ShapedType::isStatic(size) &&
        known(op.getStaticLow()[dim]) + known(op.getStaticHigh()[dim]) >= size)
      return true;
  return isKnownEmpty(op.getSource());
}

static bool isOfUnknownWidth(Value tensor, int64_t dim) {
  return cast<RankedTensorType>(tensor.getType()).isDynamicDim(dim);
}

/// Whether the inputs of `op` of which types tell the width fill the result, so
/// that the others have none.
static bool isFull(tensor::ConcatOp op) {
  int64_t dim = op.getDim(), left = op.getResultType().getDimSize(dim);
  if (ShapedType::isDynamic(left))
    return false;
  for (Value input : op.getInputs())
    if (!isOfUnknownWidth(input, dim))
      left -= cast<RankedTensorType>(input.getType()).getDimSize(dim);
  return left <= 0;
}

namespace {

/// A tensor without elements has nothing that would have to be computed. The
/// slices that bufferization makes of it would be refused, for they begin where
/// it ends.
struct ExpandEmptyPadResult final : OpRewritePattern<tensor::PadOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::PadOp op,
                                PatternRewriter &rewriter) const override {
    if (!isKnownEmpty(op.getType()))
      return failure();
    return expandEmptyResult(op, rewriter);
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
    return expandEmptyResult(op, rewriter);
  }
};

/// The result is empty where an input is, in another dimension than the one
/// along which they are put together.
struct ExpandEmptyConcat final : OpRewritePattern<tensor::ConcatOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::ConcatOp op,
                                PatternRewriter &rewriter) const override {
    bool isEmpty = llvm::any_of(op.getInputs(), [&](Value input) {
      for (int64_t dim = 0; dim < op.getResultType().getRank(); ++dim)
        if (dim != static_cast<int64_t>(op.getDim()) &&
            isKnownEmpty(input, dim))
          return true;
      return false;
    });
    if (!isEmpty && !isKnownEmpty(op.getType()))
      return failure();
    return expandEmptyResult(op, rewriter);
  }
};

/// An input of no width adds nothing, and a slice for it would begin where the
/// result may end.
struct ShortenConcat final : OpRewritePattern<tensor::ConcatOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::ConcatOp op,
                                PatternRewriter &rewriter) const override {
    SmallVector<Value> full;
    for (Value input : op.getInputs())
      if (!isKnownEmpty(input, op.getDim()) &&
          !(isFull(op) && isOfUnknownWidth(input, op.getDim())))
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
    if (!isAllPadding(op) || isKnownEmpty(op.getType()))
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
  patterns.add<ExpandEmptyCollapse, ExpandEmptyConcat, ExpandEmptyPad,
               ExpandEmptyPadResult, ShortenConcat>(patterns.getContext());
}

void rint::expandEmptyTensors(Operation *root) {
  SmallVector<Operation *> ops;
  root->walk([&](Operation *op) {
    if (isa<tensor::CollapseShapeOp, tensor::ConcatOp, tensor::PadOp>(op))
      ops.push_back(op);
  });
  RewritePatternSet patterns(root->getContext());
  populateExpandEmptyTensorPatterns(patterns);
  GreedyRewriteConfig config;
  config.setStrictness(GreedyRewriteStrictness::ExistingOps);
  (void)applyOpPatternsGreedily(ops, std::move(patterns), config);
}
