//===- HostCode.cpp - How code for the host is generated --------*- C++ -*-===//

#include "HostCode.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "rint/Conversion/Passes.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/ExecutionEngine/Orc/JITTargetMachineBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/PassInstrumentation.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Target/TargetMachine.h"
#include "llvm/Transforms/IPO/AlwaysInliner.h"

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

/// What an entry point needs that is branches and calls, before functions are
/// inlined into it and again afterwards. What -O3 does to find what conditions
/// imply takes several times as long, and finds nothing that matters in code
/// that runs once a call.
static constexpr StringLiteral kDriverPasses =
    "sroa,early-cse<memssa>,instcombine<no-verify-fixpoint>,simplifycfg";

/// Marks the functions that get these passes and no others.
static constexpr StringLiteral kDriverAttribute = "rint-driver";

/// Instructions of a driver from which on code is generated without looking
/// for the best: schedulers and instruction selection take longer than linear
/// for blocks of a thousand instructions. What is gained are some nanoseconds
/// an op, so a driver of one op keeps them.
static constexpr unsigned kLongDriver = 2000;

static bool isKernel(const llvm::Function &function) {
  return !function.isDeclaration() && function.hasFnAttribute(kKernelAttribute);
}

static bool isDriver(const llvm::Function &function) {
  return !function.isDeclaration() && function.hasFnAttribute(kDriverAttribute);
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

/// Whether `function` computes with floats or vectors, which is worth more
/// passes even where there is no loop.
static bool computesNumbers(const llvm::Function &function) {
  return llvm::any_of(llvm::instructions(function), [](const auto &inst) {
    return inst.getType()->isFPOrFPVectorTy() || inst.getType()->isVectorTy();
  });
}

/// Whether LLVM may inline a kernel into `function`, its one caller. What is
/// known there, such as a size, is then worth all of -O3.
static bool takesInKernel(const llvm::Function &function) {
  return llvm::any_of(llvm::instructions(function), [](const auto &inst) {
    const auto *call = dyn_cast<llvm::CallInst>(&inst);
    const llvm::Function *callee = call ? call->getCalledFunction() : nullptr;
    return callee && isKernel(*callee) && callee->hasOneUse() &&
           !callee->hasFnAttribute(llvm::Attribute::NoInline);
  });
}

namespace {

/// Optimizes one module.
class HostOptimizer {
public:
  explicit HostOptimizer(llvm::TargetMachine &machine);

  llvm::Error run(llvm::Module &module);

private:
  static llvm::PipelineTuningOptions getTuning();
  bool hasLoops(llvm::Function &function);
  void inlineWrapped(llvm::Module &module);
  void markDrivers(llvm::Module &module);
  llvm::Error optimizeKernels(llvm::Module &module);
  llvm::Error optimizeDrivers(llvm::Module &module);
  void optimizeOthers(llvm::Module &module);
  void hurryLongDrivers(llvm::Module &module);

  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager components;
  llvm::ModuleAnalysisManager modules;
  llvm::PassInstrumentationCallbacks callbacks;
  llvm::PassBuilder builder;
  /// Whether kernels and drivers are to be left as they are.
  bool onlyOthers = false;
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
               !(function->hasOptNone() ||
                 (onlyOthers && (isKernel(*function) || isDriver(*function))));
      });
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(components);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, components, modules);
}

bool HostOptimizer::hasLoops(llvm::Function &function) {
  return !functions.getResult<llvm::LoopAnalysis>(function).empty();
}

//===----------------------------------------------------------------------===//
// Entry points
//===----------------------------------------------------------------------===//

/// The function that `wrapper` was made for, by MLIR (for C) or by its engine
/// (for arguments in an array), if nothing else uses it; null if there is none.
static llvm::Function *getWrapped(llvm::Function &wrapper) {
  StringRef name = wrapper.getName();
  if (wrapper.isDeclaration() ||
      (!name.consume_front("_mlir_ciface_") && !name.consume_front("_mlir_")))
    return nullptr;
  llvm::Function *wrapped = wrapper.getParent()->getFunction(name);
  if (!wrapped || wrapped->isDeclaration() || !wrapped->hasOneUse() ||
      wrapped->hasFnAttribute(llvm::Attribute::NoInline))
    return nullptr;
  auto *call = dyn_cast<llvm::CallInst>(*wrapped->user_begin());
  bool isCalled = call && call->getCalledFunction() == wrapped &&
                  call->getFunction() == &wrapper;
  return isCalled ? wrapped : nullptr;
}

/// Makes one function of an entry point and its wrappers. As several they are
/// optimized more than once, and results are handed on in a structure of all
/// their numbers, one by one.
void HostOptimizer::inlineWrapped(llvm::Module &module) {
  bool hasAny = false;
  for (llvm::Function &wrapper : module) {
    llvm::Function *wrapped = getWrapped(wrapper);
    if (!wrapped)
      continue;
    // The engine finds functions by the wrappers that it made.
    if (("_mlir_" + wrapped->getName()).str() == wrapper.getName())
      wrapped->setLinkage(llvm::GlobalValue::InternalLinkage);
    if (!wrapped->hasLocalLinkage())
      continue;
    wrapped->addFnAttr(llvm::Attribute::AlwaysInline);
    hasAny = true;
  }
  if (!hasAny)
    return;
  llvm::ModulePassManager passes;
  passes.addPass(llvm::AlwaysInlinerPass());
  passes.run(module, modules);
}

/// Marks the functions that the host calls and that do no work themselves. It
/// is known by then which kernels stay functions.
void HostOptimizer::markDrivers(llvm::Module &module) {
  for (llvm::Function &function : module)
    if (!function.isDeclaration() && !function.hasLocalLinkage() &&
        !function.hasOptNone() && !isKernel(function) && !hasLoops(function) &&
        !computesNumbers(function) && !takesInKernel(function))
      function.addFnAttr(kDriverAttribute);
}

llvm::Error HostOptimizer::optimizeDrivers(llvm::Module &module) {
  llvm::FunctionPassManager passes;
  if (llvm::Error error = builder.parsePassPipeline(passes, kDriverPasses))
    return error;
  for (llvm::Function &function : module)
    if (isDriver(function))
      functions.invalidate(function, passes.run(function, functions));
  return llvm::Error::success();
}

/// Has the code of long drivers generated as it comes, unless a function with a
/// loop has been inlined.
void HostOptimizer::hurryLongDrivers(llvm::Module &module) {
  for (llvm::Function &function : module)
    if (isDriver(function) && function.getInstructionCount() >= kLongDriver &&
        !hasLoops(function) && !computesNumbers(function)) {
      function.addFnAttr(llvm::Attribute::NoInline);
      function.addFnAttr(llvm::Attribute::OptimizeNone);
    }
}

//===----------------------------------------------------------------------===//
// Kernels, and all the rest
//===----------------------------------------------------------------------===//

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
  return llvm::Error::success();
}

void HostOptimizer::optimizeOthers(llvm::Module &module) {
  onlyOthers = true;
  builder.buildPerModuleDefaultPipeline(llvm::OptimizationLevel::O3)
      .run(module, modules);
  onlyOthers = false;
}

llvm::Error HostOptimizer::run(llvm::Module &module) {
  inlineWrapped(module);
  if (llvm::Error error = optimizeKernels(module))
    return error;
  markDrivers(module);
  if (llvm::Error error = optimizeDrivers(module))
    return error;
  optimizeOthers(module);
  if (llvm::Error error = optimizeDrivers(module))
    return error;
  hurryLongDrivers(module);
  return llvm::Error::success();
}

std::function<llvm::Error(llvm::Module *)>
rint::createHostOptimizer(llvm::TargetMachine &machine) {
  return [&machine](llvm::Module *module) {
    return HostOptimizer(machine).run(*module);
  };
}
