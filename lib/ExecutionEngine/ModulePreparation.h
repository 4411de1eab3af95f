//===- ModulePreparation.h - Modules as the runner wants them ---*- C++ -*-===//

#ifndef RINT_EXECUTIONENGINE_MODULEPREPARATION_H
#define RINT_EXECUTIONENGINE_MODULEPREPARATION_H

#include "rint/ExecutionEngine/EntryPoint.h"
#include "rint/ExecutionEngine/Target.h"

namespace mlir::rint {

/// Tells the pipeline that lowers `module` what only the runner knows:
///
/// - `entry` is called from outside, with tensors that have to stay as they
/// are;
/// - upstream's functions that print memrefs only read them;
/// - a failed `cf.assert` is reported like a failed check.
///
/// Returns what the module is made of.
ModuleLevel prepareModule(ModuleOp module, const EntryPoint &entry);

} // namespace mlir::rint

#endif // RINT_EXECUTIONENGINE_MODULEPREPARATION_H
