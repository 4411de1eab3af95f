//===- FuzzModule.cpp - Modules as text and as bytecode ---------*- C++ -*-===//
//
// The text is whatever it is. Bytecode is only what MLIR writes for a text that
// is a module: its own reader does not survive other bytes for long: a count of
// attributes that is made up keeps it busy for minutes,
// or it asks for more memory than there are addresses.
//
//===----------------------------------------------------------------------===//

#include "mlir/Bytecode/BytecodeReader.h"
#include "mlir/Bytecode/BytecodeWriter.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/OperationSupport.h"
#include "mlir/Parser/Parser.h"
#include "rint/Dialect/Rint/IR/Rint.h"
#include "llvm/Support/MemoryBuffer.h"
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

/// The bytecode of a module has to be read as the same module.
static void checkWayBack(ModuleOp module) {
  std::string bytes;
  llvm::raw_string_ostream os(bytes);
  if (failed(writeBytecodeToFile(module, os)))
    abort();
  OwningOpRef<ModuleOp> back =
      parseSourceString<ModuleOp>(bytes, module.getContext());
  if (!back || !OperationEquivalence::isEquivalentTo(
                   module, *back, OperationEquivalence::IgnoreLocations))
    abort();
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  MLIRContext &context = getContext();
  ScopedDiagnosticHandler silence(&context, [](Diagnostic &) {});
  // The lexer wants a zero at the end.
  std::string text(reinterpret_cast<const char *>(data), size);
  if (isBytecode(llvm::MemoryBufferRef(text, "text")))
    return 0;
  // Reading verifies what is read.
  if (OwningOpRef<ModuleOp> module =
          parseSourceString<ModuleOp>(text, &context))
    checkWayBack(*module);
  return 0;
}
