//===- Runner.h - Compile a module and run it -------------------*- C++ -*-===//

#ifndef RINT_LIB_RUNNER_RUNNER_H
#define RINT_LIB_RUNNER_RUNNER_H

#include "rint/ExecutionEngine/Target.h"
#include <string>
#include <vector>

namespace mlir::rint {

/// What to run, and how.
struct RunnerOptions {
  /// The file of the module; `-` is the standard input.
  std::string file = "-";
  /// The function to run; if empty, `main` or the only public one.
  std::string entry;
  /// A SPEC for each argument.
  std::vector<std::string> inputs;
  /// @FILE for each of the first results; the others are printed.
  std::vector<std::string> outputs;
  /// Where to write a page that shows how the module is compiled, if anywhere.
  std::string explain;
  std::vector<std::string> sharedLibs;
  const Target *target = nullptr;
  CodegenOptions codegen;
  /// Whether long results are printed in full.
  bool printAll = false;
  /// Whether to time the function, which prints no results, with these flags of
  /// the Google Benchmark library.
  bool benchmark = false;
  std::vector<std::string> benchmarkFlags;
};

/// Runs the function and prints or writes its results; returns the exit status
/// of the process. On an error the status is 1, stderr has one line that says
/// where and what, and there are no results.
int runModule(const RunnerOptions &options, const DialectRegistry &registry);

} // namespace mlir::rint

#endif // RINT_LIB_RUNNER_RUNNER_H
