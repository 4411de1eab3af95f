//===- SortedOffsets.cpp - Row offsets of any numbers -----------*- C++ -*-===//

#include "SortedOffsets.h"

#include "../Utils/IndexEmitter.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "rint/Dialect/Rint/IR/Rint.h"

using namespace mlir;
using namespace mlir::rint;

bool rint::canClampEnds(Type type, int64_t shift) {
  return (type.isIndex() ||
          (type.isSignlessInteger() && type.getIntOrFloatBitWidth() <= 64)) &&
         !type.isInteger(1) && std::abs(shift) <= (int64_t(1) << 31);
}

namespace {

/// Builds what is done with the ends.
class OffsetsBuilder {
public:
  OffsetsBuilder(OpBuilder &builder, Location loc, const Ends &ends,
                 OpFoldResult positions)
      : e(loc, builder), ends(ends), positions(e.value(positions)),
        numEnds(e.value(ends.number)) {}

  Value build();

private:
  Value buildClamped(Value end);
  Value buildSorted(Value offsets);
  Value extract(Value tensor, Value at) {
    return tensor::ExtractOp::create(e, tensor, at);
  }
  Value insert(Value value, Value tensor, Value at) {
    return tensor::InsertOp::create(e, value, tensor, at);
  }
  Value buildEmpty(Value size) {
    return tensor::EmptyOp::create(
        e, ArrayRef<OpFoldResult>(getAsOpFoldResult(size)), e.getIndexType());
  }

  IndexEmitter e;
  const Ends &ends;
  Value positions, numEnds;
};

} // namespace

/// An end as the first position at which it is counted, or the number of
/// positions.
Value OffsetsBuilder::buildClamped(Value end) {
  Value most = e.sub(positions, e.index(ends.shift));
  Type type = end.getType();
  if (type.isInteger()) {
    bool extends = ends.isUnsigned && type.getIntOrFloatBitWidth() < 64;
    end = extends
              ? Value(arith::IndexCastUIOp::create(e, e.getIndexType(), end))
              : arith::IndexCastOp::create(e, e.getIndexType(), end);
  }
  if (ends.isUnsigned)
    end = arith::MinUIOp::create(e, end, positions);
  end = e.min(end, most);
  return e.add(e.max(end, e.index(-ends.shift)), e.index(ends.shift));
}

/// Sorts the clamped ends: repeating each position as often as it is an end is
/// counting sort.
Value OffsetsBuilder::buildSorted(Value offsets) {
  Value size = e.add(positions, 1);
  Value zeros = linalg::FillOp::create(e, ValueRange{e.index(0)},
                                       ValueRange{buildEmpty(size)})
                    .getResult(0);
  Value counts =
      e.forRange(e.index(0), numEnds, ValueRange{zeros},
                 [&](Value i, ValueRange carried) -> SmallVector<Value> {
                   Value end = extract(offsets, e.add(i, 1));
                   Value count = extract(carried[0], end);
                   return {insert(e.add(count, 1), carried[0], end)};
                 })[0];
  OpFoldResult number = getAsOpFoldResult(numEnds);
  auto type = RankedTensorType::get(
      {getConstantIntValue(number).value_or(ShapedType::kDynamic)},
      e.getIndexType());
  Value sorted = RepeatIndicesOp::create(e, type, CountClause::repeats(counts));
  return tensor::InsertSliceOp::create(
      e, sorted, offsets, ArrayRef<OpFoldResult>{e.getIndexAttr(1)},
      ArrayRef<OpFoldResult>{number},
      ArrayRef<OpFoldResult>{e.getIndexAttr(1)});
}

Value OffsetsBuilder::build() {
  Value numOffsets = e.add(numEnds, ends.reachesLast ? 1 : 2);
  Value isTrue = arith::ConstantOp::create(e, e.getBoolAttr(true));
  Value begun = insert(e.index(0), buildEmpty(numOffsets), e.index(0));
  SmallVector<Value> filled =
      e.forRange(e.index(0), numEnds, ValueRange{begun, e.index(0), isTrue},
                 [&](Value i, ValueRange carried) -> SmallVector<Value> {
                   Value end = buildClamped(extract(ends.values, i));
                   Value rises = e.isAtLeast(end, carried[1]);
                   return {insert(end, carried[0], e.add(i, 1)), end,
                           e.both(carried[2], rises)};
                 });
  Value offsets = e.ifValue(
      filled[2], [&] { return filled[0]; },
      [&] { return buildSorted(filled[0]); });
  // Also where an end is known to be it: the total is seen to be that number.
  return insert(positions, offsets,
                ends.reachesLast ? numEnds : e.add(numEnds, 1));
}

Value rint::buildSortedOffsets(OpBuilder &builder, Location loc,
                               const Ends &ends, OpFoldResult positions) {
  return OffsetsBuilder(builder, loc, ends, positions).build();
}

Value rint::buildPrefixSums(OpBuilder &builder, Location loc, Value values) {
  IndexEmitter e(loc, builder);
  auto type = cast<RankedTensorType>(values.getType());
  Type element = type.getElementType();
  OpFoldResult number = tensor::getMixedSize(e, loc, values, 0);
  Value empty =
      tensor::EmptyOp::create(e, ArrayRef<OpFoldResult>(number), element);
  Value zero = arith::ConstantOp::create(e, e.getZeroAttr(element));
  return e.forRange(e.index(0), e.value(number), ValueRange{empty, zero},
                    [&](Value i, ValueRange carried) -> SmallVector<Value> {
                      Value value = tensor::ExtractOp::create(e, values, i);
                      Value sum = arith::AddIOp::create(e, carried[1], value);
                      return {tensor::InsertOp::create(e, sum, carried[0], i),
                              sum};
                    })[0];
}
