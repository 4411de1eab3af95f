//===- SymbolResolution.h - Functions that compiled code calls --*- C++ -*-===//

#ifndef RINT_LIB_EXECUTIONENGINE_SYMBOLRESOLUTION_H
#define RINT_LIB_EXECUTIONENGINE_SYMBOLRESOLUTION_H

#include "rint/ExecutionEngine/Program.h"

namespace mlir::rint {

/// What compiled code finds outside of its module.
struct ExternalSymbols {
  /// Functions of the host that the module calls.
  SmallVector<std::pair<StringRef, void *>> hostFunctions;
  /// Libraries with an initialization of their own, which is the execution
  /// engine's business. Other libraries have been loaded into the process.
  SmallVector<std::string> engineLibs;
};

/// Finds what `module`, in the LLVM dialect, calls but does not define. Weak
/// definitions of functions that the host has are dropped. Of LLVM's own
/// libraries only those are loaded that define something that is missing. Emits
/// an error for a library that cannot be loaded and for a function that is
/// nowhere.
FailureOr<ExternalSymbols> resolveSymbols(ModuleOp module,
                                          const ProgramOptions &options);

} // namespace mlir::rint

#endif // RINT_LIB_EXECUTIONENGINE_SYMBOLRESOLUTION_H
