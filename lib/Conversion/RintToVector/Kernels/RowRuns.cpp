//===- RowRuns.cpp - Runs of rows of any size -------------------*- C++ -*-===//

#include "Cover.h"
#include "Kernels.h"
#include "RowLoop.h"

using namespace mlir;
using namespace mlir::rint;

/// Copies a row of less than a vector. The stores of the last one may not run
/// over.
static void buildShortRow(VectorEmitter &e, const RunCopy &copy,
                          const RowRange &part, Value from, Value to) {
  const Copy &rows = copy.rows;
  Value grain = e.index(kOverrunBytes / rows.getBytes());
  Value moved = e.roundUp(rows.inner, grain);
  Value sourceEnd = e.mul(e.mul(copy.outer, copy.slices), rows.inner);
  Value destEnd = e.mul(e.add(part.base, part.limit), rows.inner);
  Value hasRoom = e.both(e.isAtLeast(sourceEnd, e.add(from, moved)),
                         e.isAtLeast(destEnd, e.add(to, moved)));
  e.ifElse(
      hasRoom, [&] { buildOverrunningMove(e, rows, from, to, rows.inner); },
      [&] {
        e.forRange(e.index(0), rows.inner, [&](Value at) {
          Value word = e.load(rows.source, e.add(from, at), rows.align);
          e.store(word, rows.dest, e.add(to, at), rows.align);
        });
      });
}

namespace {

struct RowRuns final : RunStrategy {
  RowRuns() : RunStrategy("row-runs") {}

  bool mayServe(const RunCopy &copy) const override {
    return bool(copy.rows.source);
  }

  void build(VectorEmitter &e, const RunCopy &copy,
             const RowRange &part) const override {
    forRows(e, copy, part, [&](Value from, Value first, Value last) {
      const Copy &rows = copy.rows;
      e.forRange(first, last, [&](Value row) {
        Value to = e.mul(e.add(part.base, row), rows.inner);
        e.ifElse(
            rows.buildIsLongRow(e),
            [&] { buildMove(e, rows, from, to, rows.inner); },
            [&] { buildShortRow(e, copy, part, from, to); });
      });
    });
  }
};

} // namespace

const RunStrategy &rint::getRowRunsStrategy() {
  static const RowRuns strategy;
  return strategy;
}
