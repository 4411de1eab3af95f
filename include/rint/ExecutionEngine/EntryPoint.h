//===- EntryPoint.h - The function that is run ------------------*- C++ -*-===//

#ifndef RINT_EXECUTIONENGINE_ENTRYPOINT_H
#define RINT_EXECUTIONENGINE_ENTRYPOINT_H

#include "mlir/IR/BuiltinOps.h"

namespace mlir::rint {

/// A function that can be run, as its author sees it. It outlives the function:
/// compilation replaces that.
struct EntryPoint {
  std::string name;
  Location loc;
  /// Ranked tensors, memrefs and scalars.
  SmallVector<Type> arguments;
  SmallVector<Type> results;
  SmallVector<Location> argumentLocs;
  /// Whether memrefs are passed as pointers to descriptors and several results
  /// returned as one structure, by the function's C interface. Not so for an
  /// llvm.func of plain numbers.
  bool hasCInterface = true;
  /// Whether the function is in the LLVM dialect already.
  bool isLowered = false;
};

/// Finds the function called `name`, or, without a name, `main`, or the only
/// public function of `module` that has a body. A function that is in the LLVM
/// dialect has the type that its attribute `rint.signature` says. Emits an
/// error if there is no such function, or none that can be run.
FailureOr<EntryPoint> findEntryPoint(ModuleOp module, StringRef name);

} // namespace mlir::rint

#endif // RINT_EXECUTIONENGINE_ENTRYPOINT_H
