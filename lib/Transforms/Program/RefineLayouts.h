//===- RefineLayouts.h - Row-major buffers of private functions -*- C++ -*-===//

#ifndef RINT_LIB_TRANSFORMS_PROGRAM_REFINELAYOUTS_H
#define RINT_LIB_TRANSFORMS_PROGRAM_REFINELAYOUTS_H

#include "mlir/IR/BuiltinOps.h"

namespace mlir::rint {

/// `value` before casts of memrefs.
Value skipCasts(Value value);

/// Gives arguments and results of the private functions of `module` a row-major
/// type where all calls pass, or all returns give, buffers that are known to be
/// row-major, and lets ops see that their operands are.
void refineLayouts(ModuleOp module);

} // namespace mlir::rint

#endif // RINT_LIB_TRANSFORMS_PROGRAM_REFINELAYOUTS_H
