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

/// Builds the value of `type`, any integer type or index, of an index that the
/// type can hold.
Value buildIndexAsElement(OpBuilder &builder, Location loc, Value index,
                          Type type);

/// Builds the number of slices that `op` repeats.
OpFoldResult buildNumSlices(OpBuilder &builder, Location loc,
                            RepeatInterleaveOp op);

/// The same of `source` along `dim`, or flattened where there is none.
OpFoldResult buildNumSlices(OpBuilder &builder, Location loc, Value source,
                            std::optional<int64_t> dim);

/// Builds the number of segments that `op` reduces.
OpFoldResult buildNumSegments(OpBuilder &builder, SegmentReduceOp op);

/// Builds the source of `op` as a tensor with the dimension that is repeated:
/// flattened where `op` has no dim, and then that dimension is 0.
Value buildCoreSource(OpBuilder &builder, Location loc, RepeatInterleaveOp op);

/// The same of `source`, which is flattened unless it `hasDim`.
Value buildCoreSource(OpBuilder &builder, Location loc, Value source,
                      bool hasDim);

/// Builds the total of row offsets, their last entry.
Value buildTotal(OpBuilder &builder, Location loc, Value offsets);

/// The most that can be said of the result of `op` if its `source` is read
/// through casts. Failure if that breaks a rule: then `op` never completes.
FailureOr<RankedTensorType> inferResultTypeThroughCasts(RuledOpInterface op,
                                                        Value source);

} // namespace mlir::rint

#endif // RINT_DIALECT_RINT_IR_RINTUTILS_H
