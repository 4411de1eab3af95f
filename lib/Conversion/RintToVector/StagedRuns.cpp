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

/// Slices after which what their runs have left in the buffer is flushed, and
/// how much of it is worth the while.
static constexpr int64_t kStagedSlices = 256;
static constexpr int64_t kFlushedBytes = 1024;

/// Rows for each slice of a block from which on looking for groups of short
/// runs does not pay.
static constexpr int64_t kUngroupedMean = 8;

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
  Value flushLines(Value flushed, Value end) const;
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

/// Flushes the whole lines of what is staged up to `end`, if it is much.
/// Returns up to where the result is flushed.
Value StagedWriter::flushLines(Value flushed, Value end) const {
  Value staged = e.sub(end, flushed);
  return e.ifValue(
      e.isAtLeast(staged, e.index(kFlushedBytes / rows.getBytes())),
      [&] {
        Value last = getLineBegin(end);
        flush(flushed, last);
        Value line = e.loadVector(op.staging, getStaged(flushed, last), lanes,
                                  kVectorBytes);
        e.storeVector(line, op.staging, op.stagingBegin, kVectorBytes);
        return last;
      },
      [&] { return flushed; });
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

/// Writes a long run, or one that staging has no room for: completes the line
/// in which it starts, streams those that it fills and stages the rest.
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

/// The runs of groups that are short and in front of `end`. The state is a
/// slice, the position of its run and up to where the result is flushed.
static SmallVector<Value> buildStagedGroups(Emitter &e, const Expansion &op,
                                            const Part &part,
                                            const StagedWriter &writer,
                                            ValueRange state, Value end) {
  Value flushed = state[2];
  SmallVector<Value> next = e.whileLoop(
      state.take_front(2),
      [&](ValueRange at) { return buildIsShortGroup(e, op, at[0], end); },
      [&](ValueRange at) -> SmallVector<Value> {
        Value size = buildShortGroup(e, op, part, at[0], op.staging,
                                     writer.getStaged(flushed, at[1]));
        return {e.add(at[0], kGroup), e.add(at[1], size)};
      });
  return {next[0], next[1], flushed};
}

/// The runs of the slices in front of `end`, whatever their lengths, as far as
/// they are in `part`.
static SmallVector<Value> buildStagedSlices(Emitter &e, const Expansion &op,
                                            const Part &part,
                                            const StagedWriter &writer,
                                            ValueRange state, Value end) {
  Value first = e.add(part.base, part.first);
  Value last = e.add(part.base, part.last);
  SmallVector<Value> next =
      e.forRange(state[0], end, state.drop_front(),
                 [&](Value slice, ValueRange at) -> SmallVector<Value> {
                   Value behind = e.add(at[0], op.loadCount(e, slice));
                   Value begin = e.min(e.max(at[0], first), last);
                   Value end = e.max(e.min(behind, last), begin);
                   Value vector =
                       buildCopies(e, op, part, slice, op.rows.getLanes());
                   return {behind, writer.write(vector, at[1], begin, end)};
                 });
  return {end, next[0], next[1]};
}

Value rint::buildStagedRuns(Emitter &e, const Expansion &op, const Part &part,
                            Value begin, Value end, Value from, Value to,
                            Value flushed) {
  StagedWriter writer(e, op);
  Value behind = e.add(part.base, part.last);
  Value isWhole =
      e.both(e.isAtLeast(from, part.first), e.isAtLeast(part.last, to));
  Value isShort =
      e.isLess(e.sub(to, from), e.mul(e.sub(end, begin), kUngroupedMean));
  // Groups are not cut, so a block that is goes without.
  Value isGrouped = e.both(isWhole, isShort);
  Value single = e.select(isGrouped, e.index(kGroup), e.index(kStagedSlices));
  return e.whileLoop(
      {begin, e.add(part.base, from), flushed},
      [&](ValueRange state) { return e.isLess(state[0], end); },
      [&](ValueRange state) {
        Value stop = e.min(e.add(state[0], kStagedSlices), end);
        SmallVector<Value> next = buildStagedGroups(
            e, op, part, writer, state, e.select(isGrouped, stop, state[0]));
        next = buildStagedSlices(e, op, part, writer, next,
                                 e.min(e.add(next[0], single), stop));
        next[2] = writer.flushLines(next[2], e.min(next[1], behind));
        return next;
      })[2];
}

void rint::buildStagedRest(Emitter &e, const Expansion &op, const Part &part,
                           Value flushed) {
  StagedWriter(e, op).flush(flushed, e.add(part.base, part.last));
}
