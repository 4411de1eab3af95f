//===- consumer.cpp - A program that uses an installed rint -----*- C++ -*-===//
//
// Parses a function with an op of rint's and lowers it with rint's pipeline, so
// that headers, libraries and what they link to are all needed.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "rint/InitAll.h"
#include "rint/Pipelines/Pipelines.h"

static constexpr char source[] = R"mlir(
func.func @main(%x: tensor<?xf32>, %counts: tensor<?xi64>) -> tensor<?xf32> {
  %r = rint.repeat_interleave %x repeats(%counts : tensor<?xi64>) dim(0)
      : tensor<?xf32> -> tensor<?xf32>
  return %r : tensor<?xf32>
}
)mlir";

int main() {
  mlir::DialectRegistry registry;
  mlir::registerAllDialects(registry);
  mlir::registerAllExtensions(registry);
  mlir::rint::registerAllDialects(registry);
  mlir::MLIRContext context(registry);

  mlir::OwningOpRef<mlir::ModuleOp> module =
      mlir::parseSourceString<mlir::ModuleOp>(source, &context);
  if (!module)
    return 1;
  mlir::PassManager pipeline(&context);
  mlir::rint::buildRintToLLVMPipeline(pipeline, {});
  if (mlir::failed(pipeline.run(*module)))
    return 1;
  return module->lookupSymbol<mlir::LLVM::LLVMFuncOp>("main") ? 0 : 1;
}
