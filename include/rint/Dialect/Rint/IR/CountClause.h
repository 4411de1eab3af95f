//===- CountClause.h - How often an op copies each slice --------*- C++ -*-===//
//
// The clause that rint.repeat_interleave, rint.repeat_indices, rint.offsets and
// rint.segment_reduce share. Builders take it as a value that says what it is,
// since counts and row offsets are tensors alike.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_DIALECT_RINT_IR_COUNTCLAUSE_H
#define RINT_DIALECT_RINT_IR_COUNTCLAUSE_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/OpDefinition.h"

namespace mlir::rint {

/// Counts as a literal or a value, or the row offsets in their place.
class CountClause {
public:
  /// `repeats(%counts)`: one count, of any integer type or index or a 0-D
  /// tensor of those, or a 1-D tensor with a count for each slice.
  static CountClause repeats(Value counts) { return {counts, {}, {}}; }
  /// `repeats(2)` of an IntegerAttr, `repeats([1, 3, 2])` of a
  /// DenseI64ArrayAttr.
  static CountClause repeats(Attribute literal) { return {{}, literal, {}}; }
  /// `offsets(%offsets)`: the n + 1 row offsets.
  static CountClause offsets(Value offsets) { return {{}, {}, offsets}; }

  /// The clause of an op: exactly one of these is not null.
  CountClause(Value repeats, Attribute literal, Value offsets = {})
      : repeatsValue(repeats), literal(literal), offsetsValue(offsets) {}

  /// The counts, if they are a value.
  Value getRepeats() const { return repeatsValue; }
  /// The counts, if they are a literal: an IntegerAttr or a DenseI64ArrayAttr.
  Attribute getLiteral() const { return literal; }
  /// The literal, if it is a list.
  DenseI64ArrayAttr getList() const {
    return dyn_cast_if_present<DenseI64ArrayAttr>(literal);
  }
  /// The row offsets, if they stand in place of counts.
  Value getOffsets() const { return offsetsValue; }

  /// The context of whatever is given.
  MLIRContext *getContext() const;

  /// Whether it is known to be one count that serves every slice.
  bool isOne() const;

  /// Whether it is one count that is no vector or list: that of every segment
  /// of rint.segment_reduce, where a vector of one count makes one segment.
  bool isScalar() const;

  /// Builds the number of counts of a vector or a list.
  OpFoldResult buildNumCounts(OpBuilder &builder, Location loc) const;

  /// Builds the one count of a clause that `isOne` as an index.
  Value buildScalar(OpBuilder &builder, Location loc) const;

  /// Builds the row offsets of a vector or a list of counts for `slices`
  /// slices.
  Value buildOffsets(OpBuilder &builder, Location loc,
                     OpFoldResult slices) const;

private:
  Value repeatsValue;
  Attribute literal;
  Value offsetsValue;
};

} // namespace mlir::rint

#endif // RINT_DIALECT_RINT_IR_COUNTCLAUSE_H
