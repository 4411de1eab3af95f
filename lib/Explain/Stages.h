//===- Stages.h - The stages of a lowering, for readers ---------*- C++ -*-===//
//
// A lowering has some forty passes. Readers want to see about a dozen steps,
// each with a reason; this is the list.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_EXPLAIN_STAGES_H
#define RINT_LIB_EXPLAIN_STAGES_H

#include "mlir/Support/LLVM.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <optional>

namespace mlir::rint {

/// A step of the lowering.
struct Stage {
  /// What links call it.
  StringRef id;
  StringRef title;
  /// What it does and why, for someone new to MLIR.
  StringRef text;
  /// Arguments of the passes of which the first that changes anything starts
  /// the stage.
  ArrayRef<StringRef> passes;
  /// Whether it is about kernels, so that a pass that runs on nothing else may
  /// start it.
  bool isOfKernels = false;
};

/// All stages, in the order in which modules go through those that they need.
ArrayRef<Stage> getStages();

/// The position of the stage that the pass called `argument` starts, if any.
std::optional<size_t> findStage(StringRef argument);

} // namespace mlir::rint

#endif // RINT_LIB_EXPLAIN_STAGES_H
