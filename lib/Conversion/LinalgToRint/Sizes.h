//===- Sizes.h - Which sizes are the same -----------------------*- C++ -*-===//
//
// Frontends compute shapes with integers of their own, cast back and forth. A
// rewrite that keeps every value has to know which of those numbers are the
// size of which dimension.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_CONVERSION_LINALGTORINT_SIZES_H
#define RINT_LIB_CONVERSION_LINALGTORINT_SIZES_H

#include "mlir/Dialect/Utils/ReshapeOpsUtils.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/OpDefinition.h"

#include <optional>

namespace mlir {
class RewritePatternSet;
} // namespace mlir

namespace mlir::rint {

/// A size as the product of a literal and of numbers that only the run knows.
/// Two that compare equal are equal in every run.
class Size {
public:
  /// Dimension `dim` of `tensor`.
  static Size of(Value tensor, int64_t dim);
  /// An integer or index that holds a size.
  static Size of(Value number);
  static Size of(OpFoldResult number);

  static Size ofLiteral(int64_t literal) { return Size(literal); }
  /// Dimension `dim` of what `value` stands for, equal to nothing else.
  static Size ofUnknown(Value value, int64_t dim) { return Size(value, dim); }

  /// The size, if it is known.
  std::optional<int64_t> getLiteral() const;

  /// This size times `other`; nothing if the literals overflow.
  std::optional<Size> times(const Size &other) const;

  bool operator==(const Size &other) const;
  bool operator!=(const Size &other) const { return !(*this == other); }

private:
  /// A value, or a dimension of one.
  using Factor = std::pair<void *, int64_t>;

  explicit Size(int64_t literal) : literal(literal) {}
  explicit Size(Value value, int64_t dim = -1)
      : factors({{value.getAsOpaquePointer(), dim}}) {}

  int64_t literal = 1;
  /// In a fixed order.
  SmallVector<Factor, 2> factors;
};

/// Whether dimension `dim` of `lhs` and `rhsDim` of `rhs` have the same size.
inline bool areSameSize(Value lhs, int64_t dim, Value rhs, int64_t rhsDim) {
  return Size::of(lhs, dim) == Size::of(rhs, rhsDim);
}

/// The tensor that `tensor` has been filled from by insertions, of the same
/// size.
Value getUnfilled(Value tensor);

/// How a reshape that keeps the number of elements merges dimensions of the
/// sizes `from` into those of the sizes `to`, if it merges neighbours and
/// nothing else in every run. The size `inferred` of `to` is one that the
/// number of elements decides, by what the reshape means.
std::optional<SmallVector<ReassociationIndices>>
findMergedDims(ArrayRef<Size> from, ArrayRef<Size> to,
               std::optional<size_t> inferred = std::nullopt);

/// Patterns that decide comparisons of sizes with 0.
void populateSizeComparisonPatterns(RewritePatternSet &patterns);

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_LINALGTORINT_SIZES_H
