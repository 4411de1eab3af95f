//===- TorchForm.h - Reading the torch dialect in generic form --*- C++ -*-===//
//
// The torch dialect is torch-mlir's and not registered here: its ops are known
// by their names, and its types are opaque text. That is enough to read the few
// that a repeat is made of, without a copy of the dialect.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_CONVERSION_TORCHTORINT_TORCHFORM_H
#define RINT_LIB_CONVERSION_TORCHTORINT_TORCHFORM_H

#include "../LinalgToRint/Sizes.h"

#include "mlir/IR/PatternMatch.h"

#include <optional>

namespace mlir::rint::torch {

/// The name of the torch op that defines `value`, or nothing, also where it has
/// fewer operands than are read of it: nobody has verified the op. That of
/// `torch.operator` is the one of the operator.
StringRef getOpName(Operation *op);
inline StringRef getOpName(Value value) {
  return value.getDefiningOp() ? getOpName(value.getDefiningOp()) : StringRef();
}

/// The tensor type that torch-mlir converts a `!torch.vtensor` of known rank
/// and element type to; null for other types.
RankedTensorType getBuiltinType(Type type);

/// Whether `type` is a tensor of signed integers.
bool isSignedTensor(Type type);

bool isNone(Value value);
std::optional<int64_t> getConstantInt(Value value);
std::optional<bool> getConstantBool(Value value);
/// The members of a list that is made in place.
std::optional<SmallVector<Value>> getList(Value value);

/// A non-negative dim of a tensor of so many dimensions.
std::optional<int64_t> getDim(Value value, int64_t rank);

/// What `tensor` is a plain copy of: clones, contiguous forms and slices that
/// cut nothing are left out.
Value skipCopies(Value tensor);

/// The size of a dimension; two that are bound to one symbol are the same.
Size getSize(Value tensor, int64_t dim);
/// An int that holds a size.
Size getSize(Value number);

/// Builds an int as an index, a literal where it is one; null for what may be
/// no int.
OpFoldResult buildIndex(OpBuilder &builder, Location loc, Value number);

/// Builds a vtensor as the tensor that torch-mlir makes of it, and back.
Value buildToBuiltin(OpBuilder &builder, Location loc, Value tensor);
Value buildFromBuiltin(OpBuilder &builder, Location loc, Value tensor,
                       Type type);

/// Erases the torch ops that compute something of which nobody reads the result
/// and that have no other effect.
void eraseUnused(Operation *root);

} // namespace mlir::rint::torch

#endif // RINT_LIB_CONVERSION_TORCHTORINT_TORCHFORM_H
