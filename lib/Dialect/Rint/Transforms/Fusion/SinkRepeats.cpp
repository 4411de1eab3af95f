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
    if (!found->isRepeated(dim) && !haveSameSlices(types, *found))
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

private:
  /// Whether tensors of `types` are sure to have equally many slices if they
  /// have equally many copies: there may be no copies of any.
  static bool haveSameSlices(TypeRange types, const Repetition &repetition) {
    if (repetition.hasCopyOfEach() ||
        repetition.kind == Repetition::Kind::Offsets)
      return true;
    ArrayRef<int64_t> first = cast<RankedTensorType>(types[0]).getShape();
    return llvm::all_of(types, [&](Type type) {
      ArrayRef<int64_t> shape = cast<RankedTensorType>(type).getShape();
      for (int64_t dim = 0, rank = shape.size(); dim < rank; ++dim)
        if (repetition.isRepeated(dim) &&
            (ShapedType::isDynamic(shape[dim]) || shape[dim] != first[dim]))
          return false;
      return true;
    });
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
  patterns.add<SinkBelowConcat>(patterns.getContext());
  populateSinkBelowElementwisePatterns(patterns);
  populateSinkBelowSlicePatterns(patterns);
  populateReduceRepeatsPatterns(patterns);
}
