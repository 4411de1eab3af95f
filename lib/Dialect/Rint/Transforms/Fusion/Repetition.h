//===- Repetition.h - How a tensor is repeated ------------------*- C++ -*-===//
//
// What the ops that repeat have in common where only the dimensions matter: so
// rewrites can compare repeats, and build one like another for a tensor whose
// dimensions stand in another order.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_DIALECT_RINT_TRANSFORMS_REPETITION_H
#define RINT_LIB_DIALECT_RINT_TRANSFORMS_REPETITION_H

#include "mlir/IR/AffineMap.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/OpDefinition.h"

namespace mlir::rint {

/// How often the slices of each dimension are copied, apart from what they
/// hold.
struct Repetition {
  enum class Kind {
    /// One count for all slices, whose copies are side by side.
    OneCount,
    /// Row offsets; copies of a slice are side by side.
    Offsets,
    /// Copies of the whole (rint.repeat).
    Copies
  };
  Kind kind;
  /// The count or the row offsets of each dimension; null where there is one
  /// copy. Literals are index attributes.
  SmallVector<OpFoldResult> counts;

  /// How `value` is repeated; nothing if it is not the result of an op in core
  /// form (--rint-normalize) that keeps the number of dimensions.
  static std::optional<Repetition> get(Value value);

  bool operator==(const Repetition &other) const;

  /// The same where dimension `d` is called `map(d)`, of `map.getNumDims()`:
  /// from the dimensions of an operand to the loops that run over them.
  Repetition toLoops(AffineMap map) const;
  /// The opposite: from loops to the dimensions of an operand.
  Repetition fromLoops(AffineMap map) const;

  /// Whether `dim` has copies.
  bool isRepeated(int64_t dim) const { return bool(counts[dim]); }
  /// Whether `map` tells copies of a slice apart.
  bool tellsCopiesApart(AffineMap map) const;

  /// Whether each slice has at least one copy for sure.
  bool hasCopyOfEach() const;

  /// Whether a tensor of type `source`, repeated so, is worth making later.
  /// Counts that are not known are taken for such that repeat. That is what an
  /// op is written for; and where they do not, it costs no more than one pass
  /// over a source that some op has written before. But counts of 0 and 1
  /// choose slices, and a result that is known to be no larger saves nothing.
  bool isGain(RankedTensorType source, RankedTensorType result) const;

  /// The most that can be said of a tensor of type `source`, repeated so, as
  /// a tensor of type `result`. Null if that breaks a rule.
  RankedTensorType inferType(RankedTensorType source,
                             RankedTensorType result) const;

  /// Builds `source`, repeated so, as a tensor of type `result`, for which
  /// there is an inferred type.
  Value build(OpBuilder &builder, Location loc, Value source,
              RankedTensorType result) const;
};

/// The source of an op whose result has a repetition.
Value getRepeatedSource(Value value);

} // namespace mlir::rint

#endif // RINT_LIB_DIALECT_RINT_TRANSFORMS_REPETITION_H
