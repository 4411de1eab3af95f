//===- FuseElementwise.cpp - Elementwise ops of a kind as one op *- C++ -*-===//
//
// A chain of elementwise ops would go over memory once for each of them, and
// upstream's analysis of which op may reuse which buffer takes time in the
// third power of the length of the chain.
//
//===----------------------------------------------------------------------===//

#include "ElementwiseToLinalg.h"
#include "rint/Transforms/Passes.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/TypeUtilities.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "rint/Dialect/Rint/IR/Rint.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SetVector.h"

namespace mlir::rint {
#define GEN_PASS_DEF_RINTFUSEELEMENTWISEPASS
#include "rint/Transforms/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;

/// Ops in a group: enough to make the rest cheap, few enough for the loop that
/// becomes of them to stay in the caches of code and registers.
static constexpr size_t kMostOps = 128;

/// The shape that all operands and results of an elementwise op have; null if
/// they differ in what is known of it.
static ShapedType getCommonShape(Operation *op) {
  ShapedType common;
  for (Type type : llvm::concat<Type>(llvm::to_vector(op->getOperandTypes()),
                                      llvm::to_vector(op->getResultTypes()))) {
    auto shaped = dyn_cast<RankedTensorType>(type);
    if (!shaped || (common && common.getShape() != shaped.getShape()))
      return nullptr;
    common = shaped;
  }
  return common;
}

//===----------------------------------------------------------------------===//
// A group
//===----------------------------------------------------------------------===//

namespace {

/// Elementwise ops of one block that can be moved to where the last one is.
/// Each but the first uses one before, so that all work on tensors of the same
/// size.
struct Group {
  SmallVector<Operation *> ops;

  /// Replaces the ops by one in front of `position`.
  void fuse(Operation *position);

private:
  SmallVector<Value> getInputs() const;
  SmallVector<Value> getOutputs() const;
  void buildBody(OpBuilder &builder, Location loc, ValueRange inputs,
                 ValueRange outputs, ValueRange arguments) const;
};

} // namespace

SmallVector<Value> Group::getInputs() const {
  llvm::SetVector<Value> inputs;
  llvm::SmallPtrSet<Operation *, 16> members(ops.begin(), ops.end());
  for (Operation *op : ops)
    for (Value operand : op->getOperands())
      if (!operand.getDefiningOp() ||
          !members.contains(operand.getDefiningOp()))
        inputs.insert(operand);
  return inputs.takeVector();
}

/// What is used outside of the group.
SmallVector<Value> Group::getOutputs() const {
  SmallVector<Value> outputs;
  llvm::SmallPtrSet<Operation *, 16> members(ops.begin(), ops.end());
  for (Operation *op : ops)
    for (Value result : op->getResults())
      if (llvm::any_of(result.getUsers(), [&](Operation *user) {
            return !members.contains(user);
          }))
        outputs.push_back(result);
  return outputs;
}

void Group::buildBody(OpBuilder &builder, Location loc, ValueRange inputs,
                      ValueRange outputs, ValueRange arguments) const {
  IRMapping scalars;
  scalars.map(inputs, arguments.take_front(inputs.size()));
  for (Operation *op : ops) {
    auto operands = llvm::map_to_vector(
        op->getOperands(), [&](Value v) { return scalars.lookup(v); });
    auto types = llvm::map_to_vector(op->getResultTypes(), [](Type type) {
      return getElementTypeOrSelf(type);
    });
    Operation *scalar =
        builder.create(op->getLoc(), op->getName().getIdentifier(), operands,
                       types, op->getAttrs());
    scalars.map(op->getResults(), scalar->getResults());
  }
  linalg::YieldOp::create(
      builder, loc,
      llvm::map_to_vector(outputs, [&](Value v) { return scalars.lookup(v); }));
}

/// A tensor that `output` may be written to: one of the inputs, if it has the
/// type, since what it holds may not be needed any longer.
static Value buildDestination(OpBuilder &builder, Location loc, Value output,
                              ArrayRef<Value> inputs) {
  auto found = llvm::find_if(
      inputs, [&](Value input) { return input.getType() == output.getType(); });
  if (found != inputs.end())
    return *found;
  auto type = cast<RankedTensorType>(output.getType());
  return tensor::EmptyOp::create(
      builder, loc, tensor::getMixedSizes(builder, loc, inputs.front()),
      type.getElementType());
}

void Group::fuse(Operation *position) {
  SmallVector<Value> inputs = getInputs(), outputs = getOutputs();
  if (ops.size() < 2 || outputs.empty())
    return;
  OpBuilder builder(position);
  Location loc = builder.getFusedLoc(
      llvm::map_to_vector(ops, [](Operation *op) { return op->getLoc(); }));
  auto destinations = llvm::map_to_vector(outputs, [&](Value output) {
    return buildDestination(builder, loc, output, inputs);
  });
  int64_t rank = cast<RankedTensorType>(outputs.front().getType()).getRank();
  SmallVector<AffineMap> maps(inputs.size() + outputs.size(),
                              builder.getMultiDimIdentityMap(rank));
  SmallVector<utils::IteratorType> iterators(rank,
                                             utils::IteratorType::parallel);
  auto fused = linalg::GenericOp::create(
      builder, loc, ValueRange(outputs).getTypes(), inputs, destinations, maps,
      iterators, [&](OpBuilder &builder, Location loc, ValueRange arguments) {
        buildBody(builder, loc, inputs, outputs, arguments);
      });
  for (auto [output, result] : llvm::zip_equal(outputs, fused.getResults()))
    output.replaceAllUsesWith(result);
  for (Operation *op : llvm::reverse(ops))
    op->erase();
}

//===----------------------------------------------------------------------===//
// A block
//===----------------------------------------------------------------------===//

namespace {

/// Goes through a block and puts each elementwise op into a group that is still
/// open: nothing in between uses what it makes, or writes to memory, of which
/// an operand may be a view.
class BlockFuser {
public:
  void run(Block &block);

private:
  void join(Operation *op);
  void close(Group *group, Operation *position);
  void closeUsed(Operation *op);
  void closeAll(Operation *position);

  llvm::MapVector<Group *, std::unique_ptr<Group>> open;
  llvm::DenseMap<Operation *, Group *> groupOf;
  /// Which of the elementwise ops of the block an op is.
  llvm::DenseMap<Operation *, size_t> place;
  size_t numOps = 0;
};

} // namespace

void BlockFuser::close(Group *group, Operation *position) {
  for (Operation *op : group->ops)
    groupOf.erase(op);
  group->fuse(position);
  open.erase(group);
}

void BlockFuser::closeUsed(Operation *op) {
  op->walk([&](Operation *inner) {
    for (Value operand : inner->getOperands())
      if (Group *group = groupOf.lookup(operand.getDefiningOp()))
        close(group, op);
  });
}

void BlockFuser::closeAll(Operation *position) {
  while (!open.empty())
    close(open.back().first, position);
}

void BlockFuser::join(Operation *op) {
  llvm::SetVector<Group *> used;
  size_t numJoined = 1;
  for (Value operand : op->getOperands())
    if (Group *group = groupOf.lookup(operand.getDefiningOp()))
      if (used.insert(group))
        numJoined += group->ops.size();
  if (numJoined > kMostOps) {
    for (Group *group : used)
      close(group, op);
    used.clear();
  }
  auto joined = std::make_unique<Group>();
  for (Group *group : used) {
    llvm::append_range(joined->ops, group->ops);
    open.erase(group);
  }
  joined->ops.push_back(op);
  place[op] = numOps++;
  llvm::sort(joined->ops, [&](Operation *a, Operation *b) {
    return place.lookup(a) < place.lookup(b);
  });
  for (Operation *member : joined->ops)
    groupOf[member] = joined.get();
  Group *key = joined.get();
  open[key] = std::move(joined);
}

/// Whether `op` reads a repeat, which may sink below it: as a member of a group
/// it would take all of that along, or nothing.
static bool readsRepeat(Operation *op) {
  return llvm::any_of(op->getOperands(), [](Value operand) {
    return isa_and_nonnull<RepeatInterleaveOp, RepeatOp>(
        operand.getDefiningOp());
  });
}

void BlockFuser::run(Block &block) {
  for (Operation &op : llvm::make_early_inc_range(block)) {
    if (isElementwiseOnTensors(&op) && isMemoryEffectFree(&op) &&
        getCommonShape(&op) && !readsRepeat(&op)) {
      join(&op);
      continue;
    }
    if (op.hasTrait<OpTrait::IsTerminator>() || !isMemoryEffectFree(&op))
      closeAll(&op);
    else
      closeUsed(&op);
  }
}

namespace {

struct FuseElementwise final
    : rint::impl::RintFuseElementwisePassBase<FuseElementwise> {
  void runOnOperation() override {
    SmallVector<Block *> blocks;
    getOperation()->walk([&](Block *block) {
      if (!isa<linalg::LinalgOp>(block->getParentOp()))
        blocks.push_back(block);
    });
    for (Block *block : blocks)
      BlockFuser().run(*block);
  }
};

} // namespace
