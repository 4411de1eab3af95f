//===- ReadThroughRepeats.cpp - Consumers read the source -------*- C++ -*-===//
//
// Where one count serves all slices, the repeated tensor is a broadcast whose
// dimensions are merged. A consumer that runs over the dimensions apart can
// read what was broadcast in its place, and the repeated tensor is never made.
// The other operands of the consumer and its result are only seen in another
// shape.
//
//===----------------------------------------------------------------------===//

#include "rint/Dialect/Rint/Transforms/Passes.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace mlir::rint {
#define GEN_PASS_DEF_RINTREADTHROUGHREPEATSPASS
#include "rint/Dialect/Rint/Transforms/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;

/// An elementwise op reads its operand through a repeat if the loop inside of
/// the copies has at least so many elements. Where it has less, the loop over
/// the copies is what a compiler would have to vectorise, and rint's kernel for
/// the copies with a plain loop behind it is faster.
static constexpr int64_t kLeastRowElements = 16;

//===----------------------------------------------------------------------===//
// The cost rule
//===----------------------------------------------------------------------===//

/// The broadcast that makes `value`, merged, transposed or as it is.
static linalg::BroadcastOp getBroadcast(Value value) {
  while (Operation *op = value.getDefiningOp()) {
    if (auto collapse = dyn_cast<tensor::CollapseShapeOp>(op))
      value = collapse.getSrc();
    else if (auto transpose = dyn_cast<linalg::TransposeOp>(op))
      value = transpose.getInput();
    else
      return dyn_cast<linalg::BroadcastOp>(op);
  }
  return linalg::BroadcastOp();
}

/// Whether `value` is that broadcast, merged or not, and the elements inside of
/// the innermost copies are many, or not known to be few.
static bool hasLongRows(Value value, linalg::BroadcastOp op) {
  if (auto collapse = value.getDefiningOp<tensor::CollapseShapeOp>())
    value = collapse.getSrc();
  if (value.getDefiningOp() != op)
    return false;
  auto type = cast<RankedTensorType>(op.getInit().getType());
  int64_t elements = 1;
  for (int64_t dim = op.getDimensions().back() + 1; dim < type.getRank();
       ++dim) {
    if (type.isDynamicDim(dim))
      return true;
    elements *= type.getDimSize(dim);
    if (elements >= kLeastRowElements)
      return true;
  }
  return false;
}

/// Whether each dimension that `operand` reads has its size from some other
/// operand, too.
static bool areLoopsToldByOthers(linalg::LinalgOp op, OpOperand *operand) {
  AffineMap map = op.getMatchingIndexingMap(operand);
  return llvm::all_of(map.getResults(), [&](AffineExpr loop) {
    return llvm::any_of(op->getOpOperands(), [&](OpOperand &other) {
      return &other != operand &&
             op.getMatchingIndexingMap(&other).isFunctionOfDim(
                 cast<AffineDimExpr>(loop).getPosition());
    });
  });
}

/// Whether `operand` is to be read through the repeat that made it, and through
/// a transpose of that. Reductions
/// always are: they read each element often, and are no loop that the memory
/// bounds. Others are where nobody else needs the repeated tensor.
static bool isWorthReading(OpOperand *operand) {
  auto op = dyn_cast<linalg::LinalgOp>(operand->getOwner());
  linalg::BroadcastOp broadcast = getBroadcast(operand->get());
  if (!op || !broadcast || !op.hasPureTensorSemantics() ||
      !op.isDpsInput(operand) || !op.payloadUsesValueFromOperand(operand) ||
      isa<linalg::BroadcastOp, linalg::CopyOp, linalg::TransposeOp>(op))
    return false;
  auto isEmpty = [](Value value) {
    auto type = dyn_cast<RankedTensorType>(value.getType());
    return type && llvm::is_contained(type.getShape(), 0);
  };
  if (isEmpty(broadcast.getInit()) || llvm::any_of(op->getOperands(), isEmpty))
    return false;
  if (!llvm::all_of(op.getIndexingMapsArray(),
                    [](AffineMap map) { return map.isProjectedPermutation(); }))
    return false;
  if (!areLoopsToldByOthers(op, operand))
    return false;
  if (op.getNumReductionLoops() > 0)
    return true;
  auto isReader = [&](Operation *user) { return user == op; };
  return hasLongRows(operand->get(), broadcast) &&
         llvm::all_of(operand->get().getUsers(), isReader);
}

//===----------------------------------------------------------------------===//
// Patterns
//===----------------------------------------------------------------------===//

namespace {

/// What a frontend writes as linalg.generic.
struct SpecializeGeneric final : OpRewritePattern<linalg::GenericOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(linalg::GenericOp op,
                                PatternRewriter &rewriter) const override {
    bool isRepeat = linalg::isaBroadcastOpInterface(op).has_value();
    bool isTranspose = !isRepeat &&
                       linalg::isaTransposeOpInterface(op).has_value() &&
                       getBroadcast(op.getDpsInputs()[0]);
    if (!op.hasPureTensorSemantics() || !(isRepeat || isTranspose))
      return failure();
    return linalg::specializeGenericOp(rewriter, op);
  }
};

/// Reads what was broadcast or transposed, with fewer loops or other ones.
struct ReadThroughCopy final : OpInterfaceRewritePattern<linalg::LinalgOp> {
  using OpInterfaceRewritePattern::OpInterfaceRewritePattern;

  LogicalResult matchAndRewrite(linalg::LinalgOp op,
                                PatternRewriter &rewriter) const override {
    for (OpOperand *operand : op.getDpsInputOperands()) {
      AffineMap map = op.getMatchingIndexingMap(operand);
      bool reduces = op.getNumReductionLoops() > 0;
      Value source = findSource(operand->get(), map, reduces);
      if (!source || !isWorthReading(operand))
        continue;
      int64_t number = operand->getOperandNumber();
      FailureOr<linalg::GenericOp> generic = getAsGeneric(rewriter, op);
      if (failed(generic))
        return failure();
      SmallVector<AffineMap> maps = generic->getIndexingMapsArray();
      maps[number] = map;
      rewriter.modifyOpInPlace(*generic, [&] {
        generic->getOperation()->setOperand(number, source);
        generic->setIndexingMapsAttr(rewriter.getAffineMapArrayAttr(maps));
      });
      return success();
    }
    return failure();
  }

private:
  static FailureOr<linalg::GenericOp> getAsGeneric(RewriterBase &rewriter,
                                                   linalg::LinalgOp op) {
    if (auto generic = dyn_cast<linalg::GenericOp>(op.getOperation()))
      return generic;
    return linalg::generalizeNamedOp(rewriter, op);
  }

  /// What `value` is a copy of; `map`, by which it is read, becomes that by
  /// which the copied tensor is. Null if it is no copy. Where `reduces`, a
  /// source that was transposed is not worth a copy either.
  static Value findSource(Value value, AffineMap &map, bool reduces) {
    Value source;
    if (auto op = value.getDefiningOp<linalg::BroadcastOp>()) {
      SmallVector<int64_t> added(op.getDimensions());
      llvm::sort(added, std::greater<>());
      for (int64_t dim : added)
        map = map.dropResult(dim);
      source = op.getInput();
      if (reduces && source.getDefiningOp<linalg::TransposeOp>())
        return findSource(source, map, reduces);
    } else if (auto op = value.getDefiningOp<linalg::TransposeOp>()) {
      SmallVector<AffineExpr> results(map.getNumResults());
      for (auto [dim, sourceDim] : llvm::enumerate(op.getPermutation()))
        results[sourceDim] = map.getResult(dim);
      map = AffineMap::get(map.getNumDims(), 0, results, map.getContext());
      source = op.getInput();
    }
    return source;
  }
};

/// Repeats along several dimensions are one broadcast, which writes the result
/// and nothing else.
struct ComposeBroadcasts final : OpRewritePattern<linalg::BroadcastOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(linalg::BroadcastOp op,
                                PatternRewriter &rewriter) const override {
    auto collapse = op.getInput().getDefiningOp<tensor::CollapseShapeOp>();
    auto inner = collapse
                     ? collapse.getSrc().getDefiningOp<linalg::BroadcastOp>()
                     : linalg::BroadcastOp();
    auto type = dyn_cast<RankedTensorType>(op.getInit().getType());
    if (!inner || !type || !collapse->hasOneUse() ||
        llvm::is_contained(type.getShape(), 0))
      return failure();
    Location loc = op.getLoc();
    SmallVector<OpFoldResult> outerSizes =
        tensor::getMixedSizes(rewriter, loc, op.getInit());
    SmallVector<OpFoldResult> innerSizes =
        tensor::getMixedSizes(rewriter, loc, inner.getInit());
    SmallVector<OpFoldResult> sizes;
    SmallVector<int64_t> added;
    SmallVector<ReassociationIndices> groups;
    auto groupsOfInput = collapse.getReassociationIndices();
    size_t next = 0;
    auto add = [&](OpFoldResult size, bool isAdded) {
      groups.back().push_back(sizes.size());
      if (isAdded)
        added.push_back(sizes.size());
      sizes.push_back(size);
    };
    for (auto [dim, size] : llvm::enumerate(outerSizes)) {
      groups.emplace_back();
      if (llvm::is_contained(op.getDimensions(), int64_t(dim))) {
        add(size, /*isAdded=*/true);
        continue;
      }
      for (int64_t part : groupsOfInput[next++])
        add(innerSizes[part], llvm::is_contained(inner.getDimensions(), part));
    }
    Value init =
        tensor::EmptyOp::create(rewriter, loc, sizes, type.getElementType());
    Value wide = linalg::BroadcastOp::create(rewriter, loc, inner.getInput(),
                                             init, added)
                     ->getResult(0);
    rewriter.replaceOpWithNewOp<tensor::CollapseShapeOp>(op, type, wide,
                                                         groups);
    return success();
  }
};

struct ReadThroughRepeats final
    : rint::impl::RintReadThroughRepeatsPassBase<ReadThroughRepeats> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    populateRintReadThroughRepeatsPatterns(patterns);
    GreedyRewriteConfig config;
    config.setRegionSimplificationLevel(GreedySimplifyRegionLevel::Disabled);
    if (failed(
            applyPatternsGreedily(getOperation(), std::move(patterns), config)))
      signalPassFailure();
  }
};

} // namespace

void rint::populateRintReadThroughRepeatsPatterns(RewritePatternSet &patterns) {
  MLIRContext *context = patterns.getContext();
  patterns.add<ComposeBroadcasts, ReadThroughCopy, SpecializeGeneric>(context);
  linalg::populateFoldReshapeOpsByExpansionPatterns(patterns, isWorthReading);
  // Views of views become one, and sizes are read where they come from.
  tensor::CollapseShapeOp::getCanonicalizationPatterns(patterns, context);
  tensor::ExpandShapeOp::getCanonicalizationPatterns(patterns, context);
  tensor::DimOp::getCanonicalizationPatterns(patterns, context);
}
