//===- ModulePreparation.cpp - Modules as the engine wants them -*- C++ -*-===//

#include "ModulePreparation.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

using namespace mlir;
using namespace mlir::rint;
using bufferization::BufferizationDialect;

/// Sets an attribute that bufferization reads on each tensor argument.
static void annotateTensors(FunctionOpInterface function, StringRef name,
                            Attribute value) {
  for (auto [i, type] : llvm::enumerate(function.getArgumentTypes()))
    if (isa<TensorType>(type))
      function.setArgAttr(i, name, value);
}

void rint::prepareModule(ModuleOp module, const EntryPoint &entry) {
  Builder builder(module.getContext());
  for (auto function : module.getOps<FunctionOpInterface>()) {
    if (function.getName() == entry.name) {
      function.setPublic();
      annotateTensors(function, BufferizationDialect::kWritableAttrName,
                      builder.getBoolAttr(false));
    } else if (!function.isExternal()) {
      function.setPrivate();
    } else if (function.getName().starts_with("printMemref")) {
      annotateTensors(function, BufferizationDialect::kBufferAccessAttrName,
                      builder.getStringAttr("read"));
    }
  }
}

ModuleLevel rint::getModuleLevel(ModuleOp module) {
  auto isTensor = llvm::IsaPred<TensorType>;
  WalkResult walk = module.walk([&](Operation *op) {
    auto function = dyn_cast<FunctionOpInterface>(op);
    bool hasTensors =
        llvm::any_of(op->getOperandTypes(), isTensor) ||
        llvm::any_of(op->getResultTypes(), isTensor) ||
        (function && llvm::any_of(function.getArgumentTypes(), isTensor));
    return hasTensors ? WalkResult::interrupt() : WalkResult::advance();
  });
  return walk.wasInterrupted() ? ModuleLevel::Tensors : ModuleLevel::Buffers;
}
