//===- LaneSegments.cpp - Segments of single elements -----------*- C++ -*-===//
//
// Element i of a segment goes to lane i modulo the lanes of a vector, and in
// the end the lanes are combined in halves. Lanes without an element hold what
// changes nothing, so that a segment which needs few lanes has the same result
// in a short vector as in a long one.
//
//===----------------------------------------------------------------------===//

#include "Kernels.h"

#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using namespace mlir::rint;

/// The elements of a segment that is reduced in a vector of so many lanes.
static constexpr int64_t kShortSegment = 4;

/// Combines the lanes of a vector: the lower half with the upper one, until one
/// is left.
static Value buildLanes(VectorEmitter &e, const SegmentReduction &shape,
                        Value vector, int64_t lanes) {
  while (lanes > 1) {
    lanes /= 2;
    auto half = [&](int64_t begin) {
      return e.shuffle(vector, vector,
                       llvm::to_vector(llvm::seq(begin, begin + lanes)));
    };
    vector = shape.reduction.buildCombined(e, half(0), half(lanes));
  }
  return vector::ExtractOp::create(e, vector, 0);
}

/// The first `size` elements from `at` on, fewer than there are lanes. What is
/// behind them is loaded, too, where there is something.
static Value loadRest(VectorEmitter &e, const SegmentReduction &shape, Value at,
                      Value size, int64_t lanes) {
  auto loadWhole = [&]() -> Value {
    Value mask = vector::CreateMaskOp::create(
        e, VectorType::get({lanes}, e.getI1Type()), size);
    return arith::SelectOp::create(e, mask, shape.loadVector(e, at, lanes),
                                   shape.reduction.buildNeutral(e, lanes));
  };
  Value hasRoom = e.isAtLeast(shape.getSourceEnd(e), e.add(at, lanes));
  return e.ifValue(hasRoom, loadWhole,
                   [&] { return shape.loadPart(e, at, size, lanes); });
}

/// A segment of any size, as one accumulator.
static Value buildLong(VectorEmitter &e, const SegmentReduction &shape,
                       const Segment &segment, Value count) {
  int64_t lanes = shape.getLanes();
  Value width = e.index(lanes);
  Value whole = e.mul(e.div(count, width), width);
  Value behind = e.add(segment.from, whole);
  Value sum = e.forRange(segment.from, behind, width,
                         ValueRange{shape.reduction.buildNeutral(e, lanes)},
                         [&](Value at, ValueRange sum) -> SmallVector<Value> {
                           return {shape.reduction.buildCombined(
                               e, sum[0], shape.loadVector(e, at, lanes))};
                         })[0];
  Value rest = loadRest(e, shape, behind, e.sub(count, whole), lanes);
  return buildLanes(e, shape, shape.reduction.buildCombined(e, sum, rest),
                    lanes);
}

namespace {

struct LaneSegments final : SegmentStrategy {
  LaneSegments() : SegmentStrategy("lane-segments") {}

  Value buildServes(VectorEmitter &e,
                    const SegmentReduction &shape) const override {
    if (shape.hasLongRows)
      return arith::ConstantIntOp::create(e, 0, 1);
    return e.isEqual(shape.inner, e.index(1));
  }

  void build(VectorEmitter &e, const SegmentReduction &shape,
             const SegmentRange &part) const override {
    forSegments(e, shape, part, [&](const Segment &segment) {
      Value count = e.sub(segment.end, segment.begin);
      Value isShort = e.isAtLeast(e.index(kShortSegment), count);
      Value sum = e.ifValue(
          isShort,
          [&] {
            return buildLanes(
                e, shape,
                loadRest(e, shape, segment.from, count, kShortSegment),
                kShortSegment);
          },
          [&] { return buildLong(e, shape, segment, count); });
      shape.store(e, sum, count, segment.to);
    });
  }
};

} // namespace

const SegmentStrategy &rint::getLaneSegmentsStrategy() {
  static const LaneSegments strategy;
  return strategy;
}
