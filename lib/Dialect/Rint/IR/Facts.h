//===- Facts.h - The facts of an op that the rules look at ------*- C++ -*-===//

#ifndef RINT_LIB_DIALECT_RINT_IR_FACTS_H
#define RINT_LIB_DIALECT_RINT_IR_FACTS_H

#include "Rules.h"
#include "rint/Dialect/Rint/IR/Rint.h"

#include "llvm/Support/MathExtras.h"

namespace mlir::rint {

/// The largest constant result that is computed at compile time.
inline constexpr int64_t kMaxFoldedElements = 4096;

/// Reads an op. Constant operands count as known if `lookThroughOperands`.
Facts getFacts(RepeatInterleaveOp op, bool lookThroughOperands);
Facts getFacts(RepeatIndicesOp op, bool lookThroughOperands);
Facts getFacts(OffsetsOp op, bool lookThroughOperands);
SmallVector<std::optional<int64_t>> getKnownCounts(RepeatOp op,
                                                   bool lookThroughOperands);

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
