//===- Benchmark.h - Time a function ----------------------------*- C++ -*-===//

#ifndef RINT_LIB_RUNNER_BENCHMARK_H
#define RINT_LIB_RUNNER_BENCHMARK_H

#include "rint/ExecutionEngine/Program.h"

namespace mlir::rint {

/// Times the entry point of `module` with the Google Benchmark library, which
/// prints its report as `flags` say, such as --benchmark_format=json. An
/// iteration is one call, with the allocation and the release of the results.
/// Emits errors; those of the program's own show before there is any report.
///
/// Bytes per second count what the rint ops that are executed read and write:
/// the bytes of their tensor operands and results. Without rint ops, and in a
/// module that is lowered already, it is those of the entry point's arguments
/// and results.
LogicalResult benchmarkModule(ModuleOp module, const EntryPoint &entry,
                              ArrayRef<HostTensor> arguments,
                              ProgramOptions options,
                              ArrayRef<std::string> flags);

} // namespace mlir::rint

#endif // RINT_LIB_RUNNER_BENCHMARK_H
