//===- Error.cpp - Errors and their places ----------------------*- C++ -*-===//

#include "rint/ExecutionEngine/Error.h"
#include "mlir/IR/BuiltinAttributes.h"

using namespace mlir;
using namespace mlir::rint;

std::string rint::formatLocation(Location loc, StringRef fileName) {
  if (auto place = loc->findInstanceOf<FileLineColLoc>())
    return llvm::formatv("{0}:{1}:{2}", place.getFilename().getValue(),
                         place.getLine(), place.getColumn());
  return llvm::formatv("{0}:0:0", fileName);
}
