//===- Error.h - Errors and their places ------------------------*- C++ -*-===//

#ifndef RINT_EXECUTIONENGINE_ERROR_H
#define RINT_EXECUTIONENGINE_ERROR_H

#include "mlir/IR/Location.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/FormatVariadic.h"

namespace mlir::rint {

/// An error with the text that llvm::formatv makes of `format` and `args`.
template <typename... Args>
llvm::Error makeError(const char *format, Args &&...args) {
  return llvm::make_error<llvm::StringError>(
      llvm::formatv(format, std::forward<Args>(args)...).str(),
      llvm::inconvertibleErrorCode());
}

/// "FILE:LINE:COL" for the first location in a file that is part of `loc`, else
/// for no line of `fileName`.
std::string formatLocation(Location loc, StringRef fileName);

} // namespace mlir::rint

#endif // RINT_EXECUTIONENGINE_ERROR_H
