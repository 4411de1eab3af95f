//===- SinkRepeats.cpp - Repeats behind the work on slices ------*- C++ -*-===//
//
// What is done to every copy of a slice alike is done once, to the slice: the
// repeat sinks below it. The op before it then works on as few elements as it
// can, and the repeat is the last to write memory.
//
// Nothing sinks that could do harm to slices of which there are no copies, and
// nothing sinks where there may be fewer copies than slices (isGain says more).
//
//===----------------------------------------------------------------------===//

#include "SinkRepeats.h"
#include "Repetition.h"
#include "rint/Dialect/Rint/Transforms/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "rint/Dialect/Rint/IR/Rint.h"

namespace mlir::rint {
#define GEN_PASS_DEF_RINTSINKREPEATSPASS
#include "rint/Dialect/Rint/Transforms/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;

std::optional<Repetition> rint::getRepetitionFor(Value value, Operation *user) {
  std::optional<Repetition> repetition = Repetition::get(value);
  if (!repetition || value.getDefiningOp()->getBlock() != user->getBlock() ||
      !llvm::all_of(value.getUsers(),
                    [&](Operation *other) { return other == user; }))
    return std::nullopt;
  return repetition;
}

bool rint::isGain(const Repetition &repetition, Value value) {
  return repetition.isGain(
      cast<RankedTensorType>(getRepeatedSource(value).getType()),
      cast<RankedTensorType>(value.getType()));
}

namespace {

/// A part of the repeated tensor that holds all copies of what it holds.
struct SinkBelowSlice final : OpRewritePattern<tensor::ExtractSliceOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::ExtractSliceOp op,
                                PatternRewriter &rewriter) const override {
    std::optional<Repetition> repetition = getRepetitionFor(op.getSource(), op);
    if (!repetition || !isGain(*repetition, op.getSource()) ||
        !op.getDroppedDims().none())
      return failure();
    Value source = getRepeatedSource(op.getSource());
    auto sourceType = cast<RankedTensorType>(source.getType());
    SmallVector<OpFoldResult> sizes = op.getMixedSizes();
    for (int64_t dim = 0, rank = sizes.size(); dim < rank; ++dim) {
      if (!repetition->isRepeated(dim))
        continue;
      if (!isWhole(op, dim))
        return failure();
      sizes[dim] = rewriter.getIndexAttr(sourceType.getDimSize(dim));
    }
    SmallVector<int64_t> shape = getShape(sizes);
    if (llvm::is_contained(shape, 0) ||
        !repetition->inferType(sourceType.clone(shape), op.getType()))
      return failure();
    for (int64_t dim = 0, rank = sizes.size(); dim < rank; ++dim)
      if (repetition->isRepeated(dim))
        sizes[dim] = tensor::getMixedSize(rewriter, op.getLoc(), source, dim);
    Value slice = tensor::ExtractSliceOp::create(rewriter, op.getLoc(), source,
                                                 op.getMixedOffsets(), sizes,
                                                 op.getMixedStrides());
    rewriter.replaceOp(
        op, repetition->build(rewriter, op.getLoc(), slice, op.getType()));
    return success();
  }

private:
  static SmallVector<int64_t> getShape(ArrayRef<OpFoldResult> sizes) {
    return llvm::map_to_vector(sizes, [](OpFoldResult size) {
      return getConstantIntValue(size).value_or(ShapedType::kDynamic);
    });
  }

  /// Whether the slice has all of `dim`, as the types tell it.
  static bool isWhole(tensor::ExtractSliceOp op, int64_t dim) {
    if (!isConstantIntValue(op.getMixedOffsets()[dim], 0) ||
        !isConstantIntValue(op.getMixedStrides()[dim], 1))
      return false;
    int64_t whole = op.getSourceType().getDimSize(dim);
    return ShapedType::isStatic(whole) &&
           isConstantIntValue(op.getMixedSizes()[dim], whole);
  }
};

/// Tensors that are repeated alike, one behind the other.
struct SinkBelowConcat final : OpRewritePattern<tensor::ConcatOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::ConcatOp op,
                                PatternRewriter &rewriter) const override {
    std::optional<Repetition> found;
    SmallVector<Value> sources;
    SmallVector<Type> types;
    for (Value input : op.getInputs()) {
      std::optional<Repetition> repetition = getRepetitionFor(input, op);
      if (!repetition || (found && !(*found == *repetition)) ||
          !isGain(*repetition, input))
        return failure();
      found = repetition;
      sources.push_back(getRepeatedSource(input));
      types.push_back(sources.back().getType());
    }
    // The copies of a whole, or of what is not as long as its plan, do not
    // stay side by side.
    int64_t dim = op.getDim();
    if (!found ||
        (found->isRepeated(dim) && found->kind != Repetition::Kind::OneCount))
      return failure();
    // All but one dimension have to be equal, also where there are no copies.
    if (!found->hasCopyOfEach() && !found->isRepeated(dim) &&
        found->kind != Repetition::Kind::Offsets)
      return failure();
    RankedTensorType type = tensor::ConcatOp::inferResultType(dim, types);
    if (llvm::is_contained(type.getShape(), 0) ||
        !found->inferType(type, op.getResultType()))
      return failure();
    Value whole = tensor::ConcatOp::create(rewriter, op.getLoc(), dim, sources);
    rewriter.replaceOp(
        op, found->build(rewriter, op.getLoc(), whole, op.getResultType()));
    return success();
  }
};

struct SinkRepeats final : rint::impl::RintSinkRepeatsPassBase<SinkRepeats> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    populateRintSinkRepeatsPatterns(patterns);
    GreedyRewriteConfig config;
    config.setRegionSimplificationLevel(GreedySimplifyRegionLevel::Disabled);
    if (failed(
            applyPatternsGreedily(getOperation(), std::move(patterns), config)))
      signalPassFailure();
  }
};

} // namespace

void rint::populateRintSinkRepeatsPatterns(RewritePatternSet &patterns) {
  patterns.add<SinkBelowConcat, SinkBelowSlice>(patterns.getContext());
  populateSinkBelowElementwisePatterns(patterns);
  populateReduceRepeatsPatterns(patterns);
}
