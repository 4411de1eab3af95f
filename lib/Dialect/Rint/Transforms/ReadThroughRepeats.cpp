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

/// The broadcast that makes what `operand` reads, merged or not.
static linalg::BroadcastOp getBroadcast(OpOperand *operand) {
  Value value = operand->get();
  if (auto collapse = value.getDefiningOp<tensor::CollapseShapeOp>())
    value = collapse.getSrc();
  return value.getDefiningOp<linalg::BroadcastOp>();
}

/// Whether the elements inside of the innermost copies are many, or not known
/// to be few.
static bool hasLongRows(linalg::BroadcastOp op) {
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

/// Whether `operand` is to be read through the repeat that made it. Reductions
/// always are: they read each element often, and are no loop that the memory
/// bounds. Others are where nobody else needs the repeated tensor.
static bool isWorthReading(OpOperand *operand) {
  auto op = dyn_cast<linalg::LinalgOp>(operand->getOwner());
  linalg::BroadcastOp broadcast = getBroadcast(operand);
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
  return hasLongRows(broadcast) &&
         llvm::all_of(operand->get().getUsers(), isReader);
}

//===----------------------------------------------------------------------===//
// Patterns
//===----------------------------------------------------------------------===//

namespace {

/// What a frontend writes as linalg.generic.
struct SpecializeBroadcast final : OpRewritePattern<linalg::GenericOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(linalg::GenericOp op,
                                PatternRewriter &rewriter) const override {
    if (!op.hasPureTensorSemantics() || !linalg::isaBroadcastOpInterface(op))
      return failure();
    return linalg::specializeGenericOp(rewriter, op);
  }
};

/// Reads what was broadcast, with fewer loops.
struct ReadThroughBroadcast final
    : OpInterfaceRewritePattern<linalg::LinalgOp> {
  using OpInterfaceRewritePattern::OpInterfaceRewritePattern;

  LogicalResult matchAndRewrite(linalg::LinalgOp op,
                                PatternRewriter &rewriter) const override {
    for (OpOperand *operand : op.getDpsInputOperands()) {
      auto broadcast = operand->get().getDefiningOp<linalg::BroadcastOp>();
      if (!broadcast || !isWorthReading(operand))
        continue;
      int64_t number = operand->getOperandNumber();
      auto generic = dyn_cast<linalg::GenericOp>(op.getOperation());
      if (!generic) {
        FailureOr<linalg::GenericOp> result =
            linalg::generalizeNamedOp(rewriter, op);
        if (failed(result))
          return failure();
        generic = *result;
      }
      readThrough(rewriter, generic, number, broadcast);
      return success();
    }
    return failure();
  }

private:
  static void readThrough(RewriterBase &rewriter, linalg::GenericOp op,
                          int64_t number, linalg::BroadcastOp broadcast) {
    SmallVector<AffineMap> maps = op.getIndexingMapsArray();
    SmallVector<int64_t> added(broadcast.getDimensions());
    llvm::sort(added, std::greater<>());
    for (int64_t dim : added)
      maps[number] = maps[number].dropResult(dim);
    rewriter.modifyOpInPlace(op, [&] {
      op->setOperand(number, broadcast.getInput());
      op.setIndexingMapsAttr(rewriter.getAffineMapArrayAttr(maps));
    });
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
  patterns.add<ComposeBroadcasts, ReadThroughBroadcast, SpecializeBroadcast>(
      context);
  linalg::populateFoldReshapeOpsByExpansionPatterns(patterns, isWorthReading);
  // Views of views become one, and sizes are read where they come from.
  tensor::CollapseShapeOp::getCanonicalizationPatterns(patterns, context);
  tensor::ExpandShapeOp::getCanonicalizationPatterns(patterns, context);
  tensor::DimOp::getCanonicalizationPatterns(patterns, context);
}
