//===- RunnerMain.h - The main function of rint-runner ----------*- C++ -*-===//

#ifndef RINT_RUNNER_RUNNERMAIN_H
#define RINT_RUNNER_RUNNERMAIN_H

#include "mlir/IR/DialectRegistry.h"

namespace mlir::rint {

/// Runs what the command line says and returns the exit status of the process.
/// The dialects of `registry` may occur in the module.
int runnerMain(int argc, char **argv, DialectRegistry &registry);

} // namespace mlir::rint

#endif // RINT_RUNNER_RUNNERMAIN_H
