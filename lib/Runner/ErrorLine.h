//===- ErrorLine.h - The one line of an error -------------------*- C++ -*-===//

#ifndef RINT_LIB_RUNNER_ERRORLINE_H
#define RINT_LIB_RUNNER_ERRORLINE_H

#include "mlir/IR/Diagnostics.h"
#include <string>

namespace mlir::rint {

/// Keeps the first error that is emitted while it lives and swallows all other
/// diagnostics, so that whatever goes wrong ends in one line.
class ErrorLine {
public:
  /// Errors without a location are reported for `fileName` as a whole.
  ErrorLine(MLIRContext *context, StringRef fileName);

  bool hasError() const { return !line.empty(); }

  /// "FILE:LINE:COL: error: TEXT".
  StringRef get() const { return line; }

private:
  std::string line;
  ScopedDiagnosticHandler handler;
};

} // namespace mlir::rint

#endif // RINT_LIB_RUNNER_ERRORLINE_H
