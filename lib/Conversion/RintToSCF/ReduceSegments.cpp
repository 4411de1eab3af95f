//===- ReduceSegments.cpp - Reductions of segments to loops -----*- C++ -*-===//

#include "ReduceSegments.h"

#include "../Utils/Counts.h"
#include "../Utils/IndexEmitter.h"
#include "../Utils/Reduction.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/IR/TypeUtilities.h"
#include "rint/Dialect/Rint/IR/Rint.h"
#include "rint/Dialect/Rint/IR/RintUtils.h"

using namespace mlir;
using namespace mlir::rint;

/// A loop over the segments, whose body gets the number of the segment, its
/// first slice and the one behind its last.
static void forSegments(IndexEmitter &e, ReduceSegmentsOp op,
                        function_ref<void(Value, Value, Value)> body) {
  Value zero = e.index(0);
  Value segments = memref::DimOp::create(e, op.getInit(), op.getDim());
  if (Value count = op.getCount())
    return e.forRange(zero, segments, [&](Value i) {
      Value begin = e.mul(i, count);
      body(i, begin, e.add(begin, count));
    });
  if (!op.getRepeats())
    return e.forRange(zero, segments, [&](Value i) {
      Value begin = memref::LoadOp::create(e, op.getOffsets(), i);
      body(i, begin, memref::LoadOp::create(e, op.getOffsets(), e.add(i, 1)));
    });
  Counts counts(e, op.getRepeats(), segments);
  e.forRange(zero, segments, ValueRange{zero},
             [&](Value i, ValueRange begin) -> SmallVector<Value> {
               Value count =
                   buildCountAsIndex(e, e.getLoc(), counts.load(e, i));
               Value end = e.add(begin[0], count);
               body(i, begin[0], end);
               return {end};
             });
}

/// Loops over the dimensions of the result but the reduced one, from `next` on;
/// `position` is filled in on the way.
static void forColumns(IndexEmitter &e, ReduceSegmentsOp op,
                       SmallVectorImpl<Value> &position, int64_t next,
                       function_ref<void()> body) {
  if (next == int64_t(position.size()))
    return body();
  if (next == int64_t(op.getDim()))
    return forColumns(e, op, position, next + 1, body);
  Value size = memref::DimOp::create(e, op.getInit(), next);
  e.forRange(e.index(0), size, [&](Value i) {
    position[next] = i;
    forColumns(e, op, position, next + 1, body);
  });
}

namespace {

/// Each element of the result is made in a loop of its own, in the order of the
/// slices.
struct LowerReduceSegments final : OpRewritePattern<ReduceSegmentsOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(ReduceSegmentsOp op,
                                PatternRewriter &rewriter) const override {
    if (!op.hasPureBufferSemantics())
      return failure();
    IndexEmitter e(op.getLoc(), rewriter);
    auto type = cast<MemRefType>(op.getInit().getType());
    Reduction reduction(op.getKind(), type.getElementType());
    int64_t dim = op.getDim();
    SmallVector<Value> position(type.getRank());
    forSegments(e, op, [&](Value segment, Value begin, Value end) {
      forColumns(e, op, position, /*next=*/0, [&] {
        auto addSlice = [&](Value slice,
                            ValueRange state) -> SmallVector<Value> {
          position[dim] = slice;
          Value element = memref::LoadOp::create(e, op.getSource(), position);
          return {reduction.buildCombined(e, state[0],
                                          reduction.buildWide(e, element))};
        };
        Value sum = e.forRange(
            begin, end, ValueRange{reduction.buildNeutral(e)}, addSlice)[0];
        Value result = reduction.buildResult(e, sum, e.sub(end, begin));
        position[dim] = segment;
        memref::StoreOp::create(e, reduction.buildNarrow(e, result),
                                op.getInit(), position);
      });
    });
    rewriter.eraseOp(op);
    return success();
  }
};

} // namespace

void rint::populateReduceSegmentsPatterns(RewritePatternSet &patterns) {
  patterns.add<LowerReduceSegments>(patterns.getContext());
}
