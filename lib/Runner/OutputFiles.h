//===- OutputFiles.h - Results as files -------------------------*- C++ -*-===//

#ifndef RINT_LIB_RUNNER_OUTPUTFILES_H
#define RINT_LIB_RUNNER_OUTPUTFILES_H

#include "rint/ExecutionEngine/HostTensor.h"
#include <memory>
#include <vector>

namespace llvm {
class ToolOutputFile;
} // namespace llvm

namespace mlir::rint {

/// NumPy files that are there all together or not at all: what has been written
/// is removed again unless it is kept.
class OutputFiles {
public:
  OutputFiles();
  ~OutputFiles();

  /// Writes `tensor` to the file that `spec` names as @FILE.
  llvm::Error write(StringRef spec, const TensorView &tensor);

  /// Keeps all files.
  void keep();

private:
  std::vector<std::unique_ptr<llvm::ToolOutputFile>> files;
};

} // namespace mlir::rint

#endif // RINT_LIB_RUNNER_OUTPUTFILES_H
