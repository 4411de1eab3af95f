//===- ErrorLine.cpp - The one line of an error -----------------*- C++ -*-===//

#include "ErrorLine.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::rint;

std::string rint::formatLocation(Location loc, StringRef fileName) {
  if (auto place = loc->findInstanceOf<FileLineColLoc>())
    return llvm::formatv("{0}:{1}:{2}", place.getFilename().getValue(),
                         place.getLine(), place.getColumn());
  return llvm::formatv("{0}:0:0", fileName);
}

ErrorLine::ErrorLine(MLIRContext *context, StringRef fileName)
    : handler(context, [this, name = fileName.str()](Diagnostic &diagnostic) {
        if (hasError() || diagnostic.getSeverity() != DiagnosticSeverity::Error)
          return;
        std::string text = diagnostic.str();
        line = llvm::formatv("{0}: error: {1}",
                             formatLocation(diagnostic.getLocation(), name),
                             StringRef(text).split('\n').first.rtrim());
      }) {}
