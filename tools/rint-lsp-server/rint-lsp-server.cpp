//===- rint-lsp-server.cpp - rint in an editor ------------------*- C++ -*-===//

#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/Tools/mlir-lsp-server/MlirLspServerMain.h"
#include "rint/InitAll.h"

using namespace mlir;

int main(int argc, char **argv) {
  DialectRegistry registry;
  registerAllDialects(registry);
  registerAllExtensions(registry);
  rint::registerAllDialects(registry);
  return failed(MlirLspServerMain(argc, argv, registry));
}
