//===- Runner.cpp - Compile a module and run it -----------------*- C++ -*-===//

#include "Runner.h"
#include "Benchmark.h"
#include "CrashReporter.h"
#include "ElementText.h"
#include "ErrorLine.h"
#include "InputSpec.h"
#include "OutputFiles.h"
#include "TensorPrinter.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "rint/ExecutionEngine/Error.h"
#include "rint/ExecutionEngine/Program.h"
#include "rint/Explain/Report.h"
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
  /// Calls the function. An error of the run ends the process.
  void call(const Program &program, CallFrame &frame);
  LogicalResult deliver(ArrayRef<TensorView> results);
  LogicalResult checkCounts();
  /// "argument 2 (%rs : tensor<?xi64>)".
  std::string describeArgument(size_t i);
  InFlightDiagnostic emitArgumentError(size_t i);
  void enter(Location loc, StringRef activity);
  ProgramOptions getProgramOptions() const;

  /// The page that --explain asks for is there from the start, so that it says
  /// how the module was compiled whatever the run does.
  LogicalResult startReport();
  LogicalResult writeReport();
  void addArgumentsToReport();
  void addResultsToReport(ArrayRef<TensorView> results);

  const RunnerOptions &options;
  std::string fileName;
  MLIRContext context;
  ErrorLine errorLine;
  llvm::SourceMgr sources;
  OwningOpRef<ModuleOp> module;
  std::optional<EntryPoint> entry;
  std::vector<HostTensor> arguments;
  std::optional<Report> report;
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
  addArgumentsToReport();
  return success();
}

//===----------------------------------------------------------------------===//
// The page
//===----------------------------------------------------------------------===//

LogicalResult Run::startReport() {
  if (options.explain.empty())
    return success();
  enter(entry->loc, "explaining '" + entry->name + "'");
  report.emplace(sources, &context, entry->name, getProgramOptions());
  addArgumentsToReport();
  report->setError(options.benchmark
                       ? "the function was timed, which prints no results"
                       : "the process ended before there was a result");
  return writeReport();
}

LogicalResult Run::writeReport() {
  if (!report)
    return success();
  if (llvm::Error error = report->write(options.explain))
    return emitError(entry->loc, "--explain: ")
           << llvm::toString(std::move(error));
  return success();
}

void Run::addArgumentsToReport() {
  if (!report)
    return;
  std::vector<ReportArgument> shown;
  for (auto [i, spec] : llvm::enumerate(options.inputs)) {
    shown.push_back({describeArgument(i), spec});
    // They have not been read at first.
    if (i >= arguments.size() ||
        arguments[i].getNumElements() > kMaxDrawnElements)
      continue;
    const HostTensor &tensor = arguments[i];
    shown.back().shape.assign(tensor.getShape().begin(),
                              tensor.getShape().end());
    for (int64_t j = 0, e = tensor.getNumElements(); j < e; ++j) {
      llvm::raw_string_ostream os(shown.back().elements.emplace_back());
      printElement(tensor.getElement(j), tensor.getLayout(), os);
    }
  }
  report->setArguments(std::move(shown));
}

void Run::addResultsToReport(ArrayRef<TensorView> results) {
  if (!report)
    return;
  std::vector<std::string> lines;
  for (const TensorView &result : results) {
    std::string line;
    llvm::raw_string_ostream os(line);
    printTensor(result, options.printAll, os);
    lines.push_back(StringRef(line).rtrim().str());
  }
  report->setResults(std::move(lines));
}

//===----------------------------------------------------------------------===//
// Results
//===----------------------------------------------------------------------===//

LogicalResult Run::deliver(ArrayRef<TensorView> results) {
  OutputFiles files;
  for (auto [i, output] : llvm::enumerate(options.outputs))
    if (llvm::Error error = files.write(output, results[i]))
      return emitError(entry->loc, "result ")
             << i + 1 << ": " << llvm::toString(std::move(error));
  addResultsToReport(results);
  if (failed(writeReport()))
    return failure();
  files.keep();
  for (const TensorView &result : results.drop_front(options.outputs.size()))
    printTensor(result, options.printAll, llvm::outs());
  llvm::outs().flush();
  if (!llvm::outs().has_error())
    return success();
  std::string reason = llvm::outs().error().message();
  llvm::outs().clear_error();
  return emitError(entry->loc, "cannot write the results: ") << reason;
}

//===----------------------------------------------------------------------===//
// Running
//===----------------------------------------------------------------------===//

ProgramOptions Run::getProgramOptions() const {
  ProgramOptions programOptions;
  programOptions.target = options.target;
  programOptions.codegen = options.codegen;
  programOptions.configurePasses = applyPassManagerCLOptions;
  programOptions.silencesCodegen = true;
  llvm::append_range(programOptions.sharedLibs, options.sharedLibs);
  return programOptions;
}

void Run::call(const Program &program, CallFrame &frame) {
  if (!report)
    return program.call(frame);
  llvm::Error error = program.tryCall(frame);
  if (!error)
    return;
  std::string line = llvm::toString(std::move(error));
  report->setError(line);
  // The error of the run is the one that is reported.
  (void)writeReport();
  rintReportError(line.c_str());
}

LogicalResult Run::runProgram() {
  if (options.benchmark)
    return benchmarkModule(*module, *entry, arguments, getProgramOptions(),
                           options.benchmarkFlags);

  enter(entry->loc, "compiling '" + entry->name + "'");
  auto program = Program::compile(*module, *entry, getProgramOptions());
  // A pass that reports an error has failed, whatever it returns.
  if (failed(program) || errorLine.hasError())
    return failure();
  enter(entry->loc, "running '" + entry->name + "'");
  CallFrame frame(*entry, arguments);
  call(**program, frame);
  rint_runtime::flushProgramOutput();
  return deliver(frame.getResults());
}

bool Run::perform() {
  if (failed(readModule()))
    return false;
  FailureOr<EntryPoint> found = findEntryPoint(*module, options.entry);
  if (failed(found))
    return false;
  entry = std::move(*found);
  // Bytecode need not say where things were.
  if (!entry->loc->findInstanceOf<FileLineColLoc>())
    entry->loc = FileLineColLoc::get(&context, fileName, 0, 0);
  if (failed(startReport()))
    return false;
  if (succeeded(readArguments()) && succeeded(runProgram()))
    return true;
  // Passes may fail without a word.
  emitError(entry->loc, "cannot compile '") << entry->name << "'";
  if (report) {
    report->setError(errorLine.get());
    (void)writeReport();
  }
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
