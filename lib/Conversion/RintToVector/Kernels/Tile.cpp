//===- Tile.cpp - Copies of one short row -----------------------*- C++ -*-===//

#include "Elements.h"
#include "Kernels.h"

#include "llvm/Support/MathExtras.h"

#include <numeric>

using namespace mlir;
using namespace mlir::rint;

/// The most vectors in which the copies of a row repeat, to stay in registers.
static constexpr int64_t kMaxPeriodVectors = 16;

/// The stores in a turn of a loop over few vectors.
static constexpr int64_t kMinStores = 4;

namespace {

struct Tile final : CopyStrategy {
  Tile() : CopyStrategy("tile") {}

  SmallVector<Copy> getForms(VectorEmitter &, const Copy &copy,
                             bool) const override {
    std::optional<int64_t> inner = copy.getKnownInner();
    int64_t lanes = copy.getLanes();
    if (!copy.isOneRow() || !inner || *inner <= 1 || *inner > lanes ||
        *inner / std::gcd(*inner, lanes) > kMaxPeriodVectors)
      return {};
    return {copy};
  }

  Value buildIsAligned(VectorEmitter &e, const Copy &) const override {
    return arith::ConstantIntOp::create(e, 1, 1);
  }

  void build(VectorEmitter &e, const Copy &copy) const override {
    int64_t lanes = copy.getLanes(), inner = *copy.getKnownInner();
    int64_t vectors = inner / std::gcd(inner, lanes);
    vectors *= llvm::divideCeil(kMinStores, vectors);
    Value size = e.index(vectors * lanes);
    Value words = e.mul(copy.r, inner);
    e.ifElse(
        e.isAtLeast(words, size),
        [&] { buildPeriods(e, copy, vectors, words, size); },
        [&] { buildElements(e, copy); });
  }

private:
  /// The vectors of a period.
  static SmallVector<Value> buildPeriod(VectorEmitter &e, const Copy &copy,
                                        int64_t vectors) {
    int64_t lanes = copy.getLanes(), inner = *copy.getKnownInner();
    Value row = e.loadVector(copy.source, copy.sourceBegin, inner, copy.align);
    SmallVector<Value> period;
    for (int64_t at = 0; at < vectors * lanes; at += lanes)
      period.push_back(e.shuffle(
          row, row,
          llvm::map_to_vector(llvm::seq(at, at + lanes),
                              [&](int64_t lane) { return lane % inner; })));
    return period;
  }

  /// The last period starts early enough to be whole, and writes again what is
  /// there already: all of them start with a row, and so does that one.
  static void buildPeriods(VectorEmitter &e, const Copy &copy, int64_t vectors,
                           Value words, Value size) {
    int64_t lanes = copy.getLanes();
    SmallVector<Value> period = buildPeriod(e, copy, vectors);
    auto buildLoop = [&](Value begin, Value end, bool streams) {
      Value last = e.sub(words, size);
      e.forRange(begin, end, [&](Value i) {
        Value at = e.mul(i, size);
        Value to = e.add(copy.destBegin, streams ? at : e.min(at, last));
        for (auto [k, vector] : llvm::enumerate(period)) {
          Value copies = e.add(to, k * lanes);
          if (streams)
            e.streamVector(vector, copy.dest, copies);
          else
            e.storeVector(vector, copy.dest, copies, copy.align);
        }
      });
    };
    Value zero = e.index(0), begin = zero;
    if (copy.streams) {
      begin = e.select(copy.streams, e.div(words, size), zero);
      buildLoop(zero, begin, /*streams=*/true);
    }
    buildLoop(begin, e.ceilDiv(words, size), /*streams=*/false);
  }
};

} // namespace

const CopyStrategy &rint::getTileStrategy() {
  static const Tile strategy;
  return strategy;
}
