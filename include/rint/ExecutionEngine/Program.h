//===- Program.h - A compiled module ----------------------------*- C++ -*-===//

#ifndef RINT_EXECUTIONENGINE_PROGRAM_H
#define RINT_EXECUTIONENGINE_PROGRAM_H

#include "rint/ExecutionEngine/CallFrame.h"
#include "rint/ExecutionEngine/Target.h"
#include <memory>
#include <string>

namespace mlir {
class ExecutionEngine;
} // namespace mlir

namespace mlir::rint {

/// How to make a program of a module.
struct ProgramOptions {
  const Target *target = nullptr;
  CodegenOptions codegen;
  /// Libraries, by path, that functions without a body come from.
  SmallVector<std::string> sharedLibs;
  /// Functions of the runner that a module may declare, by name.
  SmallVector<std::pair<StringRef, void *>> hostFunctions;
};

/// A module compiled for this machine.
class Program {
public:
  /// Lowers `module`, which is changed, and compiles it with the optimizations
  /// of -O3. `module` may be in the LLVM dialect already. Emits errors.
  static FailureOr<std::unique_ptr<Program>>
  compile(ModuleOp module, const EntryPoint &entry,
          const ProgramOptions &options);
  ~Program();

  /// Calls the entry point.
  void call(CallFrame &frame) const { function(frame.getPackedArguments()); }

private:
  Program(std::unique_ptr<ExecutionEngine> engine, void (*function)(void **));

  std::unique_ptr<ExecutionEngine> engine;
  void (*function)(void **);
};

/// Registers what `Program` needs to translate modules to LLVM IR.
void registerProgramDialects(DialectRegistry &registry);

} // namespace mlir::rint

#endif // RINT_EXECUTIONENGINE_PROGRAM_H
