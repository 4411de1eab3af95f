//===- rint-opt.cpp - mlir-opt with the rint dialect ------------*- C++ -*-===//

#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/InitAllPasses.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"
#include "rint/InitAll.h"

using namespace mlir;

int main(int argc, char **argv) {
  DialectRegistry registry;
  registerAllDialects(registry);
  registerAllExtensions(registry);
  rint::registerAllDialects(registry);
  // Before upstream's: the first pass of a name is the one that is run.
  rint::registerAllPasses();
  registerAllPasses();
  return asMainReturnCode(MlirOptMain(
      argc, argv,
      "rint optimizer driver\n\n"
      "Example: rint-opt --rint-to-llvm FILE.mlir | mlir-runner -e main "
      "--entry-point-result=void\n",
      registry));
}
