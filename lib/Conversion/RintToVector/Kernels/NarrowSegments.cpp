//===- NarrowSegments.cpp - Segments of rows shorter than a vector -*- C++ -*-//

#include "Kernels.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::rint;

/// Reduces all columns of a segment with `sums`, which starts as the neutral
/// value; `load` gets the position of a row.
static Value buildRows(VectorEmitter &e, const SegmentReduction &shape,
                       const Segment &segment, Value neutral, Value from,
                       function_ref<Value(Value)> load) {
  Value count = e.sub(segment.end, segment.begin);
  Value end = e.add(from, e.mul(count, shape.inner));
  return e.forRange(from, end, shape.inner, ValueRange{neutral},
                    [&](Value row, ValueRange sum) -> SmallVector<Value> {
                      return {
                          shape.reduction.buildCombined(e, sum[0], load(row))};
                    })[0];
}

/// By a vector that runs over into the next row, and into the next result,
/// which is written later.
static void buildOverrunning(VectorEmitter &e, const SegmentReduction &shape,
                             const Segment &segment, int64_t lanes) {
  Value sum = buildRows(
      e, shape, segment, shape.reduction.buildNeutral(e, lanes), segment.from,
      [&](Value row) { return shape.loadVector(e, row, lanes); });
  shape.store(e, sum, e.sub(segment.end, segment.begin), segment.to);
}

/// Column by column, where there is no room.
static void buildExact(VectorEmitter &e, const SegmentReduction &shape,
                       const Segment &segment) {
  e.forRange(e.index(0), shape.inner, [&](Value column) {
    Value sum = buildRows(e, shape, segment, shape.reduction.buildNeutral(e),
                          e.add(segment.from, column),
                          [&](Value at) { return shape.load(e, at); });
    shape.store(e, sum, e.sub(segment.end, segment.begin),
                e.add(segment.to, column));
  });
}

namespace {

struct NarrowSegments final : SegmentStrategy {
  NarrowSegments() : SegmentStrategy("narrow-segments") {}

  Value buildServes(VectorEmitter &e,
                    const SegmentReduction &shape) const override {
    if (shape.hasLongRows)
      return arith::ConstantIntOp::create(e, 0, 1);
    return e.isLess(shape.inner, e.index(shape.getLanes()));
  }

  void build(VectorEmitter &e, const SegmentReduction &shape,
             const SegmentRange &part) const override {
    int64_t lanes = shape.getLanes();
    if (std::optional<int64_t> inner = shape.getKnownInner())
      lanes = std::min<int64_t>(lanes, llvm::PowerOf2Ceil(*inner));
    Value sourceEnd = shape.getSourceEnd(e);
    Value destEnd = buildPartEnd(e, shape, part);
    forSegments(e, shape, part, [&](const Segment &segment) {
      // The last row of the segment is the one that runs over furthest.
      Value count = e.sub(segment.end, segment.begin);
      Value last = e.add(segment.from, e.mul(count, shape.inner));
      Value hasRoom =
          e.both(e.isAtLeast(e.add(sourceEnd, shape.inner), e.add(last, lanes)),
                 e.isAtLeast(destEnd, e.add(segment.to, lanes)));
      e.ifElse(
          hasRoom, [&] { buildOverrunning(e, shape, segment, lanes); },
          [&] { buildExact(e, shape, segment); });
    });
  }
};

} // namespace

const SegmentStrategy &rint::getNarrowSegmentsStrategy() {
  static const NarrowSegments strategy;
  return strategy;
}
