//===- PrepareSPIRVKernels.cpp - Kernels for SPIR-V -------------*- C++ -*-===//
//
// The conversion to SPIR-V takes the size of a block from an attribute of its
// own and does not know workgroup memory that a function is given.
//
//===----------------------------------------------------------------------===//

#include "rint/Transforms/GPU/Passes.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SPIRV/IR/SPIRVDialect.h"
#include "mlir/Dialect/SPIRV/IR/TargetAndABI.h"

namespace mlir::rint {
#define GEN_PASS_DEF_RINTPREPARESPIRVKERNELSPASS
#include "rint/Transforms/GPU/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;

/// The number by which the conversion to SPIR-V knows workgroup memory.
static constexpr int64_t kSPIRVWorkgroupSpace = 3;

/// Replaces the workgroup memory that `kernel` is given by its own.
static void allocateWorkgroupMemory(gpu::GPUFuncOp kernel) {
  OpBuilder builder = OpBuilder::atBlockBegin(&kernel.front());
  Attribute space = builder.getI64IntegerAttr(kSPIRVWorkgroupSpace);
  unsigned first = kernel.getFunctionType().getNumInputs();
  unsigned count = kernel.getNumWorkgroupAttributions();
  for (BlockArgument argument : kernel.getWorkgroupAttributions()) {
    auto type = cast<MemRefType>(argument.getType());
    auto own = MemRefType::Builder(type).setMemorySpace(space);
    Value memory =
        memref::AllocOp::create(builder, kernel.getLoc(), MemRefType(own));
    argument.replaceAllUsesWith(memory);
  }
  kernel.front().eraseArguments(first, count);
  kernel->setAttr(gpu::GPUFuncOp::getNumWorkgroupAttributionsAttrName(),
                  builder.getI64IntegerAttr(0));
}

namespace {

struct PrepareSPIRVKernels final
    : rint::impl::RintPrepareSPIRVKernelsPassBase<PrepareSPIRVKernels> {
  void runOnOperation() override {
    for (auto kernel : getOperation().getOps<gpu::GPUFuncOp>()) {
      if (!kernel.isKernel())
        continue;
      allocateWorkgroupMemory(kernel);
      if (auto blockSize = kernel.getKnownBlockSize())
        kernel->setAttr(spirv::getEntryPointABIAttrName(),
                        spirv::getEntryPointABIAttr(&getContext(), *blockSize));
    }
  }
};

} // namespace
