//===- ShortRows.cpp - Rows of less than a vector ---------------*- C++ -*-===//

#include "Cover.h"
#include "Elements.h"
#include "Kernels.h"

using namespace mlir;
using namespace mlir::rint;

namespace {

struct ShortRows final : CopyStrategy {
  ShortRows() : CopyStrategy("short-rows") {}

  SmallVector<Copy> getForms(VectorEmitter &, const Copy &copy,
                             bool isForced) const override {
    if (copy.getKnownInner() == 1 && !isForced)
      return {};
    return {copy};
  }
  bool choosesStores() const override { return false; }

  void build(VectorEmitter &e, const Copy &copy) const override {
    Value zero = e.index(0), one = e.index(1);
    Value grain = e.index(kOverrunBytes / copy.getBytes());
    Value moved = e.roundUp(copy.inner, grain);
    Value words = e.mul(copy.n, copy.inner);
    Value inner = e.max(copy.inner, one);
    // Rows from which a whole number of grains can be read; then there is room
    // to write as many.
    Value hasRows =
        e.both(e.isAtLeast(words, moved), e.isLess(zero, copy.inner));
    Value rows =
        e.select(hasRows, e.add(e.div(e.sub(words, moved), inner), one), zero);
    rows = e.select(e.isLess(zero, copy.r), rows, zero);
    e.forRange(zero, rows, [&](Value i) {
      Value from = e.add(copy.sourceBegin, e.mul(i, copy.inner));
      Value to = e.add(copy.destBegin, e.mul(i, copy.getUnit(e)));
      e.forRange(zero, copy.r, [&](Value j) {
        Value first = e.add(to, e.mul(j, copy.inner));
        buildOverrunningMove(e, copy, from, first, copy.inner);
      });
    });
    buildElements(e, copy.slice(e, rows, e.sub(copy.n, rows)));
  }
};

} // namespace

const CopyStrategy &rint::getShortRowsStrategy() {
  static const ShortRows strategy;
  return strategy;
}
