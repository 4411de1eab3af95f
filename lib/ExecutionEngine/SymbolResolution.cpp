//===- SymbolResolution.cpp - Functions that compiled code calls *- C++ -*-===//
//
// Libraries are loaded when a module needs them. To link LLVM's would make
// every start 2 to 5 ms longer, by 40, and bring its OpenMP into hosts that
// have another.
//
//===----------------------------------------------------------------------===//

#include "SymbolResolution.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/ExecutionEngine/ExecutionEngine.h"
#include "mlir/IR/TypeUtilities.h"
#include "rint/Runtime/HostRuntime.h"
#include "llvm/Support/DynamicLibrary.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace mlir;
using namespace mlir::rint;
using llvm::sys::DynamicLibrary;

/// LLVM's libraries for programs: printing of memrefs and C helpers.
static constexpr StringRef kRunnerLibs[] = {"libmlir_runner_utils.so",
                                            "libmlir_c_runner_utils.so"};

/// Conversions of f16 and bf16, which the code generator calls on machines
/// without instructions for them.
static constexpr StringRef kHalfFloatLib = "libmlir_float16_utils.so";

/// The threads of code with OpenMP. Its calls appear in translation only.
static constexpr StringRef kOpenMPLib = "libomp.so";

/// What the run-time libraries of GPUs define besides the functions of MLIR's
/// GPU lowering.
static constexpr char kFitsDeviceMemory[] = "rintFitsDeviceMemory";

static std::string getLibraryPath(StringRef name) {
  return (RINT_LLVM_LIBRARY_DIR "/" + name).str();
}

/// Makes `function` a declaration of the host's function.
static void dropWeakDefinition(LLVM::LLVMFuncOp function) {
  if (function.isExternal() || function.getLinkage() == LLVM::Linkage::External)
    return;
  function.getBody().dropAllReferences();
  function.getBody().getBlocks().clear();
  function.setLinkage(LLVM::Linkage::External);
  function.removeComdatAttr();
}

static SmallVector<std::pair<StringRef, void *>>
adoptHostFunctions(ModuleOp module, const ProgramOptions &options) {
  SmallVector<std::pair<StringRef, void *>> functions = {
      {"rintReportError", reinterpret_cast<void *>(&rintReportError)},
      {"rintFitsMemory", reinterpret_cast<void *>(&rintFitsMemory)},
      {"malloc", reinterpret_cast<void *>(&rintAllocate)},
      {"free", reinterpret_cast<void *>(&rintFree)},
      // LLVM makes this of a malloc that is followed by a memset.
      {"calloc", reinterpret_cast<void *>(&rintAllocateZeros)}};
  llvm::append_range(functions, options.hostFunctions);
  llvm::erase_if(functions, [&](const auto &function) {
    auto own = module.lookupSymbol<LLVM::LLVMFuncOp>(function.first);
    if (own)
      dropWeakDefinition(own);
    // A module that insists on a definition of its own keeps it.
    return own && !own.isExternal();
  });
  return functions;
}

/// The path of a library that is installed along with this program.
static std::string findOwnLibrary(StringRef name) {
  void *address = reinterpret_cast<void *>(&findOwnLibrary);
  SmallString<128> path(llvm::sys::fs::getMainExecutable(nullptr, address));
  llvm::sys::path::remove_filename(path);
  llvm::sys::path::append(path, "..", RINT_LIBRARY_DIR, name);
  llvm::sys::path::remove_dots(path, /*remove_dot_dot=*/true);
  return path.str().str();
}

/// Loads a library into the process. One that initializes itself through the
/// execution engine goes to `symbols`.
static LogicalResult load(const std::string &path, std::string &message,
                          ExternalSymbols &symbols) {
  DynamicLibrary library =
      DynamicLibrary::getPermanentLibrary(path.c_str(), &message);
  if (!library.isValid())
    return failure();
  if (library.getAddressOfSymbol(ExecutionEngine::kLibraryInitFnName))
    symbols.engineLibs.push_back(path);
  return success();
}

/// The functions that the module calls and nobody defines so far. Intrinsics
/// are no symbols.
static SmallVector<LLVM::LLVMFuncOp>
findMissing(ModuleOp module, const ExternalSymbols &symbols) {
  SmallVector<LLVM::LLVMFuncOp> missing;
  for (auto function : module.getOps<LLVM::LLVMFuncOp>()) {
    StringRef name = function.getName();
    if (function.isExternal() && !name.starts_with("llvm.") &&
        !llvm::is_contained(llvm::make_first_range(symbols.hostFunctions),
                            name) &&
        !DynamicLibrary::SearchForAddressOfSymbol(name.str()) &&
        !SymbolTable::symbolKnownUseEmpty(function, module))
      missing.push_back(function);
  }
  return missing;
}

static bool hasHalfFloats(ModuleOp module) {
  auto isHalfFloat = [](Type type) {
    return getElementTypeOrSelf(type).isF16() ||
           getElementTypeOrSelf(type).isBF16();
  };
  return module
      .walk([&](Operation *op) {
        return llvm::any_of(op->getResultTypes(), isHalfFloat)
                   ? WalkResult::interrupt()
                   : WalkResult::advance();
      })
      .wasInterrupted();
}

static bool hasThreads(ModuleOp module) {
  return module
      .walk([](Operation *op) {
        return op->getName().getDialectNamespace() == "omp"
                   ? WalkResult::interrupt()
                   : WalkResult::advance();
      })
      .wasInterrupted();
}

FailureOr<ExternalSymbols> rint::resolveSymbols(ModuleOp module,
                                                const ProgramOptions &options) {
  ExternalSymbols symbols;
  symbols.hostFunctions = adoptHostFunctions(module, options);

  std::string message;
  SmallVector<std::string> required = options.sharedLibs;
  if (!options.target->library.empty())
    required.push_back(findOwnLibrary(options.target->library));
  if (hasThreads(module))
    required.push_back(getLibraryPath(kOpenMPLib));
  for (std::string &path : required) {
    SmallString<128> absolute(path);
    llvm::sys::fs::make_absolute(absolute);
    if (failed(load(absolute.str().str(), message, symbols)))
      return module.emitError("expected a shared library, but got '")
             << path << "': " << message;
  }

  // A library that knows the device knows its memory.
  auto fits = module.lookupSymbol<LLVM::LLVMFuncOp>(kFitsDeviceMemory);
  if (fits && DynamicLibrary::SearchForAddressOfSymbol(kFitsDeviceMemory))
    dropWeakDefinition(fits);

  // Libraries of LLVM's that are of no use are no loss.
  SmallVector<LLVM::LLVMFuncOp> missing = findMissing(module, symbols);
  for (StringRef library : kRunnerLibs) {
    if (missing.empty())
      break;
    (void)load(getLibraryPath(library), message, symbols);
    missing = findMissing(module, symbols);
  }
  if (hasHalfFloats(module))
    (void)load(getLibraryPath(kHalfFloatLib), message, symbols);
  if (!missing.empty())
    return missing.front().emitError("expected '")
           << missing.front().getName()
           << "' to be defined in the module or in a library given by "
              "--shared-libs, but got a declaration only";
  return symbols;
}
