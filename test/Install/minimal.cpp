//===- minimal.cpp - A compiler that registers what it needs ----*- C++ -*-===//
//
// With no dialect of upstream's but func, and the models that rint says its
// pipelines need.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "rint/InitAll.h"
#include "rint/Pipelines/Pipelines.h"

static constexpr char source[] = R"mlir(
func.func @main(%x: tensor<?xf32>, %counts: tensor<?xi64>) -> tensor<?xf32> {
  %r = rint.repeat_interleave %x repeats(%counts : tensor<?xi64>) dim(0)
      : tensor<?xf32> -> tensor<?xf32>
  %s = rint.repeat_interleave %r repeats(2) : tensor<?xf32> -> tensor<?xf32>
  return %s : tensor<?xf32>
}
)mlir";

int main() {
  mlir::DialectRegistry registry;
  registry.insert<mlir::func::FuncDialect>();
  mlir::rint::registerAllDialects(registry);
  mlir::rint::registerPipelineDependencies(registry);
  for (int64_t threads : {1, 2}) {
    mlir::MLIRContext context(registry);
    auto module = mlir::parseSourceString<mlir::ModuleOp>(source, &context);
    if (!module)
      return 1;
    mlir::PassManager pipeline(&context);
    mlir::rint::RintToLLVMOptions options;
    options.threads = threads;
    mlir::rint::buildRintToLLVMPipeline(pipeline, options);
    if (mlir::failed(pipeline.run(*module)))
      return 1;
  }
  return 0;
}
