//===- Assembly.h - What the engine runs, as text ---------------*- C++ -*-===//

#ifndef RINT_EXECUTIONENGINE_ASSEMBLY_H
#define RINT_EXECUTIONENGINE_ASSEMBLY_H

#include "rint/ExecutionEngine/Program.h"

namespace mlir::rint {

/// The assembly of the code that a program would run for `module`, which has
/// been lowered to the LLVM dialect and is changed. Nothing is run, not even
/// global constructors.
llvm::Expected<std::string> emitAssembly(ModuleOp module,
                                         const ProgramOptions &options);

} // namespace mlir::rint

#endif // RINT_EXECUTIONENGINE_ASSEMBLY_H
