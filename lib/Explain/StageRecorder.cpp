//===- StageRecorder.cpp - The module after every stage ---------*- C++ -*-===//

#include "StageRecorder.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/SPIRV/IR/SPIRVOps.h"
#include "mlir/Pass/Pass.h"
#include "mlir/Pass/PassInstrumentation.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;
using namespace mlir::rint;

class StageRecorder::Instrumentation : public PassInstrumentation {
public:
  explicit Instrumentation(StageRecorder &recorder) : recorder(recorder) {}

  void runBeforePass(Pass *pass, Operation *op) override {
    recorder.enter(pass, op);
  }
  void runAfterPass(Pass *pass, Operation *op) override {
    recorder.leave(pass, op);
  }
  void runAfterPassFailed(Pass *pass, Operation *op) override {
    if (recorder.failedPass.empty())
      recorder.failedPass = pass->getArgument().str();
    recorder.running.clear();
  }

private:
  StageRecorder &recorder;
};

void StageRecorder::watch(PassManager &passes) {
  passes.addInstrumentation(std::make_unique<Instrumentation>(*this));
}

static ModuleOp getModule(Operation *op) {
  while (Operation *parent = op->getParentOp())
    op = parent;
  return dyn_cast<ModuleOp>(op);
}

/// Passes that pass managers make to run others have no name.
static bool isAdaptor(Pass *pass) { return pass->getArgument().empty(); }

void StageRecorder::enter(Pass *pass, Operation *op) {
  bool isNested =
      llvm::any_of(running, [](Running &run) { return run.isCounted; });
  running.push_back({pass, !isNested && !isAdaptor(pass), {}, {}, {}});
  ModuleOp module = getModule(op);
  Running &run = running.back();
  if (!run.isCounted || !module)
    return;
  std::optional<size_t> starts = findStage(pass->getArgument());
  bool isInKernels =
      isa<gpu::GPUModuleOp>(op) || op->getParentOfType<gpu::GPUModuleOp>();
  if (starts && isInKernels && !rint::getStages()[*starts].isOfKernels)
    starts.reset();
  if (stages.empty())
    append(rint::getStages().front(), printForReaders(module));
  else if (starts && &rint::getStages()[*starts] > stages.back().stage)
    run.module = module.clone();
  if (pass->getArgument() == "gpu-module-to-binary")
    keepDeviceCode(module);
  run.before.emplace(op);
  run.start = Clock::now();
}

void StageRecorder::leave(Pass *pass, Operation *op) {
  Clock::time_point end = Clock::now();
  if (running.empty())
    return;
  Running run = std::move(running.back());
  running.pop_back();
  if (!run.before)
    return;
  bool changed = *run.before != OperationFingerPrint(op);
  if (changed && run.module)
    startStage(*findStage(pass->getArgument()), *run.module);
  note(run, std::chrono::duration<double>(end - run.start).count(), changed);
  if (pass->getArgument() == "gpu-module-to-binary")
    keepDeviceCode(getModule(op));
}

void StageRecorder::append(const Stage &stage, ModuleText text) {
  StageRecord record;
  record.stage = &stage;
  record.text = std::move(text);
  stages.push_back(std::move(record));
}

void StageRecorder::startStage(size_t index, ModuleOp before) {
  // The first stage is the program itself, which stays as it was read.
  if (stages.size() > 1)
    stages.back().text = printForReaders(before);
  append(rint::getStages()[index], {});
}

void StageRecorder::note(const Running &run, double seconds, bool changed) {
  StageRecord &stage = stages.back();
  stage.seconds += seconds;
  if (!changed)
    return;
  StringRef name = run.pass->getArgument();
  auto known = llvm::find_if(stage.passes,
                             [&](PassTime &pass) { return pass.name == name; });
  if (known == stage.passes.end())
    known = stage.passes.insert(known, {name.str(), 0});
  known->seconds += seconds;
}

/// Keeps code that is text when it is part of a binary, else the modules that
/// it is made of.
void StageRecorder::keepDeviceCode(ModuleOp module) {
  llvm::raw_string_ostream os(deviceCode);
  module.walk([&](spirv::ModuleOp code) {
    deviceLanguage = "SPIR-V";
    code->print(os, OpPrintingFlags().printNameLocAsPrefix());
    os << '\n';
  });
  module.walk([&](gpu::BinaryOp binary) {
    for (auto object : binary.getObjects().getAsRange<gpu::ObjectAttr>())
      if (object.getFormat() == gpu::CompilationTarget::Assembly) {
        deviceLanguage = "PTX";
        os << object.getObject().getValue() << '\n';
      }
  });
}

void StageRecorder::finish(ModuleOp module) {
  if (stages.size() > 1 && module)
    stages.back().text = printForReaders(module);
  llvm::erase_if(stages,
                 [&](StageRecord &stage) { return stage.text.empty(); });
}
