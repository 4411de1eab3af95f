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

/// Where the counts of a vector of repeats are: one entry serves every slice.
struct Counts {
  Counts(OpBuilder &builder, Location loc, Value repeats, Value slices)
      : repeats(repeats) {
    Value zero = constant(builder, loc, 0), one = constant(builder, loc, 1);
    Value numRepeats = memref::DimOp::create(builder, loc, repeats, zero);
    Value isVector = arith::CmpIOp::create(
        builder, loc, arith::CmpIPredicate::eq, numRepeats, slices);
    step = arith::SelectOp::create(builder, loc, isVector, one, zero);
  }

  Value load(OpBuilder &builder, Location loc, Value slice) const {
    Value at = arith::MulIOp::create(builder, loc, slice, step);
    return memref::LoadOp::create(builder, loc, repeats, at);
  }

  Value repeats, step;
};

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
    Value last = buildNumOffsets(rewriter, op);
    Value slices = op.getSlices() ? op.getSlices() : last;
    Counts counts(rewriter, loc, op.getRepeats(), slices);
    auto loop = scf::ForOp::create(
        rewriter, loc, zero, slices, one, ValueRange{zero},
        [&](OpBuilder &builder, Location loc, Value i, ValueRange sum) {
          storeOffset(builder, op, i, sum[0]);
          Value count = counts.load(builder, loc, i);
          scf::YieldOp::create(builder, loc,
                               buildAddCount(builder, loc, sum[0], count));
        });
    memref::StoreOp::create(rewriter, loc, loop.getResult(0), op.getInit(),
                            last);
    if (op.getPacked())
      storeUnpacked(rewriter, op, last);
    rewriter.eraseOp(op);
    return success();
  }

private:
  /// The number of offsets in front of the total.
  static Value buildNumOffsets(OpBuilder &builder, ScanRepeatsOp op) {
    Location loc = op.getLoc();
    if (op.getBlock())
      return arith::CeilDivUIOp::create(builder, loc, op.getSlices(),
                                        constant(builder, loc, *op.getBlock()));
    Value entries = memref::DimOp::create(builder, loc, op.getInit(),
                                          constant(builder, loc, 0));
    return arith::SubIOp::create(builder, loc, entries,
                                 constant(builder, loc, 1));
  }

  /// Says of each of the `blocks` blocks that its counts are not packed: all
  /// words behind the total are 0.
  static void storeUnpacked(OpBuilder &builder, ScanRepeatsOp op,
                            Value blocks) {
    Location loc = op.getLoc();
    Value one = constant(builder, loc, 1);
    Value begin = arith::AddIOp::create(builder, loc, blocks, one);
    Value end = memref::DimOp::create(builder, loc, op.getInit(),
                                      constant(builder, loc, 0));
    scf::ForOp::create(
        builder, loc, begin, end, one, ValueRange(),
        [&](OpBuilder &builder, Location loc, Value at, ValueRange) {
          memref::StoreOp::create(builder, loc, constant(builder, loc, 0),
                                  op.getInit(), at);
          scf::YieldOp::create(builder, loc);
        });
  }

  /// Stores the offset of a slice if it has an entry: it is the first of its
  /// block.
  static void storeOffset(OpBuilder &builder, ScanRepeatsOp op, Value slice,
                          Value offset) {
    Location loc = op.getLoc();
    if (!op.getBlock()) {
      memref::StoreOp::create(builder, loc, offset, op.getInit(), slice);
      return;
    }
    Value size = constant(builder, loc, *op.getBlock());
    Value block = arith::DivUIOp::create(builder, loc, slice, size);
    Value within = arith::RemUIOp::create(builder, loc, slice, size);
    Value isFirst =
        arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::eq, within,
                              constant(builder, loc, 0));
    scf::IfOp::create(
        builder, loc, isFirst, [&](OpBuilder &builder, Location loc) {
          memref::StoreOp::create(builder, loc, offset, op.getInit(), block);
          scf::YieldOp::create(builder, loc);
        });
  }
};

} // namespace

/// The number of slices that row offsets of every slice cut a buffer into.
static Value buildNumRuns(OpBuilder &builder, Location loc, Value offsets) {
  Value zero = constant(builder, loc, 0), one = constant(builder, loc, 1);
  Value entries = memref::DimOp::create(builder, loc, offsets, zero);
  return arith::SubIOp::create(builder, loc, entries, one);
}

/// A loop over the slices with a loop over the copies of each inside, whose
/// body gets the index of the slice and of the copy. The sizes of the runs come
/// from `repeats` where there are any.
static void
buildRuns(OpBuilder &builder, Location loc, Value offsets, Value repeats,
          Value slices,
          function_ref<void(OpBuilder &, Location, Value, Value)> body) {
  Value zero = constant(builder, loc, 0), one = constant(builder, loc, 1);
  std::optional<Counts> counts;
  SmallVector<Value> inits;
  if (repeats) {
    counts.emplace(builder, loc, repeats, slices);
    inits.push_back(zero);
  }
  auto outer = scf::ForOp::create(builder, loc, zero, slices, one, inits);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(outer.getBody());
  Value slice = outer.getInductionVar(), begin, end;
  if (counts) {
    begin = outer.getRegionIterArg(0);
    Value count =
        buildCountAsIndex(builder, loc, counts->load(builder, loc, slice));
    end = arith::AddIOp::create(builder, loc, begin, count);
    scf::YieldOp::create(builder, loc, end);
    builder.setInsertionPoint(outer.getBody()->getTerminator());
  } else {
    Value next = arith::AddIOp::create(builder, loc, slice, one);
    begin = memref::LoadOp::create(builder, loc, offsets, slice);
    end = memref::LoadOp::create(builder, loc, offsets, next);
  }
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
    buildRuns(rewriter, op.getLoc(), op.getOffsets(), op.getRepeats(),
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
    Value slices =
        memref::DimOp::create(builder, loc, op.getSource(), op.getDim());
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
    Value slices =
        op.getRepeats()
            ? memref::DimOp::create(rewriter, op.getLoc(), op.getRepeats(), 0)
            : buildNumRuns(rewriter, op.getLoc(), op.getOffsets());
    buildRuns(rewriter, op.getLoc(), op.getOffsets(), op.getRepeats(), slices,
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
    WalkResult walk = getOperation()->walk([](Operation *op) {
      auto dst = dyn_cast<DestinationStyleOpInterface>(op);
      if (!isa_and_nonnull<RintDialect>(op->getDialect()) || !dst ||
          dst.hasPureBufferSemantics())
        return WalkResult::advance();
      op->emitOpError("expected bufferization to have run before "
                      "--convert-rint-to-scf, but got an op on tensors");
      return WalkResult::interrupt();
    });
    if (walk.wasInterrupted())
      signalPassFailure();
  }
};

} // namespace

void rint::populateRintToSCFPatterns(RewritePatternSet &patterns) {
  patterns.add<LowerExpandIndices, LowerExpandRuns, LowerScanRepeats>(
      patterns.getContext());
}
