//===- Runner.cpp - Compile a module and run it -----------------*- C++ -*-===//

#include "Runner.h"
#include "Benchmark.h"
#include "CrashReporter.h"
#include "ErrorLine.h"
#include "InputSpec.h"
#include "OutputFiles.h"
#include "TensorPrinter.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "rint/ExecutionEngine/Error.h"
#include "rint/ExecutionEngine/Program.h"
#include "rint/Runtime/HostRuntime.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/SourceMgr.h"

using namespace mlir;
using namespace mlir::rint;

namespace {
/// The run of one module, stage by stage. Each stage emits its errors.
class Run {
public:
  Run(const RunnerOptions &options, const DialectRegistry &registry);

  /// Whether everything succeeded.
  bool perform();
  StringRef getErrorLine() const { return errorLine.get(); }

private:
  LogicalResult readModule();
  LogicalResult readArguments();
  LogicalResult runProgram();
  LogicalResult checkCounts();
  /// "argument 2 (%rs : tensor<?xi64>)".
  std::string describeArgument(size_t i);
  InFlightDiagnostic emitArgumentError(size_t i);
  void enter(Location loc, StringRef activity);

  const RunnerOptions &options;
  std::string fileName;
  MLIRContext context;
  ErrorLine errorLine;
  llvm::SourceMgr sources;
  OwningOpRef<ModuleOp> module;
  std::optional<EntryPoint> entry;
  std::vector<HostTensor> arguments;
};
} // namespace

Run::Run(const RunnerOptions &options, const DialectRegistry &registry)
    : options(options),
      fileName(options.file == "-" ? "<stdin>" : options.file),
      // Modules are small; starting threads would take longer than they save.
      context(registry, MLIRContext::Threading::DISABLED),
      errorLine(&context, fileName) {}

/// Says what a crash from here on belongs to.
void Run::enter(Location loc, StringRef activity) {
  setCrashContext(formatLocation(loc, fileName), activity);
}

LogicalResult Run::readModule() {
  Location fileLoc = FileLineColLoc::get(&context, fileName, 0, 0);
  enter(fileLoc, "reading the module");
  auto buffer = llvm::MemoryBuffer::getFileOrSTDIN(options.file);
  if (!buffer)
    return emitError(fileLoc, "expected a readable file, but got: ")
           << buffer.getError().message();
  sources.AddNewSourceBuffer(std::move(*buffer), llvm::SMLoc());
  module = parseSourceFile<ModuleOp>(sources, &context);
  if (module)
    return success();
  // The reader of bytecode may fail without a word; a second error is dropped.
  return emitError(fileLoc, "expected a module, but got a file that cannot be "
                            "read as one");
}

//===----------------------------------------------------------------------===//
// Arguments
//===----------------------------------------------------------------------===//

std::string Run::describeArgument(size_t i) {
  std::string text = llvm::formatv("argument {0}", i + 1);
  if (i >= entry->arguments.size())
    return text;
  // The IR does not keep the names of values, but the location of an argument
  // is where its name stands in the source.
  StringRef name;
  auto place = entry->argumentLocs[i]->findInstanceOf<FileLineColLoc>();
  if (place && place.getFilename() == fileName) {
    unsigned id = sources.getMainFileID();
    llvm::SMLoc start =
        sources.FindLocForLineAndColumn(id, place.getLine(), place.getColumn());
    const char *end = sources.getMemoryBuffer(id)->getBufferEnd();
    if (start.isValid() && *start.getPointer() == '%')
      name =
          StringRef(start.getPointer(), end - start.getPointer())
              .take_until([](char c) { return StringRef(" :,)").contains(c); });
  }
  return llvm::formatv("{0} ({1}{2}{3})", text, name, name.empty() ? "" : " : ",
                       entry->arguments[i]);
}

InFlightDiagnostic Run::emitArgumentError(size_t i) {
  Location loc =
      i < entry->argumentLocs.size() ? entry->argumentLocs[i] : entry->loc;
  return emitError(loc) << describeArgument(i) << ": ";
}

LogicalResult Run::checkCounts() {
  size_t inputs = options.inputs.size(), arguments = entry->arguments.size();
  if (inputs != arguments)
    return emitArgumentError(std::min(inputs, arguments))
           << "expected " << arguments << " --input for '" << entry->name
           << "', one for each argument, but got " << inputs;
  size_t outputs = options.outputs.size(), results = entry->results.size();
  if (outputs > results)
    return emitError(entry->loc, "expected at most ")
           << results << " --output for '" << entry->name
           << "', one for each result, but got " << outputs;
  return success();
}

LogicalResult Run::readArguments() {
  if (failed(checkCounts()))
    return failure();
  for (auto [i, spec] : llvm::enumerate(options.inputs)) {
    enter(entry->argumentLocs[i], "reading " + describeArgument(i));
    llvm::Expected<HostTensor> tensor =
        parseInputSpec(spec, entry->arguments[i]);
    if (!tensor)
      return emitArgumentError(i) << llvm::toString(tensor.takeError());
    arguments.push_back(std::move(*tensor));
  }
  return success();
}

//===----------------------------------------------------------------------===//
// Results
//===----------------------------------------------------------------------===//

static LogicalResult deliver(ArrayRef<TensorView> results,
                             const EntryPoint &entry,
                             const RunnerOptions &options) {
  OutputFiles files;
  for (auto [i, output] : llvm::enumerate(options.outputs))
    if (llvm::Error error = files.write(output, results[i]))
      return emitError(entry.loc, "result ")
             << i + 1 << ": " << llvm::toString(std::move(error));
  files.keep();
  for (const TensorView &result : results.drop_front(options.outputs.size()))
    printTensor(result, options.printAll, llvm::outs());
  llvm::outs().flush();
  if (!llvm::outs().has_error())
    return success();
  std::string reason = llvm::outs().error().message();
  llvm::outs().clear_error();
  return emitError(entry.loc, "cannot write the results: ") << reason;
}

LogicalResult Run::runProgram() {
  ProgramOptions programOptions;
  programOptions.target = options.target;
  programOptions.codegen = options.codegen;
  programOptions.configurePasses = applyPassManagerCLOptions;
  programOptions.silencesCodegen = true;
  llvm::append_range(programOptions.sharedLibs, options.sharedLibs);
  if (options.benchmark)
    return benchmarkModule(*module, *entry, arguments, programOptions,
                           options.benchmarkFlags);

  enter(entry->loc, "compiling '" + entry->name + "'");
  auto program = Program::compile(*module, *entry, programOptions);
  // A pass that reports an error has failed, whatever it returns.
  if (failed(program) || errorLine.hasError())
    return failure();
  enter(entry->loc, "running '" + entry->name + "'");
  CallFrame frame(*entry, arguments);
  (*program)->call(frame);
  rint_runtime::flushProgramOutput();
  return deliver(frame.getResults(), *entry, options);
}

bool Run::perform() {
  if (failed(readModule()))
    return false;
  FailureOr<EntryPoint> found = findEntryPoint(*module, options.entry);
  if (failed(found))
    return false;
  entry = std::move(*found);
  if (failed(readArguments()))
    return false;
  if (succeeded(runProgram()))
    return true;
  // Passes may fail without a word.
  emitError(entry->loc, "cannot compile '") << entry->name << "'";
  return false;
}

int rint::runModule(const RunnerOptions &options,
                    const DialectRegistry &registry) {
  Run run(options, registry);
  if (run.perform())
    return EXIT_SUCCESS;
  llvm::errs() << run.getErrorLine() << '\n';
  return EXIT_FAILURE;
}
