//===- FuzzModule.cpp - Modules as text and as bytecode ---------*- C++ -*-===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/Verifier.h"
#include "mlir/Parser/Parser.h"
#include "rint/Dialect/Rint/IR/Rint.h"
#include <memory>

using namespace mlir;

/// Attributes and types live as long as their context, so it is made anew now
/// and then.
static MLIRContext &getContext() {
  static std::unique_ptr<MLIRContext> context;
  static unsigned turn = 0;
  if (turn++ % 1000 != 0)
    return *context;
  DialectRegistry registry;
  registry.insert<arith::ArithDialect, func::FuncDialect, rint::RintDialect>();
  context =
      std::make_unique<MLIRContext>(registry, MLIRContext::Threading::DISABLED);
  return *context;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  MLIRContext &context = getContext();
  ScopedDiagnosticHandler silence(&context, [](Diagnostic &) {});
  // Reading verifies what is read.
  StringRef text(reinterpret_cast<const char *>(data), size);
  (void)parseSourceString<ModuleOp>(text, &context);
  return 0;
}
