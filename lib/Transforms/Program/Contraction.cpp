//===- Contraction.cpp - How a contraction fits vectors ---------*- C++ -*-===//

#include "Contraction.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Interfaces/ViewLikeInterface.h"

using namespace mlir;
using namespace mlir::rint;

/// The widest vector, and the most lanes: code for columns grows with them.
static constexpr int64_t kVectorBits = 512;
static constexpr int64_t kMaxLanes = 16;

/// A loop of fewer rounds is not worth a vector.
static constexpr int64_t kLeastLanes = 4;

/// An op with fewer rounds in all is not worth the code.
static constexpr int64_t kLeastRounds = 1024;

/// Rows side by side where their number is not known. More would leave more of
/// them over, which are done one by one.
static constexpr int64_t kRows = 4;
static constexpr int64_t kMaxRows = 8;

//===----------------------------------------------------------------------===//
// The body
//===----------------------------------------------------------------------===//

static bool isVectorElement(Type type) {
  if (auto integer = dyn_cast<IntegerType>(type))
    return integer.isSignless() &&
           llvm::is_contained({8u, 16u, 32u, 64u}, integer.getWidth());
  return isa<IndexType, Float16Type, BFloat16Type, Float32Type, Float64Type>(
      type);
}

/// Whether the body of `op` can be done on vectors. What comes of the lanes
/// behind the end of a row is thrown away, but must do no harm.
static bool isVectorizable(Block &body) {
  for (Operation &op : body.without_terminator()) {
    if (!isa_and_nonnull<arith::ArithDialect>(op.getDialect()) ||
        !isSpeculatable(&op) || op.getNumResults() != 1)
      return false;
    Type type = op.getResult(0).getType();
    if (!isVectorElement(type) && !type.isInteger(1))
      return false;
    if (!op.hasTrait<OpTrait::ConstantLike>() &&
        !OpTrait::hasElementwiseMappableTraits(&op))
      return false;
  }
  return true;
}

//===----------------------------------------------------------------------===//
// The buffers
//===----------------------------------------------------------------------===//

static Value getRoot(Value buffer) {
  while (auto view = buffer.getDefiningOp<ViewLikeOpInterface>())
    buffer = view.getViewSource();
  return buffer;
}

/// Whether vectors fit the buffers of `op`, and none that it reads is a view of
/// the one that it writes.
static bool hasVectorBuffers(linalg::LinalgOp op) {
  for (OpOperand &operand : op->getOpOperands()) {
    auto type = dyn_cast<MemRefType>(operand.get().getType());
    if (!isVectorElement(getElementTypeOrSelf(operand.get().getType())) ||
        (type && type.getRank() > 0 && !type.isLastDimUnitStride()))
      return false;
    if (type && op.isDpsInput(&operand) &&
        getRoot(operand.get()) == getRoot(op.getDpsInits()[0]))
      return false;
  }
  return true;
}

static int64_t getBits(Type type) {
  return type.isIndex() ? 64 : type.getIntOrFloatBitWidth();
}

/// The lanes of the widest element that fit a vector.
static int64_t getLanes(linalg::LinalgOp op) {
  int64_t bits = 0;
  for (Value operand : op->getOperands())
    bits = std::max(bits, getBits(getElementTypeOrSelf(operand.getType())));
  return std::min(kVectorBits / bits, kMaxLanes);
}

//===----------------------------------------------------------------------===//
// The loops
//===----------------------------------------------------------------------===//

/// The access to an operand of this map, if there is any.
static std::optional<Contraction::Access>
getAccess(AffineMap map, int64_t laneLoop, int64_t lastReduction) {
  if (!map.isFunctionOfDim(laneLoop))
    return Contraction::Access::Scalar;
  int64_t last = map.getDimPosition(map.getNumResults() - 1);
  if (last == laneLoop)
    return Contraction::Access::Row;
  if (last == lastReduction)
    return Contraction::Access::Column;
  return std::nullopt;
}

/// Whether the loops are too few rounds in all, as types tell it.
static bool isSmall(ArrayRef<int64_t> sizes) {
  int64_t rounds = 1;
  for (int64_t size : sizes) {
    if (ShapedType::isDynamic(size))
      return false;
    rounds = std::min(rounds * size, kLeastRounds);
  }
  return rounds < kLeastRounds;
}

/// The loop over rows that share what is read along the lanes: a known number
/// of some, or else an unknown number, or else the greatest known one.
static std::optional<int64_t> chooseRowLoop(const Contraction &contraction,
                                            ArrayRef<AffineMap> maps,
                                            ArrayRef<int64_t> sizes) {
  auto rank = [&](int64_t loop) {
    int64_t size = sizes[loop];
    if (ShapedType::isDynamic(size))
      return kRows - 1;
    return std::min(size, kMaxRows);
  };
  std::optional<int64_t> best;
  for (int64_t loop : contraction.outerLoops) {
    bool isShared = true;
    for (auto [map, access] : llvm::zip(maps, contraction.accesses))
      if (access != Contraction::Access::Scalar)
        isShared &= !map.isFunctionOfDim(loop);
    if (isShared && sizes[loop] != 1 && (!best || rank(loop) >= rank(*best)))
      best = loop;
  }
  return best;
}

static int64_t chooseRows(int64_t size) {
  if (ShapedType::isDynamic(size))
    return kRows;
  if (size <= kMaxRows)
    return size;
  return size % kMaxRows == 0 ? kMaxRows : kRows;
}

std::optional<Contraction> Contraction::get(linalg::LinalgOp op) {
  if (!op.hasPureBufferSemantics() || op.getNumDpsInits() != 1 ||
      op.getNumDpsInputs() < 2 || op.getNumReductionLoops() == 0 ||
      !isVectorizable(*op.getBlock()) || !hasVectorBuffers(op))
    return std::nullopt;
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  AffineMap initMap = maps.back();
  if (initMap.getNumResults() == 0 ||
      initMap.getNumResults() != op.getNumParallelLoops() ||
      !llvm::all_of(maps,
                    [](AffineMap map) { return map.isProjectedPermutation(); }))
    return std::nullopt;
  SmallVector<int64_t> sizes = op.getStaticLoopRanges();
  Contraction result;
  result.op = op;
  result.laneLoop = initMap.getDimPosition(initMap.getNumResults() - 1);
  if (isSmall(sizes) || (ShapedType::isStatic(sizes[result.laneLoop]) &&
                         sizes[result.laneLoop] < kLeastLanes))
    return std::nullopt;

  for (auto [loop, kind] : llvm::enumerate(op.getIteratorTypesArray())) {
    if (kind == utils::IteratorType::reduction)
      result.reductionLoops.push_back(loop);
    else if (int64_t(loop) != result.laneLoop)
      result.outerLoops.push_back(loop);
  }
  for (AffineMap map : ArrayRef(maps).drop_back()) {
    std::optional<Access> access =
        getAccess(map, result.laneLoop, result.reductionLoops.back());
    if (!access)
      return std::nullopt;
    result.accesses.push_back(*access);
  }
  // Without both there is nothing that a vector could save.
  if (llvm::all_equal(result.accesses) ||
      !llvm::is_contained(result.accesses, Access::Scalar))
    return std::nullopt;
  result.rowLoop = chooseRowLoop(result, ArrayRef(maps).drop_back(), sizes);
  if (result.rowLoop)
    llvm::erase(result.outerLoops, *result.rowLoop);
  result.rows = result.rowLoop ? chooseRows(sizes[*result.rowLoop]) : 1;
  result.lanes = getLanes(op);
  return result;
}
