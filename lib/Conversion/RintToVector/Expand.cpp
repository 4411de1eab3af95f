//===- Expand.cpp - Runs of different lengths to vectors --------*- C++ -*-===//
//
// The work is cut by the rows of the result, so that every part is the same
// amount of it, however the counts are distributed. A part finds the block of
// slices in which it begins and ends by binary searches among the offsets, and
// goes through the counts of the blocks in between.
//
//===----------------------------------------------------------------------===//

#include "Expansion.h"
#include "Patterns.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "rint/Dialect/Rint/IR/Rint.h"

using namespace mlir;
using namespace mlir::rint;

//===----------------------------------------------------------------------===//
// Parts
//===----------------------------------------------------------------------===//

/// The last position in [low, high) whose offset is at most `key`; that of
/// `low` is.
static Value buildSearch(Emitter &e, const Expansion &op, Value low, Value high,
                         Value key) {
  Value one = e.index(1), two = e.index(2);
  return e.whileLoop(
      {low, high},
      [&](ValueRange range) {
        return e.isLess(e.add(range[0], one), range[1]);
      },
      [&](ValueRange range) -> SmallVector<Value> {
        Value middle = e.div(e.add(range[0], range[1]), two);
        Value isAbove = e.isLess(key, op.loadOffset(e, middle));
        return {e.select(isAbove, range[0], middle),
                e.select(isAbove, middle, range[1])};
      })[0];
}

namespace {

/// Slices, and the rows of the result that they become.
struct Slices {
  Value begin, end, from, to;
};

} // namespace

/// Calls `body` for the slices whose rows are in `part`: all of them, or those
/// of each block that has rows. A value goes from one to the next.
static Value forSlices(Emitter &e, const Expansion &op, const Part &part,
                       Value init,
                       function_ref<Value(const Slices &, Value)> body) {
  Value zero = e.index(0), one = e.index(1);
  Value entries = e.createOrFold<memref::DimOp>(op.offsets, zero);
  Value blocks = e.sub(entries, one);
  Value first = buildSearch(e, op, zero, blocks, part.first);
  Value last =
      e.add(buildSearch(e, op, first, blocks, e.sub(part.last, one)), one);
  if (!op.counts)
    return body({first, last, op.loadOffset(e, first), op.loadOffset(e, last)},
                init);
  return e.forRange(first, last, ValueRange{init},
                    [&](Value block, ValueRange state) -> SmallVector<Value> {
                      Slices slices;
                      slices.from = op.loadOffset(e, block);
                      slices.to = op.loadOffset(e, e.add(block, one));
                      auto buildBlock = [&] {
                        slices.begin = e.mul(block, op.block);
                        slices.end =
                            e.min(e.add(slices.begin, op.block), op.slices);
                        return body(slices, state[0]);
                      };
                      return {e.ifValue(e.isLess(slices.from, slices.to),
                                        buildBlock, [&] { return state[0]; })};
                    })[0];
}

/// Writes `part`, which is not empty.
static void buildPart(Emitter &e, const Expansion &op, const Part &part) {
  auto buildCached = [&] {
    forSlices(e, op, part, e.index(0), [&](const Slices &slices, Value none) {
      if (isShortRow(op.rows))
        buildElementRuns(e, op, part, slices.begin, slices.end, slices.from,
                         slices.to);
      else
        buildRowRuns(e, op, part, slices.begin, slices.end, slices.from);
      return none;
    });
  };
  if (!op.staging)
    return buildCached();
  auto buildStaged = [&] {
    Value begin = e.add(part.base, part.first);
    Value flushed =
        forSlices(e, op, part, begin, [&](const Slices &slices, Value flushed) {
          return buildStagedRuns(e, op, part, slices.begin, slices.end,
                                 slices.from, slices.to, flushed);
        });
    buildStagedRest(e, op, part, flushed);
  };
  e.ifElse(op.rows.streams, buildStaged, buildCached);
}

/// Writes the rows from `begin` to `end` of all results.
static void buildRange(Emitter &e, const Expansion &op, Value begin,
                       Value end) {
  Value zero = e.index(0);
  Value total = e.max(op.total, e.index(1));
  e.forRange(e.div(begin, total), e.ceilDiv(end, total), [&](Value i) {
    Part part;
    part.base = e.mul(i, op.total);
    part.sourceBase = e.mul(i, op.slices);
    part.first = e.max(e.sub(begin, part.base), zero);
    part.limit = e.sub(end, part.base);
    part.last = e.min(part.limit, op.total);
    e.ifElse(e.isLess(part.first, part.last), [&] { buildPart(e, op, part); });
  });
}

/// Whether a result of `bytes` bytes is stored past the caches: rows only where
/// each of their vectors is aligned, while long runs of elements have lines of
/// their own.
static Value buildStreams(Emitter &e, const Piece &rows, Value bytes,
                          const ConvertRintToVectorPassOptions &options) {
  Value streams = buildIsLarge(e, bytes, options);
  if (!isConstantIntValue(rows.inner, 1)) {
    Value rest =
        e.createOrFold<arith::RemUIOp>(rows.inner, e.index(rows.getLanes()));
    streams = e.both(streams, e.isEqual(rest, e.index(0)));
  }
  if (getConstantCondition(streams) == false)
    return streams;
  return e.both(streams, buildStartsAligned(e, rows));
}

static void buildExpansion(Emitter &e, Expansion op,
                           const ConvertRintToVectorPassOptions &options) {
  Value rows = e.mul(op.outer, op.total);
  Value bytes = e.mul(e.mul(rows, op.rows.inner), op.rows.getBytes());
  Value isEmpty = e.isEqual(op.rows.inner, e.index(0));
  rows = e.select(isEmpty, e.index(0), rows);
  Value streams = buildStreams(e, op.rows, bytes, options);
  bool mayStream = getConstantCondition(streams) != false;
  // A run may write a vector more than what is flushed at once.
  int64_t stagingBytes = kStagingBytes + kVectorBytes;
  if (mayStream)
    op.rows.streams = streams;
  if (mayStream && isConstantIntValue(op.rows.inner, 1))
    op.staging = buildStaging(e, op.rows, options.threads * stagingBytes);
  buildThreads(e, rows, e.index(1), bytes, options,
               [&](Value begin, Value count, Value thread) {
                 op.stagingBegin =
                     e.mul(thread, stagingBytes / op.rows.getBytes());
                 buildRange(e, op, begin, e.add(begin, count));
                 buildFence(e, streams);
               });
}

//===----------------------------------------------------------------------===//
// Patterns
//===----------------------------------------------------------------------===//

namespace {

struct LowerExpandRuns final : OpRewritePattern<ExpandRunsOp> {
  LowerExpandRuns(MLIRContext *context,
                  const ConvertRintToVectorPassOptions &options)
      : OpRewritePattern(context), options(options) {}

  LogicalResult matchAndRewrite(ExpandRunsOp op,
                                PatternRewriter &rewriter) const override {
    if (!op.hasPureBufferSemantics() || !isContiguous(op.getSource()) ||
        !isContiguous(op.getInit()))
      return failure();
    std::optional<Moved> moved =
        getMoved(getElementTypeOrSelf(op.getSource().getType()));
    if (!moved)
      return failure();
    Emitter e(op.getLoc(), rewriter);
    Expansion expansion;
    expansion.outer = expansion.rows.inner = e.index(1);
    auto type = cast<MemRefType>(op.getSource().getType());
    int64_t dim = op.getDim();
    for (int64_t i = 0; i < type.getRank(); ++i) {
      Value size = e.createOrFold<memref::DimOp>(op.getSource(), i);
      if (i < dim)
        expansion.outer = e.mul(expansion.outer, size);
      else if (i > dim)
        expansion.rows.inner = e.mul(expansion.rows.inner, size);
      else
        expansion.slices = size;
    }
    expansion.rows.inner = e.mul(expansion.rows.inner, moved->words);
    expansion.total = e.createOrFold<memref::DimOp>(op.getInit(), dim);
    expansion.rows.bits = moved->bits;
    expansion.rows.align = moved->align;
    expansion.rows.source = buildFlatView(e, op.getSource(), *moved);
    expansion.rows.dest = buildFlatView(e, op.getInit(), *moved);
    expansion.rows.sourceBegin = expansion.rows.destBegin = e.index(0);
    expansion.offsets = op.getOffsets();
    if (op.getRepeats()) {
      expansion.counts.emplace(e, op.getRepeats(), expansion.slices);
      expansion.block = *op.getBlock();
    }
    buildExpansion(e, expansion, options);
    rewriter.eraseOp(op);
    return success();
  }

private:
  ConvertRintToVectorPassOptions options;
};

struct LowerExpandIndices final : OpRewritePattern<ExpandIndicesOp> {
  LowerExpandIndices(MLIRContext *context,
                     const ConvertRintToVectorPassOptions &options)
      : OpRewritePattern(context), options(options) {}

  LogicalResult matchAndRewrite(ExpandIndicesOp op,
                                PatternRewriter &rewriter) const override {
    if (!op.hasPureBufferSemantics() || !isContiguous(op.getInit()))
      return failure();
    Type type = getElementTypeOrSelf(op.getInit().getType());
    unsigned width = type.isIndex() ? 64 : type.getIntOrFloatBitWidth();
    if (width != 8 && width != 16 && width != 32 && width != 64)
      return failure();
    Emitter e(op.getLoc(), rewriter);
    Moved moved = *getMoved(type);
    Value zero = e.index(0);
    Expansion expansion;
    expansion.indexType = type;
    expansion.outer = expansion.rows.inner = e.index(1);
    expansion.offsets = op.getOffsets();
    if (op.getRepeats()) {
      expansion.slices = e.createOrFold<memref::DimOp>(op.getRepeats(), zero);
      expansion.counts.emplace(e, op.getRepeats(), expansion.slices);
      expansion.block = *op.getBlock();
    } else {
      Value entries = e.createOrFold<memref::DimOp>(op.getOffsets(), zero);
      expansion.slices = e.sub(entries, e.index(1));
    }
    expansion.total = e.createOrFold<memref::DimOp>(op.getInit(), zero);
    expansion.rows.bits = moved.bits;
    expansion.rows.align = moved.align;
    expansion.rows.dest = buildFlatView(e, op.getInit(), moved);
    expansion.rows.sourceBegin = expansion.rows.destBegin = zero;
    buildExpansion(e, expansion, options);
    rewriter.eraseOp(op);
    return success();
  }

private:
  ConvertRintToVectorPassOptions options;
};

} // namespace

void rint::populateExpandPatterns(
    RewritePatternSet &patterns,
    const ConvertRintToVectorPassOptions &options) {
  patterns.add<LowerExpandIndices, LowerExpandRuns>(patterns.getContext(),
                                                    options);
}
