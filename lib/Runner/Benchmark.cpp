//===- Benchmark.cpp - Time a function --------------------------*- C++ -*-===//

#include "Benchmark.h"
#include "TrafficCounter.h"
#include "benchmark/benchmark.h"
#include "rint/Runtime/HostRuntime.h"
#include "llvm/Support/FormatVariadic.h"
#include <atomic>
#include <iostream>
#include <sstream>

using namespace mlir;
using namespace mlir::rint;

/// What the instrumented program has counted.
static std::atomic<int64_t> countedBytes;

static void countBytes(int64_t bytes) { countedBytes += bytes; }

static int64_t getNumBytes(const TensorView &tensor) {
  return tensor.getNumElements() * tensor.layout.getBytes();
}

/// Runs an instrumented copy of the module. Fails if that does not compile;
/// nothing if there are no rint ops.
static FailureOr<std::optional<int64_t>>
countTraffic(ModuleOp module, const EntryPoint &entry,
             ArrayRef<HostTensor> arguments, ProgramOptions options) {
  OwningOpRef<ModuleOp> copy = module.clone();
  if (entry.isLowered || !instrumentTraffic(*copy))
    return std::optional<int64_t>();
  options.hostFunctions.push_back(
      {kCountBytesName, reinterpret_cast<void *>(&countBytes)});
  auto program = Program::compile(*copy, entry, options);
  if (failed(program))
    return failure();
  CallFrame frame(entry, arguments);
  countedBytes = 0;
  (*program)->call(frame);
  return std::optional<int64_t>(countedBytes);
}

//===----------------------------------------------------------------------===//
// Flags of the library
//===----------------------------------------------------------------------===//

/// The flag that the library is reading, for its callback below.
static std::string currentFlag;

static void refuseFlag() {
  std::string message =
      llvm::formatv("rint-runner: error: expected a flag of the Google "
                    "Benchmark library, but got '{0}'",
                    currentFlag);
  rintReportError(message.c_str());
}

/// The flag as every release of the library takes it: from 1.8 on, a time may
/// have its unit behind it, `0.5s`; before, it must not.
static StringRef dropUnit(StringRef flag) {
  if (flag.starts_with("--benchmark_min_time="))
    flag.consume_back("s");
  return flag;
}

/// Hands the flags to the library, which takes them from a command line: one by
/// one, to know which it refuses. Some it leaves in place; for others it calls
/// back to explain its flags, and would then end the process as if all were
/// well.
static void setFlags(ArrayRef<std::string> flags) {
  // The library keeps the name.
  static char program[] = "rint-runner";
  // It says by itself what is wrong with a number; the error below is enough.
  std::ostringstream ignored;
  std::streambuf *saved = std::cerr.rdbuf(ignored.rdbuf());
  for (const std::string &flag : flags) {
    currentFlag = flag;
    std::string copy = dropUnit(flag).str();
    char *argv[] = {program, copy.data(), nullptr};
    int argc = 2;
    benchmark::Initialize(&argc, argv, refuseFlag);
    if (argc > 1)
      refuseFlag();
  }
  std::cerr.rdbuf(saved);
}

//===----------------------------------------------------------------------===//
// Runs
//===----------------------------------------------------------------------===//

LogicalResult rint::benchmarkModule(ModuleOp module, const EntryPoint &entry,
                                    ArrayRef<HostTensor> arguments,
                                    ProgramOptions options,
                                    ArrayRef<std::string> flags) {
  setFlags(flags);
  auto traffic = countTraffic(module, entry, arguments, options);
  if (failed(traffic))
    return failure();
  auto program = Program::compile(module, entry, options);
  if (failed(program))
    return failure();

  // The first run shows whether the program reports an error, and how large the
  // results are.
  CallFrame frame(entry, arguments);
  (*program)->call(frame);
  int64_t bytes = 0;
  if (*traffic) {
    bytes = **traffic;
  } else {
    for (const HostTensor &argument : arguments)
      bytes += argument.getNumBytes();
    for (const TensorView &result : frame.getResults())
      bytes += getNumBytes(result);
  }
  frame.freeResults();

  auto time = [&](benchmark::State &state) {
    for (auto _ : state) {
      (*program)->call(frame);
      frame.freeResults();
    }
    state.SetBytesProcessed(bytes * state.iterations());
  };
  // By the clock on the wall: the code may have more threads than this one.
  benchmark::RegisterBenchmark(entry.name.c_str(), time)->UseRealTime();
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return success();
}
