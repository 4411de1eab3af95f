//===- ErrorLine.cpp - The one line of an error -----------------*- C++ -*-===//

#include "ErrorLine.h"
#include "rint/ExecutionEngine/Error.h"

using namespace mlir;
using namespace mlir::rint;

ErrorLine::ErrorLine(MLIRContext *context, StringRef fileName)
    : handler(context, [this, name = fileName.str()](Diagnostic &diagnostic) {
        if (hasError() || diagnostic.getSeverity() != DiagnosticSeverity::Error)
          return;
        std::string text = diagnostic.str();
        line = llvm::formatv("{0}: error: {1}",
                             formatLocation(diagnostic.getLocation(), name),
                             StringRef(text).split('\n').first.rtrim());
      }) {}
