//===- DeferChecks.cpp - Checks of device data at the next wait -*- C++ -*-===//
//
// What depends on a number that is on the device is "late", and the checks of
// it are "owed": they stay behind while the block goes on, until something
// needs the number, or might show the world what an owed check forbids.
//
//===----------------------------------------------------------------------===//

#include "rint/Transforms/GPU/Passes.h"

#include "FailureBranches.h"
#include "MemoryUse.h"
#include "TrustedSize.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "rint/Dialect/Rint/IR/Rint.h"
#include "rint/Transforms/GPU/DeviceBuffers.h"

#include <functional>

namespace mlir::rint {
#define GEN_PASS_DEF_RINTDEFERCHECKSPASS
#include "rint/Transforms/GPU/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;

/// The most sizes that are taken on trust at a time: every check of the host
/// that follows gets a copy of what they owe.
static constexpr unsigned kMaxTrusted = 4;

namespace {

/// Defers the checks of one block.
class DeferredChecks {
public:
  DeferredChecks(Block &block, bool deviceTensors)
      : block(block), deviceTensors(deviceTensors) {}

  void run();

private:
  void visit(Operation *op);
  void visitDeviceOp(Operation *op);
  bool keepForLater(DestinationStyleOpInterface writer);
  void visitReader(Operation *op, const MemoryUse &use);
  void owe(Operation *op);
  void pay(Operation *before);

  bool isOnDevice(Value root) const;
  bool isLate(Operation *op) const;
  bool isReadLater(Value root) const;
  bool asksForMemory() const;

  void guard(CheckOp check);
  void buildFailure(scf::IfOp failure, CheckOp check);
  void cloneOwed(OpBuilder &builder, ArrayRef<Operation *> ops) const;

  void trust(CheckOp equality);
  bool isTrustworthy(ArrayRef<Operation *> ops) const;

  Block &block;
  bool deviceTensors;
  /// In the order of the program.
  SmallVector<Operation *> owed;
  DenseSet<Value> late;
  /// The conditions that the host has checked.
  DenseSet<Value> held;
  unsigned numTrusted = 0;
  /// The last branch for failing checks of the host, while more of them may
  /// join it; its last check, and what that one checks.
  scf::IfOp openFailure;
  CheckOp lastCheck;
  Value lastCondition;
};

} // namespace

//===----------------------------------------------------------------------===//
// What is late
//===----------------------------------------------------------------------===//

/// Whether a launch writes the buffer that `root` is.
static bool isWrittenOnDevice(Value view, function_ref<bool(Operation *)> by) {
  return llvm::any_of(view.getUses(), [&](OpOperand &use) {
    Operation *user = use.getOwner();
    if (isDeviceOp(user))
      return cast<DestinationStyleOpInterface>(user).isDpsInit(&use) &&
             by(user);
    return isa<memref::CollapseShapeOp, memref::ExpandShapeOp, memref::CastOp>(
               user) &&
           isWrittenOnDevice(user->getResult(0), by);
  });
}

bool DeferredChecks::isOnDevice(Value root) const {
  if (deviceTensors && isa<BlockArgument>(root))
    return true;
  return isWrittenOnDevice(root, [](Operation *) { return true; });
}

bool DeferredChecks::isLate(Operation *op) const {
  return op
      ->walk([&](Operation *nested) {
        return llvm::any_of(nested->getOperands(),
                            [&](Value v) { return late.contains(v); })
                   ? WalkResult::interrupt()
                   : WalkResult::advance();
      })
      .wasInterrupted();
}

/// Whether an owed op reads `root`.
bool DeferredChecks::isReadLater(Value root) const {
  return llvm::any_of(owed, [&](Operation *op) {
    return !isa<memref::DeallocOp>(op) && MemoryUse(op).mayRead(root);
  });
}

/// Whether it is owed to find out if memory can hold something.
bool DeferredChecks::asksForMemory() const {
  return llvm::any_of(owed,
                      [](Operation *op) { return isa<FitsMemoryOp>(op); });
}

//===----------------------------------------------------------------------===//
// The walk over the block
//===----------------------------------------------------------------------===//

void DeferredChecks::run() {
  for (Operation *op = &block.front(), *next; op; op = next) {
    next = op->getNextNode();
    visit(op);
  }
}

void DeferredChecks::visit(Operation *op) {
  if (isDeviceOp(op))
    return visitDeviceOp(op);
  if (auto dealloc = dyn_cast<memref::DeallocOp>(op)) {
    if (isReadLater(findRoot(dealloc.getMemref())))
      owed.push_back(op);
    return;
  }
  if (isa<memref::AllocOp>(op)) {
    // Asked later, memory would not have what is allocated here.
    if (isLate(op) || asksForMemory())
      pay(op);
    openFailure = nullptr;
    return;
  }
  MemoryUse use(op);
  if (op->hasTrait<OpTrait::IsTerminator>() || !use.isReadOnly())
    return pay(op);
  visitReader(op, use);
}

/// The offsets that a device op copies or reduces by, or null.
static Value getOffsets(Operation *op) {
  if (auto runs = dyn_cast<ExpandRunsOp>(op))
    return runs.getOffsets();
  if (auto indices = dyn_cast<ExpandIndicesOp>(op))
    return indices.getOffsets();
  if (auto segments = dyn_cast<ReduceSegmentsOp>(op))
    return segments.getOffsets();
  return Value();
}

/// Launches go on with what is owed, whatever the data. Only offsets have to be
/// right, which those that a scan has made are.
void DeferredChecks::visitDeviceOp(Operation *op) {
  openFailure = nullptr;
  auto destination = cast<DestinationStyleOpInterface>(op);
  bool mustPay = isLate(op) || !keepForLater(destination);
  if (Value offsets = getOffsets(op)) {
    Value root = findRoot(offsets);
    auto isScan = [](Operation *writer) { return isa<ScanRepeatsOp>(writer); };
    bool isScanned = isWrittenOnDevice(root, isScan) &&
                     !isWrittenOnDevice(root, std::not_fn(isScan));
    mustPay |= !isScanned && isReadLater(root);
  }
  if (mustPay)
    pay(op);
}

/// Lets `writer`, which fills a buffer, leave alone what is still to be read:
/// what it makes goes to a buffer of its own if need be. False if it cannot.
bool DeferredChecks::keepForLater(DestinationStyleOpInterface writer) {
  Value root = findRoot(writer.getDpsInits().front());
  if (!isReadLater(root))
    return true;
  auto alloc = root.getDefiningOp<memref::AllocOp>();
  if (!alloc || alloc->getBlock() != &block)
    return false;
  auto isBehind = [&](Operation *user) {
    Operation *ancestor = block.findAncestorOpInBlock(*user);
    return ancestor && !ancestor->isBeforeInBlock(writer);
  };
  for (OpOperand &use : root.getUses()) {
    Operation *user = use.getOwner();
    bool isInput = user == writer && !writer.isDpsInit(&use);
    bool isView =
        llvm::any_of(user->getResultTypes(), llvm::IsaPred<MemRefType>);
    if (isInput || !block.findAncestorOpInBlock(*user) ||
        (isView && !isBehind(user)))
      return false;
  }
  OpBuilder builder(writer);
  Operation *own = builder.clone(*alloc);
  root.replaceUsesWithIf(own->getResult(0), [&](OpOperand &use) {
    return isBehind(use.getOwner());
  });
  owed.push_back(memref::DeallocOp::create(builder, alloc.getLoc(), root));
  return true;
}

/// An op that at most reads memory and checks something.
void DeferredChecks::visitReader(Operation *op, const MemoryUse &use) {
  bool readsDevice =
      llvm::any_of(use.reads, [&](Value root) { return isOnDevice(root); });
  if (readsDevice || isLate(op))
    return owe(op);
  if (auto check = dyn_cast<CheckOp>(op)) {
    if (!held.insert(check.getCondition()).second)
      check.erase();
    else if (!owed.empty())
      guard(check);
    return;
  }
  // Arithmetic that may trap relies on the checks before it.
  if (!isMemoryEffectFree(op) || !isSpeculatable(op))
    openFailure = nullptr;
  if (owed.empty())
    return;
  SmallVector<CheckOp> checks;
  op->walk([&](CheckOp check) { checks.push_back(check); });
  for (CheckOp check : checks) {
    guard(check);
    openFailure = nullptr;
  }
}

void DeferredChecks::owe(Operation *op) {
  if (numTrusted == kMaxTrusted && isa<memref::LoadOp>(op))
    pay(op);
  openFailure = nullptr;
  owed.push_back(op);
  late.insert(op->result_begin(), op->result_end());
  if (auto check = dyn_cast<CheckOp>(op))
    trust(check);
}

/// Does what is owed before `before`.
void DeferredChecks::pay(Operation *before) {
  for (Operation *op : owed)
    op->moveBefore(before);
  owed.clear();
  late.clear();
  numTrusted = 0;
  openFailure = nullptr;
}

//===----------------------------------------------------------------------===//
// Checks of the host
//===----------------------------------------------------------------------===//

void DeferredChecks::cloneOwed(OpBuilder &builder,
                               ArrayRef<Operation *> ops) const {
  IRMapping mapping;
  for (Operation *op : ops)
    if (!isa<memref::DeallocOp>(op))
      builder.clone(*op, mapping);
}

/// Lets what is owed come before the failure of `check`.
void DeferredChecks::guard(CheckOp check) {
  OpBuilder builder(check);
  Location loc = check.getLoc();
  Value condition = check.getCondition();
  if (openFailure) {
    // One branch serves checks with nothing but arithmetic between them.
    openFailure->moveBefore(check);
    lastCheck.getConditionMutable().assign(lastCondition);
    builder.setInsertionPoint(openFailure);
    Value fails = builder.createOrFold<arith::OrIOp>(
        loc, openFailure.getCondition(), buildNot(builder, loc, condition));
    openFailure.getConditionMutable().assign(fails);
  } else {
    Value fails = buildNot(builder, loc, condition);
    openFailure = scf::IfOp::create(builder, loc, fails);
    builder.setInsertionPointToStart(openFailure.thenBlock());
    cloneOwed(builder, owed);
  }
  check->moveBefore(openFailure.thenBlock()->getTerminator());
  lastCheck = check;
  lastCondition = condition;
  setFailing(check);
}

//===----------------------------------------------------------------------===//
// Sizes that are taken on trust
//===----------------------------------------------------------------------===//

/// Whether it can be told what `ops` come to if the number that the first one
/// loads is known: checks of values that are computed from it.
bool DeferredChecks::isTrustworthy(ArrayRef<Operation *> ops) const {
  if (!isa<memref::LoadOp>(ops.front()))
    return false;
  DenseSet<Value> known(ops[0]->result_begin(), ops[0]->result_end());
  return llvm::all_of(ops.drop_front(), [&](Operation *op) {
    bool isBranch = isa<scf::IfOp>(op) && op->getNumResults() == 0;
    bool isArithmetic = isMemoryEffectFree(op) && op->getNumRegions() == 0;
    if (!isBranch && !isArithmetic && !isa<CheckOp>(op))
      return false;
    WalkResult status = op->walk([&](Operation *nested) {
      return llvm::all_of(nested->getOperands(),
                          [&](Value v) {
                            return !late.contains(v) || known.contains(v);
                          })
                 ? WalkResult::advance()
                 : WalkResult::interrupt();
    });
    known.insert(op->result_begin(), op->result_end());
    return !status.wasInterrupted();
  });
}

/// Goes on with what a number has to be equal to, if `equality` says so.
void DeferredChecks::trust(CheckOp equality) {
  auto compare = equality.getCondition().getDefiningOp<arith::CmpIOp>();
  if (!compare || compare.getPredicate() != arith::CmpIPredicate::eq)
    return;
  Value real = compare.getLhs(), stated = compare.getRhs();
  if (late.contains(stated))
    std::swap(real, stated);
  const auto *load = llvm::find(owed, real.getDefiningOp());
  if (late.contains(stated) || load == owed.end())
    return;
  size_t first = load - owed.begin();
  SmallVector<Operation *> ops(ArrayRef<Operation *>(owed).drop_front(first));
  if (!isTrustworthy(ops))
    return;

  Location loc = equality.getLoc();
  OpBuilder builder(block.getParentOp()->getContext());
  builder.setInsertionPointAfter(equality);
  TrustedSize size(ops, equality, stated);
  Value isGood = size.buildIsGood(builder);
  if (!isConstantIntValue(isGood, 1) && !isConstantIntValue(isGood, -1)) {
    auto failure =
        scf::IfOp::create(builder, loc, buildNot(builder, loc, isGood));
    OpBuilder inside = OpBuilder::atBlockBegin(failure.thenBlock());
    cloneOwed(inside, ArrayRef(owed).take_front(first));
    size.buildFailure(inside);
  }
  owed.truncate(first);
  for (Operation *op : size.buildComparison(builder)) {
    owed.push_back(op);
    late.insert(op->result_begin(), op->result_end());
  }
  ++numTrusted;
}

namespace {

struct DeferChecks final : rint::impl::RintDeferChecksPassBase<DeferChecks> {
  using RintDeferChecksPassBase::RintDeferChecksPassBase;

  void runOnOperation() override {
    llvm::SetVector<Block *> blocks;
    getOperation()->walk([&](Operation *op) {
      if (isDeviceOp(op))
        blocks.insert(op->getBlock());
    });
    for (Block *block : blocks)
      DeferredChecks(*block, deviceTensors).run();
  }
};

} // namespace
