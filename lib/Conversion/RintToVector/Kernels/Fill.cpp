//===- Fill.cpp - Runs of one word that fill vectors ------------*- C++ -*-===//

#include "Cover.h"
#include "Kernels.h"

using namespace mlir;
using namespace mlir::rint;

namespace {

struct Fill final : CopyStrategy {
  Fill() : CopyStrategy("fill") {}

  SmallVector<Copy> getForms(VectorEmitter &, const Copy &copy,
                             bool) const override {
    std::optional<int64_t> r = copy.getKnownR();
    if (copy.getKnownInner() != 1 || (r && *r < copy.getLanes()))
      return {};
    return {copy};
  }

  Value buildServes(VectorEmitter &e, const Copy &copy,
                    const Copy &) const override {
    return copy.buildIsLongRun(e);
  }

  void build(VectorEmitter &e, const Copy &copy) const override {
    e.forRange(e.index(0), copy.n, [&](Value i) {
      Value word = e.load(copy.source, e.add(copy.sourceBegin, i), copy.align);
      Value to = e.add(copy.destBegin, e.mul(i, copy.r));
      buildFill(e, copy, e.broadcast(word, copy.getLanes()), to, copy.r);
    });
  }
};

} // namespace

const CopyStrategy &rint::getFillStrategy() {
  static const Fill strategy;
  return strategy;
}
