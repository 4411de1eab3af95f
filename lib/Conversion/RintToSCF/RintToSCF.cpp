//===- RintToSCF.cpp - Destination-passing ops to loops ---------*- C++ -*-===//

#include "rint/Conversion/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Transforms/WalkPatternRewriteDriver.h"
#include "rint/Dialect/Rint/IR/Rint.h"
#include "rint/Dialect/Rint/IR/RintUtils.h"

namespace mlir::rint {
#define GEN_PASS_DEF_CONVERTRINTTOSCFPASS
#include "rint/Conversion/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;

static Value constant(OpBuilder &builder, Location loc, int64_t value) {
  return arith::ConstantIndexOp::create(builder, loc, value);
}

namespace {

/// One loop over the slices that carries the sum of the counts so far, or -1
/// for good once a count is bad.
struct LowerScanRepeats final : OpRewritePattern<ScanRepeatsOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(ScanRepeatsOp op,
                                PatternRewriter &rewriter) const override {
    if (!op.hasPureBufferSemantics())
      return failure();
    Location loc = op.getLoc();
    Value zero = constant(rewriter, loc, 0), one = constant(rewriter, loc, 1);
    Value numRepeats =
        memref::DimOp::create(rewriter, loc, op.getRepeats(), zero);
    Value entries = memref::DimOp::create(rewriter, loc, op.getInit(), zero);
    Value slices = arith::SubIOp::create(rewriter, loc, entries, one);
    // One count serves every slice: it is read at every step.
    Value isVector = arith::CmpIOp::create(
        rewriter, loc, arith::CmpIPredicate::eq, numRepeats, slices);
    Value step = arith::SelectOp::create(rewriter, loc, isVector, one, zero);
    memref::StoreOp::create(rewriter, loc, zero, op.getInit(), zero);
    scf::ForOp::create(
        rewriter, loc, zero, slices, one, ValueRange{zero},
        [&](OpBuilder &builder, Location loc, Value i, ValueRange sum) {
          Value at = arith::MulIOp::create(builder, loc, i, step);
          Value count =
              memref::LoadOp::create(builder, loc, op.getRepeats(), at);
          Value next = addCount(builder, loc, sum[0], count);
          Value behind = arith::AddIOp::create(builder, loc, i, one);
          memref::StoreOp::create(builder, loc, next, op.getInit(), behind);
          scf::YieldOp::create(builder, loc, next);
        });
    rewriter.eraseOp(op);
    return success();
  }

private:
  /// sum + count, or -1 if either is negative or the result exceeds 63 bits. An
  /// overflowing sum of two non-negative numbers is negative, too.
  static Value addCount(OpBuilder &builder, Location loc, Value sum,
                        Value count) {
    Value zero = constant(builder, loc, 0);
    Value next = arith::AddIOp::create(builder, loc, sum,
                                       buildCountAsIndex(builder, loc, count));
    auto isNegative = [&](Value value) -> Value {
      return arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::slt,
                                   value, zero);
    };
    Value isBad =
        arith::OrIOp::create(builder, loc, isNegative(sum), isNegative(next));
    if (Value isInvalid = buildIsInvalidCount(builder, loc, count))
      isBad = arith::OrIOp::create(builder, loc, isBad, isInvalid);
    Value bad = constant(builder, loc, -1);
    return arith::SelectOp::create(builder, loc, isBad, bad, next);
  }
};

} // namespace

/// The number of slices that `offsets` cut a buffer into.
static Value buildNumRuns(OpBuilder &builder, Location loc, Value offsets) {
  Value zero = constant(builder, loc, 0), one = constant(builder, loc, 1);
  Value entries = memref::DimOp::create(builder, loc, offsets, zero);
  return arith::SubIOp::create(builder, loc, entries, one);
}

/// A loop over the slices with a loop over the copies of each inside, whose
/// body gets the index of the slice and of the copy.
static void
buildRuns(OpBuilder &builder, Location loc, Value offsets, Value slices,
          function_ref<void(OpBuilder &, Location, Value, Value)> body) {
  Value zero = constant(builder, loc, 0), one = constant(builder, loc, 1);
  auto outer = scf::ForOp::create(builder, loc, zero, slices, one);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(outer.getBody());
  Value slice = outer.getInductionVar();
  Value next = arith::AddIOp::create(builder, loc, slice, one);
  Value begin = memref::LoadOp::create(builder, loc, offsets, slice);
  Value end = memref::LoadOp::create(builder, loc, offsets, next);
  auto inner = scf::ForOp::create(builder, loc, begin, end, one);
  builder.setInsertionPointToStart(inner.getBody());
  body(builder, loc, slice, inner.getInductionVar());
}

namespace {

struct LowerExpandRuns final : OpRewritePattern<ExpandRunsOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(ExpandRunsOp op,
                                PatternRewriter &rewriter) const override {
    if (!op.hasPureBufferSemantics())
      return failure();
    // Nothing to copy; and there is no view of a slice that is known to be
    // empty.
    if (llvm::is_contained(cast<MemRefType>(op.getInit().getType()).getShape(),
                           0)) {
      rewriter.eraseOp(op);
      return success();
    }
    // Copying slice by slice keeps the runs in the outer loops; each copy is a
    // row of the dimensions around the repeated one.
    buildRuns(rewriter, op.getLoc(), op.getOffsets(),
              buildNumNonEmptyRuns(rewriter, op),
              [&](OpBuilder &builder, Location loc, Value slice, Value copy) {
                int64_t dim = op.getDim();
                Value from =
                    buildSlice(builder, loc, op.getSource(), dim, slice);
                Value to = buildSlice(builder, loc, op.getInit(), dim, copy);
                linalg::CopyOp::create(builder, loc, from, to);
              });
    rewriter.eraseOp(op);
    return success();
  }

private:
  /// The number of slices to copy: none if a slice holds nothing, however often
  /// it is to be repeated.
  static Value buildNumNonEmptyRuns(OpBuilder &builder, ExpandRunsOp op) {
    Location loc = op.getLoc();
    Value zero = constant(builder, loc, 0);
    Value slices = buildNumRuns(builder, loc, op.getOffsets());
    auto type = cast<MemRefType>(op.getSource().getType());
    for (int64_t i = 0; i < type.getRank(); ++i) {
      if (i == int64_t(op.getDim()))
        continue;
      Value size = memref::DimOp::create(builder, loc, op.getSource(), i);
      Value isEmpty = arith::CmpIOp::create(
          builder, loc, arith::CmpIPredicate::eq, size, zero);
      slices = arith::SelectOp::create(builder, loc, isEmpty, zero, slices);
    }
    return slices;
  }

  /// The slice at `position` of `dim`, as a view that keeps the dimension with
  /// size 1: a view of a lower rank does not say which of several dimensions of
  /// size 1 is gone, and upstream guesses where the strides are dynamic.
  static Value buildSlice(OpBuilder &builder, Location loc, Value buffer,
                          int64_t dim, Value position) {
    int64_t rank = cast<MemRefType>(buffer.getType()).getRank();
    SmallVector<OpFoldResult> offsets(rank, builder.getIndexAttr(0));
    SmallVector<OpFoldResult> strides(rank, builder.getIndexAttr(1));
    SmallVector<OpFoldResult> sizes =
        memref::getMixedSizes(builder, loc, buffer);
    offsets[dim] = position;
    sizes[dim] = builder.getIndexAttr(1);
    return memref::SubViewOp::create(builder, loc, buffer, offsets, sizes,
                                     strides);
  }
};

struct LowerExpandIndices final : OpRewritePattern<ExpandIndicesOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(ExpandIndicesOp op,
                                PatternRewriter &rewriter) const override {
    if (!op.hasPureBufferSemantics())
      return failure();
    auto type = cast<MemRefType>(op.getInit().getType()).getElementType();
    Value slices = buildNumRuns(rewriter, op.getLoc(), op.getOffsets());
    buildRuns(rewriter, op.getLoc(), op.getOffsets(), slices,
              [&](OpBuilder &builder, Location loc, Value slice, Value copy) {
                Value index = buildIndexAsElement(builder, loc, slice, type);
                memref::StoreOp::create(builder, loc, index, op.getInit(),
                                        copy);
              });
    rewriter.eraseOp(op);
    return success();
  }
};

struct ConvertRintToSCF final
    : rint::impl::ConvertRintToSCFPassBase<ConvertRintToSCF> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    populateRintToSCFPatterns(patterns);
    walkAndApplyPatterns(getOperation(), std::move(patterns));
  }
};

} // namespace

void rint::populateRintToSCFPatterns(RewritePatternSet &patterns) {
  patterns.add<LowerExpandIndices, LowerExpandRuns, LowerScanRepeats>(
      patterns.getContext());
}
