//===- ModulePreparation.h - Modules as the engine wants them ---*- C++ -*-===//

#ifndef RINT_LIB_EXECUTIONENGINE_MODULEPREPARATION_H
#define RINT_LIB_EXECUTIONENGINE_MODULEPREPARATION_H

#include "rint/ExecutionEngine/EntryPoint.h"
#include "rint/ExecutionEngine/Target.h"

namespace mlir::rint {

/// Tells the pipeline that lowers `module` what only the engine knows:
///
/// - `entry` is called from outside, with tensors that have to stay as they
///   are, and no other function is;
/// - upstream's functions that print memrefs only read them.
void prepareModule(ModuleOp module, const EntryPoint &entry);

/// Whether anything in `module` has the type of a tensor.
ModuleLevel getModuleLevel(ModuleOp module);

} // namespace mlir::rint

#endif // RINT_LIB_EXECUTIONENGINE_MODULEPREPARATION_H
