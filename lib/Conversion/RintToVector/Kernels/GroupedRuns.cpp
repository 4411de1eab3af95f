//===- GroupedRuns.cpp - Runs of words and of short rows --------*- C++ -*-===//

#include "Cover.h"
#include "Elements.h"
#include "Kernels.h"
#include "ShortGroups.h"
#include "TableGroups.h"

#include "mlir/Dialect/Vector/IR/VectorOps.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::rint;

//===----------------------------------------------------------------------===//
// One run
//===----------------------------------------------------------------------===//

/// Writes `count` copies of the row of `slice` from the row `at` on, and up to
/// a vector behind them.
static void buildOverrunningRun(VectorEmitter &e, const RunCopy &copy,
                                const RowRange &part, Value slice, Value at,
                                Value count) {
  const Copy &rows = copy.rows;
  int64_t lanes = rows.getLanes(), inner = getRowWords(copy);
  Value vector = buildCopies(e, copy, part, slice, lanes);
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
static void buildExactRun(VectorEmitter &e, const RunCopy &copy,
                          const RowRange &part, Value slice, Value first,
                          Value last) {
  Copy run = copy.rows;
  run.n = e.index(1);
  run.r = e.sub(last, first);
  run.destBegin = e.mul(e.add(part.base, first), run.inner);
  if (getRowWords(copy) > 1) {
    run.sourceBegin = e.mul(e.add(part.sourceBase, slice), run.inner);
    return buildElements(e, run);
  }
  int64_t lanes = run.getLanes();
  Value vector = buildCopies(e, copy, part, slice, lanes);
  e.ifElse(
      e.isLess(run.r, e.index(lanes)),
      [&] {
        Value element = vector::ExtractOp::create(e, vector, 0);
        e.forRange(e.index(0), run.r, [&](Value at) {
          e.store(element, run.dest, e.add(run.destBegin, at), run.align);
        });
      },
      [&] {
        run.streams = Value();
        buildFill(e, run, vector, run.destBegin, run.r);
      });
}

//===----------------------------------------------------------------------===//
// The runs of many slices
//===----------------------------------------------------------------------===//

namespace {

/// The next slice, and the row where its run begins.
struct RunPosition {
  explicit RunPosition(ValueRange state) : slice(state[0]), at(state[1]) {}
  RunPosition(Value slice, Value at) : slice(slice), at(at) {}
  SmallVector<Value> state() const { return {slice, at}; }

  Value slice, at;
};

} // namespace

/// The end of the slices behind whose runs there is room for a vector, counted
/// back from the last of `slices`. The last slice of all is never one of them,
/// so loading a row may run over into the next.
static Value buildRoomySlices(VectorEmitter &e, const RunCopy &copy,
                              const RowRange &part, const SliceRange &slices) {
  Value least =
      e.index(llvm::divideCeil(copy.rows.getLanes(), getRowWords(copy)));
  return e.whileLoop(
      {slices.end, e.sub(part.limit, slices.to)},
      [&](ValueRange state) {
        auto [end, room] = std::pair(state[0], state[1]);
        return e.both(e.isLess(slices.begin, end), e.isLess(room, least));
      },
      [&](ValueRange state) -> SmallVector<Value> {
        auto [end, room] = std::pair(state[0], state[1]);
        Value slice = e.sub(end, e.index(1));
        return {slice, e.add(room, copy.loadCount(e, slice))};
      })[0];
}

/// Writes the first slices of a block by tables, as far as that goes and there
/// is room behind them: those in front of `end`.
static RunPosition buildTableGroups(VectorEmitter &e, const RunCopy &copy,
                                    const RowRange &part,
                                    const SliceRange &slices, Value end) {
  RunPosition start(slices.begin, slices.from);
  if (!mayUseTables(e, copy))
    return start;
  Value step = e.index(kTableGroup);
  Value size = e.sub(e.min(buildTableEnd(e, copy, slices), end), slices.begin);
  Value last = e.add(slices.begin, e.mul(e.div(size, step), step));
  Value at = e.forRange(slices.begin, last, step, ValueRange{slices.from},
                        [&](Value slice, ValueRange at) -> SmallVector<Value> {
                          Value words = buildTableGroup(
                              e, copy, part, slices, slice, copy.rows.dest,
                              e.add(part.base, at[0]));
                          return {e.add(at[0], words)};
                        })[0];
  return {last, at};
}

/// Writes groups from `position` on, as long as all runs of a group are short.
static RunPosition buildShortGroups(VectorEmitter &e, const RunCopy &copy,
                                    const RowRange &part, RunPosition position,
                                    Value end) {
  return RunPosition(e.whileLoop(
      position.state(),
      [&](ValueRange state) {
        return buildIsShortGroup(e, copy, RunPosition(state).slice, end);
      },
      [&](ValueRange state) {
        RunPosition now(state);
        Value to = e.mul(e.add(part.base, now.at), getRowWords(copy));
        Value rows =
            buildShortGroup(e, copy, part, now.slice, copy.rows.dest, to);
        return RunPosition(e.add(now.slice, kGroup), e.add(now.at, rows))
            .state();
      }));
}

/// Writes the runs of a group one by one, whatever their lengths.
static RunPosition buildGroupOneByOne(VectorEmitter &e, const RunCopy &copy,
                                      const RowRange &part,
                                      RunPosition position, Value end) {
  Value stop = e.min(e.add(position.slice, kGroup), end);
  Value next =
      e.forRange(position.slice, stop, ValueRange{position.at},
                 [&](Value slice, ValueRange at) -> SmallVector<Value> {
                   Value count = copy.loadCount(e, slice);
                   buildOverrunningRun(e, copy, part, slice, at[0], count);
                   return {e.add(at[0], count)};
                 })[0];
  return {stop, next};
}

/// Writes the runs of the slices from `position` to `end`, behind each of which
/// there is room for a vector. Returns where they end.
static Value buildOverrunningRuns(VectorEmitter &e, const RunCopy &copy,
                                  const RowRange &part, RunPosition position,
                                  Value end) {
  return RunPosition(
             e.whileLoop(
                 position.state(),
                 [&](ValueRange state) {
                   return e.isLess(RunPosition(state).slice, end);
                 },
                 [&](ValueRange state) {
                   RunPosition next =
                       buildShortGroups(e, copy, part, RunPosition(state), end);
                   return buildGroupOneByOne(e, copy, part, next, end).state();
                 }))
      .at;
}

/// The same without room, and as far as the runs are in `part`.
static void buildExactRuns(VectorEmitter &e, const RunCopy &copy,
                           const RowRange &part, Value begin, Value end,
                           Value from) {
  e.forRange(begin, end, ValueRange{from},
             [&](Value slice, ValueRange at) -> SmallVector<Value> {
               Value behind = e.add(at[0], copy.loadCount(e, slice));
               Value first = e.max(at[0], part.first);
               Value last = e.min(behind, part.last);
               e.ifElse(e.isLess(first, last), [&] {
                 buildExactRun(e, copy, part, slice, first, last);
               });
               return {behind};
             });
}

namespace {

struct GroupedRuns final : RunStrategy {
  GroupedRuns() : RunStrategy("grouped-runs") {}

  bool mayServe(const RunCopy &copy) const override {
    return isShortRow(copy.rows);
  }
  bool choosesStores() const override { return false; }

  void build(VectorEmitter &e, const RunCopy &copy,
             const RowRange &part) const override {
    forSlices(e, copy, part, e.index(0),
              [&](const SliceRange &slices, Value none) {
                buildSlices(e, copy, part, slices);
                return none;
              });
  }

private:
  static void buildSlices(VectorEmitter &e, const RunCopy &copy,
                          const RowRange &part, const SliceRange &slices) {
    Value safe = buildRoomySlices(e, copy, part, slices);
    safe = e.select(e.isLess(slices.from, part.first), slices.begin, safe);
    RunPosition start = buildTableGroups(e, copy, part, slices, safe);
    Value next = buildOverrunningRuns(e, copy, part, start, safe);
    buildExactRuns(e, copy, part, safe, slices.end, next);
  }
};

} // namespace

const RunStrategy &rint::getGroupedRunsStrategy() {
  static const GroupedRuns strategy;
  return strategy;
}
