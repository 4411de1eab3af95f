//===- Program.h - A compiled module ----------------------------*- C++ -*-===//

#ifndef RINT_EXECUTIONENGINE_PROGRAM_H
#define RINT_EXECUTIONENGINE_PROGRAM_H

#include "rint/ExecutionEngine/CallFrame.h"
#include "rint/ExecutionEngine/Target.h"
#include <functional>
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
  /// Functions of the host that a module may declare, by name.
  SmallVector<std::pair<StringRef, void *>> hostFunctions;
  /// Called with each pass manager before it runs, such as to print the IR.
  std::function<LogicalResult(PassManager &)> configurePasses;
  /// Whether stderr is closed while code is generated: LLVM prints what goes
  /// wrong, besides returning it. Other threads are silenced as well.
  bool silencesCodegen = false;
};

/// Lowers `module` to the LLVM dialect for the target, with code for a device
/// where there is one. Leaves a module alone that has been lowered already.
/// Emits errors.
LogicalResult lowerModule(ModuleOp module, const EntryPoint &entry,
                          const ProgramOptions &options);

/// A module compiled for this machine. Its functions may be called by several
/// threads at a time, each with a frame of its own.
class Program {
public:
  /// Lowers `module`, which is changed, and compiles it with the optimizations
  /// of -O3. `module` may be in the LLVM dialect already. Emits errors.
  static FailureOr<std::unique_ptr<Program>>
  compile(ModuleOp module, const EntryPoint &entry,
          const ProgramOptions &options);
  ~Program();

  /// Calls the entry point. A check that fails, and memory that is not there,
  /// end the process after a line on stderr.
  void call(CallFrame &frame) const { function(frame.getPackedArguments()); }

  /// As above, but what fails is returned, as "FILE:LINE:COL: error: ...". Then
  /// the frame has no results, and what the call has allocated on the host is
  /// freed. `rint_runtime::callGuarded` says what else holds.
  llvm::Error tryCall(CallFrame &frame) const;

private:
  Program(std::unique_ptr<ExecutionEngine> engine, void (*function)(void **),
          std::string location);

  std::unique_ptr<ExecutionEngine> engine;
  void (*function)(void **);
  /// Of the entry point.
  std::string location;
};

/// Registers what `Program` needs to translate modules to LLVM IR.
void registerProgramDialects(DialectRegistry &registry);

} // namespace mlir::rint

#endif // RINT_EXECUTIONENGINE_PROGRAM_H
