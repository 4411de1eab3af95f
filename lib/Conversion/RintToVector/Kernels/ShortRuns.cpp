//===- ShortRuns.cpp - Runs of one word, shorter than a vector --*- C++ -*-===//

#include "Cover.h"
#include "Elements.h"
#include "Kernels.h"

using namespace mlir;
using namespace mlir::rint;

namespace {

struct ShortRuns final : CopyStrategy {
  ShortRuns() : CopyStrategy("short-runs") {}

  SmallVector<Copy> getForms(VectorEmitter &, const Copy &copy,
                             bool isForced) const override {
    // Where vectors are permuted, what is left for this strategy is little.
    if (copy.getKnownInner() != 1 || (copy.masks && !isForced))
      return {};
    return {copy};
  }
  bool choosesStores() const override { return false; }

  void build(VectorEmitter &e, const Copy &copy) const override {
    Value zero = e.index(0), one = e.index(1);
    int64_t lanes = kOverrunBytes / copy.getBytes();
    Value grain = e.index(lanes);
    Value written = e.roundUp(copy.r, grain);
    Value results = e.mul(copy.n, copy.r);
    // A count of zero gets no run; the division has to be defined all the same.
    Value r = e.max(copy.r, one);
    Value hasRuns =
        e.both(e.isAtLeast(results, written), e.isLess(zero, copy.r));
    Value runs =
        e.select(hasRuns, e.add(e.div(e.sub(results, written), r), one), zero);
    e.forRange(zero, runs, [&](Value i) {
      Value word = e.load(copy.source, e.add(copy.sourceBegin, i), copy.align);
      Value vector = e.broadcast(word, lanes);
      Value to = e.add(copy.destBegin, e.mul(i, copy.r));
      e.forRange(zero, copy.r, grain, [&](Value at) {
        e.storeVector(vector, copy.dest, e.add(to, at), copy.align);
      });
    });
    buildElements(e, copy.slice(e, runs, e.sub(copy.n, runs)));
  }
};

} // namespace

const CopyStrategy &rint::getShortRunsStrategy() {
  static const ShortRuns strategy;
  return strategy;
}
