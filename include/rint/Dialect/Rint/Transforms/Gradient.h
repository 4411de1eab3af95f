//===- Gradient.h - Gradients of rint's tensor ops --------------*- C++ -*-===//
//
// rint's ops are linear in their source, or in the case of maxima, minima and
// products have no gradient here. What a compiler that differentiates needs of
// them is one function.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_DIALECT_RINT_TRANSFORMS_GRADIENT_H
#define RINT_DIALECT_RINT_TRANSFORMS_GRADIENT_H

#include "mlir/IR/Builders.h"

namespace mlir::rint {

/// Builds the gradient with respect to the source of `op` from `gradient`, the
/// one with respect to its result, a tensor of the result's type. The value has
/// the type of the source:
///
/// *   of `rint.repeat_interleave`, the sums of the copies of each slice, a
///     `rint.segment_reduce` by the same counts or offsets;
/// *   of `rint.segment_reduce sum`, copies for each slice of a segment, a
///     `rint.repeat_interleave`; of `mean`, the same of what is divided by the
///     number of slices;
/// *   of `rint.repeat`, the sums over the copies of the whole.
///
/// Failure, and nothing built, for other ops and kinds. The ops that are built
/// are as good as `op`: where that breaks no rule, neither do they. The
/// insertion point is one where the operands of `op` can be used.
FailureOr<Value> buildSourceGradient(OpBuilder &builder, Operation *op,
                                     Value gradient);

} // namespace mlir::rint

#endif // RINT_DIALECT_RINT_TRANSFORMS_GRADIENT_H
