//===- RowSegments.cpp - Segments of rows of a vector and more --*- C++ -*-===//

#include "Kernels.h"

using namespace mlir;
using namespace mlir::rint;

/// The vectors of accumulators that stay in registers.
static constexpr int64_t kHeldVectors = 4, kMostHeldVectors = 8;

/// Reduces the columns at `positions`, a vector each, relative to the rows.
static void buildColumns(VectorEmitter &e, const SegmentReduction &shape,
                         const Segment &segment, ArrayRef<Value> positions) {
  int64_t lanes = shape.getLanes();
  SmallVector<Value> neutral(positions.size(),
                             shape.reduction.buildNeutral(e, lanes));
  Value end = e.add(segment.from,
                    e.mul(e.sub(segment.end, segment.begin), shape.inner));
  SmallVector<Value> sums = e.forRange(
      segment.from, end, shape.inner, neutral,
      [&](Value row, ValueRange sums) -> SmallVector<Value> {
        SmallVector<Value> next;
        for (auto [sum, at] : llvm::zip_equal(sums, positions)) {
          Value vector = shape.loadVector(e, e.add(row, at), lanes);
          next.push_back(shape.reduction.buildCombined(e, sum, vector));
        }
        return next;
      });
  Value count = e.sub(segment.end, segment.begin);
  for (auto [sum, at] : llvm::zip_equal(sums, positions))
    shape.store(e, sum, count, e.add(segment.to, at));
}

/// Rows of few vectors, whose number is known: all of them at once. The last
/// one may overlap with the one before.
static void buildKnownRow(VectorEmitter &e, const SegmentReduction &shape,
                          const Segment &segment) {
  int64_t lanes = shape.getLanes(), inner = *shape.getKnownInner();
  SmallVector<Value> positions;
  for (int64_t at = 0; at < inner - lanes; at += lanes)
    positions.push_back(e.index(at));
  positions.push_back(e.index(inner - lanes));
  buildColumns(e, shape, segment, positions);
}

/// Rows of any size from a vector on: some vectors at once, then one by one.
static void buildAnyRow(VectorEmitter &e, const SegmentReduction &shape,
                        const Segment &segment) {
  int64_t lanes = shape.getLanes();
  Value zero = e.index(0), width = e.index(lanes);
  Value group = e.index(kHeldVectors * lanes);
  Value grouped = e.mul(e.div(shape.inner, group), group);
  e.forRange(zero, grouped, group, [&](Value at) {
    SmallVector<Value> positions;
    for (int64_t i = 0; i < kHeldVectors; ++i)
      positions.push_back(e.add(at, i * lanes));
    buildColumns(e, shape, segment, positions);
  });
  Value last = e.sub(shape.inner, width);
  e.forRange(grouped, shape.inner, width, [&](Value at) {
    buildColumns(e, shape, segment, e.min(at, last));
  });
}

namespace {

struct RowSegments final : SegmentStrategy {
  RowSegments() : SegmentStrategy("row-segments") {}

  Value buildServes(VectorEmitter &e,
                    const SegmentReduction &shape) const override {
    if (shape.hasLongRows)
      return arith::ConstantIntOp::create(e, 1, 1);
    return e.isAtLeast(shape.inner, e.index(shape.getLanes()));
  }

  void build(VectorEmitter &e, const SegmentReduction &shape,
             const SegmentRange &part) const override {
    std::optional<int64_t> inner = shape.getKnownInner();
    bool isHeld = inner && *inner <= kMostHeldVectors * shape.getLanes();
    forSegments(e, shape, part, [&](const Segment &segment) {
      if (isHeld)
        buildKnownRow(e, shape, segment);
      else
        buildAnyRow(e, shape, segment);
    });
  }
};

} // namespace

const SegmentStrategy &rint::getRowSegmentsStrategy() {
  static const RowSegments strategy;
  return strategy;
}
