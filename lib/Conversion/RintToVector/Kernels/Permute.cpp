//===- Permute.cpp - Copies by masks made at run time -----------*- C++ -*-===//

#include "Permute.h"

#include "../KernelLibrary.h"
#include "Kernels.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "rint/Dialect/Rint/IR/Rint.h"

using namespace mlir;
using namespace mlir::rint;

/// The masks for a period fill a part of the first-level cache at most.
static constexpr int64_t kMaxPeriod = 128;

/// Short periods are joined to these, so that a loop over one is worth it.
static constexpr int64_t kMinPeriod = 16;

/// The vectors behind the last whole period that are copied to a buffer, so
/// that whole vectors may be read there.
static constexpr int64_t kEndVectors = kMaxPeriod + 2;

/// Runs of as many words as this gain nothing from aligned stores.
static int64_t getLongRun(const Copy &copy) {
  return std::min(4 * copy.getLanes(), kMaxPeriod);
}

static bool isForced(VectorEmitter &e) {
  return e.kernels.options.strategy == getPermuteStrategy().name;
}

/// Whether a copy of the shape of `copy` may be made this way.
static bool isCandidate(VectorEmitter &e, const Copy &copy) {
  int64_t bytes = e.kernels.options.permuteBytes;
  if (bytes == 0)
    return false;
  std::optional<int64_t> inner = copy.getKnownInner(), r = copy.getKnownR();
  int64_t lanes = bytes / copy.getBytes();
  if (copy.leastInner > lanes || (inner && *inner > lanes))
    return false;
  if (isForced(e))
    return true;
  if (inner == copy.getLanes())
    return false;
  // Those are better where they serve for sure.
  if (!getTileStrategy().getForms(e, copy, /*isForced=*/false).empty() ||
      (r &&
       !getShuffleStrategy().getForms(e, copy, /*isForced=*/false).empty()))
    return false;
  bool isOneWord = inner == 1 && copy.isOneRow();
  bool isLongRun =
      inner == 1 && std::max(r.value_or(0), copy.leastR) >= getLongRun(copy);
  return !isOneWord && !isLongRun;
}

//===----------------------------------------------------------------------===//
// Words
//===----------------------------------------------------------------------===//

namespace {

/// What is permuted: words of `bits` bits, `lanes` of them in a vector.
struct PermutedWords {
  // Wider words than these are not permuted by their pattern.
  PermutedWords(VectorEmitter &e, const Copy &copy) {
    int64_t bytes = e.kernels.options.permuteBytes;
    bits = bytes < kVectorBytes ? 8 : std::min<int64_t>(copy.bits, 32);
    lanes = bytes * 8 / bits;
  }

  /// `copy` in these words.
  Copy convert(VectorEmitter &e, const Copy &copy) const {
    int64_t factor = copy.bits / bits;
    if (factor == 1)
      return copy;
    Copy words = copy;
    auto type = MemRefType::get({ShapedType::kDynamic}, e.getIntegerType(bits));
    words.source = FlatViewOp::create(e, type, copy.source);
    words.dest = FlatViewOp::create(e, type, copy.dest);
    words.sourceBegin = e.mul(copy.sourceBegin, factor);
    words.destBegin = e.mul(copy.destBegin, factor);
    words.inner = e.mul(copy.inner, factor);
    words.bits = bits;
    words.align = std::min(copy.align, bits / 8);
    return words;
  }

  int64_t bits, lanes;
};

/// Numbers of the words of the result in a vector, as many as it has lanes.
/// They are below 2^13, so that floating point divides them exactly.
struct WordNumbers {
  WordNumbers(VectorEmitter &e, int64_t lanes)
      : e(e), type(VectorType::get({lanes}, e.getI32Type())) {}

  Value splat(Value index) const {
    Value element = arith::IndexCastOp::create(e, e.getI32Type(), index);
    return vector::BroadcastOp::create(e, type, element);
  }

  /// The words from `first` on.
  Value from(Value first) const {
    auto lanes =
        llvm::to_vector(llvm::seq(int32_t(0), int32_t(type.getNumElements())));
    Value steps = arith::ConstantOp::create(
        e, DenseElementsAttr::get(type, ArrayRef<int32_t>(lanes)));
    return arith::AddIOp::create(e, splat(first), steps);
  }

  /// The quotients, rounded down, and the remainders.
  std::pair<Value, Value> divide(Value numbers, Value divisor) const {
    auto floats = VectorType::get(type.getShape(), e.getF32Type());
    Value half = arith::ConstantOp::create(
        e, DenseElementsAttr::get(floats, APFloat(0.5f)));
    Value divisors = splat(divisor);
    Value dividend = arith::SIToFPOp::create(e, floats, numbers);
    dividend = arith::AddFOp::create(e, dividend, half);
    Value by = arith::SIToFPOp::create(e, floats, divisors);
    Value exact = arith::DivFOp::create(e, dividend, by);
    Value quotient = arith::FPToSIOp::create(e, type, exact);
    Value whole = arith::MulIOp::create(e, quotient, divisors);
    return {quotient, arith::SubIOp::create(e, numbers, whole)};
  }

  VectorEmitter &e;
  VectorType type;
};

} // namespace

//===----------------------------------------------------------------------===//
// Masks
//===----------------------------------------------------------------------===//

/// Where the words of the vector `k` of a period begin in the source. The last
/// copy of a row goes on with the next row, the others with the same one again.
static Value buildOrigin(VectorEmitter &e, const Copy &copy, Value k,
                         int64_t lanes) {
  if (copy.isOneRow())
    return e.index(0);
  Value first = e.mul(k, lanes), unit = copy.getUnit(e);
  Value row = e.div(first, unit);
  Value inUnit = e.sub(first, e.mul(row, unit));
  Value number = e.div(inUnit, copy.inner);
  Value inRow = e.sub(inUnit, e.mul(number, copy.inner));
  Value isLast = e.isEqual(e.add(number, 1), copy.r);
  return e.add(e.mul(row, copy.inner), e.select(isLast, inRow, e.index(0)));
}

/// The lanes of the vector `k` of a period, relative to its origin.
static Value buildMask(VectorEmitter &e, const Copy &copy, Value k,
                       Value origin, const PermutedWords &words) {
  WordNumbers numbers(e, words.lanes);
  bool isTile = copy.isOneRow();
  Value from = numbers.from(e.mul(k, words.lanes)), row;
  if (!isTile)
    std::tie(row, from) = numbers.divide(from, copy.getUnit(e));
  if (copy.getKnownInner() != 1 || isTile)
    from = numbers.divide(from, copy.inner).second;
  else
    from = numbers.splat(e.index(0));
  if (!isTile) {
    Value begin = arith::MulIOp::create(e, row, numbers.splat(copy.inner));
    from = arith::AddIOp::create(e, from, begin);
    from = arith::SubIOp::create(e, from, numbers.splat(origin));
  }
  if (words.bits == 32)
    return from;
  return arith::TruncIOp::create(
      e, VectorType::get({words.lanes}, e.getIntegerType(words.bits)), from);
}

/// Makes the masks of `least` vectors, and repeats them up to a whole period,
/// in which each repetition goes `forward` words forward in the source.
static void buildMasks(VectorEmitter &e, const Copy &copy,
                       const PermutationMasks &masks, Value least,
                       Value forward, const PermutedWords &words) {
  int64_t bytes = words.bits / 8, lanes = words.lanes;
  e.forRange(e.index(0), least, [&](Value k) {
    Value origin = buildOrigin(e, copy, k, lanes);
    memref::StoreOp::create(e, origin, masks.origins, k);
    e.storeVector(buildMask(e, copy, k, origin, words), masks.masks,
                  e.mul(k, lanes), bytes);
  });
  e.forRange(least, masks.period, [&](Value k) {
    Value before = e.sub(k, least);
    Value mask = e.loadVector(masks.masks, e.mul(before, lanes), lanes, bytes);
    e.storeVector(mask, masks.masks, e.mul(k, lanes), bytes);
    Value origin = memref::LoadOp::create(e, masks.origins, before);
    memref::StoreOp::create(e, e.add(origin, forward), masks.origins, k);
  });
}

/// Calls the kernel that makes the masks.
static void callMasks(VectorEmitter &e, const Copy &copy,
                      const PermutationMasks &masks, Value least, Value forward,
                      const PermutedWords &words) {
  bool isRun = copy.getKnownInner() == 1;
  std::string name = "rint_permutation_masks_i" + std::to_string(words.bits) +
                     (copy.isOneRow() ? "_one" : "") + (isRun ? "_row1" : "");
  e.kernels.call(e, name,
                 {masks.masks, masks.origins, masks.period, copy.r, copy.inner,
                  least, forward},
                 [&](VectorEmitter &e, ValueRange arguments) {
                   PermutationMasks callee;
                   callee.masks = arguments[0];
                   callee.origins = arguments[1];
                   callee.period = arguments[2];
                   Copy shape;
                   shape.n = copy.isOneRow() ? e.index(1) : Value(arguments[3]);
                   shape.r = arguments[3];
                   shape.inner = isRun ? e.index(1) : Value(arguments[4]);
                   buildMasks(e, shape, callee, arguments[5], arguments[6],
                              words);
                   return SmallVector<Value>();
                 });
}

/// Whether a period of masks may serve `copy`, in the words that it is made of,
/// and is worth it.
static Value buildAreWorth(VectorEmitter &e, const Copy &whole,
                           const Copy &copy, Value unit, Value period,
                           int64_t lanes) {
  Value isFew = e.isAtLeast(e.index(kMaxPeriod), period);
  Value isShort = e.both(e.isAtLeast(e.index(lanes), copy.inner),
                         e.isLess(e.index(0), unit));
  // The masks take about as long as copying two periods word by word.
  Value results = e.mul(e.mul(copy.n, copy.inner), copy.r);
  Value isWorth = e.isAtLeast(results, e.mul(period, 2 * lanes));
  Value mayServe = e.both(e.both(isFew, isWorth), isShort);
  if (isForced(e))
    return mayServe;
  Value isRun = e.both(e.isEqual(whole.inner, e.index(1)),
                       e.isAtLeast(whole.r, e.index(getLongRun(whole))));
  mayServe = e.both(mayServe, e.negate(isRun));
  // Small counts have constant masks of their own.
  int64_t most = 0;
  for (const Copy &form : getShuffleStrategy().getForms(e, whole, false))
    most = *form.getKnownR();
  return e.both(mayServe, e.isLess(e.index(most), whole.r));
}

std::optional<PermutationMasks> rint::buildPermutationMasks(VectorEmitter &e,
                                                            const Copy &whole) {
  if (!isCandidate(e, whole))
    return std::nullopt;
  PermutedWords words(e, whole);
  Copy copy = words.convert(e, whole);
  Value zero = e.index(0), one = e.index(1), width = e.index(words.lanes);
  Value unit = copy.isOneRow() ? copy.inner : copy.getUnit(e);
  // The largest power of two that divides the unit, cut to the lanes.
  Value lowest = e.createOrFold<arith::AndIOp>(unit, e.sub(zero, unit));
  lowest = e.max(e.min(lowest, width), one);
  Value least = e.div(unit, lowest);
  Value times = e.max(e.div(e.index(kMinPeriod), e.max(least, one)), one);
  Value forward =
      copy.isOneRow() ? zero : e.mul(e.div(width, lowest), copy.inner);
  PermutationMasks masks;
  masks.areMade = buildAreWorth(e, whole, copy, unit, least, words.lanes);
  masks.period = e.mul(least, times);
  masks.advance = e.mul(forward, times);
  masks.masks =
      e.stackBuffer(kMaxPeriod * words.lanes, e.getIntegerType(words.bits));
  masks.origins = e.stackBuffer(kMaxPeriod, e.getIndexType());
  e.ifElse(masks.areMade,
           [&] { callMasks(e, copy, masks, least, forward, words); });
  return masks;
}

//===----------------------------------------------------------------------===//
// Copies
//===----------------------------------------------------------------------===//

namespace {

/// A number of vectors of the result, and where they are read and written.
struct VectorRange {
  Value source, sourceBegin, destBegin, vectors;
};

/// A part of a copy, which begins with a period.
class PermutedCopy {
public:
  PermutedCopy(VectorEmitter &e, const Copy &whole)
      : e(e), words(e, whole), copy(words.convert(e, whole)),
        masks(*whole.masks), lanes(words.lanes),
        ends(e.stackBuffer(kEndVectors * lanes, e.getIntegerType(words.bits))) {
  }

  void build() const;

private:
  void buildVectors(const VectorRange &range) const;
  void buildRest(const VectorRange &range, Value size) const;

  VectorEmitter &e;
  PermutedWords words;
  Copy copy;
  const PermutationMasks &masks;
  int64_t lanes;
  /// The end of the source, and room to read behind it.
  Value ends;
};

} // namespace

void PermutedCopy::buildVectors(const VectorRange &range) const {
  Value zero = e.index(0);
  e.forRange(zero, range.vectors, masks.period, ValueRange{range.sourceBegin},
             [&](Value begin, ValueRange from) -> SmallVector<Value> {
               Value count = e.min(masks.period, e.sub(range.vectors, begin));
               e.forRange(zero, count, [&](Value k) {
                 Value mask = e.loadVector(masks.masks, e.mul(k, lanes), lanes,
                                           lanes * copy.getBytes());
                 Value origin = memref::LoadOp::create(e, masks.origins, k);
                 Value vector = e.loadVector(
                     range.source, e.add(from[0], origin), lanes, copy.align);
                 vector = e.permute(vector, mask);
                 Value to =
                     e.add(range.destBegin, e.mul(e.add(begin, k), lanes));
                 auto store = [&] {
                   e.storeVector(vector, copy.dest, to, copy.align);
                 };
                 if (!copy.streams)
                   return store();
                 e.ifElse(
                     copy.streams,
                     [&] { e.streamVector(vector, copy.dest, to); }, store);
               });
               return {e.add(from[0], masks.advance)};
             });
}

/// Less than a vector behind `range`, word by word.
void PermutedCopy::buildRest(const VectorRange &range, Value size) const {
  Value k = e.rem(range.vectors, masks.period);
  Value origin =
      e.add(range.sourceBegin,
            e.mul(e.div(range.vectors, masks.period), masks.advance));
  origin = e.add(origin, memref::LoadOp::create(e, masks.origins, k));
  Value mask = e.mul(k, lanes);
  Value to = e.add(range.destBegin, e.mul(range.vectors, lanes));
  e.forRange(e.index(0), size, [&](Value i) {
    Value lane = e.load(masks.masks, e.add(mask, i), copy.getBytes());
    Value from = arith::IndexCastUIOp::create(e, e.getIndexType(), lane);
    Value word = e.load(range.source, e.add(origin, from), copy.align);
    e.store(word, copy.dest, e.add(to, i), copy.align);
  });
}

void PermutedCopy::build() const {
  Value zero = e.index(0), one = e.index(1), width = e.index(lanes);
  Value size = e.mul(copy.n, copy.inner);
  Value results = e.mul(size, copy.r);
  // Whole periods, as long as all that they read is in the source.
  Value periods = zero;
  if (!copy.isOneRow())
    periods = e.div(e.max(e.sub(size, width), zero), e.max(masks.advance, one));
  Value done = e.mul(periods, masks.advance);
  Value restBegin = e.add(copy.sourceBegin, done);
  e.forRange(zero, e.sub(size, done), [&](Value i) {
    Value word = e.load(copy.source, e.add(restBegin, i), copy.align);
    e.store(word, ends, i, copy.getBytes());
  });

  Value vectors = e.mul(periods, masks.period);
  e.forRange(zero, e.index(2), [&](Value i) {
    Value isEnd = e.isEqual(i, one);
    VectorRange range;
    range.source = e.select(isEnd, ends, copy.source);
    range.sourceBegin = e.select(isEnd, zero, copy.sourceBegin);
    Value all = e.div(results, width);
    range.vectors = e.select(isEnd, e.sub(all, vectors), vectors);
    range.destBegin =
        e.add(copy.destBegin, e.select(isEnd, e.mul(vectors, lanes), zero));
    buildVectors(range);
    Value left = e.rem(results, width);
    buildRest(range, e.select(isEnd, left, zero));
  });
}

namespace {

struct Permute final : CopyStrategy {
  Permute() : CopyStrategy("permute") {}

  SmallVector<Copy> getForms(VectorEmitter &, const Copy &copy,
                             bool) const override {
    if (!copy.masks)
      return {};
    return {copy};
  }

  Value buildServes(VectorEmitter &, const Copy &copy,
                    const Copy &) const override {
    return copy.masks->areMade;
  }

  Value buildIsAligned(VectorEmitter &e, const Copy &) const override {
    return arith::ConstantIntOp::create(e, 1, 1);
  }

  bool usesMasks() const override { return true; }

  void build(VectorEmitter &e, const Copy &copy) const override {
    PermutedCopy(e, copy).build();
  }
};

} // namespace

const CopyStrategy &rint::getPermuteStrategy() {
  static const Permute strategy;
  return strategy;
}
