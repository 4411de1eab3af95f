//===- Elements.cpp - Copies word by word -----------------------*- C++ -*-===//

#include "Elements.h"

#include "Kernels.h"

using namespace mlir;
using namespace mlir::rint;

void rint::buildElements(VectorEmitter &e, const Copy &copy) {
  Value zero = e.index(0), unit = copy.getUnit(e);
  e.forRange(zero, copy.n, [&](Value i) {
    Value from = e.add(copy.sourceBegin, e.mul(i, copy.inner));
    Value to = e.add(copy.destBegin, e.mul(i, unit));
    e.forRange(zero, copy.inner, [&](Value k) {
      Value word = e.load(copy.source, e.add(from, k), copy.align);
      Value first = e.add(to, k);
      e.forRange(zero, copy.r, [&](Value j) {
        e.store(word, copy.dest, e.add(first, e.mul(j, copy.inner)),
                copy.align);
      });
    });
  });
}

namespace {

struct Elements final : CopyStrategy {
  Elements() : CopyStrategy("elements") {}

  SmallVector<Copy> getForms(VectorEmitter &, const Copy &copy,
                             bool) const override {
    return {copy};
  }
  bool choosesStores() const override { return false; }
  void build(VectorEmitter &e, const Copy &form) const override {
    buildElements(e, form);
  }
};

} // namespace

const CopyStrategy &rint::getElementsStrategy() {
  static const Elements strategy;
  return strategy;
}
