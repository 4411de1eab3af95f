//===- ElementRuns.cpp - Runs of elements and of short rows -----*- C++ -*-===//
//
// A short run is one store of a vector of its copies, which may run over into
// the next run: that is written later. So the length of a short run decides
// nothing but where the next one starts, and slices whose runs are all short
// are written in groups without a branch for each.
//
//===----------------------------------------------------------------------===//

#include "Expansion.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::rint;

/// What a store of a short run of elements writes, if that is four elements or
/// more.
static constexpr int64_t kShortRunBytes = 16;

//===----------------------------------------------------------------------===//
// Rows
//===----------------------------------------------------------------------===//

static int64_t getInner(const Expansion &op) {
  return *getConstantIntValue(op.rows.inner);
}

bool rint::isShortRow(const Piece &rows) {
  std::optional<int64_t> inner = getConstantIntValue(rows.inner);
  return inner && *inner > 0 && 2 * *inner <= rows.getLanes();
}

/// The elements that are loaded for a row: more than it has, where that makes
/// one load.
static int64_t getLoadedLanes(const Expansion &op) {
  return llvm::PowerOf2Ceil(getInner(op));
}

/// The rows that the store of a short run writes.
static int64_t getShortCopies(const Expansion &op) {
  if (getInner(op) > 1)
    return op.rows.getLanes() / getInner(op);
  return std::max<int64_t>(kShortRunBytes / op.rows.getBytes(), 4);
}

static Value buildIndex(Emitter &e, const Expansion &op, Value slice) {
  Value index = buildIndexAsElement(e, e.getLoc(), slice, op.indexType);
  if (op.indexType.isIndex())
    return arith::IndexCastOp::create(e, e.getI64Type(), index);
  Type word = e.getIntegerType(op.rows.bits);
  if (index.getType() == word)
    return index;
  return UnrealizedConversionCastOp::create(e, word, index).getResult(0);
}

Value rint::buildCopies(Emitter &e, const Expansion &op, const Part &part,
                        Value slice, int64_t lanes) {
  const Piece &rows = op.rows;
  if (!rows.source)
    return e.broadcast(buildIndex(e, op, slice), lanes);
  int64_t inner = getInner(op);
  Value from = e.mul(e.add(part.sourceBase, slice), inner);
  if (inner == 1)
    return e.broadcast(e.load(rows.source, from, rows.align), lanes);
  Value row = e.loadVector(rows.source, from, getLoadedLanes(op), rows.align);
  return e.shuffle(row, row,
                   llvm::map_to_vector(llvm::seq(lanes), [&](int64_t lane) {
                     return lane % inner;
                   }));
}

//===----------------------------------------------------------------------===//
// One run
//===----------------------------------------------------------------------===//

/// Writes `count` copies of the row of `slice` from the row `at` on, and up to
/// a vector behind them.
static void buildOverrunningRun(Emitter &e, const Expansion &op,
                                const Part &part, Value slice, Value at,
                                Value count) {
  const Piece &rows = op.rows;
  int64_t lanes = rows.getLanes(), inner = getInner(op);
  Value vector = buildCopies(e, op, part, slice, lanes);
  Value to = e.mul(e.add(part.base, at), inner);
  e.storeVector(vector, rows.dest, to, rows.align);
  // The next one starts behind the whole rows of the vector.
  Value step = e.index(lanes / inner * inner), size = e.mul(count, inner);
  e.ifElse(e.isLess(step, size), [&] {
    e.forRange(step, size, step, [&](Value at) {
      e.storeVector(vector, rows.dest, e.add(to, at), rows.align);
    });
  });
}

/// Writes the rows from `first` to `last`, at least one, and no more.
static void buildExactRun(Emitter &e, const Expansion &op, const Part &part,
                          Value slice, Value first, Value last) {
  Piece piece = op.rows;
  piece.n = e.index(1);
  piece.r = e.sub(last, first);
  piece.destBegin = e.mul(e.add(part.base, first), piece.inner);
  if (getInner(op) > 1) {
    piece.sourceBegin = e.mul(e.add(part.sourceBase, slice), piece.inner);
    return buildElements(e, piece);
  }
  int64_t lanes = piece.getLanes();
  Value vector = buildCopies(e, op, part, slice, lanes);
  e.ifElse(
      e.isLess(piece.r, e.index(lanes)),
      [&] {
        Value element = vector::ExtractOp::create(e, vector, 0);
        e.forRange(e.index(0), piece.r, [&](Value at) {
          e.store(element, piece.dest, e.add(piece.destBegin, at), piece.align);
        });
      },
      [&] {
        piece.streams = Value();
        buildFill(e, piece, vector, piece.destBegin, piece.r);
      });
}

//===----------------------------------------------------------------------===//
// The runs of many slices
//===----------------------------------------------------------------------===//

/// The end of the slices behind whose runs there is room for a vector, counted
/// back from `end`. The last slice of all is never one of them, so loading a
/// row may run over into the next.
static Value buildRoomySlices(Emitter &e, const Expansion &op, const Part &part,
                              Value begin, Value end, Value to) {
  Value room = e.index(llvm::divideCeil(op.rows.getLanes(), getInner(op)));
  return e.whileLoop(
      {end, e.sub(part.limit, to)},
      [&](ValueRange at) {
        return e.both(e.isLess(begin, at[0]), e.isLess(at[1], room));
      },
      [&](ValueRange at) -> SmallVector<Value> {
        Value slice = e.sub(at[0], e.index(1));
        return {slice, e.add(at[1], op.loadCount(e, slice))};
      })[0];
}

/// The counts of the slices from `slice` on, each of which has its own.
static SmallVector<Value> loadGroup(Emitter &e, const Expansion &op,
                                    Value slice) {
  return llvm::map_to_vector(llvm::seq(kGroup), [&](int64_t i) -> Value {
    Value at = e.add(slice, i);
    if (!op.counts)
      return op.loadCount(e, at);
    return buildCountAsIndex(e, e.getLoc(), op.counts->loadOwn(e, at));
  });
}

Value rint::buildIsShortGroup(Emitter &e, const Expansion &op, Value slice,
                              Value end) {
  Value isGroup = e.isAtLeast(end, e.add(slice, kGroup));
  if (op.counts)
    isGroup = e.both(isGroup, op.counts->isVector);
  return e.ifValue(
      isGroup,
      [&]() -> Value {
        // As all counts are below a power of two if their common bits are.
        Value bits = e.index(0);
        for (Value count : loadGroup(e, op, slice))
          bits = e.createOrFold<arith::OrIOp>(bits, count);
        return e.isLess(bits,
                        e.index(llvm::bit_floor<uint64_t>(getShortCopies(op))));
      },
      [&] { return isGroup; });
}

Value rint::buildShortGroup(Emitter &e, const Expansion &op, const Part &part,
                            Value slice, Value dest, Value to) {
  int64_t inner = getInner(op);
  int64_t lanes = inner == 1 ? getShortCopies(op) : op.rows.getLanes();
  // Each position comes from the one in front of the group, not from the last.
  Value sum = e.index(0);
  for (auto [i, count] : llvm::enumerate(loadGroup(e, op, slice))) {
    Value copies = buildCopies(e, op, part, e.add(slice, i), lanes);
    e.storeVector(copies, dest, e.add(to, e.mul(sum, inner)), op.rows.align);
    sum = e.add(sum, count);
  }
  return sum;
}

/// The runs of the slices from `begin` to `end`, which start at the row `from`;
/// returns where they end. Behind each there is room for a vector.
static Value buildOverrunningRuns(Emitter &e, const Expansion &op,
                                  const Part &part, Value begin, Value end,
                                  Value from) {
  auto buildGroups = [&](ValueRange state) {
    return e.whileLoop(
        state,
        [&](ValueRange state) {
          return buildIsShortGroup(e, op, state[0], end);
        },
        [&](ValueRange state) -> SmallVector<Value> {
          Value to = e.mul(e.add(part.base, state[1]), getInner(op));
          Value rows = buildShortGroup(e, op, part, state[0], op.rows.dest, to);
          return {e.add(state[0], kGroup), e.add(state[1], rows)};
        });
  };
  auto buildRuns = [&](ValueRange state) -> SmallVector<Value> {
    Value stop = e.min(e.add(state[0], kGroup), end);
    Value next =
        e.forRange(state[0], stop, ValueRange{state[1]},
                   [&](Value slice, ValueRange at) -> SmallVector<Value> {
                     Value count = op.loadCount(e, slice);
                     buildOverrunningRun(e, op, part, slice, at[0], count);
                     return {e.add(at[0], count)};
                   })[0];
    return {stop, next};
  };
  return e.whileLoop(
      {begin, from}, [&](ValueRange state) { return e.isLess(state[0], end); },
      [&](ValueRange state) { return buildRuns(buildGroups(state)); })[1];
}

/// The same without room, and as far as the runs are in `part`.
static void buildExactRuns(Emitter &e, const Expansion &op, const Part &part,
                           Value begin, Value end, Value from) {
  e.forRange(begin, end, ValueRange{from},
             [&](Value slice, ValueRange at) -> SmallVector<Value> {
               Value behind = e.add(at[0], op.loadCount(e, slice));
               Value first = e.max(at[0], part.first);
               Value last = e.min(behind, part.last);
               e.ifElse(e.isLess(first, last), [&] {
                 buildExactRun(e, op, part, slice, first, last);
               });
               return {behind};
             });
}

void rint::buildElementRuns(Emitter &e, const Expansion &op, const Part &part,
                            Value begin, Value end, Value from, Value to) {
  Value safe = buildRoomySlices(e, op, part, begin, end, to);
  safe = e.select(e.isLess(from, part.first), begin, safe);
  Value next = buildOverrunningRuns(e, op, part, begin, safe, from);
  buildExactRuns(e, op, part, safe, end, next);
}
