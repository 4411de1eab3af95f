//===- Shards.cpp - Loops that are divided among processes ------*- C++ -*-===//

#include "Shards.h"

using namespace mlir;
using namespace mlir::rint;
using namespace mlir::shard;

/// The type of `value` if it is a tensor that can be divided.
static RankedTensorType getDivisibleType(Value value) {
  auto type = dyn_cast<RankedTensorType>(value.getType());
  return type && type.getRank() > 0 ? type : RankedTensorType();
}

/// "operand #0" or "the result".
static std::string getTensorName(Operation *op, unsigned tensor) {
  return tensor < op->getNumOperands() ? "operand #" + std::to_string(tensor)
                                       : "the result";
}

/// The number of processes that share what is split by `axes`.
static int64_t getNumParts(Operation *op, FlatSymbolRefAttr grid,
                           ArrayRef<GridAxis> axes) {
  SymbolTableCollection symbols;
  return collectiveProcessGroupSize(axes, shard::getGrid(op, grid, symbols));
}

/// The axes that split each of `rank` dimensions.
static SmallVector<SmallVector<GridAxis>> getAxes(const Sharding &sharding,
                                                  int64_t rank) {
  SmallVector<SmallVector<GridAxis>> result(rank);
  for (auto [axes, split] : llvm::zip(result, sharding.getSplitAxes()))
    llvm::append_range(axes, split.asArrayRef());
  return result;
}

/// Whether `sharding` has neither halos nor begins of parts of its own.
static bool hasPartsOfOneSize(const Sharding &sharding) {
  return sharding.getStaticHaloSizes().empty() &&
         sharding.getStaticShardedDimsOffsets().empty();
}

static InFlightDiagnostic emitUneven(Operation *op, unsigned tensor,
                                     unsigned dim, int64_t size,
                                     int64_t parts) {
  return op->emitOpError() << "expected dimension " << dim << " of "
                           << getTensorName(op, tensor)
                           << " to come out even, but got " << size << " for "
                           << parts << " processes";
}

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

ShardLoops::ShardLoops(Operation *op) : op(op) {
  auto addTensor = [&](Type type) {
    auto tensor = dyn_cast<RankedTensorType>(type);
    SmallVector<unsigned> dims;
    for (int64_t i = 0; tensor && i < tensor.getRank(); ++i) {
      dims.push_back(loops.size());
      loops.emplace_back();
    }
    return dims;
  };
  // The loops of the result come first.
  SmallVector<unsigned> result = addTensor(op->getResult(0).getType());
  for (Type type : op->getOperandTypes())
    tensors.push_back(addTensor(type));
  tensors.push_back(std::move(result));
}

void ShardLoops::follow(unsigned operand, unsigned dim, unsigned resultDim,
                        std::optional<ArrayRef<int64_t>> sizes) {
  tensors[operand][dim] = resultDim;
  Loop &loop = loops[resultDim];
  loop.isWhole = false;
  loop.isScaled = sizes.has_value();
  auto addSize = [&](Value value, unsigned i) {
    int64_t size = cast<RankedTensorType>(value.getType()).getDimSize(i);
    if (!ShapedType::isDynamic(size))
      loop.sizes.push_back(size);
  };
  addSize(op->getOperand(operand), dim);
  addSize(op->getResult(0), resultDim);
  if (sizes)
    llvm::append_range(loop.sizes, *sizes);
}

void ShardLoops::divideResult(unsigned resultDim, int64_t count) {
  Loop &loop = loops[resultDim];
  loop.isWhole = false;
  loop.isScaled = true;
  loop.sizes.push_back(count);
}

SmallVector<AffineMap> ShardLoops::getIndexingMaps() const {
  return llvm::map_to_vector(tensors, [&](ArrayRef<unsigned> dims) {
    return AffineMap::getMultiDimMapWithTargets(loops.size(), dims,
                                                op->getContext());
  });
}

std::optional<int64_t> ShardLoops::findUneven(const Loop &loop, int64_t parts) {
  for (int64_t size : loop.sizes)
    if (parts <= 0 || size % parts != 0)
      return size;
  return std::nullopt;
}

bool ShardLoops::canDivide(const Loop &loop, int64_t parts) {
  if (loop.isWhole)
    return false;
  if (ShapedType::isDynamic(parts))
    return !loop.isScaled;
  return !findUneven(loop, parts);
}

FailureOr<ShardingOption>
ShardLoops::choose(ArrayRef<Sharding> operandShardings,
                   ArrayRef<Sharding> resultShardings) const {
  ShardingOption option;
  option.shardingArray.resize(loops.size());
  auto isUsed = [&](GridAxis axis) {
    return llvm::any_of(option.shardingArray, [&](ArrayRef<GridAxis> used) {
      return llvm::is_contained(used, axis);
    });
  };
  auto take = [&](const Sharding &sharding, ArrayRef<unsigned> dims) {
    if (!sharding)
      return true;
    if (!option.grid)
      option.grid = sharding.getGridAttr();
    if (option.grid != sharding.getGridAttr())
      return false;
    for (auto [loop, split] : llvm::zip(dims, sharding.getSplitAxes())) {
      ArrayRef<GridAxis> axes = split.asArrayRef();
      if (option.shardingArray[loop].empty() && llvm::none_of(axes, isUsed) &&
          canDivide(loops[loop], getNumParts(op, option.grid, axes)))
        llvm::append_range(option.shardingArray[loop], axes);
    }
    return true;
  };

  // What the result is wanted as comes first, as upstream has it.
  if (!take(resultShardings[0], tensors.back()))
    return failure();
  for (auto [sharding, dims] : llvm::zip(operandShardings, tensors))
    if (!take(sharding, dims))
      return failure();
  if (!option.grid)
    return ShardingOption::makeEmpty();
  removeTrailingEmptySubArray(option.shardingArray);
  return option;
}

//===----------------------------------------------------------------------===//
// Shardings that are given
//===----------------------------------------------------------------------===//

LogicalResult
ShardLoops::verifyTensor(unsigned tensor, const Sharding &sharding,
                         FlatSymbolRefAttr grid,
                         SmallVectorImpl<ArrayRef<GridAxis>> &axes) const {
  std::string name = getTensorName(op, tensor);
  if (sharding.getGridAttr() != grid)
    return op->emitOpError() << "expected " << name << " to be on the grid "
                             << grid << ", but got " << sharding.getGridAttr();
  if (!hasPartsOfOneSize(sharding))
    return op->emitOpError()
           << "expected " << name << " to be split into parts of one size, but "
           << "got halo_sizes or sharded_dims_offsets";
  ArrayRef<GridAxesAttr> split = sharding.getSplitAxes();
  for (auto [dim, index] : llvm::enumerate(tensors[tensor])) {
    const Loop &loop = loops[index];
    ArrayRef<GridAxis> here;
    if (dim < split.size())
      here = split[dim].asArrayRef();
    int64_t parts = getNumParts(op, grid, here);
    if (!here.empty() &&
        (loop.isWhole || (loop.isScaled && ShapedType::isDynamic(parts))))
      return op->emitOpError()
             << "expected dimension " << dim << " of " << name
             << " to be whole on every process, but got it split by grid axes ["
             << here << "]";
    if (!ShapedType::isDynamic(parts))
      if (std::optional<int64_t> size = findUneven(loop, parts))
        return emitUneven(op, tensor, dim, *size, parts);
    if (tensor == op->getNumOperands())
      axes[index] = here;
    else if (axes[index] != here)
      return op->emitOpError() << "expected dimension " << dim << " of " << name
                               << " to be split as dimension " << index
                               << " of the result is, by grid axes ["
                               << axes[index] << "], but got [" << here << "]";
  }
  return success();
}

FailureOr<SmallVector<int64_t>>
ShardLoops::verify(ArrayRef<Sharding> operandShardings,
                   ArrayRef<Sharding> resultShardings) const {
  const Sharding &result = resultShardings[0];
  FlatSymbolRefAttr grid = result.getGridAttr();
  SmallVector<ArrayRef<GridAxis>> axes(loops.size());
  if (result &&
      failed(verifyTensor(operandShardings.size(), result, grid, axes)))
    return failure();
  for (auto [i, sharding] : llvm::enumerate(operandShardings))
    if (sharding && failed(verifyTensor(i, sharding, grid, axes)))
      return failure();
  return llvm::map_to_vector(tensors.back(), [&](unsigned loop) {
    return axes[loop].empty() ? 1 : getNumParts(op, grid, axes[loop]);
  });
}

/// Reports a dimension of `value` that `sharding` does not divide evenly.
static LogicalResult verifyEven(Operation *op, unsigned tensor, Value value,
                                const Sharding &sharding) {
  auto type = cast<RankedTensorType>(value.getType());
  for (auto [dim, split] : llvm::enumerate(sharding.getSplitAxes())) {
    int64_t parts = getNumParts(op, sharding.getGridAttr(), split.asArrayRef());
    if (int64_t(dim) >= type.getRank() || type.isDynamicDim(dim) ||
        ShapedType::isDynamic(parts))
      continue;
    if (parts <= 0 || type.getDimSize(dim) % parts != 0)
      return emitUneven(op, tensor, dim, type.getDimSize(dim), parts);
  }
  return success();
}

LogicalResult rint::verifyAnnotations(Operation *op) {
  for (OpOperand &operand : op->getOpOperands()) {
    auto sharding = shard::getSharding(operand);
    if (succeeded(sharding) && getDivisibleType(operand.get()) &&
        failed(verifyEven(op, operand.getOperandNumber(), operand.get(),
                          sharding->second)))
      return failure();
  }
  OpResult result = op->getResult(0);
  auto sharding = shard::getSharding(result);
  if (failed(sharding) || !getDivisibleType(result))
    return success();
  return verifyEven(op, op->getNumOperands(), result, sharding->second);
}

//===----------------------------------------------------------------------===//
// Annotations
//===----------------------------------------------------------------------===//

/// Takes one step from `axes` to `target`: gives up the last axis of a
/// dimension that goes on otherwise, or splits one further.
static void takeStep(SmallVectorImpl<SmallVector<GridAxis>> &axes,
                     ArrayRef<SmallVector<GridAxis>> target) {
  for (auto [here, there] : llvm::zip(axes, target))
    if (!ArrayRef(there).take_front(here.size()).equals(here)) {
      here.pop_back();
      return;
    }
  for (auto [here, there] : llvm::zip(axes, target))
    if (here.size() < there.size()) {
      here.push_back(there[here.size()]);
      return;
    }
}

/// Whether `target` is `axes` with the one axis of a dimension moved to another
/// that had none: the one change of two dimensions that upstream takes at once.
static bool isMove(ArrayRef<SmallVector<GridAxis>> axes,
                   ArrayRef<SmallVector<GridAxis>> target) {
  auto findGiver = [](ArrayRef<SmallVector<GridAxis>> before,
                      ArrayRef<SmallVector<GridAxis>> after) {
    size_t i = 0;
    while (i < before.size() && !(before[i].size() == 1 && after[i].empty()))
      ++i;
    return i;
  };
  size_t from = findGiver(axes, target), to = findGiver(target, axes);
  if (from == axes.size() || to == axes.size())
    return false;
  SmallVector<SmallVector<GridAxis>> moved(axes);
  std::swap(moved[from], moved[to]);
  return ArrayRef(moved).equals(target);
}

/// Puts annotations between `target` and the one that it annotates anew, so
/// that each goes one step.
static void divideSteps(ShardOp target, OpBuilder &builder) {
  auto source = target.getSrc().getDefiningOp<ShardOp>();
  if (!source)
    return;
  Sharding from = source.getSharding(), to = target.getSharding();
  if (!hasPartsOfOneSize(from) || !hasPartsOfOneSize(to))
    return;
  int64_t rank = cast<RankedTensorType>(target.getType()).getRank();
  SmallVector<SmallVector<GridAxis>> axes = getAxes(from, rank);
  SmallVector<SmallVector<GridAxis>> wanted = getAxes(to, rank);
  if (isMove(axes, wanted))
    return;

  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPoint(target);
  Location loc = target.getLoc();
  for (takeStep(axes, wanted); axes != wanted; takeStep(axes, wanted)) {
    SmallVector<SmallVector<GridAxis>> trimmed = axes;
    removeTrailingEmptySubArray(trimmed);
    auto split = llvm::map_to_vector(trimmed, [&](ArrayRef<GridAxis> list) {
      return GridAxesAttr::get(builder.getContext(), list);
    });
    auto sharding = ShardingOp::create(builder, loc,
                                       Sharding::get(to.getGridAttr(), split));
    auto step = ShardOp::create(builder, loc, target.getSrc(), sharding,
                                target.getAnnotateForUsers());
    target.getSrcMutable().assign(step);
  }
}

/// Divides the steps from `value` to the annotations of its annotations.
static void divideStepsBelow(Value value, OpBuilder &builder) {
  for (Operation *user : llvm::to_vector(value.getUsers()))
    if (auto shardOp = dyn_cast<ShardOp>(user)) {
      divideStepsBelow(shardOp.getResult(), builder);
      divideSteps(shardOp, builder);
    }
}

void rint::annotate(Operation *op, OpBuilder &builder,
                    ArrayRef<Sharding> shardings) {
  if (getDivisibleType(op->getResult(0))) {
    maybeInsertTargetShardingAnnotation(shardings.back(), op->getResult(0),
                                        builder);
    divideStepsBelow(op->getResult(0), builder);
  }
  for (OpOperand &operand : op->getOpOperands()) {
    // Upstream would annotate numbers as well.
    if (!getDivisibleType(operand.get()))
      continue;
    maybeInsertSourceShardingAnnotation(shardings[operand.getOperandNumber()],
                                        operand, builder);
    for (auto shardOp = operand.get().getDefiningOp<ShardOp>(); shardOp;
         shardOp = shardOp.getSrc().getDefiningOp<ShardOp>())
      divideSteps(shardOp, builder);
  }
}
