//===- Program.cpp - A compiled module --------------------------*- C++ -*-===//

#include "rint/ExecutionEngine/Program.h"
#include "HostCode.h"
#include "ModulePreparation.h"
#include "SilencedStderr.h"
#include "SymbolResolution.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/ExecutionEngine/ExecutionEngine.h"
#include "mlir/Target/LLVMIR/Dialect/All.h"
#include "mlir/Transforms/Passes.h"
#include "rint/ExecutionEngine/Error.h"
#include "rint/Runtime/GuardedCall.h"
#include "llvm/Target/TargetMachine.h"

using namespace mlir;
using namespace mlir::rint;

//===----------------------------------------------------------------------===//
// Lowering
//===----------------------------------------------------------------------===//

static LogicalResult runPasses(ModuleOp module, const ProgramOptions &options,
                               llvm::function_ref<void(OpPassManager &)> add) {
  PassManager passes(module.getContext());
  // The pipelines do so between their stages.
  passes.enableVerifier(false);
  if (options.configurePasses && failed(options.configurePasses(passes)))
    return failure();
  add(passes);
  return passes.run(module);
}

LogicalResult rint::lowerModule(ModuleOp module, const EntryPoint &entry,
                                const ProgramOptions &options) {
  if (entry.isLowered)
    return success();
  prepareModule(module, entry);
  // Functions that the entry point does not call are not worth compiling.
  if (failed(runPasses(module, options, [](OpPassManager &passes) {
        passes.addPass(createSymbolDCEPass());
      })))
    return failure();
  ModuleLevel level = getModuleLevel(module);
  return runPasses(module, options, [&](OpPassManager &passes) {
    options.target->buildPipeline(passes, level, options.codegen);
  });
}

//===----------------------------------------------------------------------===//
// Compilation
//===----------------------------------------------------------------------===//

static LogicalResult emitEngineError(const EntryPoint &entry,
                                     llvm::Error error) {
  return emitError(entry.loc, "cannot compile '")
         << entry.name << "': " << llvm::toString(std::move(error));
}

/// The function of the module that is called for `entry`.
static std::string getSymbol(const EntryPoint &entry) {
  return (entry.hasCInterface ? "_mlir_ciface_" : "") + entry.name;
}

/// Lets LLVM inline every function but `entry`, and drop it: the engine makes a
/// wrapper of each that can be called, with whatever it inlines.
static void hideOtherFunctions(ModuleOp module, const EntryPoint &entry) {
  for (auto function : module.getOps<LLVM::LLVMFuncOp>())
    if (!function.isExternal() && function.getName() != getSymbol(entry) &&
        function.getLinkage() == LLVM::Linkage::External)
      function.setLinkage(LLVM::Linkage::Internal);
}

static llvm::Expected<std::unique_ptr<ExecutionEngine>>
createEngine(ModuleOp module, const ExternalSymbols &symbols) {
  auto machine = createHostMachine();
  if (!machine)
    return machine.takeError();
  setDataLayout(module, **machine);
  auto optimize = createHostOptimizer(**machine);
  SmallVector<StringRef> libraries(symbols.engineLibs.begin(),
                                   symbols.engineLibs.end());
  ExecutionEngineOptions options;
  options.transformer = optimize;
  options.sharedLibPaths = libraries;
  // Those leave files in the user's home.
  options.enablePerfNotificationListener = false;
  auto engine = ExecutionEngine::create(module, options, std::move(*machine));
  if (!engine)
    return engine.takeError();
  (*engine)->registerSymbols([&](llvm::orc::MangleAndInterner interner) {
    llvm::orc::SymbolMap map;
    for (auto [name, address] : symbols.hostFunctions)
      map[interner(name)] = {llvm::orc::ExecutorAddr::fromPtr(address),
                             llvm::JITSymbolFlags::Exported};
    return map;
  });
  // Runs global constructors, such as those that load code onto a device.
  (*engine)->initialize();
  return engine;
}

/// This is where code is generated.
static llvm::Expected<void (*)(void **)> lookUp(const ExecutionEngine &engine,
                                                const EntryPoint &entry,
                                                const ProgramOptions &options) {
  std::optional<SilencedStderr> silence;
  if (options.silencesCodegen)
    silence.emplace();
  return engine.lookupPacked(getSymbol(entry));
}

FailureOr<std::unique_ptr<Program>>
Program::compile(ModuleOp module, const EntryPoint &entry,
                 const ProgramOptions &options) {
  if (failed(lowerModule(module, entry, options)))
    return failure();
  FailureOr<ExternalSymbols> symbols = resolveSymbols(module, options);
  if (failed(symbols))
    return failure();
  hideOtherFunctions(module, entry);
  auto engine = createEngine(module, *symbols);
  if (!engine)
    return emitEngineError(entry, engine.takeError());
  auto function = lookUp(**engine, entry, options);
  if (!function)
    return emitEngineError(entry, function.takeError());
  return std::unique_ptr<Program>(new Program(
      std::move(*engine), *function, formatLocation(entry.loc, entry.name)));
}

Program::Program(std::unique_ptr<ExecutionEngine> engine,
                 void (*function)(void **), std::string location)
    : engine(std::move(engine)), function(function),
      location(std::move(location)) {}

Program::~Program() = default;

llvm::Error Program::tryCall(CallFrame &frame) const {
  std::optional<std::string> message =
      rint_runtime::callGuarded(function, frame.getPackedArguments(), location);
  if (message)
    return makeError("{0}", *message);
  return llvm::Error::success();
}

void rint::registerProgramDialects(DialectRegistry &registry) {
  registerAllToLLVMIRTranslations(registry);
}
