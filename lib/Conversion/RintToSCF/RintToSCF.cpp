//===- RintToSCF.cpp - Destination-passing ops to loops ---------*- C++ -*-===//

#include "../Utils/Counts.h"
#include "ReduceSegments.h"
#include "rint/Conversion/Passes.h"

#include "mlir/Dialect/Complex/IR/Complex.h"
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

//===----------------------------------------------------------------------===//
// Row offsets
//===----------------------------------------------------------------------===//

/// The number of slices, or of blocks of them, that have an offset each.
static Value buildNumOffsets(IndexEmitter &e, ScanRepeatsOp op) {
  if (op.getBlock())
    return arith::CeilDivUIOp::create(e, op.getSlices(),
                                      e.index(*op.getBlock()));
  Value entries = memref::DimOp::create(e, op.getInit(), e.index(0));
  return e.sub(entries, e.index(1));
}

/// Stores the offset of a slice if it has an entry: it is the first of its
/// block.
static void storeOffset(IndexEmitter &e, ScanRepeatsOp op, Value slice,
                        Value offset) {
  if (!op.getBlock()) {
    memref::StoreOp::create(e, offset, op.getInit(), slice);
    return;
  }
  Value size = e.index(*op.getBlock());
  Value block = e.div(slice, size);
  e.ifElse(e.isEqual(e.rem(slice, size), e.index(0)),
           [&] { memref::StoreOp::create(e, offset, op.getInit(), block); });
}

/// Says of each of the `blocks` blocks that its counts are not packed: all
/// words behind the total are 0.
static void storeUnpacked(IndexEmitter &e, ScanRepeatsOp op, Value blocks) {
  Value zero = e.index(0);
  Value end = memref::DimOp::create(e, op.getInit(), zero);
  e.forRange(e.add(blocks, 1), end, [&](Value at) {
    memref::StoreOp::create(e, zero, op.getInit(), at);
  });
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
    IndexEmitter e(op.getLoc(), rewriter);
    Value zero = e.index(0), last = buildNumOffsets(e, op);
    Value slices = op.getSlices() ? op.getSlices() : last;
    Counts counts(e, op.getRepeats(), slices);
    Value total = e.forRange(
        zero, slices, ValueRange{zero},
        [&](Value i, ValueRange sum) -> SmallVector<Value> {
          storeOffset(e, op, i, sum[0]);
          return {buildAddCount(e, e.getLoc(), sum[0], counts.load(e, i))};
        })[0];
    memref::StoreOp::create(e, total, op.getInit(), last);
    if (op.getPacked())
      storeUnpacked(e, op, last);
    rewriter.eraseOp(op);
    return success();
  }
};

} // namespace

//===----------------------------------------------------------------------===//
// Runs
//===----------------------------------------------------------------------===//

/// The number of slices that row offsets of every slice cut a buffer into.
static Value buildNumRuns(IndexEmitter &e, Value offsets) {
  Value entries = memref::DimOp::create(e, offsets, e.index(0));
  return e.sub(entries, e.index(1));
}

/// A loop over the slices with a loop over the copies of each inside, whose
/// body gets the index of the slice and of the copy. The sizes of the runs come
/// from the counts of `op` where there are any.
template <typename OpTy>
static void buildRuns(IndexEmitter &e, OpTy op, Value slices,
                      function_ref<void(Value, Value)> body) {
  Value zero = e.index(0), offsets = op.getOffsets(), repeats = op.getRepeats();
  auto buildRun = [&](Value slice, Value begin, Value end) {
    if (op.getRowsBegin()) {
      begin = e.max(begin, op.getRowsBegin());
      end = e.min(end, op.getRowsEnd());
    }
    e.forRange(begin, end, [&](Value copy) { body(slice, copy); });
  };
  if (!repeats) {
    e.forRange(zero, slices, [&](Value slice) {
      Value next = e.add(slice, 1);
      Value begin = memref::LoadOp::create(e, offsets, slice);
      Value end = memref::LoadOp::create(e, offsets, next);
      buildRun(slice, begin, end);
    });
    return;
  }
  Counts counts(e, repeats, slices);
  e.forRange(zero, slices, ValueRange{zero},
             [&](Value slice, ValueRange begin) -> SmallVector<Value> {
               Value count =
                   buildCountAsIndex(e, e.getLoc(), counts.load(e, slice));
               Value end = e.add(begin[0], count);
               buildRun(slice, begin[0], end);
               return {end};
             });
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
    IndexEmitter e(op.getLoc(), rewriter);
    buildRuns(e, op, buildNumNonEmptyRuns(e, op), [&](Value slice, Value copy) {
      int64_t dim = op.getDim();
      Value from = buildSlice(e, op.getSource(), dim, slice);
      Value to = buildSlice(e, op.getInit(), dim, copy);
      linalg::CopyOp::create(e, from, to);
    });
    rewriter.eraseOp(op);
    return success();
  }

private:
  /// The number of slices to copy: none if a slice holds nothing, however often
  /// it is to be repeated.
  static Value buildNumNonEmptyRuns(IndexEmitter &e, ExpandRunsOp op) {
    Value zero = e.index(0);
    Value slices = memref::DimOp::create(e, op.getSource(), op.getDim());
    auto type = cast<MemRefType>(op.getSource().getType());
    for (int64_t i = 0; i < type.getRank(); ++i) {
      if (i == int64_t(op.getDim()))
        continue;
      Value size = memref::DimOp::create(e, op.getSource(), i);
      slices = e.select(e.isEqual(size, zero), zero, slices);
    }
    return slices;
  }

  /// The slice at `position` of `dim`, as a view that keeps the dimension with
  /// size 1: a view of a lower rank does not say which of several dimensions of
  /// size 1 is gone, and upstream guesses where the strides are dynamic.
  static Value buildSlice(IndexEmitter &e, Value buffer, int64_t dim,
                          Value position) {
    int64_t rank = cast<MemRefType>(buffer.getType()).getRank();
    SmallVector<OpFoldResult> offsets(rank, e.getIndexAttr(0));
    SmallVector<OpFoldResult> strides(rank, e.getIndexAttr(1));
    SmallVector<OpFoldResult> sizes =
        memref::getMixedSizes(e, e.getLoc(), buffer);
    offsets[dim] = position;
    sizes[dim] = e.getIndexAttr(1);
    return memref::SubViewOp::create(e, buffer, offsets, sizes, strides);
  }
};

struct LowerExpandIndices final : OpRewritePattern<ExpandIndicesOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(ExpandIndicesOp op,
                                PatternRewriter &rewriter) const override {
    if (!op.hasPureBufferSemantics())
      return failure();
    IndexEmitter e(op.getLoc(), rewriter);
    auto type = cast<MemRefType>(op.getInit().getType()).getElementType();
    Value slices = op.getRepeats()
                       ? memref::DimOp::create(e, op.getRepeats(), e.index(0))
                       : buildNumRuns(e, op.getOffsets());
    buildRuns(e, op, slices, [&](Value slice, Value copy) {
      Value index = buildIndexAsElement(e, e.getLoc(), slice, type);
      memref::StoreOp::create(e, index, op.getInit(), copy);
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
  populateReduceSegmentsPatterns(patterns);
}
