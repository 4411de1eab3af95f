//===- Rint.h - The rint dialect and its ops --------------------*- C++ -*-===//

#ifndef RINT_DIALECT_RINT_IR_RINT_H
#define RINT_DIALECT_RINT_IR_RINT_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Interfaces/DestinationStyleOpInterface.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Interfaces/ViewLikeInterface.h"

#include "rint/Dialect/Rint/IR/RintDialect.h.inc"

#define GET_OP_CLASSES
#include "rint/Dialect/Rint/IR/RintOps.h.inc"

namespace mlir::rint {

/// The function attribute that keeps the type which a public function had
/// before it was lowered, a TypeAttr (--rint-annotate-entry-points).
inline constexpr char kSignatureAttrName[] = "rint.signature";

/// Sizes up to this many bytes fit memory without asking (rint.fits_memory).
inline constexpr int64_t kAlwaysFitsBytes = int64_t(64) << 20;

/// The most slices whose row offsets, one entry more, have a byte size of 63
/// bits.
inline constexpr int64_t kMaxSlicesOfOffsets =
    std::numeric_limits<int64_t>::max() / 8 - 1;

/// The bytes that one element of `type` takes in a buffer: its bits rounded up
/// to a whole power of two of bytes, both halves for a complex number, 8 for an
/// index.
int64_t getElementBytes(Type type);

} // namespace mlir::rint

#endif // RINT_DIALECT_RINT_IR_RINT_H
