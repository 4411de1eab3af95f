//===- Shuffle.cpp - Copies by constant masks -------------------*- C++ -*-===//

#include "Elements.h"
#include "Kernels.h"

#include "../KernelLibrary.h"

#include "mlir/Dialect/Vector/IR/VectorOps.h"

#include <numeric>

using namespace mlir;
using namespace mlir::rint;

/// More shuffles than these for one loaded vector gain nothing over stores of a
/// broadcast word or row.
static constexpr int64_t kMaxShuffles = 16;

/// The same for a group of vectors, where rows do not fill one exactly.
static constexpr int64_t kMaxGroupShuffles = 24;

/// Whether rows of `inner` words repeated `r` times can be shuffled in
/// registers.
static bool isShuffleable(int64_t r, int64_t inner, int64_t bits) {
  int64_t lanes = kVectorBytes * 8 / bits;
  if (r < 1 || r > kMaxShuffles || inner < 1 || 2 * inner > lanes)
    return false;
  int64_t loads = inner / std::gcd(inner, lanes);
  return loads == 1 || loads * r <= kMaxGroupShuffles;
}

namespace {

/// The least number of rows that fill vectors, and what becomes of those.
class ShuffleGroup {
public:
  explicit ShuffleGroup(const Copy &copy)
      : r(*copy.getKnownR()), inner(*copy.getKnownInner()),
        lanes(copy.getLanes()), bits(copy.bits) {}

  /// The words of all rows of a group.
  int64_t getSize() const { return inner / std::gcd(inner, lanes) * lanes; }

  /// Loads the rows at `from` and stores their copies from `to` on.
  void build(VectorEmitter &e, const Copy &copy, Value from, Value to,
             bool streams) const {
    from = e.add(copy.sourceBegin, from);
    to = e.add(copy.destBegin, to);
    SmallVector<Value> loaded;
    for (int64_t at = 0; at < getSize(); at += lanes)
      loaded.push_back(
          e.loadVector(copy.source, e.add(from, at), lanes, copy.align));
    for (int64_t at = 0; at < getSize() * r; at += lanes) {
      Value copies = buildVector(e, loaded, at);
      if (streams)
        e.streamVector(copies, copy.dest, e.add(to, at));
      else
        e.storeVector(copies, copy.dest, e.add(to, at), copy.align);
    }
  }

private:
  /// The position in the source of what is at `at` in the result.
  int64_t getOrigin(int64_t at) const {
    return at / (r * inner) * inner + at % inner;
  }

  /// The vector of the result that starts at `at`. Its words come from one or
  /// two loaded vectors.
  Value buildVector(VectorEmitter &e, ArrayRef<Value> loaded,
                    int64_t at) const {
    // LLVM takes this one for an interleaved access of four vectors and forgets
    // that it streams. Four equal bytes are a product as well.
    if (bits == 8 && r == 4 && inner == 1)
      return buildFourBytes(e, loaded[0], at / r);
    SmallVector<int64_t> mask;
    int64_t first = std::numeric_limits<int64_t>::max();
    for (int64_t lane = 0; lane < lanes; ++lane) {
      mask.push_back(getOrigin(at + lane));
      first = std::min(first, mask.back() / lanes);
    }
    for (int64_t &lane : mask)
      lane -= first * lanes;
    int64_t last = std::min<int64_t>(first + 1, loaded.size() - 1);
    return e.shuffle(loaded[first], loaded[last], mask);
  }

  Value buildFourBytes(VectorEmitter &e, Value bytes, int64_t begin) const {
    auto mask = llvm::to_vector(llvm::seq(begin, begin + lanes / 4));
    auto words = VectorType::get({lanes / 4}, e.getI32Type());
    Value wide =
        arith::ExtUIOp::create(e, words, e.shuffle(bytes, bytes, mask));
    Value ones = arith::ConstantOp::create(
        e, DenseElementsAttr::get(words, e.getI32IntegerAttr(0x01010101)));
    return vector::BitCastOp::create(e, bytes.getType(),
                                     arith::MulIOp::create(e, wide, ones));
  }

  int64_t r, inner, lanes, bits;
};

struct Shuffle final : CopyStrategy {
  Shuffle() : CopyStrategy("shuffle") {}

  SmallVector<Copy> getForms(VectorEmitter &e, const Copy &copy,
                             bool isForced) const override {
    std::optional<int64_t> inner = copy.getKnownInner();
    bool isOneWord = copy.isOneRow() && inner == 1;
    if (!inner || (isOneWord && !isForced))
      return {};
    SmallVector<Copy> forms;
    for (int64_t count : getCounts(e, copy, isForced)) {
      if (!isShuffleable(count, *inner, copy.bits))
        continue;
      forms.push_back(copy);
      forms.back().r = e.index(count);
      forms.back().leastR = 0;
    }
    return forms;
  }

  Value buildServes(VectorEmitter &e, const Copy &copy,
                    const Copy &form) const override {
    return e.isEqual(copy.r, e.index(*form.getKnownR()));
  }

  Value buildIsAligned(VectorEmitter &e, const Copy &) const override {
    return arith::ConstantIntOp::create(e, 1, 1);
  }

  /// The last group starts early enough to be whole, and writes again what is
  /// there already.
  void build(VectorEmitter &e, const Copy &copy) const override {
    ShuffleGroup group(copy);
    Value size = e.index(group.getSize()), zero = e.index(0);
    Value words = e.mul(copy.n, copy.inner);
    auto buildLoop = [&](Value begin, Value end, bool streams) {
      Value last = e.sub(words, size);
      e.forRange(begin, end, [&](Value i) {
        Value from = e.mul(i, size);
        if (!streams)
          from = e.min(from, last);
        group.build(e, copy, from, e.mul(from, copy.r), streams);
      });
    };
    Value begin = zero;
    if (copy.streams) {
      begin = e.select(copy.streams, e.div(words, size), zero);
      buildLoop(zero, begin, /*streams=*/true);
    }
    e.ifElse(
        e.isAtLeast(words, size),
        [&] { buildLoop(begin, e.ceilDiv(words, size), /*streams=*/false); },
        [&] { buildElements(e, copy); });
  }

private:
  /// The counts that have a kernel of their own: the one that is known, or the
  /// small ones. A narrow word needs more copies to fill a store, unless
  /// permutations of whole vectors serve all the other counts alike.
  static SmallVector<int64_t> getCounts(VectorEmitter &e, const Copy &copy,
                                        bool isForced) {
    if (std::optional<int64_t> r = copy.getKnownR())
      return {*r};
    if (copy.leastR > kMaxShuffles)
      return {};
    bool needsMore =
        copy.bits <= 16 && e.kernels.options.permuteBytes < kVectorBytes;
    int64_t most = isForced ? kMaxShuffles : needsMore ? 8 : 4;
    return llvm::to_vector(llvm::seq_inclusive<int64_t>(1, most));
  }
};

} // namespace

const CopyStrategy &rint::getShuffleStrategy() {
  static const Shuffle strategy;
  return strategy;
}
