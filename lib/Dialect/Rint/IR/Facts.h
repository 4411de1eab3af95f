//===- Facts.h - The facts of an op that the rules look at ------*- C++ -*-===//
//
// What types, literals and constants say of an op's operands, and of the result
// that it declares. Nothing here judges.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_DIALECT_RINT_IR_FACTS_H
#define RINT_LIB_DIALECT_RINT_IR_FACTS_H

#include "mlir/IR/BuiltinAttributes.h"
#include "rint/Dialect/Rint/IR/Rint.h"

#include "llvm/Support/MathExtras.h"

namespace mlir::rint {

/// The largest constant result that is computed at compile time.
inline constexpr int64_t kMaxFoldedElements = 4096;

/// One count as a literal, as wide as it needs to be.
struct CountAt {
  int64_t index;
  std::string value;
};

/// What is known at compile time of a `repeats` clause.
struct KnownRepeats {
  /// The type of the operand; null for a literal.
  Type type;
  /// The rank of the clause: 0 for a scalar, 1 for a list or a vector.
  int64_t rank = 0;
  /// The number of counts, or ShapedType::kDynamic.
  int64_t size = 1;
  /// Whether the counts themselves are known; the fields below say so much.
  bool isConstant = false;
  /// The first negative count.
  std::optional<CountAt> negative;
  /// The first count that takes the sum beyond 63 bits.
  std::optional<CountAt> overflow;
  /// The sum of the counts where it fits.
  int64_t sum = 0;
  /// Whether all the counts are the same, and which; set for non-empty counts
  /// that break no rule.
  std::optional<int64_t> uniform;
};

/// Reads a `repeats` clause. Constant operands count as known only if
/// `lookThroughOperand`.
KnownRepeats getKnownRepeats(const CountClause &clause,
                             bool lookThroughOperand);

/// Whether `op` is executed in every call of the function around it, so that
/// constants which break a rule can be refused at compile time. In a branch
/// that is never taken they must not be.
bool isExecutedUnconditionally(Operation *op);

/// The value of an output size or a count, if it may be known (see above).
std::optional<int64_t> getKnownInt(OpFoldResult value, bool lookThroughOperand);

/// The constant behind `value`, if it may be known.
DenseIntElementsAttr getKnownElements(Value value, bool lookThroughOperand);

/// What the rules are applied to: an op as it is, or as a rewrite would make
/// it. Of `repeats` and `offsetsType` one is set, but for rint.repeat.
struct Facts {
  /// Null for the index forms.
  RankedTensorType source;
  /// Of rint.segment_reduce.
  std::optional<ReductionKind> kind;
  std::optional<KnownRepeats> repeats;
  Type offsetsType;
  DenseIntElementsAttr offsets;
  /// The number of slices where an index form is told (kDynamic: by a value);
  /// else it is the number of counts.
  std::optional<int64_t> slices;
  std::optional<int64_t> dim;
  /// The counts of rint.repeat, which stand in place of a clause.
  SmallVector<std::optional<int64_t>> counts;
  std::optional<int64_t> outputSize;
  /// Null if the result is to be inferred only.
  RankedTensorType result;
};

/// Reads an op. Constant operands count as known if `lookThroughOperands`.
Facts getFacts(RuledOpInterface op, bool lookThroughOperands);

/// Reads a clause into `facts`.
void readClause(const CountClause &clause, bool lookThroughOperands,
                Facts &facts);

/// `type` with those dynamic dimensions filled in that `shape` knows.
inline RankedTensorType sharpenType(RankedTensorType type,
                                    ArrayRef<int64_t> shape) {
  SmallVector<int64_t> sizes(type.getShape());
  for (auto [size, known] : llvm::zip(sizes, shape))
    if (ShapedType::isDynamic(size))
      size = known;
  return type.clone(sizes);
}

/// Whether a tensor of `type` is so small that memory holds it for sure.
inline bool isSmallTensor(RankedTensorType type) {
  if (!type.hasStaticShape())
    return false;
  int64_t bytes = getElementBytes(type.getElementType());
  for (int64_t size : type.getShape())
    if (llvm::MulOverflow(bytes, size, bytes))
      return llvm::is_contained(type.getShape(), 0);
  return bytes <= kAlwaysFitsBytes;
}

} // namespace mlir::rint

#endif // RINT_LIB_DIALECT_RINT_IR_FACTS_H
