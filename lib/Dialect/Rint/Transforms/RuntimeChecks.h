//===- RuntimeChecks.h - The checks of one op -------------------*- C++ -*-===//

#ifndef RINT_LIB_DIALECT_RINT_TRANSFORMS_RUNTIMECHECKS_H
#define RINT_LIB_DIALECT_RINT_TRANSFORMS_RUNTIMECHECKS_H

#include "mlir/IR/Builders.h"
#include "mlir/Interfaces/RuntimeVerifiableOpInterface.h"

namespace mlir::rint {

/// Builds the checks of what types and constants do not decide of `op`, worded
/// as the verifier would, before `op`.
void buildRuntimeChecks(OpBuilder &builder, RuntimeVerifiableOpInterface op);

} // namespace mlir::rint

#endif // RINT_LIB_DIALECT_RINT_TRANSFORMS_RUNTIMECHECKS_H
