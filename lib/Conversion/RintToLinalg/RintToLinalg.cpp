//===- RintToLinalg.cpp - Tensor ops to destination passing -----*- C++ -*-===//

#include "BlockOffsets.h"
#include "rint/Conversion/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Transforms/WalkPatternRewriteDriver.h"
#include "rint/Dialect/Rint/IR/Rint.h"
#include "rint/Dialect/Rint/IR/RintUtils.h"

namespace mlir::rint {
#define GEN_PASS_DEF_CONVERTRINTTOLINALGPASS
#include "rint/Conversion/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;

/// Broadcasts `source` into the fresh dimensions `added` of `sizes` and merges
/// the dimensions as `groups` says, into a tensor of `type`.
static Value buildBroadcast(RewriterBase &rewriter, Location loc, Value source,
                            ArrayRef<OpFoldResult> sizes,
                            ArrayRef<int64_t> added,
                            ArrayRef<ReassociationIndices> groups, Type type) {
  auto elementType = getElementTypeOrSelf(source.getType());
  Value init = tensor::EmptyOp::create(rewriter, loc, sizes, elementType);
  Value wide = linalg::BroadcastOp::create(rewriter, loc, source, init, added)
                   ->getResult(0);
  if (int64_t(groups.size()) !=
      cast<RankedTensorType>(wide.getType()).getRank())
    wide = tensor::CollapseShapeOp::create(rewriter, loc, wide, groups);
  if (wide.getType() == type)
    return wide;
  return tensor::CastOp::create(rewriter, loc, type, wide);
}

namespace {

/// An op that breaks a rule for sure is never executed, so any result will do.
/// The sizes that its constants give need not: they may be negative.
template <typename OpTy> struct LowerInvalid final : OpRewritePattern<OpTy> {
  using OpRewritePattern<OpTy>::OpRewritePattern;

  LogicalResult matchAndRewrite(OpTy op,
                                PatternRewriter &rewriter) const override {
    if (!isKnownInvalid(op))
      return failure();
    auto type = cast<RankedTensorType>(op.getType());
    Value zero = arith::ConstantIndexOp::create(rewriter, op.getLoc(), 0);
    SmallVector<Value> sizes(type.getNumDynamicDims(), zero);
    rewriter.replaceOpWithNewOp<tensor::EmptyOp>(op, type, sizes);
    return success();
  }
};

/// A result that is known to be empty needs no copies, and views would not say
/// that they are empty. An op that breaks a rule for sure, where its operands
/// are read through casts, does not get that far: a check ends the run before.
/// The general lowering would make types of it that contradict one another.
template <typename OpTy> struct LowerEmpty final : OpRewritePattern<OpTy> {
  using OpRewritePattern<OpTy>::OpRewritePattern;

  LogicalResult matchAndRewrite(OpTy op,
                                PatternRewriter &rewriter) const override {
    auto type = cast<RankedTensorType>(op.getType());
    FailureOr<RankedTensorType> inferred =
        inferResultTypeThroughCasts(op, op.getSource());
    if (failed(inferred)) {
      Value zero = arith::ConstantIndexOp::create(rewriter, op.getLoc(), 0);
      SmallVector<Value> sizes(type.getNumDynamicDims(), zero);
      rewriter.replaceOpWithNewOp<tensor::EmptyOp>(op, type, sizes);
      return success();
    }
    // Segments may be empty, and then they have a result all the same.
    auto source = cast<RankedTensorType>(op.getSource().getType());
    bool isEmptySource = !std::is_same_v<OpTy, SegmentReduceOp> &&
                         llvm::is_contained(source.getShape(), 0);
    if (!llvm::is_contained(inferred->getShape(), 0) && !isEmptySource)
      return failure();
    ReifiedRankedShapedTypeDims shapes;
    if (failed(op.reifyResultShapes(rewriter, shapes)))
      return failure();
    Value empty = tensor::EmptyOp::create(rewriter, op.getLoc(), shapes[0],
                                          type.getElementType());
    if (empty.getType() != type)
      empty = tensor::CastOp::create(rewriter, op.getLoc(), type, empty);
    rewriter.replaceOp(op, empty);
    return success();
  }
};

/// One count for every slice: [.., n, ..] is broadcast to [.., n, r, ..], whose
/// middle dimensions are then one.
struct LowerScalarRepeats final : OpRewritePattern<RepeatInterleaveOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(RepeatInterleaveOp op,
                                PatternRewriter &rewriter) const override {
    if (op.getOffsets() || !op.getDim() || op.getMixedOutputSize())
      return failure();
    OpFoldResult count;
    if (auto literal =
            dyn_cast_if_present<IntegerAttr>(op.getStaticRepeatsAttr()))
      count = rewriter.getIndexAttr(literal.getInt());
    else if (op.getRepeats() && op.getRepeats().getType().isIndex())
      count = op.getRepeats();
    else
      return failure();

    int64_t dim = *op.getNormalizedDim();
    SmallVector<OpFoldResult> sizes =
        tensor::getMixedSizes(rewriter, op.getLoc(), op.getSource());
    SmallVector<ReassociationIndices> groups;
    for (int64_t i = 0, rank = sizes.size(); i < rank; ++i)
      groups.push_back({i < dim ? i : i + 1});
    groups[dim] = {dim, dim + 1};
    sizes.insert(sizes.begin() + dim + 1, count);
    rewriter.replaceOp(op,
                       buildBroadcast(rewriter, op.getLoc(), op.getSource(),
                                      sizes, dim + 1, groups, op.getType()));
    return success();
  }
};

/// Copies of the whole: [a, b] is broadcast to [p, a, q, b] and merged in
/// pairs.
struct LowerRepeat final : OpRewritePattern<RepeatOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(RepeatOp op,
                                PatternRewriter &rewriter) const override {
    SmallVector<OpFoldResult> extents =
        tensor::getMixedSizes(rewriter, op.getLoc(), op.getSource());
    SmallVector<OpFoldResult> counts = op.getMixedCounts(), sizes;
    int64_t numLeading = counts.size() - extents.size();
    SmallVector<int64_t> added;
    SmallVector<ReassociationIndices> groups;
    for (auto [i, count] : llvm::enumerate(counts)) {
      ReassociationIndices &group = groups.emplace_back();
      bool isLeading = int64_t(i) < numLeading;
      // One copy needs no dimension of its own.
      if (isLeading || !isConstantIntValue(count, 1)) {
        added.push_back(sizes.size());
        group.push_back(sizes.size());
        sizes.push_back(count);
      }
      if (!isLeading) {
        group.push_back(sizes.size());
        sizes.push_back(extents[i - numLeading]);
      }
    }
    rewriter.replaceOp(op, buildBroadcast(rewriter, op.getLoc(), op.getSource(),
                                          sizes, added, groups, op.getType()));
    return success();
  }
};

} // namespace

/// Allocates the result of a vector form: `op` knows its shape.
static Value buildInit(RewriterBase &rewriter,
                       ReifyRankedShapedTypeOpInterface op) {
  ReifiedRankedShapedTypeDims shapes;
  if (failed(op.reifyResultShapes(rewriter, shapes)))
    return Value();
  auto type = cast<RankedTensorType>(op->getResult(0).getType());
  return tensor::EmptyOp::create(rewriter, op->getLoc(), shapes[0],
                                 type.getElementType());
}

/// Replaces `op` by `value`, whose type may say more.
static void replaceWithCast(RewriterBase &rewriter, Operation *op,
                            Value value) {
  Type type = op->getResult(0).getType();
  if (value.getType() != type)
    value = tensor::CastOp::create(rewriter, op->getLoc(), type, value);
  rewriter.replaceOp(op, value);
}

namespace {

struct LowerRuns final : OpRewritePattern<RepeatInterleaveOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(RepeatInterleaveOp op,
                                PatternRewriter &rewriter) const override {
    if (!op.getOffsets() || !op.getDim())
      return failure();
    Value init = buildInit(rewriter, op);
    auto runs = ExpandRunsOp::create(
        rewriter, op.getLoc(), init.getType(), op.getSource(), op.getOffsets(),
        /*repeats=*/Value(), init, /*rowsBegin=*/Value(), /*rowsEnd=*/Value(),
        rewriter.getI64IntegerAttr(*op.getNormalizedDim()),
        /*block=*/IntegerAttr(), /*packed=*/UnitAttr());
    replaceWithCast(rewriter, op, runs.getResult());
    return success();
  }
};

struct LowerSegments final : OpRewritePattern<SegmentReduceOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(SegmentReduceOp op,
                                PatternRewriter &rewriter) const override {
    CountClause clause = op.getClause();
    bool isCoreScalar =
        clause.isScalar() &&
        (clause.getLiteral() || clause.getRepeats().getType().isIndex());
    if (!op.getDim() || !(clause.getOffsets() || isCoreScalar))
      return failure();
    Value count;
    if (isCoreScalar)
      count = clause.buildScalar(rewriter, op.getLoc());
    Value init = buildInit(rewriter, op);
    auto segments = ReduceSegmentsOp::create(
        rewriter, op.getLoc(), init.getType(), op.getKindAttr(), op.getSource(),
        op.getOffsets(), /*repeats=*/Value(), count, init,
        rewriter.getI64IntegerAttr(*op.getNormalizedDim()),
        /*block=*/IntegerAttr());
    replaceWithCast(rewriter, op, segments.getResult());
    return success();
  }
};

struct LowerIndices final : OpRewritePattern<RepeatIndicesOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(RepeatIndicesOp op,
                                PatternRewriter &rewriter) const override {
    if (!op.getOffsets())
      return failure();
    Value init = buildInit(rewriter, op);
    auto indices = ExpandIndicesOp::create(
        rewriter, op.getLoc(), init.getType(), op.getOffsets(),
        /*repeats=*/Value(), init, /*rowsBegin=*/Value(), /*rowsEnd=*/Value(),
        /*block=*/IntegerAttr(),
        /*packed=*/UnitAttr());
    replaceWithCast(rewriter, op, indices.getResult());
    return success();
  }
};

struct LowerOffsets final : OpRewritePattern<OffsetsOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(OffsetsOp op,
                                PatternRewriter &rewriter) const override {
    Value repeats = op.getRepeats();
    if (!repeats)
      repeats = buildLiteral(rewriter, op);
    Value init = buildInit(rewriter, op);
    if (!init)
      return op.emitOpError("expected a result of static size");
    auto scan =
        ScanRepeatsOp::create(rewriter, op.getLoc(), init.getType(), repeats,
                              /*slices=*/Value(), init,
                              /*block=*/IntegerAttr(), /*packed=*/UnitAttr());
    replaceWithCast(rewriter, op, scan.getResult());
    return success();
  }

private:
  static Value buildLiteral(PatternRewriter &rewriter, OffsetsOp op) {
    auto list = cast<DenseI64ArrayAttr>(op.getStaticRepeatsAttr());
    auto type =
        RankedTensorType::get({int64_t(list.size())}, rewriter.getI64Type());
    return arith::ConstantOp::create(
        rewriter, op.getLoc(), DenseElementsAttr::get(type, list.asArrayRef()));
  }
};

struct ConvertRintToLinalg final
    : rint::impl::ConvertRintToLinalgPassBase<ConvertRintToLinalg> {
  using ConvertRintToLinalgPassBase::ConvertRintToLinalgPassBase;

  LogicalResult initialize(MLIRContext *context) override {
    if (blockSize < 0)
      return emitError(UnknownLoc::get(context),
                       "expected block-size to be at least 0, but got ")
             << int64_t(blockSize);
    if (packCounts && blockSize % kPackedCounts != 0)
      return emitError(UnknownLoc::get(context),
                       "expected block-size to be a multiple of ")
             << kPackedCounts << " with pack-counts, but got "
             << int64_t(blockSize);
    return success();
  }

  void runOnOperation() override {
    if (blockSize > 0)
      convertOffsetsToBlocks(getOperation(), blockSize, packCounts);
    RewritePatternSet patterns(&getContext());
    populateRintToLinalgPatterns(patterns);
    walkAndApplyPatterns(getOperation(), std::move(patterns));
    if (failed(verifyConverted()))
      signalPassFailure();
  }

private:
  /// An op that is left is none of the core forms.
  LogicalResult verifyConverted() {
    WalkResult walk = getOperation()->walk([](Operation *op) {
      if (!isa<OffsetsOp, RepeatIndicesOp, RepeatInterleaveOp, RepeatOp,
               SegmentReduceOp>(op))
        return WalkResult::advance();
      op->emitOpError("expected --rint-normalize to have run before "
                      "--convert-rint-to-linalg, but got an op that is not "
                      "normalized");
      return WalkResult::interrupt();
    });
    return failure(walk.wasInterrupted());
  }
};

} // namespace

void rint::populateRintToLinalgPatterns(RewritePatternSet &patterns) {
  // The benefits let what needs no copies go first.
  patterns.add<LowerInvalid<RepeatInterleaveOp>, LowerInvalid<RepeatOp>,
               LowerInvalid<SegmentReduceOp>>(patterns.getContext(),
                                              /*benefit=*/3);
  patterns.add<LowerEmpty<RepeatInterleaveOp>, LowerEmpty<RepeatOp>,
               LowerEmpty<SegmentReduceOp>>(patterns.getContext(),
                                            /*benefit=*/2);
  patterns.add<LowerIndices, LowerOffsets, LowerRepeat, LowerRuns,
               LowerScalarRepeats, LowerSegments>(patterns.getContext());
}
