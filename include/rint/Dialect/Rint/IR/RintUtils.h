//===- RintUtils.h - Building blocks for rint's rewrites --------*- C++ -*-===//

#ifndef RINT_DIALECT_RINT_IR_RINTUTILS_H
#define RINT_DIALECT_RINT_IR_RINTUTILS_H

#include "rint/Dialect/Rint/IR/Rint.h"

namespace mlir::rint {

/// Builds the index value of a count of any integer type or index: sign
/// extended, or zero extended if it is `i1` or `ui`. Wider types are truncated
/// to 64 bits.
Value buildCountAsIndex(OpBuilder &builder, Location loc, Value count);

/// Builds whether a count is negative or exceeds 63 bits. Null if its type
/// rules that out.
Value buildIsInvalidCount(OpBuilder &builder, Location loc, Value count);

/// Builds sum + count as an index, or -1 if either is negative or the result
/// exceeds 63 bits.
Value buildAddCount(OpBuilder &builder, Location loc, Value sum, Value count);

/// Whether the bits of a count of `type` are read without a sign: those of `ui`
/// types, and those of `i1`, which counts 0 or 1.
bool isUnsignedCount(Type type);

/// Builds the value of `type`, any integer type or index, of an index that the
/// type can hold.
Value buildIndexAsElement(OpBuilder &builder, Location loc, Value index,
                          Type type);

/// Builds the one count of a `repeats` clause that is a literal, a scalar, a
/// 0-D tensor or a vector of one entry.
Value buildScalarRepeats(OpBuilder &builder, Location loc, Value repeats,
                         Attribute literal);

/// Whether a `repeats` clause is known to be one count that serves every slice.
bool isScalarRepeats(Value repeats, Attribute literal);

/// Builds the number of slices that `op` repeats.
OpFoldResult buildNumSlices(OpBuilder &builder, Location loc,
                            RepeatInterleaveOp op);

/// Builds the total of row offsets, their last entry.
Value buildTotal(OpBuilder &builder, Location loc, Value offsets);

/// Builds the row offsets of a vector of repeats for `slices` slices.
Value buildOffsets(OpBuilder &builder, Location loc, Value repeats,
                   Attribute literal, OpFoldResult slices);

/// The most that can be said of the result of `op` if its source is read
/// through casts. Failure if that breaks a rule: then `op` never completes.
FailureOr<RankedTensorType> inferResultTypeThroughCasts(RepeatInterleaveOp op);
FailureOr<RankedTensorType> inferResultTypeThroughCasts(RepeatOp op);

} // namespace mlir::rint

#endif // RINT_DIALECT_RINT_IR_RINTUTILS_H
