//===- FailureBranches.h - Branches that the run ends in --------*- C++ -*-===//
//
// Where checks are moved into a branch that is taken only if one of them fails,
// the last of them is made to fail. So the branch has no way out, which lets
// what comes behind go on as if there were none.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_TRANSFORMS_GPU_FAILUREBRANCHES_H
#define RINT_LIB_TRANSFORMS_GPU_FAILUREBRANCHES_H

#include "mlir/IR/Builders.h"
#include "rint/Dialect/Rint/IR/Rint.h"

namespace mlir::rint {

/// Makes `check` fail: it stands where its condition is known not to hold.
void setFailing(CheckOp check);

/// Whether `op` is a branch that the run ends in.
bool isFailureBranch(Operation *op);

/// Builds the negation of a condition.
Value buildNot(OpBuilder &builder, Location loc, Value condition);

} // namespace mlir::rint

#endif // RINT_LIB_TRANSFORMS_GPU_FAILUREBRANCHES_H
