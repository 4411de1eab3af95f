//===- NestSPIRVModules.cpp - SPIR-V into its GPU module --------*- C++ -*-===//
//
// The conversion to SPIR-V puts its module beside the one of the kernels, where
// the pass that makes a binary does not look for it.
//
//===----------------------------------------------------------------------===//

#include "rint/Transforms/GPU/Passes.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/SPIRV/IR/SPIRVDialect.h"
#include "mlir/Dialect/SPIRV/IR/SPIRVOps.h"

namespace mlir::rint {
#define GEN_PASS_DEF_RINTNESTSPIRVMODULESPASS
#include "rint/Transforms/GPU/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;

namespace {

struct NestSPIRVModules final
    : rint::impl::RintNestSPIRVModulesPassBase<NestSPIRVModules> {
  void runOnOperation() override {
    StringRef prefix = "__spv__";
    for (auto spirvModule :
         llvm::make_early_inc_range(getOperation().getOps<spirv::ModuleOp>())) {
      StringRef name = spirvModule.getName().value_or("");
      if (!name.consume_front(prefix))
        continue;
      auto gpuModule = getOperation().lookupSymbol<gpu::GPUModuleOp>(name);
      if (!gpuModule)
        continue;
      spirvModule->moveBefore(gpuModule.getBody(), gpuModule.getBody()->end());
    }
  }
};

} // namespace
