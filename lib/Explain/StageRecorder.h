//===- StageRecorder.h - The module after every stage -----------*- C++ -*-===//

#ifndef RINT_LIB_EXPLAIN_STAGERECORDER_H
#define RINT_LIB_EXPLAIN_STAGERECORDER_H

#include "ModuleText.h"
#include "Stages.h"
#include "mlir/IR/OwningOpRef.h"
#include "mlir/Pass/PassManager.h"
#include <chrono>

namespace mlir::rint {

/// How long a pass took, with all its runs within a stage.
struct PassTime {
  std::string name;
  double seconds = 0;
};

/// A stage that a module went through.
struct StageRecord {
  const Stage *stage = nullptr;
  /// What the module was at its end.
  ModuleText text;
  /// The passes that changed something, in the order of their first runs.
  std::vector<PassTime> passes;
  /// Of all passes of the stage.
  double seconds = 0;
};

/// Watches the pass managers that lower one module and keeps what the module is
/// at the end of each stage. The context has one thread.
class StageRecorder {
public:
  /// Starts to watch `passes`, which the recorder outlives.
  void watch(PassManager &passes);

  /// Ends the last stage, with `module` as it is; null if a pass has failed.
  void finish(ModuleOp module);

  /// What happened; the first stage has the program as it was read.
  ArrayRef<StageRecord> getStages() const { return stages; }
  /// The pass that failed, or nothing.
  StringRef getFailedPass() const { return failedPass; }
  /// The code for a device, such as PTX or SPIR-V; empty if there is none.
  StringRef getDeviceCode() const { return deviceCode; }
  /// What the code for a device is written in.
  StringRef getDeviceLanguage() const { return deviceLanguage; }

private:
  class Instrumentation;
  using Clock = std::chrono::steady_clock;

  /// A pass that is running, with what it may turn out to have changed.
  struct Running {
    Pass *pass;
    bool isCounted;
    std::optional<OperationFingerPrint> before;
    /// The module in front of it, if it may start a stage.
    OwningOpRef<ModuleOp> module;
    Clock::time_point start;
  };

  void enter(Pass *pass, Operation *op);
  void leave(Pass *pass, Operation *op);
  void append(const Stage &stage, ModuleText text);
  void startStage(size_t index, ModuleOp before);
  void note(const Running &run, double seconds, bool changed);
  void keepDeviceCode(ModuleOp module);

  std::vector<StageRecord> stages;
  std::vector<Running> running;
  std::string failedPass;
  std::string deviceCode;
  std::string deviceLanguage;
};

} // namespace mlir::rint

#endif // RINT_LIB_EXPLAIN_STAGERECORDER_H
