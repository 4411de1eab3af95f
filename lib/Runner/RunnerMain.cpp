//===- RunnerMain.cpp - The command line of rint-runner ---------*- C++ -*-===//

#include "rint/Runner/RunnerMain.h"
#include "CrashReporter.h"
#include "Runner.h"
#include "mlir/IR/AsmState.h"
#include "mlir/Pass/PassManager.h"
#include "rint/ExecutionEngine/Program.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/CommandLine.h"

using namespace mlir;
using namespace mlir::rint;
namespace cl = llvm::cl;

static constexpr char kOverview[] =
    R"(rint-runner: compiles a module of rint ops and upstream ops on tensors for
this machine, runs one of its functions and prints the results.

EXAMPLE: gqa.mlir holds

  func.func @main(%x: tensor<?xi64>, %r: index) -> tensor<?xi64> {
    %y = rint.repeat_interleave %x repeats(%r : index)
        : tensor<?xi64> -> tensor<?xi64>
    return %y : tensor<?xi64>
  }

  $ rint-runner gqa.mlir --input='3xi64=[10, 20, 30]' --input=index=2
  6xi64=[10, 10, 20, 20, 30, 30]

An input is TYPE=VALUE or @FILE.npy, where VALUE is a literal, as above, iota,
random:LO:HI:SEED or one element for all.

With --benchmark the flags of the Google Benchmark library (--benchmark_format,
--benchmark_min_time, --benchmark_repetitions and so on) are taken, too.
)";

namespace {
enum class Switch { Off, On };

/// The flags exist only while they are needed: libraries must not add to other
/// tools' command lines.
struct Flags {
  cl::OptionCategory category{"rint-runner options"};

  cl::opt<std::string> file{cl::Positional, cl::desc("FILE"), cl::init("-"),
                            cl::cat(category)};
  cl::opt<std::string> entry{
      "entry", cl::value_desc("name"), cl::cat(category),
      cl::desc("The function to run: main by default, or the only public one")};
  cl::list<std::string> inputs{
      "input", cl::value_desc("SPEC"), cl::cat(category),
      cl::desc("An argument, given in order: 3xi64=[1, 2, 3], i64=5, "
               "4x2xf32=iota, 9xi64=random:0:5:42, 8xf32=7 or @x.npy")};
  cl::list<std::string> outputs{
      "output", cl::value_desc("@FILE.npy"), cl::cat(category),
      cl::desc("Write a result, given in order, instead of printing it")};
  cl::opt<std::string> target{"target", cl::init("cpu"), cl::cat(category),
                              cl::value_desc("name"),
                              cl::desc("Where to run: cpu (the default), "
                                       "vulkan or cuda")};
  cl::opt<std::string> device{
      "device", cl::cat(category), cl::value_desc("name or number"),
      cl::desc("The GPU to run on; a wrong one is answered with a list")};
  cl::opt<unsigned> threads{"threads", cl::init(1), cl::cat(category),
                            cl::value_desc("n"),
                            cl::desc("Threads the code may use (1)")};
  cl::opt<Switch> checks{
      "checks", cl::init(Switch::On), cl::cat(category),
      cl::desc("Check at run time what types cannot decide:"),
      cl::values(
          clEnumValN(Switch::On, "on", "the default"),
          clEnumValN(Switch::Off, "off", "bad input has no defined result"))};
  cl::opt<Switch> fuse{
      "fuse", cl::init(Switch::On), cl::cat(category),
      cl::desc("Do work before repeats, and read through them:"),
      cl::values(clEnumValN(Switch::On, "on", "the default"),
                 clEnumValN(Switch::Off, "off", "every op as it is written"))};
  cl::opt<std::string> strategy{
      "strategy", cl::cat(category), cl::value_desc("name"),
      cl::desc("How the CPU is to write every copy that can be written so, or "
               "loops for plain loops; a wrong one is answered with a list")};
  cl::opt<std::string> explain{
      "explain", cl::cat(category), cl::value_desc("FILE.html"),
      cl::desc("Write a page that shows the program after every stage of the "
               "compilation, the assembly and the result")};
  cl::opt<bool> benchmark{"benchmark", cl::cat(category),
                          cl::desc("Time the function; print no results")};
  cl::opt<bool> printAll{
      "print-all", cl::cat(category),
      cl::desc("Print results of more than 1000 elements in full")};
  cl::list<std::string> sharedLibs{
      "shared-libs", cl::CommaSeparated, cl::cat(category),
      cl::value_desc("paths"),
      cl::desc("Libraries that the module's declarations come from")};
};
} // namespace

/// LLVM's shared library registers the options of all that is in it, whether or
/// not it is used; names that the runner gives a meaning of its own are freed.
static void releaseFlagNames() {
  for (StringRef name :
       {"entry", "input", "output", "target", "device", "threads", "checks",
        "fuse", "strategy", "explain", "benchmark", "print-all", "shared-libs"})
    if (cl::Option *taken = cl::getRegisteredOptions().lookup(name))
      taken->removeArgument();
}

/// Takes the flags of the Google Benchmark library out of the command line.
static std::vector<std::string>
takeBenchmarkFlags(SmallVectorImpl<char *> &args) {
  std::vector<std::string> taken;
  llvm::erase_if(args, [&](char *arg) {
    if (!StringRef(arg).starts_with("--benchmark_"))
      return false;
    taken.push_back(arg);
    return true;
  });
  return taken;
}

/// An error that has nothing to do with the file.
static int reportUsageError(StringRef text) {
  llvm::errs() << "rint-runner: error: " << text << '\n';
  return EXIT_FAILURE;
}

/// An error that the command line library has described in `text`, which ends
/// with advice, or else on stderr.
static int reportParseError(StringRef text) {
  if (text.empty())
    return EXIT_FAILURE;
  text.consume_front("rint-runner: ");
  return reportUsageError(text.split('\n').first.split(".  Try:").first);
}

int rint::runnerMain(int argc, char **argv, DialectRegistry &registry) {
  setCrashContext("rint-runner", "starting");
  installCrashReporter();
  registerProgramDialects(registry);

  RunnerOptions options;
  SmallVector<char *> args(argv, argv + argc);
  options.benchmarkFlags = takeBenchmarkFlags(args);

  cl::SetVersionPrinter([](raw_ostream &os) {
    os << "rint " RINT_VERSION " with LLVM " LLVM_VERSION_STRING "\n";
  });
  releaseFlagNames();
  Flags flags;
  registerPassManagerCLOptions();
  registerAsmPrinterCLOptions();
  cl::HideUnrelatedOptions(flags.category);
  std::string message;
  llvm::raw_string_ostream messageOS(message);
  if (!cl::ParseCommandLineOptions(args.size(), args.data(), kOverview,
                                   &messageOS))
    return reportParseError(message);

  llvm::Expected<const Target *> target = lookupTarget(flags.target);
  if (!target)
    return reportUsageError(llvm::toString(target.takeError()));
  options.target = *target;
  // Run-time libraries, which know the devices, read the environment.
  if (!flags.device.empty())
    setenv("RINT_GPU_DEVICE", flags.device.c_str(), /*overwrite=*/1);
  options.file = flags.file;
  options.entry = flags.entry;
  options.inputs = flags.inputs;
  options.outputs = flags.outputs;
  options.explain = flags.explain;
  options.sharedLibs = flags.sharedLibs;
  options.codegen.checks = flags.checks == Switch::On;
  options.codegen.fuse = flags.fuse == Switch::On;
  options.codegen.threads = flags.threads;
  options.codegen.strategy = flags.strategy;
  options.printAll = flags.printAll;
  options.benchmark = flags.benchmark;
  if (flags.threads == 0)
    return reportUsageError("expected --threads to be at least 1, but got 0");
  if (!options.benchmark && !options.benchmarkFlags.empty())
    return reportUsageError("expected --benchmark with '" +
                            options.benchmarkFlags.front() + "', but got none");
  return runModule(options, registry);
}
