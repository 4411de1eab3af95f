//===- StagedRuns.cpp - Runs of words past the caches -----------*- C++ -*-===//
//
// Runs start and end anywhere in a line, and a line that is stored partly past
// the caches, or one part at a time, costs as much as many whole ones. So runs
// are written to a buffer that stays in the first-level cache, from which whole
// lines are streamed; the lines that one run fills are streamed directly.
//
//===----------------------------------------------------------------------===//

#include "../Streaming.h"
#include "Kernels.h"
#include "ShortGroups.h"
#include "TableGroups.h"

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
/// words in the destination; `staging` holds what has not been flushed, from
/// the start of its first line on.
struct StagedWriter {
  StagedWriter(VectorEmitter &e, const RunCopy &copy)
      : e(e), rows(copy.rows), lanes(rows.getLanes()),
        // A run may write a vector more than what is flushed at once.
        staging(buildStaging(e, rows, kStagingBytes + kVectorBytes)) {}

  Value getLineBegin(Value at) const {
    return e.mul(e.div(at, e.index(lanes)), lanes);
  }

  /// Where the position `at` is kept, if all before `flushed` is written.
  Value getStaged(Value flushed, Value at) const {
    return e.sub(at, getLineBegin(flushed));
  }

  void flush(Value flushed, Value end) const;
  Value flushLines(Value flushed, Value end) const;
  Value write(Value vector, Value flushed, Value at, Value end) const;

private:
  void stage(Value vector, Value flushed, Value at, Value end) const;
  Value writeLong(Value vector, Value flushed, Value at, Value end) const;

  VectorEmitter &e;
  const Copy &rows;
  int64_t lanes;

public:
  /// The buffer.
  const Value staging;
};

/// How far the writing has come: the next slice, the position where its run
/// begins, and up to where the result is flushed.
struct StagedPosition {
  explicit StagedPosition(ValueRange state)
      : slice(state[0]), at(state[1]), flushed(state[2]) {}
  StagedPosition(Value slice, Value at, Value flushed)
      : slice(slice), at(at), flushed(flushed) {}
  SmallVector<Value> state() const { return {slice, at, flushed}; }

  Value slice, at, flushed;
};

} // namespace

/// Moves what is staged from `flushed` to `end` to the result. A line that
/// belongs to others, too, is written by words.
void StagedWriter::flush(Value flushed, Value end) const {
  Value first = e.min(e.roundUp(flushed, e.index(lanes)), end);
  e.forRange(flushed, first, [&](Value at) {
    Value element = e.load(staging, getStaged(flushed, at), rows.align);
    e.store(element, rows.dest, at, rows.align);
  });
  buildFlush(e, rows, staging, getStaged(flushed, first), first,
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
        Value line = e.loadVector(staging, getStaged(flushed, last), lanes,
                                  kVectorBytes);
        e.storeVector(line, staging, e.index(0), kVectorBytes);
        return last;
      },
      [&] { return flushed; });
}

/// Stages a run from `at` to `end` and up to a vector behind it.
void StagedWriter::stage(Value vector, Value flushed, Value at,
                         Value end) const {
  Value first = getStaged(flushed, at), last = getStaged(flushed, end);
  e.storeVector(vector, staging, first, rows.align);
  Value next = e.add(first, lanes);
  e.ifElse(e.isLess(next, last), [&] {
    e.forRange(next, last, e.index(lanes), [&](Value to) {
      e.storeVector(vector, staging, to, rows.align);
    });
  });
}

/// Writes a long run, or one that staging has no room for: completes the line
/// in which it starts, streams those that it fills and stages the rest.
Value StagedWriter::writeLong(Value vector, Value flushed, Value at,
                              Value end) const {
  Value first = e.roundUp(at, e.index(lanes)), last = getLineBegin(end);
  e.storeVector(vector, staging, getStaged(flushed, at), rows.align);
  flush(flushed, first);
  e.forRange(first, last, e.index(lanes),
             [&](Value to) { e.streamVector(vector, rows.dest, to); });
  e.storeVector(vector, staging, e.index(0), rows.align);
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

/// Writes groups in front of `end` by tables, as far as that goes.
static StagedPosition
buildStagedTableGroups(VectorEmitter &e, const RunCopy &copy,
                       const RowRange &part, const StagedWriter &writer,
                       const SliceRange &slices, StagedPosition position,
                       Value end) {
  if (!mayUseTables(e, copy))
    return position;
  Value step = e.index(kTableGroup), flushed = position.flushed;
  Value last = e.min(buildTableEnd(e, copy, slices), end);
  Value size = e.sub(e.max(last, position.slice), position.slice);
  last = e.add(position.slice, e.mul(e.div(size, step), step));
  Value at = e.forRange(position.slice, last, step, ValueRange{position.at},
                        [&](Value slice, ValueRange at) -> SmallVector<Value> {
                          Value words = buildTableGroup(
                              e, copy, part, slices, slice, writer.staging,
                              writer.getStaged(flushed, at[0]));
                          return {e.add(at[0], words)};
                        })[0];
  return {last, at, flushed};
}

/// Writes groups in front of `end`, as long as all runs of a group are short.
static StagedPosition buildStagedGroups(VectorEmitter &e, const RunCopy &copy,
                                        const RowRange &part,
                                        const StagedWriter &writer,
                                        StagedPosition position, Value end) {
  Value flushed = position.flushed;
  SmallVector<Value> next = e.whileLoop(
      {position.slice, position.at},
      [&](ValueRange state) {
        return buildIsShortGroup(e, copy, state[0], end);
      },
      [&](ValueRange state) -> SmallVector<Value> {
        auto [slice, at] = std::pair(state[0], state[1]);
        Value size = buildShortGroup(e, copy, part, slice, writer.staging,
                                     writer.getStaged(flushed, at));
        return {e.add(slice, kGroup), e.add(at, size)};
      });
  return {next[0], next[1], flushed};
}

/// Writes the runs of the slices in front of `end`, whatever their lengths, as
/// far as they are in `part`.
static StagedPosition buildStagedSlices(VectorEmitter &e, const RunCopy &copy,
                                        const RowRange &part,
                                        const StagedWriter &writer,
                                        StagedPosition position, Value end) {
  Value first = e.add(part.base, part.first);
  Value last = e.add(part.base, part.last);
  SmallVector<Value> next =
      e.forRange(position.slice, end, ValueRange{position.at, position.flushed},
                 [&](Value slice, ValueRange state) -> SmallVector<Value> {
                   auto [at, flushed] = std::pair(state[0], state[1]);
                   Value behind = e.add(at, copy.loadCount(e, slice));
                   Value begin = e.min(e.max(at, first), last);
                   Value end = e.max(e.min(behind, last), begin);
                   Value vector =
                       buildCopies(e, copy, part, slice, copy.rows.getLanes());
                   return {behind, writer.write(vector, flushed, begin, end)};
                 });
  return {end, next[0], next[1]};
}

/// Writes the runs of `slices`. What does not fill a line stays in the buffer:
/// up to `flushed` the result is written. Returns up to where it is then.
static Value buildStagedBlock(VectorEmitter &e, const RunCopy &copy,
                              const RowRange &part, const StagedWriter &writer,
                              const SliceRange &slices, Value flushed) {
  Value behind = e.add(part.base, part.last);
  Value isWhole = e.both(e.isAtLeast(slices.from, part.first),
                         e.isAtLeast(part.last, slices.to));
  Value isShort =
      e.isLess(e.sub(slices.to, slices.from),
               e.mul(e.sub(slices.end, slices.begin), kUngroupedMean));
  // Groups are not cut, so a block that is goes without.
  Value isGrouped = e.both(isWhole, isShort);
  Value single = e.select(isGrouped, e.index(kGroup), e.index(kStagedSlices));
  StagedPosition start(slices.begin, e.add(part.base, slices.from), flushed);
  return StagedPosition(
             e.whileLoop(
                 start.state(),
                 [&](ValueRange state) {
                   return e.isLess(StagedPosition(state).slice, slices.end);
                 },
                 [&](ValueRange state) {
                   StagedPosition now(state);
                   Value stop =
                       e.min(e.add(now.slice, kStagedSlices), slices.end);
                   Value grouped = e.select(isGrouped, stop, now.slice);
                   now = buildStagedTableGroups(e, copy, part, writer, slices,
                                                now, grouped);
                   now = buildStagedGroups(e, copy, part, writer, now, grouped);
                   now =
                       buildStagedSlices(e, copy, part, writer, now,
                                         e.min(e.add(now.slice, single), stop));
                   now.flushed =
                       writer.flushLines(now.flushed, e.min(now.at, behind));
                   return now.state();
                 }))
      .flushed;
}

namespace {

struct StagedRuns final : RunStrategy {
  StagedRuns() : RunStrategy("staged-runs") {}

  bool mayServe(const RunCopy &copy) const override {
    return copy.rows.streams && copy.rows.getKnownInner() == 1;
  }
  Value buildServes(VectorEmitter &, const RunCopy &copy) const override {
    return copy.rows.streams;
  }
  bool choosesStores() const override { return false; }

  void build(VectorEmitter &e, const RunCopy &copy,
             const RowRange &part) const override {
    StagedWriter writer(e, copy);
    Value flushed = forSlices(e, copy, part, e.add(part.base, part.first),
                              [&](const SliceRange &slices, Value flushed) {
                                return buildStagedBlock(e, copy, part, writer,
                                                        slices, flushed);
                              });
    writer.flush(flushed, e.add(part.base, part.last));
  }
};

} // namespace

const RunStrategy &rint::getStagedRunsStrategy() {
  static const StagedRuns strategy;
  return strategy;
}
