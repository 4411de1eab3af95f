//===- KernelLauncher.cpp - Launches, and the kernels they need -*- C++ -*-===//

#include "KernelLauncher.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::rint;

/// What holds all kernels of a module.
static constexpr char kKernelModule[] = "rint_kernels";

gpu::GPUModuleOp KernelLauncher::getKernelModule() {
  if (auto kernels = module.lookupSymbol<gpu::GPUModuleOp>(kKernelModule))
    return kernels;
  OpBuilder builder = OpBuilder::atBlockEnd(module.getBody());
  module->setAttr(gpu::GPUDialect::getContainerModuleAttrName(),
                  builder.getUnitAttr());
  return gpu::GPUModuleOp::create(builder, module.getLoc(), kKernelModule);
}

void KernelLauncher::launchFields(StringRef name, Value numBlocks,
                                  ArrayRef<Value *> fields,
                                  function_ref<void(KernelBuilder &)> body,
                                  TypeRange workgroupMemory) {
  SmallVector<Value *> passed =
      llvm::filter_to_vector(fields, [](Value *field) { return bool(*field); });
  SmallVector<Value> operands =
      llvm::map_to_vector(passed, [](Value *field) { return *field; });
  gpu::GPUModuleOp kernels = getKernelModule();
  auto kernel = kernels.lookupSymbol<gpu::GPUFuncOp>(name);
  if (!kernel) {
    OpBuilder builder = OpBuilder::atBlockEnd(kernels.getBody());
    auto type = builder.getFunctionType(ValueRange(operands).getTypes(), {});
    kernel = gpu::GPUFuncOp::create(builder, module.getLoc(), name, type,
                                    workgroupMemory);
    kernel->setAttr(gpu::GPUDialect::getKernelFuncAttrName(),
                    builder.getUnitAttr());
    kernel.setKnownBlockSizeAttr(
        builder.getDenseI32ArrayAttr({int32_t(kBlockThreads), 1, 1}));
    builder.setInsertionPointToStart(&kernel.front());
    KernelBuilder kernelBuilder(builder, kernel);
    for (auto [field, argument] : llvm::zip(passed, kernel.getArguments()))
      *field = argument;
    body(kernelBuilder);
    gpu::ReturnOp::create(kernelBuilder);
  }
  Value one = host.index(1);
  gpu::LaunchFuncOp::create(
      host, host.getLoc(), kernel, gpu::KernelDim3{numBlocks, one, one},
      gpu::KernelDim3{host.index(kBlockThreads), one, one},
      /*dynamicSharedMemorySize=*/Value(), operands);
}

void KernelLauncher::launchIf(Value condition, function_ref<void()> body) {
  if (std::optional<int64_t> known = getConstantIntValue(condition)) {
    if (*known)
      body();
    return;
  }
  auto branch = scf::IfOp::create(host, host.getLoc(), condition);
  OpBuilder::InsertionGuard guard(host);
  host.setInsertionPointToStart(branch.thenBlock());
  body();
}

Value KernelLauncher::getNumBlocks(Value work) {
  // No device launches a grid without blocks.
  Value blocks = host.max(host.ceilDiv(work, kBlockThreads), host.index(1));
  return host.min(blocks, host.index(kMaxBlocks));
}

MemRefType rint::getWorkgroupMemory(Type type, int64_t size) {
  auto space = gpu::AddressSpaceAttr::get(type.getContext(),
                                          gpu::AddressSpace::Workgroup);
  return MemRefType::get({size}, type, MemRefLayoutAttrInterface(), space);
}

Value rint::buildUnits(IndexEmitter &host, Value bytes, Type unitType) {
  int64_t unitBytes = 16;
  if (unitType.isInteger())
    unitBytes = unitType.getIntOrFloatBitWidth() / 8;
  Value zero = host.index(0);
  Value size = memref::DimOp::create(host, host.getLoc(), bytes, zero);
  Value units = host.div(size, host.index(unitBytes));
  return memref::ViewOp::create(
      host, host.getLoc(), MemRefType::get({ShapedType::kDynamic}, unitType),
      bytes, zero, units);
}
