//===- DoubledRow.cpp - One short row of any size ---------------*- C++ -*-===//

#include "BlockedRows.h"
#include "Elements.h"
#include "Kernels.h"

using namespace mlir;
using namespace mlir::rint;

/// What is made word by word before it is copied itself.
static constexpr int64_t kSeedBytes = kBlockBytes / 4;

namespace {

struct DoubledRow final : CopyStrategy {
  DoubledRow() : CopyStrategy("doubled-row") {}

  SmallVector<Copy> getForms(VectorEmitter &, const Copy &copy,
                             bool) const override {
    if (!copy.isOneRow() || copy.getKnownInner() == 1)
      return {};
    return {copy};
  }
  bool choosesStores() const override { return false; }

  void build(VectorEmitter &e, const Copy &copy) const override {
    Value one = e.index(1), seed = e.index(kSeedBytes / copy.getBytes());
    Value copies = e.min(e.ceilDiv(seed, e.max(copy.inner, one)), copy.r);
    buildElements(e, copy.sliceCopies(e, e.index(0), copies));

    Copy blocks = copy;
    Value period = e.max(copies, one);
    Value times = e.div(copy.r, period);
    blocks.streams = Value();
    blocks.source = copy.dest;
    blocks.sourceBegin = copy.destBegin;
    blocks.inner = e.mul(copies, copy.inner);
    blocks.destBegin = e.add(copy.destBegin, blocks.inner);
    // Too few copies to fill a vector are all made above.
    blocks.r = e.sub(e.max(times, one), one);
    e.ifElse(e.isLess(e.index(0), blocks.r),
             [&] { buildBlockedRows(e, blocks); });
    Value done = e.mul(times, period);
    buildElements(e, copy.sliceCopies(e, done, e.sub(copy.r, done)));
  }
};

} // namespace

const CopyStrategy &rint::getDoubledRowStrategy() {
  static const DoubledRow strategy;
  return strategy;
}
