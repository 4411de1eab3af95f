//===- Assembly.cpp - What the engine runs, as text -------------*- C++ -*-===//

#include "rint/ExecutionEngine/Assembly.h"
#include "HostCode.h"
#include "SilencedStderr.h"
#include "SymbolResolution.h"
#include "mlir/Target/LLVMIR/Export.h"
#include "rint/ExecutionEngine/Error.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/SmallVectorMemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Target/TargetMachine.h"

using namespace mlir;
using namespace mlir::rint;

static llvm::Expected<std::string> print(llvm::Module &module,
                                         llvm::TargetMachine &machine) {
  SmallString<0> text;
  llvm::raw_svector_ostream os(text);
  llvm::legacy::PassManager passes;
  if (machine.addPassesToEmitFile(passes, os, nullptr,
                                  llvm::CodeGenFileType::AssemblyFile))
    return makeError("the host has no assembly");
  passes.run(module);
  return text.str().str();
}

llvm::Expected<std::string> rint::emitAssembly(ModuleOp module,
                                               const ProgramOptions &options) {
  std::optional<SilencedStderr> silence;
  if (options.silencesCodegen)
    silence.emplace();
  // Symbols that the host defines are calls in the code, not parts of it.
  if (failed(resolveSymbols(module, options)))
    return makeError("some of the functions that it calls are not defined");
  auto machine = createHostMachine();
  if (!machine)
    return machine.takeError();
  setDataLayout(module, **machine);
  llvm::LLVMContext context;
  std::unique_ptr<llvm::Module> code = translateModuleToLLVMIR(module, context);
  if (!code)
    return makeError("it cannot be translated to LLVM IR");
  code->setDataLayout((*machine)->createDataLayout());
  code->setTargetTriple((*machine)->getTargetTriple());
  if (llvm::Error error = createHostOptimizer(**machine)(code.get()))
    return error;
  return print(*code, **machine);
}
