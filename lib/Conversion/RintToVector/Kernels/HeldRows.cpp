//===- HeldRows.cpp - Rows that stay in registers ---------------*- C++ -*-===//

#include "HeldRow.h"
#include "Kernels.h"

using namespace mlir;
using namespace mlir::rint;

namespace {

struct HeldRows final : CopyStrategy {
  HeldRows() : CopyStrategy("held-rows") {}

  SmallVector<Copy> getForms(VectorEmitter &, const Copy &copy,
                             bool) const override {
    if (!isHeldRow(copy))
      return {};
    return {copy};
  }

  void build(VectorEmitter &e, const Copy &copy) const override {
    buildHeldRows(e, copy, [&](bool streams) {
      e.forRange(e.index(0), copy.n, [&](Value i) {
        Value from = e.add(copy.sourceBegin, e.mul(i, copy.inner));
        Value to = e.add(copy.destBegin, e.mul(i, copy.getUnit(e)));
        buildHeldRow(e, copy, from, to, copy.r, streams);
      });
    });
  }
};

} // namespace

const CopyStrategy &rint::getHeldRowsStrategy() {
  static const HeldRows strategy;
  return strategy;
}
