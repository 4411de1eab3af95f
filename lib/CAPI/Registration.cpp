//===- Registration.cpp - rint in a context of MLIR, for C ------*- C++ -*-===//

#include "rint-c/Registration.h"

#include "mlir/CAPI/IR.h"
#include "mlir/CAPI/Registration.h"
#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/InitAllPasses.h"
#include "rint/Dialect/Rint/IR/Rint.h"
#include "rint/ExecutionEngine/Program.h"
#include "rint/InitAll.h"

using namespace mlir;

MLIR_DEFINE_CAPI_DIALECT_REGISTRATION(Rint, rint, rint::RintDialect)

void rintRegisterAllDialects(MlirDialectRegistry registry) {
  registerAllDialects(*unwrap(registry));
  registerAllExtensions(*unwrap(registry));
  rint::registerAllDialects(*unwrap(registry));
  rint::registerProgramDialects(*unwrap(registry));
}

void rintRegisterAllPasses() {
  // Before upstream's: the first pass of a name is the one that is run.
  rint::registerAllPasses();
  registerAllPasses();
}
