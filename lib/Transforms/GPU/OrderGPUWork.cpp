//===- OrderGPUWork.cpp - One chain of GPU ops a block ----------*- C++ -*-===//
//
// The host is slow to start work and slower to wait for it. So the work of a
// block is one chain that is started without a look back, and the waits are put
// where the host would otherwise see memory that is not there yet.
//
//===----------------------------------------------------------------------===//

#include "rint/Transforms/GPU/Passes.h"

#include "FailureBranches.h"
#include "MemoryUse.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "rint/Dialect/Rint/IR/Rint.h"
#include "rint/Transforms/GPU/DeviceBuffers.h"

namespace mlir::rint {
#define GEN_PASS_DEF_RINTORDERGPUWORKPASS
#include "rint/Transforms/GPU/Passes.h.inc"
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
  void startChain(Operation *before);
  bool joinsChain(Operation *branch);
  void chainBranch(scf::IfOp branch);
  void wait(Operation *before);
  bool mustWait(Operation *op);
  void enterFailures(Operation *op);
  void pullReady(Operation *before);
  bool pullOperands(Operation *op, Operation *before);

  Block &block;
  /// Of the last op of the chain; null if the chain has not started.
  Value token;
  /// What was copied to the host since the last wait.
  SmallVector<Value> copiedBack;
};

} // namespace

static bool isOnDevice(Value buffer) {
  return findDeviceBytes(buffer) != nullptr;
}

namespace {

/// The GPU work that an op and all in it may start, but for branches of
/// launches.
struct NestedWork {
  explicit NestedWork(Operation *op);

  /// Whether there is any, apart from that in failures.
  bool isStarted = false;
  /// Whether it may change memory of the device.
  bool changesDevice = false;
  /// The outermost branches that start work and then end the run.
  SmallVector<scf::IfOp> failures;
};

} // namespace

/// Whether `op` is a branch that launches kernels, if taken, and does nothing
/// else.
static bool isLaunchBranch(Operation *op) {
  auto branch = dyn_cast<scf::IfOp>(op);
  return branch && !branch.elseBlock() &&
         !branch.thenBlock()->getOps<gpu::LaunchFuncOp>().empty() &&
         llvm::all_of(branch.thenBlock()->without_terminator(),
                      [](Operation &nested) {
                        return isa<gpu::LaunchFuncOp>(nested) ||
                               isMemoryEffectFree(&nested);
                      });
}

NestedWork::NestedWork(Operation *op) {
  op->walk<WalkOrder::PreOrder>([&](Operation *nested) {
    if (isFailureBranch(nested)) {
      bool isWork = nested
                        ->walk([](gpu::AsyncOpInterface) {
                          return WalkResult::interrupt();
                        })
                        .wasInterrupted();
      if (isWork)
        failures.push_back(cast<scf::IfOp>(nested));
      return WalkResult::skip();
    }
    auto copy = dyn_cast<gpu::MemcpyOp>(nested);
    isStarted |= isa<gpu::AsyncOpInterface>(nested);
    changesDevice |=
        isa<gpu::LaunchFuncOp>(nested) || (copy && isOnDevice(copy.getDst()));
    return WalkResult::advance();
  });
}

void BlockOrder::startChain(Operation *before) {
  if (token)
    return;
  OpBuilder builder(before);
  token =
      gpu::WaitOp::create(builder, before->getLoc(),
                          builder.getType<gpu::AsyncTokenType>(), ValueRange())
          .getAsyncToken();
}

void BlockOrder::chain(gpu::AsyncOpInterface op) {
  startChain(op);
  OpBuilder builder(op);
  auto copy = dyn_cast<gpu::MemcpyOp>(op.getOperation());
  if (copy && !isOnDevice(copy.getDst()))
    copiedBack.push_back(findRoot(copy.getDst()));

  // Results are fixed once an op is made, so it has to be made again.
  SmallVector<Type> resultTypes(op->getResultTypes());
  resultTypes.push_back(token.getType());
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

/// Puts launches that may be skipped on the chain. What comes behind takes the
/// token of what came before: --gpu-to-llvm makes one stream of a chain, so it
/// runs after the launches all the same.
void BlockOrder::chainBranch(scf::IfOp branch) {
  startChain(branch);
  Value before = token;
  for (auto launch : llvm::make_early_inc_range(
           branch.thenBlock()->getOps<gpu::LaunchFuncOp>()))
    chain(launch);
  token = before;
}

/// Whether GPU work of this block follows `branch` before the host may wait. (A
/// wait for the token from before the branch would be taken for one that waits
/// for nothing.)
bool BlockOrder::joinsChain(Operation *branch) {
  for (Operation *op = branch->getNextNode(); op; op = op->getNextNode()) {
    if (isa<gpu::AsyncOpInterface>(op))
      return true;
    if (!isMemoryEffectFree(op) && !isa<CheckOp, memref::AllocOp>(op))
      return false;
  }
  return false;
}

/// Whether the host has to wait before `op`: if that may use what was copied
/// back, or starts a chain of its own, or ends this one.
bool BlockOrder::mustWait(Operation *op) {
  if (op->hasTrait<OpTrait::IsTerminator>() || NestedWork(op).isStarted)
    return true;
  if (copiedBack.empty() || isMemoryEffectFree(op))
    return false;
  MemoryUse use(op);
  return llvm::any_of(copiedBack,
                      [&](Value root) { return use.mayTouch(root); });
}

void BlockOrder::wait(Operation *before) {
  pullReady(before);
  OpBuilder builder(before);
  gpu::WaitOp::create(builder, before->getLoc(), /*asyncToken=*/Type(), token);
  token = Value();
  copiedBack.clear();
}

/// Waits in those branches of `op` only that start work and end the run. The
/// chain goes on behind as if there were none.
void BlockOrder::enterFailures(Operation *op) {
  for (scf::IfOp failure : NestedWork(op).failures) {
    OpBuilder builder = OpBuilder::atBlockBegin(failure.thenBlock());
    gpu::WaitOp::create(builder, failure.getLoc(), /*asyncToken=*/Type(),
                        token);
  }
}

/// Moves before `before` what computes the operands of `op`. False if that
/// cannot be.
bool BlockOrder::pullOperands(Operation *op, Operation *before) {
  for (Value operand : op->getOperands()) {
    Operation *def = operand.getDefiningOp();
    if (!def || def->getBlock() != &block || def->isBeforeInBlock(before))
      continue;
    if (!isMemoryEffectFree(def) && !isa<memref::AllocOp>(def))
      return false;
    if (!pullOperands(def, before))
      return false;
    def->moveBefore(before);
  }
  return true;
}

/// Whether one of `ops` uses `buffer` or a view of it.
static bool isUsedBy(Value buffer, ArrayRef<Operation *> ops) {
  return llvm::any_of(buffer.getUsers(), [&](Operation *user) {
    if (isMemoryEffectFree(user))
      return llvm::any_of(user->getResults(), [&](Value result) {
        return isa<MemRefType>(result.getType()) && isUsedBy(result, ops);
      });
    return llvm::any_of(ops,
                        [&](Operation *op) { return op->isAncestor(user); });
  });
}

/// Moves copies to the host and frees behind `before` to where the host is
/// about to wait, if they could be done there: the wait is theirs as well then.
void BlockOrder::pullReady(Operation *before) {
  SmallVector<Operation *> passed;
  SmallVector<MemoryUse> uses;
  for (Operation *op = before, *next; op; op = next) {
    next = op->getNextNode();
    auto copy = dyn_cast<gpu::MemcpyOp>(op);
    auto free = dyn_cast<gpu::DeallocOp>(op);
    bool isReady = false;
    if (copy && !isOnDevice(copy.getDst()))
      isReady = llvm::none_of(uses, [&](const MemoryUse &use) {
        return use.mayTouch(findRoot(copy.getDst()));
      });
    else if (free)
      isReady = !isUsedBy(free.getMemref(), passed);
    if (isReady && pullOperands(op, before)) {
      op->moveBefore(before);
      chain(cast<gpu::AsyncOpInterface>(op));
      continue;
    }
    passed.push_back(op);
    uses.emplace_back(op);
    if (!uses.back().isKnown || op->hasTrait<OpTrait::IsTerminator>() ||
        NestedWork(op).changesDevice)
      return;
  }
}

void BlockOrder::run() {
  for (Operation *op = &block.front(), *next; op; op = next) {
    auto async = dyn_cast<gpu::AsyncOpInterface>(op);
    if (async && !async.getAsyncToken() && !isa<gpu::WaitOp>(op)) {
      next = op->getNextNode();
      chain(async);
      continue;
    }
    if (isLaunchBranch(op) && joinsChain(op)) {
      chainBranch(cast<scf::IfOp>(op));
    } else if (token) {
      if (mustWait(op))
        wait(op);
      else
        enterFailures(op);
    }
    next = op->getNextNode();
  }
}

namespace {

struct OrderGPUWork final : rint::impl::RintOrderGPUWorkPassBase<OrderGPUWork> {
  void runOnOperation() override {
    SmallVector<Block *> blocks;
    getOperation()->walk([&](Block *block) {
      // Some ops need no terminator, as scf.forall.in_parallel.
      if (!block->empty() && !isa<gpu::GPUFuncOp>(block->getParentOp()) &&
          !block->getParentOp()->getParentOfType<gpu::GPUFuncOp>())
        blocks.push_back(block);
    });
    // Outer blocks first: they may order what is in inner ones.
    for (Block *block : llvm::reverse(blocks))
      BlockOrder(*block).run();
  }
};

} // namespace
