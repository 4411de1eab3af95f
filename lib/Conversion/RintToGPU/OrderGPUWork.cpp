//===- OrderGPUWork.cpp - One chain of GPU ops a block ----------*- C++ -*-===//

#include "rint/Conversion/Passes.h"

#include "DeviceBuffers.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "rint/Dialect/Rint/IR/Rint.h"

namespace mlir::rint {
#define GEN_PASS_DEF_RINTORDERGPUWORKPASS
#include "rint/Conversion/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;

namespace {

/// Orders the GPU ops of one block.
class BlockOrder {
public:
  explicit BlockOrder(Block &block) : block(block) {}

  void run();

private:
  void chain(gpu::AsyncOpInterface op);
  void wait(Operation *before);

  Block &block;
  /// Of the last op of the chain; null if the chain has not started.
  Value token;
  /// Whether something was copied to the host since the last wait.
  bool hasCopiedBack = false;
};

} // namespace

/// Whether `op` may read or write what was copied back to the host, or start
/// GPU work of its own.
static bool needsCopies(Operation *op) {
  if (isa<CheckOp, memref::AllocOp, memref::AllocaOp>(op))
    return false;
  return !isMemoryEffectFree(op);
}

static bool isOnDevice(Value buffer) {
  return findDeviceBytes(buffer) != nullptr;
}

void BlockOrder::chain(gpu::AsyncOpInterface op) {
  OpBuilder builder(op);
  Type tokenType = builder.getType<gpu::AsyncTokenType>();
  if (!token)
    token = gpu::WaitOp::create(builder, op.getLoc(), tokenType, ValueRange())
                .getAsyncToken();
  auto copy = dyn_cast<gpu::MemcpyOp>(op.getOperation());
  hasCopiedBack |= copy && !isOnDevice(copy.getDst());

  // Results are fixed once an op is made, so it has to be made again.
  SmallVector<Type> resultTypes(op->getResultTypes());
  resultTypes.push_back(tokenType);
  Operation *ordered = Operation::create(
      op.getLoc(), op->getName(), resultTypes, op->getOperands(),
      op->getDiscardableAttrDictionary(), op->getPropertiesStorage(),
      BlockRange(), /*numRegions=*/0);
  builder.insert(ordered);
  cast<gpu::AsyncOpInterface>(ordered).addAsyncDependency(token);
  token = ordered->getResults().back();
  for (auto [from, to] :
       llvm::zip_first(op->getResults(), ordered->getResults()))
    from.replaceAllUsesWith(to);
  op->erase();
}

void BlockOrder::wait(Operation *before) {
  OpBuilder builder(before);
  gpu::WaitOp::create(builder, before->getLoc(), /*asyncToken=*/Type(), token);
  token = Value();
  hasCopiedBack = false;
}

void BlockOrder::run() {
  for (Operation &op : llvm::make_early_inc_range(block)) {
    auto async = dyn_cast<gpu::AsyncOpInterface>(op);
    if (async && !async.getAsyncToken()) {
      chain(async);
      continue;
    }
    if (!token)
      continue;
    bool startsWork = op.getNumRegions() != 0 && !isMemoryEffectFree(&op);
    if (op.hasTrait<OpTrait::IsTerminator>() || startsWork ||
        (hasCopiedBack && needsCopies(&op)))
      wait(&op);
  }
}

namespace {

struct OrderGPUWork final : rint::impl::RintOrderGPUWorkPassBase<OrderGPUWork> {
  void runOnOperation() override {
    SmallVector<Block *> blocks;
    getOperation()->walk([&](Block *block) {
      if (!isa<gpu::GPUFuncOp>(block->getParentOp()) &&
          !block->getParentOp()->getParentOfType<gpu::GPUFuncOp>())
        blocks.push_back(block);
    });
    for (Block *block : blocks)
      BlockOrder(*block).run();
  }
};

} // namespace
