//===- StagedRuns.cpp - Runs of elements past the caches --------*- C++ -*-===//
//
// Runs start and end anywhere in a line, and a line that is stored partly past
// the caches, or one part at a time, costs as much as many whole ones. So runs
// are written to a buffer that stays in the first-level cache, from which whole
// lines are streamed; the lines that one run fills are streamed directly.
//
//===----------------------------------------------------------------------===//

#include "Expansion.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace mlir::rint;

/// Runs of as much are not staged as a whole.
static constexpr int64_t kLongRunBytes = 512;

namespace {

/// Writes the result from one position to the next. Positions are those of
/// elements in the destination; `staging` holds what has not been flushed, from
/// the start of its first line on.
struct StagedWriter {
  StagedWriter(Emitter &e, const Expansion &op)
      : e(e), op(op), rows(op.rows), lanes(rows.getLanes()) {}

  Value getLineBegin(Value at) const {
    return e.mul(e.div(at, e.index(lanes)), lanes);
  }

  /// Where the position `at` is kept, if all before `flushed` is written.
  Value getStaged(Value flushed, Value at) const {
    return e.add(op.stagingBegin, e.sub(at, getLineBegin(flushed)));
  }

  void flush(Value flushed, Value end) const;
  Value write(Value vector, Value flushed, Value at, Value end) const;

private:
  void stage(Value vector, Value flushed, Value at, Value end) const;
  Value writeLong(Value vector, Value flushed, Value at, Value end) const;

  Emitter &e;
  const Expansion &op;
  const Piece &rows;
  int64_t lanes;
};

} // namespace

/// Moves what is staged from `flushed` to `end` to the result. A line that
/// belongs to others, too, is written by elements.
void StagedWriter::flush(Value flushed, Value end) const {
  Value first = e.min(e.roundUp(flushed, e.index(lanes)), end);
  e.forRange(flushed, first, [&](Value at) {
    Value element = e.load(op.staging, getStaged(flushed, at), rows.align);
    e.store(element, rows.dest, at, rows.align);
  });
  buildFlush(e, rows, op.staging, getStaged(flushed, first), first,
             e.sub(end, first));
}

/// Stages a run from `at` to `end` and up to a vector behind it.
void StagedWriter::stage(Value vector, Value flushed, Value at,
                         Value end) const {
  Value first = getStaged(flushed, at), last = getStaged(flushed, end);
  e.storeVector(vector, op.staging, first, rows.align);
  Value next = e.add(first, lanes);
  e.ifElse(e.isLess(next, last), [&] {
    e.forRange(next, last, e.index(lanes), [&](Value to) {
      e.storeVector(vector, op.staging, to, rows.align);
    });
  });
}

/// Writes a run that staging has no room for: completes the line in which it
/// starts, streams those that it fills and stages the rest.
Value StagedWriter::writeLong(Value vector, Value flushed, Value at,
                              Value end) const {
  Value first = e.roundUp(at, e.index(lanes)), last = getLineBegin(end);
  e.storeVector(vector, op.staging, getStaged(flushed, at), rows.align);
  flush(flushed, first);
  e.forRange(first, last, e.index(lanes),
             [&](Value to) { e.streamVector(vector, rows.dest, to); });
  e.storeVector(vector, op.staging, op.stagingBegin, rows.align);
  return last;
}

/// Writes a run of what `vector` holds from `at` to `end` and returns up to
/// where the result is flushed.
Value StagedWriter::write(Value vector, Value flushed, Value at,
                          Value end) const {
  Value limit = e.add(getLineBegin(flushed), kStagingBytes / rows.getBytes());
  Value fits = e.isAtLeast(limit, end);
  Value isLong =
      e.isAtLeast(e.sub(end, at), e.index(kLongRunBytes / rows.getBytes()));
  fits = e.both(fits, e.negate(isLong));
  return e.ifValue(
      fits,
      [&] {
        stage(vector, flushed, at, end);
        return flushed;
      },
      [&] { return writeLong(vector, flushed, at, end); });
}

void rint::buildStagedRuns(Emitter &e, const Expansion &op, const Part &part,
                           Value begin, Value end, Value from) {
  StagedWriter writer(e, op);
  Value start = e.add(part.base, e.max(from, part.first));
  SmallVector<Value> done =
      e.forRange(begin, end, ValueRange{from, start, start},
                 [&](Value slice, ValueRange at) -> SmallVector<Value> {
                   Value behind = e.add(at[0], op.loadCount(e, slice));
                   Value last = e.max(e.min(behind, part.last), part.first);
                   Value stop = e.add(part.base, last);
                   Value vector =
                       buildCopies(e, op, part, slice, op.rows.getLanes());
                   Value flushed = writer.write(vector, at[1], at[2], stop);
                   return {behind, flushed, stop};
                 });
  writer.flush(done[1], done[2]);
}
