//===- RowRuns.cpp - Runs of rows of several elements -----------*- C++ -*-===//

#include "Expansion.h"

#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::rint;

/// The grain of stores that may run over into what is written next.
static constexpr int64_t kOverrunBytes = 16;

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

/// Writes the copies from `first` to `last` of the row at `from`.
static void buildRowRun(Emitter &e, const Expansion &op, const Part &part,
                        Value from, Value first, Value last) {
  const Piece &rows = op.rows;
  e.forRange(first, last, [&](Value copy) {
    Value to = e.mul(e.add(part.base, copy), rows.inner);
    e.ifElse(
        e.isAtLeast(rows.inner, e.index(rows.getLanes())),
        [&] { buildCopy(e, rows, from, to, rows.inner); },
        [&] { buildShortRow(e, op, part, from, to); });
  });
}

void rint::buildRowRuns(Emitter &e, const Expansion &op, const Part &part,
                        Value begin, Value end, Value from) {
  auto build = [&](function_ref<void(Value, Value, Value)> buildRun) {
    e.forRange(begin, end, ValueRange{from},
               [&](Value slice, ValueRange at) -> SmallVector<Value> {
                 Value behind = e.add(at[0], op.loadCount(e, slice));
                 Value row = e.add(part.sourceBase, slice);
                 buildRun(e.mul(row, op.rows.inner), e.max(at[0], part.first),
                          e.min(behind, part.last));
                 return {behind};
               });
  };
  if (!isHeldRow(op.rows))
    return build([&](Value row, Value first, Value last) {
      buildRowRun(e, op, part, row, first, last);
    });
  // Chosen here, not for each row: the loop over the copies is to stay small.
  buildHeldRows(e, op.rows, [&](bool streams) {
    build([&](Value row, Value first, Value last) {
      // The row of an empty run is not read.
      e.ifElse(e.isLess(first, last), [&] {
        Value to = e.mul(e.add(part.base, first), op.rows.inner);
        buildHeldRow(e, op.rows, row, to, e.sub(last, first), streams);
      });
    });
  });
}
