//===- Target.h - The machines a program can run on -------------*- C++ -*-===//
//
// All that the engine knows of a kind of machine: how to lower a module for it
// and which libraries the code calls. A new target is a new entry of the table.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_EXECUTIONENGINE_TARGET_H
#define RINT_EXECUTIONENGINE_TARGET_H

#include "mlir/Pass/PassManager.h"
#include "llvm/Support/Error.h"

namespace mlir::rint {

/// What the user may choose about the code that is made.
struct CodegenOptions {
  /// Whether rules that types cannot decide are checked at run time.
  bool checks = true;
  /// Whether work is done before repeats, or reads through them.
  bool fuse = true;
  /// How many threads the code may use.
  unsigned threads = 1;
  /// The strategy that writes every copy which it can serve, on a CPU; empty
  /// for the best one.
  std::string strategy;
};

/// What a module is made of.
enum class ModuleLevel {
  /// Values; buffers are still to be chosen, and freed.
  Tensors,
  /// Buffers, which the module frees by itself.
  Buffers
};

/// A kind of machine.
struct Target {
  StringRef name;
  /// Adds the passes from rint and upstream ops to the LLVM dialect for the
  /// host, which holds code for the device where there is one. Functions that
  /// can be called get a C interface on host memory.
  void (*buildPipeline)(OpPassManager &pm, ModuleLevel level,
                        const CodegenOptions &options);
  /// The library of rint's that the code calls, if any; it is installed next to
  /// rint's programs, in ../lib.
  StringRef library;
};

/// The target called `name`. Fails if there is none, or if this build of rint
/// does not have it.
llvm::Expected<const Target *> lookupTarget(StringRef name);

} // namespace mlir::rint

#endif // RINT_EXECUTIONENGINE_TARGET_H
