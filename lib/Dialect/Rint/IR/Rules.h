//===- Rules.h - What the types and constants decide ------------*- C++ -*-===//
//
// The rules C1 to C12 of the specification as far as they are decided at
// compile time, in one place: the verifiers report through these functions, and
// type inference is what they compute on the way.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_DIALECT_RINT_IR_RULES_H
#define RINT_LIB_DIALECT_RINT_IR_RULES_H

#include "Facts.h"
#include "mlir/IR/Diagnostics.h"

#include "llvm/Support/FormatVariadic.h"

#include <functional>

namespace mlir::rint {

/// Reports broken rules through `emitError`, in the order of their numbers;
/// says nothing where that is null.
class Rules {
public:
  using EmitError = std::function<InFlightDiagnostic()>;
  explicit Rules(EmitError emitError) : emitError(std::move(emitError)) {}

  /// Emits `message` with its placeholders filled in.
  template <typename... Args>
  LogicalResult fail(const char *message, Args &&...args) const {
    if (!emitError)
      return failure();
    return emitError()
           << llvm::formatv(message, std::forward<Args>(args)...).str();
  }

  /// C1. `vectorOnly` refuses a scalar, as the index forms do.
  LogicalResult checkRepeatsRank(const KnownRepeats &repeats,
                                 bool vectorOnly) const;
  /// C2.
  LogicalResult checkDim(std::optional<int64_t> dim, int64_t rank) const;
  /// C3, for `slices` slices.
  LogicalResult checkRepeatsCount(const KnownRepeats &repeats,
                                  int64_t slices) const;
  /// C3, for a number of slices that an operand tells.
  LogicalResult checkSize(int64_t slices) const;
  /// C4.
  LogicalResult checkRepeatsType(const KnownRepeats &repeats) const;
  /// C5.
  LogicalResult checkNonNegative(const KnownRepeats &repeats) const;
  /// C6: the sum of the counts.
  LogicalResult checkSum(const KnownRepeats &repeats) const;
  /// C6: the size of the repeated dimension, or ShapedType::kDynamic.
  FailureOr<int64_t> checkTotal(const KnownRepeats &repeats,
                                int64_t slices) const;
  /// C6: the byte size of the offsets of so many slices.
  LogicalResult checkOffsetsBytes(int64_t slices) const;
  /// C6: the byte size of a result with that shape.
  LogicalResult checkBytes(ArrayRef<int64_t> shape, Type elementType) const;
  /// C7, for a repeated dimension of size `total`.
  LogicalResult checkOutputSize(std::optional<int64_t> outputSize,
                                int64_t total) const;
  /// C8: the element type of `type`.
  LogicalResult checkElementType(ShapedType type, Type elementType) const;
  /// C8: `type` against what was inferred.
  LogicalResult checkResult(ShapedType type, ArrayRef<int64_t> shape,
                            Type elementType) const;
  /// C9: the type and the number of entries.
  LogicalResult checkOffsets(Type type, DenseIntElementsAttr offsets,
                             int64_t slices) const;
  /// C11.
  LogicalResult checkIndicesType(Type type) const;
  LogicalResult checkIndicesWidth(Type type, int64_t slices) const;
  /// C12: what `kind` computes on.
  LogicalResult checkSegmentsType(ReductionKind kind, Type elementType) const;
  /// C12: `total` slices, of all segments or of each, against `slices`.
  LogicalResult checkSegmentsTotal(int64_t total, int64_t slices) const;
  LogicalResult checkSegmentsMultiple(int64_t count, int64_t slices) const;

private:
  EmitError emitError;
};

/// Apply the rules of an op in the order of their numbers and return the shape
/// of the result as far as it is known.
FailureOr<SmallVector<int64_t>> inferRepeatInterleave(const Rules &rules,
                                                      const Facts &facts);
FailureOr<SmallVector<int64_t>> inferOffsets(const Rules &rules,
                                             const Facts &facts);
FailureOr<SmallVector<int64_t>> inferRepeatIndices(const Rules &rules,
                                                   const Facts &facts);
FailureOr<SmallVector<int64_t>> inferRepeat(const Rules &rules,
                                            const Facts &facts);
FailureOr<SmallVector<int64_t>> inferSegmentReduce(const Rules &rules,
                                                   const Facts &facts);

/// Rules that report nothing, to ask whether an op would be valid.
inline Rules quietRules() { return Rules(Rules::EmitError()); }

} // namespace mlir::rint

#endif // RINT_LIB_DIALECT_RINT_IR_RULES_H
