//===- Permutation.cpp - Copies by masks made at run time -------*- C++ -*-===//

#include "Permutation.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "rint/Dialect/Rint/IR/Rint.h"

using namespace mlir;
using namespace mlir::rint;

/// The masks for a period fill a part of the first-level cache at most.
static constexpr int64_t kMaxPeriod = 128;

/// Short periods are joined to these, so that a loop over one is worth it.
static constexpr int64_t kMinPeriod = 16;

/// The elements behind the last whole period that are copied to a buffer, so
/// that vectors may be read from there.
static constexpr int64_t kEndVectors = kMaxPeriod + 2;

/// Runs of as many elements as this gain nothing from aligned stores.
static int64_t getLongRun(const Piece &piece) {
  return std::min(4 * piece.getLanes(), kMaxPeriod);
}

bool Permutation::isCandidate(const Piece &piece,
                              const ConvertRintToVectorPassOptions &options) {
  if (options.permuteBytes == 0)
    return false;
  int64_t lanes = options.permuteBytes / piece.getBytes();
  std::optional<int64_t> inner = getConstantIntValue(piece.inner);
  std::optional<int64_t> r = getConstantIntValue(piece.r);
  if (inner && (*inner > lanes || *inner == piece.getLanes()))
    return false;
  bool isOneElement = inner == 1 && isConstantIntValue(piece.n, 1);
  return !isOneElement && (inner != 1 || !r || *r < getLongRun(piece));
}

//===----------------------------------------------------------------------===//
// Masks
//===----------------------------------------------------------------------===//

Piece Permutation::inWords(Emitter &e, const Piece &piece) const {
  int64_t factor = piece.bits / bits;
  if (factor == 1)
    return piece;
  Piece words = piece;
  auto type = MemRefType::get({ShapedType::kDynamic}, e.getIntegerType(bits));
  words.source = FlatViewOp::create(e, type, piece.source);
  words.dest = FlatViewOp::create(e, type, piece.dest);
  words.sourceBegin = e.mul(piece.sourceBegin, factor);
  words.destBegin = e.mul(piece.destBegin, factor);
  words.inner = e.mul(piece.inner, factor);
  words.bits = bits;
  words.align = std::min(piece.align, bits / 8);
  return words;
}

Permutation::Permutation(Emitter &e, const Piece &whole, Value isWanted,
                         const ConvertRintToVectorPassOptions &options)
    // Wider words than these are not permuted by their pattern.
    : bits(options.permuteBytes < kVectorBytes
               ? 8
               : std::min<int64_t>(whole.bits, 32)),
      lanes(options.permuteBytes * 8 / bits),
      isTile(isConstantIntValue(whole.n, 1)) {
  Piece piece = inWords(e, whole);
  Value zero = e.index(0), one = e.index(1), width = e.index(lanes);
  Value unit = isTile ? piece.inner : piece.getUnit(e);
  // The largest power of two that divides the unit, cut to the lanes.
  Value lowest = e.createOrFold<arith::AndIOp>(unit, e.sub(e.index(0), unit));
  lowest = e.max(e.min(lowest, width), one);
  period = e.div(unit, lowest);
  Value results = e.mul(e.mul(piece.n, piece.inner), piece.r);
  Value isFew = e.isAtLeast(e.index(kMaxPeriod), period);
  // The masks take about as long as copying two periods element by element.
  Value isWorth = e.isAtLeast(results, e.mul(period, 2 * lanes));
  Value isShort = e.both(e.isAtLeast(width, piece.inner), e.isLess(zero, unit));
  // Long runs need no masks.
  Value isRun = e.both(e.isEqual(whole.inner, one),
                       e.isAtLeast(whole.r, e.index(getLongRun(whole))));
  isUsed = e.both(e.both(isFew, isWorth), e.both(isShort, e.negate(isRun)));
  isUsed = e.both(isUsed, isWanted);

  Value times = e.max(e.div(e.index(kMinPeriod), e.max(period, one)), one);
  Value least = period;
  period = e.mul(least, times);
  Value forward = isTile ? zero : e.mul(e.div(width, lowest), piece.inner);
  advance = e.mul(forward, times);
  Type word = e.getIntegerType(bits);
  masks = e.stackBuffer(kMaxPeriod * lanes, word);
  origins = e.stackBuffer(kMaxPeriod, e.getIndexType());
  ends = e.stackBuffer(options.threads * kEndVectors * lanes, word);
  e.ifElse(isUsed, [&] { buildMasks(e, piece, least, forward); });
}

namespace {

/// Numbers of the words of the result in a vector, as many as it has lanes.
/// They are below 2^13, so that floating point divides them exactly.
struct WordNumbers {
  WordNumbers(Emitter &e, int64_t lanes)
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
    auto constant = [&](float value) -> Value {
      return arith::ConstantOp::create(
          e, DenseElementsAttr::get(floats, APFloat(value)));
    };
    Value divisors = splat(divisor);
    Value dividend = arith::SIToFPOp::create(e, floats, numbers);
    dividend = arith::AddFOp::create(e, dividend, constant(0.5));
    Value by = arith::SIToFPOp::create(e, floats, divisors);
    Value exact = arith::DivFOp::create(e, dividend, by);
    Value quotient = arith::FPToSIOp::create(e, type, exact);
    Value whole = arith::MulIOp::create(e, quotient, divisors);
    return {quotient, arith::SubIOp::create(e, numbers, whole)};
  }

  Emitter &e;
  VectorType type;
};

} // namespace

/// Where the words of the vector `k` of a period begin in the source. The last
/// copy of a row goes on with the next row, the others with the same one again.
Value Permutation::buildOrigin(Emitter &e, const Piece &piece, Value k) const {
  if (isTile)
    return e.index(0);
  Value first = e.mul(k, lanes), unit = piece.getUnit(e);
  Value row = e.div(first, unit);
  Value inUnit = e.sub(first, e.mul(row, unit));
  Value copy = e.div(inUnit, piece.inner);
  Value inRow = e.sub(inUnit, e.mul(copy, piece.inner));
  Value isLast = e.isEqual(e.add(copy, 1), piece.r);
  return e.add(e.mul(row, piece.inner), e.select(isLast, inRow, e.index(0)));
}

void Permutation::buildMasks(Emitter &e, const Piece &piece, Value least,
                             Value forward) const {
  WordNumbers numbers(e, lanes);
  e.forRange(e.index(0), least, [&](Value k) {
    Value origin = buildOrigin(e, piece, k);
    memref::StoreOp::create(e, origin, origins, k);
    Value from = numbers.from(e.mul(k, lanes)), row;
    if (!isTile)
      std::tie(row, from) = numbers.divide(from, piece.getUnit(e));
    if (!isConstantIntValue(piece.inner, 1) || isTile)
      from = numbers.divide(from, piece.inner).second;
    else
      from = numbers.splat(e.index(0));
    if (!isTile) {
      Value begin = arith::MulIOp::create(e, row, numbers.splat(piece.inner));
      from = arith::AddIOp::create(e, from, begin);
      from = arith::SubIOp::create(e, from, numbers.splat(origin));
    }
    if (bits < 32)
      from = arith::TruncIOp::create(
          e, VectorType::get({lanes}, e.getIntegerType(bits)), from);
    e.storeVector(from, masks, e.mul(k, lanes), bits / 8);
  });
  // The others follow from those.
  e.forRange(least, period, [&](Value k) {
    Value before = e.sub(k, least);
    Value mask = e.loadVector(masks, e.mul(before, lanes), lanes, bits / 8);
    e.storeVector(mask, masks, e.mul(k, lanes), bits / 8);
    Value origin = memref::LoadOp::create(e, origins, before);
    memref::StoreOp::create(e, e.add(origin, forward), origins, k);
  });
}

//===----------------------------------------------------------------------===//
// Copies
//===----------------------------------------------------------------------===//

void Permutation::buildStretch(Emitter &e, const Piece &part,
                               const Stretch &stretch) const {
  Value zero = e.index(0);
  int64_t bytes = lanes * bits / 8;
  e.forRange(
      zero, stretch.vectors, period, ValueRange{stretch.sourceBegin},
      [&](Value begin, ValueRange from) -> SmallVector<Value> {
        Value count = e.min(period, e.sub(stretch.vectors, begin));
        e.forRange(zero, count, [&](Value k) {
          Value mask = e.loadVector(masks, e.mul(k, lanes), lanes, bytes);
          Value origin = memref::LoadOp::create(e, origins, k);
          Value vector = e.loadVector(stretch.source, e.add(from[0], origin),
                                      lanes, part.align);
          vector = e.permute(vector, mask);
          Value to = e.add(stretch.destBegin, e.mul(e.add(begin, k), lanes));
          auto store = [&] {
            e.storeVector(vector, part.dest, to, part.align);
          };
          if (!part.streams)
            return store();
          e.ifElse(
              part.streams, [&] { e.streamVector(vector, part.dest, to); },
              store);
        });
        return {e.add(from[0], advance)};
      });
}

/// Less than a vector, element by element.
void Permutation::buildRest(Emitter &e, const Piece &part,
                            const Stretch &stretch, Value size) const {
  Value k = e.createOrFold<arith::RemUIOp>(stretch.vectors, period);
  Value origin = e.add(stretch.sourceBegin,
                       e.mul(e.div(stretch.vectors, period), advance));
  origin = e.add(origin, memref::LoadOp::create(e, origins, k));
  Value mask = e.mul(k, lanes);
  Value to = e.add(stretch.destBegin, e.mul(stretch.vectors, lanes));
  e.forRange(e.index(0), size, [&](Value i) {
    Value lane = e.load(masks, e.add(mask, i), bits / 8);
    Value from = arith::IndexCastUIOp::create(e, e.getIndexType(), lane);
    Value element = e.load(stretch.source, e.add(origin, from), part.align);
    e.store(element, part.dest, e.add(to, i), part.align);
  });
}

void Permutation::build(Emitter &e, const Piece &whole, Value thread) const {
  Piece part = inWords(e, whole);
  Value zero = e.index(0), one = e.index(1), width = e.index(lanes);
  Value elements = e.mul(part.n, part.inner);
  Value results = e.mul(elements, part.r);
  // Whole periods, as long as all that they read is in the source.
  Value periods = zero;
  if (!isTile)
    periods = e.div(e.max(e.sub(elements, width), zero), e.max(advance, one));
  Value done = e.mul(periods, advance);
  Value end = e.mul(thread, kEndVectors * lanes);
  Value rest = e.sub(elements, done);
  Value restBegin = e.add(part.sourceBegin, done);
  e.forRange(zero, rest, [&](Value i) {
    Value element = e.load(part.source, e.add(restBegin, i), part.align);
    e.store(element, ends, e.add(end, i), bits / 8);
  });

  Value vectors = e.mul(periods, period);
  Stretch stretch;
  e.forRange(zero, e.index(2), [&](Value i) {
    Value isEnd = e.isEqual(i, one);
    stretch.source = e.select(isEnd, ends, part.source);
    stretch.sourceBegin = e.select(isEnd, end, part.sourceBegin);
    Value all = e.div(results, width);
    stretch.vectors = e.select(isEnd, e.sub(all, vectors), vectors);
    stretch.destBegin =
        e.add(part.destBegin, e.select(isEnd, e.mul(vectors, lanes), zero));
    buildStretch(e, part, stretch);
    Value left = e.createOrFold<arith::RemUIOp>(results, width);
    buildRest(e, part, stretch, e.select(isEnd, left, zero));
  });
}
