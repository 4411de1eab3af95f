//===- TinyRuns.cpp - A few runs of single words ----------------*- C++ -*-===//
//
// To search for the blocks of a part, to find room behind runs and to group
// them takes longer than a few words take.
//
//===----------------------------------------------------------------------===//

#include "Kernels.h"
#include "ShortGroups.h"

#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::rint;

/// The most slices, and the most rows that they become.
static constexpr int64_t kMostTiny = 32;

namespace {

struct TinyRuns final : RunStrategy {
  TinyRuns() : RunStrategy("tiny-runs") {}

  bool mayServe(const RunCopy &copy) const override {
    return copy.rows.getKnownInner() == 1 && isConstantIntValue(copy.outer, 1);
  }
  Value buildServes(VectorEmitter &e, const RunCopy &copy) const override {
    Value most = e.index(kMostTiny);
    return e.both(e.isAtLeast(most, copy.slices),
                  e.isAtLeast(most, copy.total));
  }
  bool choosesStores() const override { return false; }

  void build(VectorEmitter &e, const RunCopy &copy,
             const RowRange &part) const override {
    // One loop over the rows: LLVM would make vectors of one over a run.
    Value one = e.index(1);
    Value last = e.sub(copy.slices, one);
    e.forRange(part.first, part.last, ValueRange{e.index(-1), e.index(0)},
               [&](Value row, ValueRange state) {
                 SmallVector<Value> next = e.whileLoop(
                     state,
                     [&](ValueRange state) {
                       auto [slice, end] = std::pair(state[0], state[1]);
                       return e.both(e.isAtLeast(row, end),
                                     e.isLess(slice, last));
                     },
                     [&](ValueRange state) -> SmallVector<Value> {
                       Value slice = e.add(state[0], one);
                       Value count = copy.loadCount(e, slice);
                       return {slice, e.add(state[1], count)};
                     });
                 e.store(buildWord(e, copy, part, next[0]), copy.rows.dest,
                         e.add(part.base, row), copy.rows.align);
                 return next;
               });
  }
};

} // namespace

const RunStrategy &rint::getTinyRunsStrategy() {
  static const TinyRuns strategy;
  return strategy;
}
