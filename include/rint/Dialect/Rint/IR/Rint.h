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

#include "rint/Dialect/Rint/IR/CountClause.h"
#include "rint/Dialect/Rint/IR/ElementTypes.h"

namespace mlir::rint {
// What the rules look at, and the rules themselves, are lib's own.
struct Facts;
class Rules;
} // namespace mlir::rint

#include "rint/Dialect/Rint/IR/RintDialect.h.inc"

#include "rint/Dialect/Rint/IR/RintEnums.h.inc"

#include "rint/Dialect/Rint/IR/RintInterfaces.h.inc"

#define GET_OP_CLASSES
#include "rint/Dialect/Rint/IR/RintOps.h.inc"

namespace mlir::rint {

/// The function attribute that keeps the type which a public function had
/// before it was lowered, a TypeAttr (--rint-annotate-entry-points).
inline constexpr char kSignatureAttrName[] = "rint.signature";

/// The unit attribute of a function that --rint-build-gradients differentiates.
inline constexpr char kDifferentiateAttrName[] = "rint.differentiate";

/// Sizes up to this many bytes fit memory without asking (rint.fits_memory).
inline constexpr int64_t kAlwaysFitsBytes = int64_t(64) << 20;

/// The most slices whose row offsets, one entry more, have a byte size of 63
/// bits.
inline constexpr int64_t kMaxSlicesOfOffsets =
    std::numeric_limits<int64_t>::max() / 8 - 1;

/// Counts in a word of the packed counts of a block, two bits each.
inline constexpr int64_t kPackedCounts = 32;

/// The most that can be said of the result of `op` from the types, the literals
/// and the constant operands. The op must verify.
RankedTensorType getSharpestType(RuledOpInterface op);

/// Whether types, literals and constants show that a rule is broken: `op` then
/// stands where it is not executed, or behind a check that fails.
bool isKnownInvalid(RuledOpInterface op);

} // namespace mlir::rint

#endif // RINT_DIALECT_RINT_IR_RINT_H
