//===- Benchmark.cpp - Time a function --------------------------*- C++ -*-===//

#include "rint/ExecutionEngine/Benchmark.h"
#include "TrafficCounter.h"
#include "benchmark/benchmark.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace mlir::rint;

/// What the instrumented program has counted.
static std::atomic<int64_t> countedBytes;

static void countBytes(int64_t bytes) { countedBytes += bytes; }

static int64_t getNumBytes(const TensorView &tensor) {
  return tensor.getNumElements() * tensor.format.getBytes();
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

/// Hands the flags to the library, which takes them from a command line.
static LogicalResult setFlags(ArrayRef<std::string> flags,
                              const EntryPoint &entry) {
  static char programName[] = "rint-runner";
  std::vector<std::string> storage(flags.begin(), flags.end());
  SmallVector<char *> argv = {programName};
  for (std::string &flag : storage)
    argv.push_back(flag.data());
  int argc = argv.size();
  argv.push_back(nullptr);
  benchmark::Initialize(&argc, argv.data());
  if (argc > 1)
    return emitError(entry.loc, "expected a flag of the Google Benchmark "
                                "library, but got '")
           << argv[1] << "'";
  return success();
}

LogicalResult mlir::rint::benchmarkModule(ModuleOp module,
                                          const EntryPoint &entry,
                                          ArrayRef<HostTensor> arguments,
                                          ProgramOptions options,
                                          ArrayRef<std::string> flags) {
  if (failed(setFlags(flags, entry)))
    return failure();
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

  benchmark::RegisterBenchmark(
      entry.name.c_str(), [&](benchmark::State &state) {
        for (auto _ : state) {
          (*program)->call(frame);
          frame.freeResults();
        }
        state.SetBytesProcessed(bytes * state.iterations());
      });
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return success();
}
