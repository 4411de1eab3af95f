//===- HeldRowRuns.cpp - Runs of rows that stay in registers ----*- C++ -*-===//

#include "HeldRow.h"
#include "Kernels.h"
#include "RowLoop.h"

using namespace mlir;
using namespace mlir::rint;

namespace {

struct HeldRowRuns final : RunStrategy {
  HeldRowRuns() : RunStrategy("held-row-runs") {}

  bool mayServe(const RunCopy &copy) const override {
    return copy.rows.source && isHeldRow(copy.rows);
  }

  void build(VectorEmitter &e, const RunCopy &copy,
             const RowRange &part) const override {
    // Chosen here, not for each row: the loop over the copies is to stay small.
    buildHeldRows(e, copy.rows, [&](bool streams) {
      forRows(e, copy, part, [&](Value from, Value first, Value last) {
        // The row of an empty run is not read.
        e.ifElse(e.isLess(first, last), [&] {
          Value to = e.mul(e.add(part.base, first), copy.rows.inner);
          buildHeldRow(e, copy.rows, from, to, e.sub(last, first), streams);
        });
      });
    });
  }
};

} // namespace

const RunStrategy &rint::getHeldRowRunsStrategy() {
  static const HeldRowRuns strategy;
  return strategy;
}
