//===- MemoryUse.cpp - What ops do to buffers -------------------*- C++ -*-===//

#include "MemoryUse.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "rint/Dialect/Rint/IR/Rint.h"
#include "rint/Transforms/GPU/DeviceBuffers.h"

using namespace mlir;
using namespace mlir::rint;

/// Whether `argument` has got its value by the time that `alloc` runs, so that
/// it is other memory.
static bool isOlder(BlockArgument argument, Operation *alloc) {
  Block *owner = argument.getOwner();
  if (owner->isEntryBlock())
    return owner->getParent()->isAncestor(alloc->getParentRegion());
  return owner->findAncestorOpInBlock(*alloc) != nullptr;
}

bool rint::mayOverlap(Value a, Value b) {
  if (a == b)
    return true;
  auto getAlloc = [](Value root) -> Operation * {
    return root.getDefiningOp<memref::AllocOp>();
  };
  if (getAlloc(b))
    std::swap(a, b);
  Operation *alloc = getAlloc(a);
  if (!alloc)
    return true;
  if (auto argument = dyn_cast<BlockArgument>(b))
    return !isOlder(argument, alloc);
  return !getAlloc(b) && !b.getDefiningOp<memref::GetGlobalOp>();
}

MemoryUse::MemoryUse(Operation *op) {
  op->walk([&](Operation *nested) { add(nested); });
}

void MemoryUse::add(Operation *op) {
  // Launches use memory of the device.
  if (isa<CheckOp, gpu::LaunchFuncOp, gpu::WaitOp>(op) ||
      op->hasTrait<OpTrait::IsTerminator>())
    return;
  auto effectsOp = dyn_cast<MemoryEffectOpInterface>(op);
  if (!effectsOp) {
    isKnown &= op->hasTrait<OpTrait::HasRecursiveMemoryEffects>();
    return;
  }
  SmallVector<MemoryEffects::EffectInstance> effects;
  effectsOp.getEffects(effects);
  for (const MemoryEffects::EffectInstance &effect : effects) {
    if (isa<MemoryEffects::Allocate>(effect.getEffect()))
      continue;
    Value buffer = effect.getValue();
    if (!buffer || !isa<MemRefType>(buffer.getType()))
      isKnown = false;
    else if (isDeviceBytes(buffer) || findDeviceBytes(buffer))
      continue;
    else if (isa<MemoryEffects::Read>(effect.getEffect()))
      reads.push_back(findRoot(buffer));
    else
      writes.push_back(findRoot(buffer));
  }
}

static bool overlapsAny(Value root, ArrayRef<Value> others) {
  return llvm::any_of(others,
                      [&](Value other) { return mayOverlap(root, other); });
}

bool MemoryUse::mayRead(Value root) const {
  return !isKnown || overlapsAny(root, reads);
}

bool MemoryUse::mayWrite(Value root) const {
  return !isKnown || overlapsAny(root, writes);
}
