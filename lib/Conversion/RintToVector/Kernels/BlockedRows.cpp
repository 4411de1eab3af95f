//===- BlockedRows.cpp - Long rows in blocks --------------------*- C++ -*-===//

#include "BlockedRows.h"

#include "Cover.h"
#include "Kernels.h"

using namespace mlir;
using namespace mlir::rint;

void rint::buildBlockedRows(VectorEmitter &e, const Copy &copy) {
  Value zero = e.index(0);
  Value block = e.index(kBlockBytes / copy.getBytes());
  Value latest = e.sub(copy.inner, e.index(copy.getLanes()));
  e.forRange(zero, copy.n, [&](Value i) {
    Value from = e.add(copy.sourceBegin, e.mul(i, copy.inner));
    Value to = e.add(copy.destBegin, e.mul(i, copy.getUnit(e)));
    e.forRange(zero, copy.inner, block, [&](Value begin) {
      // Every block holds a vector at least.
      begin = e.min(begin, latest);
      Value size = e.min(block, e.sub(copy.inner, begin));
      e.forRange(zero, copy.r, [&](Value j) {
        Value first = e.add(to, e.mul(j, copy.inner));
        buildMove(e, copy, e.add(from, begin), e.add(first, begin), size);
      });
    });
  });
}

namespace {

struct BlockedRows final : CopyStrategy {
  BlockedRows() : CopyStrategy("blocked-rows") {}

  SmallVector<Copy> getForms(VectorEmitter &, const Copy &copy,
                             bool) const override {
    std::optional<int64_t> inner = copy.getKnownInner();
    if (inner && *inner < copy.getLanes())
      return {};
    return {copy};
  }

  Value buildServes(VectorEmitter &e, const Copy &copy,
                    const Copy &) const override {
    return copy.buildIsLongRow(e);
  }

  void build(VectorEmitter &e, const Copy &copy) const override {
    buildBlockedRows(e, copy);
  }
};

} // namespace

const CopyStrategy &rint::getBlockedRowsStrategy() {
  static const BlockedRows strategy;
  return strategy;
}
