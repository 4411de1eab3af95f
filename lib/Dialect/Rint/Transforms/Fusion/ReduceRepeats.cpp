//===- ReduceRepeats.cpp - Reductions of repeated tensors -------*- C++ -*-===//
//
// What is reduced over copies of the same slices can be reduced over the
// slices: the greatest of all copies is the greatest slice, and a sum of
// integers, which wraps around, is one of products. Sums of floats are rounded
// copy by copy, so they stay.
//
//===----------------------------------------------------------------------===//

#include "Repetition.h"
#include "SinkRepeats.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/PatternMatch.h"

using namespace mlir;
using namespace mlir::rint;

/// The op by which `op` adds an element of its one input to the result, if that
/// is all that it does.
static Operation *getCombiner(linalg::LinalgOp op) {
  Block &body = *op.getBlock();
  if (op.getNumDpsInputs() != 1 || op.getNumDpsInits() != 1 ||
      !llvm::hasSingleElement(body.without_terminator()))
    return nullptr;
  Operation *combiner = &body.front();
  Value element = body.getArgument(0), result = body.getArgument(1);
  bool combines = combiner->getNumOperands() == 2 &&
                  llvm::is_contained(combiner->getOperands(), element) &&
                  llvm::is_contained(combiner->getOperands(), result);
  bool yields = combiner->getNumResults() == 1 &&
                body.getTerminator()->getOperands() == combiner->getResults();
  return combines && yields ? combiner : nullptr;
}

/// Whether a combination with the same element once more changes nothing.
static bool isIdempotent(Operation *combiner) {
  return isa<arith::AndIOp, arith::MaximumFOp, arith::MaxSIOp, arith::MaxUIOp,
             arith::MinimumFOp, arith::MinSIOp, arith::MinUIOp, arith::OrIOp>(
      combiner);
}

namespace {

struct ReduceRepeats final : OpInterfaceRewritePattern<linalg::LinalgOp> {
  using OpInterfaceRewritePattern::OpInterfaceRewritePattern;

  LogicalResult matchAndRewrite(linalg::LinalgOp op,
                                PatternRewriter &rewriter) const override {
    Operation *combiner = getCombiner(op);
    if (!combiner || !op.hasPureTensorSemantics())
      return failure();
    OpOperand &input = *op.getDpsInputOperands()[0];
    AffineMap map = op.getMatchingIndexingMap(&input);
    std::optional<Repetition> repetition = getRepetitionFor(input.get(), op);
    if (!repetition || !isGain(*repetition, input.get()) ||
        !map.isProjectedPermutation() ||
        !reducesCopies(op, repetition->toLoops(map)))
      return failure();
    bool isSum = isa<arith::AddIOp>(combiner) &&
                 repetition->kind != Repetition::Kind::Offsets;
    if (!isSum && !(isIdempotent(combiner) && repetition->hasCopyOfEach()))
      return failure();

    Value source = buildSource(rewriter, op.getLoc(), input.get(), *repetition);
    if (isSum)
      multiply(rewriter, op, combiner, *repetition);
    rewriter.modifyOpInPlace(op, [&] { input.set(source); });
    return success();
  }

private:
  /// Builds the source of `repeated` with what types have said of the
  /// dimensions that have no copies, as the result of the reduction says it,
  /// too.
  static Value buildSource(OpBuilder &builder, Location loc, Value repeated,
                           const Repetition &repetition) {
    Value source = getRepeatedSource(repeated);
    auto type = cast<RankedTensorType>(source.getType());
    SmallVector<int64_t> shape(
        cast<RankedTensorType>(repeated.getType()).getShape());
    for (auto [dim, size] : llvm::enumerate(type.getShape()))
      if (repetition.isRepeated(dim))
        shape[dim] = size;
    if (type.getShape() == ArrayRef(shape))
      return source;
    return tensor::CastOp::create(builder, loc, type.clone(shape), source);
  }

  /// Whether the loops over copies are reductions of which no other operand
  /// tells the size.
  static bool reducesCopies(linalg::LinalgOp op, const Repetition &loops) {
    for (auto [loop, kind] : llvm::enumerate(op.getIteratorTypesArray()))
      if (loops.isRepeated(loop) && kind != utils::IteratorType::reduction)
        return false;
    return !loops.tellsCopiesApart(op.getIndexingMapsArray().back());
  }

  /// Adds each element as often as there are copies of it.
  static void multiply(PatternRewriter &rewriter, linalg::LinalgOp op,
                       Operation *combiner, const Repetition &repetition) {
    Location loc = op.getLoc();
    Value element = op.getBlock()->getArgument(0);
    for (OpFoldResult count : repetition.counts) {
      if (!count)
        continue;
      rewriter.setInsertionPoint(op);
      Value factor = getValueOrCreateConstantIndexOp(rewriter, loc, count);
      if (!element.getType().isIndex())
        factor = arith::IndexCastOp::create(
            rewriter, loc, op.getBlock()->getArgument(0).getType(), factor);
      rewriter.setInsertionPoint(combiner);
      element = arith::MulIOp::create(rewriter, loc, element, factor);
    }
    // What was known of sums in between does not hold for others.
    auto sum = cast<arith::AddIOp>(combiner);
    Value argument = op.getBlock()->getArgument(0);
    rewriter.modifyOpInPlace(sum, [&] {
      sum.setOverflowFlags(arith::IntegerOverflowFlags::none);
      sum->replaceUsesOfWith(argument, element);
    });
  }
};

} // namespace

void rint::populateReduceRepeatsPatterns(RewritePatternSet &patterns) {
  patterns.add<ReduceRepeats>(patterns.getContext());
}
