//===- Normalize.cpp - Core forms of the rint ops ---------------*- C++ -*-===//

#include "rint/Dialect/Rint/Transforms/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Iterators.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Transforms/WalkPatternRewriteDriver.h"
#include "rint/Dialect/Rint/IR/Rint.h"
#include "rint/Dialect/Rint/IR/RintUtils.h"

namespace mlir::rint {
#define GEN_PASS_DEF_RINTNORMALIZEPASS
#include "rint/Dialect/Rint/Transforms/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;

namespace {

struct NormalizeRepeatInterleave final : OpRewritePattern<RepeatInterleaveOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(RepeatInterleaveOp op,
                                PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    CountClause clause = op.getClause();
    bool isScalar = clause.isOne();
    bool isCoreScalar =
        isScalar &&
        (clause.getRepeats() ? clause.getRepeats().getType().isIndex()
                             : isa<IntegerAttr>(clause.getLiteral()));
    bool countsFromFront = op.getDim() && int64_t(*op.getDim()) >= 0;
    if ((clause.getOffsets() || isCoreScalar) && countsFromFront &&
        !op.getMixedOutputSize())
      return failure();

    OpFoldResult slices;
    if (!clause.getOffsets() && !isScalar)
      slices = buildNumSlices(rewriter, loc, op);
    Value source = buildCoreSource(rewriter, loc, op);
    int64_t dim = op.getNormalizedDim().value_or(0);
    if (isScalar && !isCoreScalar)
      clause = CountClause::repeats(clause.buildScalar(rewriter, loc));
    else if (slices)
      clause = CountClause::offsets(clause.buildOffsets(rewriter, loc, slices));
    rewriter.replaceOpWithNewOp<RepeatInterleaveOp>(op, op.getType(), source,
                                                    clause, dim);
    return success();
  }
};

struct NormalizeSegmentReduce final : OpRewritePattern<SegmentReduceOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(SegmentReduceOp op,
                                PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    CountClause clause = op.getClause();
    bool isCoreClause =
        clause.getOffsets() ||
        (clause.isScalar() &&
         (clause.getLiteral() || clause.getRepeats().getType().isIndex()));
    if (isCoreClause && op.getDim() && int64_t(*op.getDim()) >= 0)
      return failure();

    Value source =
        buildCoreSource(rewriter, loc, op.getSource(), op.getDim().has_value());
    if (!isCoreClause && clause.isScalar())
      clause = CountClause::repeats(clause.buildScalar(rewriter, loc));
    else if (!isCoreClause)
      clause = CountClause::offsets(clause.buildOffsets(
          rewriter, loc, clause.buildNumCounts(rewriter, loc)));
    rewriter.replaceOpWithNewOp<SegmentReduceOp>(
        op, op.getType(), op.getKind(), source, clause,
        op.getNormalizedDim().value_or(0));
    return success();
  }
};

struct NormalizeRepeatIndices final : OpRewritePattern<RepeatIndicesOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(RepeatIndicesOp op,
                                PatternRewriter &rewriter) const override {
    if (op.getOffsets())
      return failure();
    Location loc = op.getLoc();
    CountClause clause = op.getClause();
    Value offsets = clause.buildOffsets(rewriter, loc,
                                        clause.buildNumCounts(rewriter, loc));
    // A size that a cast hides stays hidden: with it the op may break C11,
    // which only its check may say.
    auto type = cast<RankedTensorType>(offsets.getType());
    bool isHidden =
        op.getRepeats() &&
        cast<RankedTensorType>(op.getRepeats().getType()).isDynamicDim(0);
    if (isHidden && type.hasStaticShape())
      offsets = tensor::CastOp::create(
          rewriter, loc,
          RankedTensorType::get({ShapedType::kDynamic}, type.getElementType()),
          offsets);
    rewriter.replaceOpWithNewOp<RepeatIndicesOp>(op, op.getType(),
                                                 CountClause::offsets(offsets));
    return success();
  }
};

/// Replaces the sizes that are read off the result of `op` by the values that
/// they are computed from. `op` may then have no users, which is why this is no
/// canonical form: the checks have to be made before.
static void resolveSizes(RewriterBase &rewriter,
                         ReifyRankedShapedTypeOpInterface op) {
  Value result = op->getResult(0);
  int64_t rank = cast<RankedTensorType>(result.getType()).getRank();
  SmallVector<tensor::DimOp> dims;
  for (OpOperand &use : result.getUses()) {
    auto dimOp = dyn_cast<tensor::DimOp>(use.getOwner());
    if (dimOp && dimOp.getConstantIndex().value_or(rank) < rank)
      dims.push_back(dimOp);
  }
  if (dims.empty())
    return;
  rewriter.setInsertionPoint(op);
  ReifiedRankedShapedTypeDims shapes;
  if (failed(op.reifyResultShapes(rewriter, shapes)))
    return;
  for (tensor::DimOp dimOp : dims)
    rewriter.replaceOp(dimOp, getValueOrCreateConstantIndexOp(
                                  rewriter, op.getLoc(),
                                  shapes[0][*dimOp.getConstantIndex()]));
}

struct NormalizePass final : rint::impl::RintNormalizePassBase<NormalizePass> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    populateRintNormalizePatterns(patterns);
    walkAndApplyPatterns(getOperation(), std::move(patterns));

    // From the last op to the first: what an op asks of its source is there
    // when the source has its turn.
    IRRewriter rewriter(&getContext());
    getOperation()->walk<WalkOrder::PreOrder, ReverseIterator>(
        [&](ReifyRankedShapedTypeOpInterface op) {
          if (isa_and_nonnull<RintDialect>(op->getDialect()))
            resolveSizes(rewriter, op);
        });
  }
};

} // namespace

void rint::populateRintNormalizePatterns(RewritePatternSet &patterns) {
  patterns.add<NormalizeRepeatIndices, NormalizeRepeatInterleave,
               NormalizeSegmentReduce>(patterns.getContext());
}
