//===- rint-runner.cpp - Compile a module and run it ------------*- C++ -*-===//

#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "rint/InitAll.h"
#include "rint/Runner/RunnerMain.h"

int main(int argc, char **argv) {
  mlir::DialectRegistry registry;
  mlir::registerAllDialects(registry);
  mlir::registerAllExtensions(registry);
  mlir::rint::registerAllDialects(registry);
  return mlir::rint::runnerMain(argc, argv, registry);
}
