//===- HostCode.cpp - How code for the host is generated --------*- C++ -*-===//

#include "HostCode.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "rint/Conversion/Passes.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/ExecutionEngine/Orc/JITTargetMachineBuilder.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/PassInstrumentation.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Target/TargetMachine.h"

using namespace mlir;
using namespace mlir::rint;

llvm::Expected<std::unique_ptr<llvm::TargetMachine>> rint::createHostMachine() {
  llvm::InitializeNativeTarget();
  llvm::InitializeNativeTargetAsmPrinter();
  llvm::InitializeNativeTargetAsmParser();
  auto builder = llvm::orc::JITTargetMachineBuilder::detectHost();
  if (!builder)
    return builder.takeError();
  builder->setCodeGenOptLevel(llvm::CodeGenOptLevel::Aggressive);
  return builder->createTargetMachine();
}

void rint::setDataLayout(ModuleOp module, const llvm::TargetMachine &machine) {
  module->setAttr(
      LLVM::LLVMDialect::getDataLayoutAttrName(),
      StringAttr::get(module.getContext(),
                      machine.createDataLayout().getStringRepresentation()));
}

//===----------------------------------------------------------------------===//
// Optimization
//===----------------------------------------------------------------------===//

/// What a kernel needs: its values in registers, and nothing twice or in a loop
/// that can be in front of it. To look for more vectors and loops to transform,
/// as -O3 does, takes most of the time and finds nothing.
static constexpr StringLiteral kKernelPasses =
    "sroa,early-cse<memssa>,simplifycfg,instcombine<no-verify-fixpoint>,"
    "loop-mssa(loop-rotate,licm,simple-loop-unswitch),gvn,"
    "instcombine<no-verify-fixpoint>,loop-mssa(licm),simplifycfg";

/// Instructions of kernels, so optimized, that LLVM may inline in a module. It
/// would inline every function that has one caller, and the optimizations of
/// the caller take more than twice the time for twice the code.
static constexpr unsigned kMostInlined = 150;

static bool isKernel(const llvm::Function &function) {
  return !function.isDeclaration() && function.hasFnAttribute(kKernelAttribute);
}

/// The function that `ir`, the unit of a pass, is a part of; null if it is more
/// than one.
static const llvm::Function *getFunction(const llvm::Any &ir) {
  if (const auto *function = llvm::any_cast<const llvm::Function *>(&ir))
    return *function;
  if (const auto *loop = llvm::any_cast<const llvm::Loop *>(&ir))
    return (*loop)->getHeader()->getParent();
  return nullptr;
}

namespace {

/// Optimizes one module.
class HostOptimizer {
public:
  explicit HostOptimizer(llvm::TargetMachine &machine);

  llvm::Error run(llvm::Module &module);

private:
  static llvm::PipelineTuningOptions getTuning();
  llvm::Error optimizeKernels(llvm::Module &module);

  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager components;
  llvm::ModuleAnalysisManager modules;
  llvm::PassInstrumentationCallbacks callbacks;
  llvm::PassBuilder builder;
  /// Whether the kernels are as they are to be.
  bool hasKernels = false;
};

} // namespace

/// What clang does from -O2 on.
llvm::PipelineTuningOptions HostOptimizer::getTuning() {
  llvm::PipelineTuningOptions tuning;
  tuning.LoopInterleaving = tuning.LoopVectorization = true;
  tuning.LoopUnrolling = tuning.SLPVectorization = true;
  return tuning;
}

HostOptimizer::HostOptimizer(llvm::TargetMachine &machine)
    : builder(&machine, getTuning(), /*PGOOpt=*/std::nullopt, &callbacks) {
  callbacks.registerShouldRunOptionalPassCallback(
      [&](StringRef, const llvm::Any &ir) {
        const llvm::Function *function = getFunction(ir);
        return !function ||
               !(function->hasOptNone() || (hasKernels && isKernel(*function)));
      });
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(components);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, components, modules);
}

llvm::Error HostOptimizer::optimizeKernels(llvm::Module &module) {
  llvm::FunctionPassManager passes;
  if (llvm::Error error = builder.parsePassPipeline(passes, kKernelPasses))
    return error;
  unsigned left = kMostInlined;
  for (llvm::Function &function : module) {
    if (!isKernel(function))
      continue;
    functions.invalidate(function, passes.run(function, functions));
    unsigned size = function.getInstructionCount();
    if (size <= left)
      left -= size;
    else
      function.addFnAttr(llvm::Attribute::NoInline);
  }
  hasKernels = true;
  return llvm::Error::success();
}

llvm::Error HostOptimizer::run(llvm::Module &module) {
  if (llvm::Error error = optimizeKernels(module))
    return error;
  builder.buildPerModuleDefaultPipeline(llvm::OptimizationLevel::O3)
      .run(module, modules);
  return llvm::Error::success();
}

std::function<llvm::Error(llvm::Module *)>
rint::createHostOptimizer(llvm::TargetMachine &machine) {
  return [&machine](llvm::Module *module) {
    return HostOptimizer(machine).run(*module);
  };
}
