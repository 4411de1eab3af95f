//===- Compilation.h - What becomes of a module on its way ------*- C++ -*-===//

#ifndef RINT_LIB_EXPLAIN_COMPILATION_H
#define RINT_LIB_EXPLAIN_COMPILATION_H

#include "StageRecorder.h"
#include "rint/ExecutionEngine/Program.h"

namespace llvm {
class SourceMgr;
} // namespace llvm

namespace mlir::rint {

/// The texts of a module from the source to assembly, as far as it came.
struct Compilation {
  std::vector<StageRecord> stages;
  /// The pass that failed, or nothing.
  std::string failedPass;
  /// PTX or SPIR-V, and which of them; empty without a device.
  std::string deviceCode;
  std::string deviceLanguage;
  /// The code for the host, by function.
  ModuleText assembly;
  /// The time of LLVM's optimizations and of its code generation.
  double assemblySeconds = 0;
};

/// Reads the main file of `sources` and compiles the function called `entry`.
/// Runs nothing, and drops all diagnostics: whoever runs the program emits
/// them.
Compilation watchCompilation(llvm::SourceMgr &sources, MLIRContext *context,
                             StringRef entry, ProgramOptions options);

/// The functions of `assembly`, as LLVM writes it, without directives.
ModuleText splitAssembly(StringRef assembly);

} // namespace mlir::rint

#endif // RINT_LIB_EXPLAIN_COMPILATION_H
