//===- Expand.cpp - Runs of different lengths to vectors --------*- C++ -*-===//
//
// The work is cut by the rows of the result, so that every part is the same
// amount of it, however the counts are distributed. A part finds the block of
// slices in which it begins and ends by binary searches among the offsets, and
// goes through the counts of the blocks in between.
//
//===----------------------------------------------------------------------===//

#include "Counts.h"
#include "Patterns.h"
#include "Piece.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "rint/Dialect/Rint/IR/Rint.h"

using namespace mlir;
using namespace mlir::rint;

/// The grain of stores that may run over into what is written next.
static constexpr int64_t kOverrunBytes = 16;

namespace {

/// What is written: rows of `inner` words each; `outer` times the `slices` of
/// the source become `total` rows.
struct Expansion {
  /// The row offsets, of every slice or of blocks of `block` slices.
  Value offsets;
  std::optional<Counts> counts;
  int64_t block = 1;
  Value outer, slices, total;
  /// Source, destination and the words of a row. No source: the row is the
  /// index of the slice, of type `indexType`.
  Piece rows;
  Type indexType;

  Value loadOffset(Emitter &e, Value at) const {
    return memref::LoadOp::create(e, offsets, at);
  }

  /// How many rows `slice` becomes.
  Value loadCount(Emitter &e, Value slice) const {
    if (counts)
      return buildCountAsIndex(e, e.getLoc(), counts->load(e, slice));
    return e.sub(loadOffset(e, e.add(slice, 1)), loadOffset(e, slice));
  }
};

/// A part of one of the `outer` results.
struct Part {
  /// The rows to write, relative to those of the result.
  Value first, last;
  /// Up to where rows may be written that are written again later.
  Value limit;
  /// The first row of the result, and of the slices that it is made of.
  Value base, sourceBase;
};

} // namespace

//===----------------------------------------------------------------------===//
// Runs of single elements
//===----------------------------------------------------------------------===//

static Value buildElement(Emitter &e, const Expansion &op, const Part &part,
                          Value slice) {
  if (op.rows.source)
    return e.load(op.rows.source, e.add(part.sourceBase, slice), op.rows.align);
  Value index = buildIndexAsElement(e, e.getLoc(), slice, op.indexType);
  if (op.indexType.isIndex())
    return arith::IndexCastOp::create(e, e.getI64Type(), index);
  Type word = e.getIntegerType(op.rows.bits);
  if (index.getType() == word)
    return index;
  return UnrealizedConversionCastOp::create(e, word, index).getResult(0);
}

/// Writes a whole run and up to `lanes` elements behind it.
static void buildOverrunningRun(Emitter &e, const Expansion &op, Value element,
                                int64_t lanes, Value to, Value count) {
  const Piece &rows = op.rows;
  Value vector = e.broadcast(element, lanes);
  e.storeVector(vector, rows.dest, to, rows.align);
  Value grain = e.index(lanes), many = e.index(rows.getLanes());
  e.ifElse(e.isLess(grain, count), [&] {
    e.ifElse(
        e.isLess(count, many),
        [&] {
          e.forRange(grain, count, grain, [&](Value at) {
            e.storeVector(vector, rows.dest, e.add(to, at), rows.align);
          });
        },
        [&] {
          buildFill(e, rows, e.broadcast(element, rows.getLanes()), to, count);
        });
  });
}

/// Writes `size` elements and no more.
static void buildExactRun(Emitter &e, const Expansion &op, Value element,
                          Value to, Value size) {
  const Piece &rows = op.rows;
  e.ifElse(
      e.isLess(size, e.index(rows.getLanes())),
      [&] {
        e.forRange(e.index(0), size, [&](Value at) {
          e.store(element, rows.dest, e.add(to, at), rows.align);
        });
      },
      [&] {
        buildFill(e, rows, e.broadcast(element, rows.getLanes()), to, size);
      });
}

/// The runs of the slices from `begin` to `end`, which take the rows `from` to
/// `to` of the result, as far as they are in `part`.
static void buildElementRuns(Emitter &e, const Expansion &op, const Part &part,
                             Value begin, Value end, Value from, Value to) {
  // Short runs take one store without a look at their length.
  int64_t lanes = std::max<int64_t>(kOverrunBytes / op.rows.getBytes(), 4);
  // The first slice from the end with room for a vector behind its run.
  Value room = e.index(lanes);
  Value safe = e.whileLoop(
      {end, e.sub(part.limit, to)},
      [&](ValueRange at) {
        return e.both(e.isLess(begin, at[0]), e.isLess(at[1], room));
      },
      [&](ValueRange at) -> SmallVector<Value> {
        Value slice = e.sub(at[0], e.index(1));
        return {slice, e.add(at[1], op.loadCount(e, slice))};
      })[0];
  safe = e.select(e.isLess(from, part.first), begin, safe);

  Value next =
      e.forRange(begin, safe, ValueRange{from},
                 [&](Value slice, ValueRange at) -> SmallVector<Value> {
                   Value count = op.loadCount(e, slice);
                   buildOverrunningRun(e, op, buildElement(e, op, part, slice),
                                       lanes, e.add(part.base, at[0]), count);
                   return {e.add(at[0], count)};
                 })[0];
  e.forRange(safe, end, ValueRange{next},
             [&](Value slice, ValueRange at) -> SmallVector<Value> {
               Value behind = e.add(at[0], op.loadCount(e, slice));
               Value first = e.max(at[0], part.first);
               Value last = e.min(behind, part.last);
               e.ifElse(e.isLess(first, last), [&] {
                 buildExactRun(e, op, buildElement(e, op, part, slice),
                               e.add(part.base, first), e.sub(last, first));
               });
               return {behind};
             });
}

//===----------------------------------------------------------------------===//
// Runs of rows
//===----------------------------------------------------------------------===//

/// Copies a row of less than a vector. The grains of the last one may not run
/// over.
static void buildShortRow(Emitter &e, const Expansion &op, const Part &part,
                          Value from, Value to) {
  const Piece &rows = op.rows;
  int64_t lanes = kOverrunBytes / rows.getBytes();
  Value zero = e.index(0), grain = e.index(lanes);
  Value moved = e.roundUp(rows.inner, grain);
  Value sourceEnd = e.mul(e.mul(op.outer, op.slices), rows.inner);
  Value destEnd = e.mul(e.add(part.base, part.limit), rows.inner);
  Value hasRoom = e.both(e.isAtLeast(sourceEnd, e.add(from, moved)),
                         e.isAtLeast(destEnd, e.add(to, moved)));
  e.ifElse(
      hasRoom,
      [&] {
        e.forRange(zero, rows.inner, grain, [&](Value at) {
          Value vector =
              e.loadVector(rows.source, e.add(from, at), lanes, rows.align);
          e.storeVector(vector, rows.dest, e.add(to, at), rows.align);
        });
      },
      [&] {
        e.forRange(zero, rows.inner, [&](Value at) {
          Value word = e.load(rows.source, e.add(from, at), rows.align);
          e.store(word, rows.dest, e.add(to, at), rows.align);
        });
      });
}

static void buildRowRuns(Emitter &e, const Expansion &op, const Part &part,
                         Value begin, Value end, Value from) {
  const Piece &rows = op.rows;
  e.forRange(begin, end, ValueRange{from},
             [&](Value slice, ValueRange at) -> SmallVector<Value> {
               Value behind = e.add(at[0], op.loadCount(e, slice));
               Value row = e.mul(e.add(part.sourceBase, slice), rows.inner);
               e.forRange(
                   e.max(at[0], part.first), e.min(behind, part.last),
                   [&](Value copy) {
                     Value to = e.mul(e.add(part.base, copy), rows.inner);
                     e.ifElse(
                         e.isAtLeast(rows.inner, e.index(rows.getLanes())),
                         [&] { buildCopy(e, rows, row, to, rows.inner); },
                         [&] { buildShortRow(e, op, part, row, to); });
                   });
               return {behind};
             });
}

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

/// Writes `part`, which is not empty.
static void buildPart(Emitter &e, const Expansion &op, const Part &part) {
  Value zero = e.index(0), one = e.index(1);
  Value entries = e.createOrFold<memref::DimOp>(op.offsets, zero);
  Value blocks = e.sub(entries, one);
  Value firstBlock = buildSearch(e, op, zero, blocks, part.first);
  Value lastBlock =
      e.add(buildSearch(e, op, firstBlock, blocks, e.sub(part.last, one)), one);
  auto buildSlices = [&](Value begin, Value end, Value from, Value to) {
    if (isConstantIntValue(op.rows.inner, 1))
      buildElementRuns(e, op, part, begin, end, from, to);
    else
      buildRowRuns(e, op, part, begin, end, from);
  };
  if (!op.counts)
    return buildSlices(firstBlock, lastBlock, op.loadOffset(e, firstBlock),
                       op.loadOffset(e, lastBlock));
  e.forRange(firstBlock, lastBlock, [&](Value block) {
    Value from = op.loadOffset(e, block);
    Value to = op.loadOffset(e, e.add(block, one));
    e.ifElse(e.isLess(from, to), [&] {
      Value begin = e.mul(block, op.block);
      Value end = e.min(e.add(begin, op.block), op.slices);
      buildSlices(begin, end, from, to);
    });
  });
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

static void buildExpansion(Emitter &e, Expansion op,
                           const ConvertRintToVectorPassOptions &options) {
  Value rows = e.mul(op.outer, op.total);
  Value bytes = e.mul(e.mul(rows, op.rows.inner), op.rows.getBytes());
  Value isEmpty = e.isEqual(op.rows.inner, e.index(0));
  rows = e.select(isEmpty, e.index(0), rows);
  Value streams = buildStreams(e, op.rows, bytes, options);
  if (getConstantCondition(streams) != false)
    op.rows.streams = streams;
  buildThreads(e, rows, e.index(1), bytes, options,
               [&](Value begin, Value count, Value) {
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
