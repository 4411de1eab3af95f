//===- ElementTypes.h - Sizes and signs of element types --------*- C++ -*-===//

#ifndef RINT_DIALECT_RINT_IR_ELEMENTTYPES_H
#define RINT_DIALECT_RINT_IR_ELEMENTTYPES_H

#include "mlir/IR/BuiltinTypes.h"

namespace mlir::rint {

/// The bytes that one element of `type` takes in a buffer: its bits rounded up
/// to a whole power of two of bytes, both halves for a complex number, 8 for an
/// index.
int64_t getElementBytes(Type type);

/// Whether the bits of a count of `type` are read without a sign: those of `ui`
/// types, and those of `i1`, which counts 0 or 1.
bool isUnsignedCount(Type type);

/// The bits of a count of `type`, an integer or index.
unsigned getCountWidth(Type type);

/// The bits that a number of `type`, an integer or index, has beside its sign.
unsigned getMagnitudeBits(Type type);

} // namespace mlir::rint

#endif // RINT_DIALECT_RINT_IR_ELEMENTTYPES_H
