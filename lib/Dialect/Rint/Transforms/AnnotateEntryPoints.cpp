//===- AnnotateEntryPoints.cpp - C interfaces of public functions -*- C++ -*-=//

#include "rint/Dialect/Rint/Transforms/Passes.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "rint/Dialect/Rint/IR/Rint.h"

namespace mlir::rint {
#define GEN_PASS_DEF_RINTANNOTATEENTRYPOINTSPASS
#include "rint/Dialect/Rint/Transforms/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;

namespace {

struct AnnotateEntryPointsPass final
    : rint::impl::RintAnnotateEntryPointsPassBase<AnnotateEntryPointsPass> {
  void runOnOperation() override {
    Builder builder(&getContext());
    for (auto function : getOperation().getOps<func::FuncOp>()) {
      if (!function.isPublic() || function.isExternal())
        continue;
      function->setAttr(LLVM::LLVMDialect::getEmitCWrapperAttrName(),
                        builder.getUnitAttr());
      function->setAttr(kSignatureAttrName,
                        TypeAttr::get(function.getFunctionType()));
    }
  }
};

} // namespace
