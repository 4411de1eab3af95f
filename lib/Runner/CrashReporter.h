//===- CrashReporter.h - Crashes as errors ----------------------*- C++ -*-===//
//
// A program may divide by zero, recurse without end or call abort, and a
// compiler has bugs. The runner reports that like any other error.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_RUNNER_CRASHREPORTER_H
#define RINT_LIB_RUNNER_CRASHREPORTER_H

#include "mlir/Support/LLVM.h"
#include "llvm/ADT/StringRef.h"

namespace mlir::rint {

/// From now on a signal by which the process faults, and a fatal error of LLVM,
/// become the line "LOCATION: error: ..." on stderr and exit status 1.
void installCrashReporter();

/// Says where to report crashes, and errors without a place of their own, from
/// now on, and what is going on: "running".
void setCrashContext(StringRef location, StringRef activity);

} // namespace mlir::rint

#endif // RINT_LIB_RUNNER_CRASHREPORTER_H
