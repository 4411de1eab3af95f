//===- ShardingInterfaceImpl.cpp - Shards of rint ops -----------*- C++ -*-===//
//
// How upstream's shard dialect divides the tensor ops among processes. A
// dimension that an op keeps is divided as it is. The one that it repeats, or
// reduces, is divided where one count serves all slices and the parts come out
// even. Where the counts are data, no process knows where its part of the
// result begins before it has heard from all others: there every process is to
// have the whole, which --sharding-propagation asks for and --shard-partition
// gathers.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Shard/Interfaces/ShardingInterface.h"

#include "Shards.h"
#include "mlir/Dialect/Shard/Interfaces/ShardingInterfaceImpl.h"
#include "mlir/IR/IRMapping.h"
#include "rint/Dialect/Rint/IR/Rint.h"
#include "rint/Dialect/Rint/Transforms/AllInterfaces.h"

using namespace mlir;
using namespace mlir::rint;
using namespace mlir::shard;

//===----------------------------------------------------------------------===//
// What may be divided
//===----------------------------------------------------------------------===//

/// Lets the repeated or reduced dimension be divided where each process then
/// has whole slices and all of their copies, or whole segments.
template <typename OpTy>
static void followCount(ShardLoops &loops, OpTy op, int64_t dim) {
  auto source = cast<RankedTensorType>(op.getSource().getType());
  if (dim >= source.getRank() || source.isDynamicDim(dim))
    return;
  SmallVector<int64_t> sizes;
  int64_t total = getSharpestType(op).getDimSize(dim);
  if (!ShapedType::isDynamic(total))
    sizes.push_back(total);
  if constexpr (std::is_same_v<OpTy, SegmentReduceOp>) {
    if (!op.getClause().isScalar() || sizes.empty())
      return;
  } else {
    // A size that is a value may be wrong, and its part right.
    if (!op.getClause().isOne() || op.getOutputSize())
      return;
    if (std::optional<int64_t> size = op.getStaticOutputSize())
      sizes.push_back(*size);
  }
  loops.follow(/*operand=*/0, dim, dim, sizes);
}

/// What rint.repeat_interleave and rint.segment_reduce have in common.
template <typename OpTy> static ShardLoops getLoopsAroundDim(OpTy op) {
  ShardLoops loops(op);
  std::optional<int64_t> dim = op.getNormalizedDim();
  auto source = cast<RankedTensorType>(op.getSource().getType());
  for (int64_t i = 0, rank = source.getRank(); dim && i < rank; ++i)
    if (i != *dim)
      loops.follow(/*operand=*/0, i, i);
  // A flattened source is divided along its first dimension.
  followCount(loops, op, dim.value_or(0));
  return loops;
}

static ShardLoops getLoops(RepeatInterleaveOp op) {
  return getLoopsAroundDim(op);
}

static ShardLoops getLoops(SegmentReduceOp op) { return getLoopsAroundDim(op); }

/// Dimensions that are not repeated are divided as they are. Of those that are,
/// each process makes some of the copies.
static ShardLoops getLoops(RepeatOp op) {
  ShardLoops loops(op);
  auto source = cast<RankedTensorType>(op.getSource().getType());
  int64_t numNewDims = op.getStaticCounts().size() - source.getRank();
  for (auto [i, count] : llvm::enumerate(op.getStaticCounts())) {
    int64_t sourceDim = int64_t(i) - numNewDims;
    if (count == 1 && sourceDim >= 0)
      loops.follow(/*operand=*/0, sourceDim, i);
    else if (!ShapedType::isDynamic(count))
      loops.divideResult(i, count);
  }
  return loops;
}

/// Every entry depends on all counts before it.
static ShardLoops getLoops(OffsetsOp op) { return ShardLoops(op); }
static ShardLoops getLoops(RepeatIndicesOp op) { return ShardLoops(op); }

//===----------------------------------------------------------------------===//
// What a process does
//===----------------------------------------------------------------------===//

/// Turns what attributes say of the whole result into what is true of a part:
/// dimension i of it is one of `parts[i]`.
static void divideAttributes(RepeatInterleaveOp op, ArrayRef<int64_t> parts) {
  if (std::optional<int64_t> size = op.getStaticOutputSize())
    op.setStaticOutputSize(*size / parts[op.getNormalizedDim().value_or(0)]);
}

static void divideAttributes(RepeatOp op, ArrayRef<int64_t> parts) {
  auto source = cast<RankedTensorType>(op.getSource().getType());
  SmallVector<int64_t> counts(op.getStaticCounts());
  int64_t numNewDims = counts.size() - source.getRank();
  for (auto [i, count] : llvm::enumerate(counts))
    // A count of 1 leaves the dimension to the source.
    if (!ShapedType::isDynamic(count) &&
        (count != 1 || int64_t(i) < numNewDims))
      count /= parts[i];
  op.setStaticCounts(counts);
}

static void divideAttributes(Operation *, ArrayRef<int64_t>) {}

//===----------------------------------------------------------------------===//
// Model
//===----------------------------------------------------------------------===//

namespace {

template <typename OpTy>
struct ShardingModel final
    : ShardingInterface::ExternalModel<ShardingModel<OpTy>, OpTy> {
  SmallVector<utils::IteratorType> getLoopIteratorTypes(Operation *op) const {
    return SmallVector<utils::IteratorType>(getLoops(cast<OpTy>(op)).size(),
                                            utils::IteratorType::parallel);
  }

  SmallVector<AffineMap> getIndexingMaps(Operation *op) const {
    return getLoops(cast<OpTy>(op)).getIndexingMaps();
  }

  FailureOr<ShardingOption>
  getShardingOption(Operation *op, ArrayRef<Sharding> operandShardings,
                    ArrayRef<Sharding> resultShardings) const {
    return getLoops(cast<OpTy>(op)).choose(operandShardings, resultShardings);
  }

  LogicalResult addShardingAnnotations(Operation *op, OpBuilder &builder,
                                       const ShardingOption &option) const {
    FailureOr<std::vector<Sharding>> shardings =
        cast<ShardingInterface>(op).getShardingAnnotations(option);
    if (failed(shardings) || failed(verifyAnnotations(op)))
      return failure();
    annotate(op, builder, *shardings);
    return success();
  }

  LogicalResult
  partition(Operation *op, ArrayRef<Value>, ArrayRef<Sharding> operandShardings,
            ArrayRef<Sharding> resultShardings, IRMapping &partitionMap,
            SymbolTableCollection &symbolTable, OpBuilder &builder) const {
    FailureOr<SmallVector<int64_t>> parts =
        getLoops(cast<OpTy>(op)).verify(operandShardings, resultShardings);
    if (failed(parts))
      return failure();
    partitionTriviallyShardableOperation(*op, {}, operandShardings,
                                         resultShardings, partitionMap,
                                         symbolTable, builder);
    Value result = partitionMap.lookup(op->getResult(0));
    divideAttributes(cast<OpTy>(result.getDefiningOp()), *parts);
    return success();
  }
};

} // namespace

void rint::registerShardingInterfaceExternalModels(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, RintDialect *) {
    OffsetsOp::attachInterface<ShardingModel<OffsetsOp>>(*context);
    RepeatIndicesOp::attachInterface<ShardingModel<RepeatIndicesOp>>(*context);
    RepeatInterleaveOp::attachInterface<ShardingModel<RepeatInterleaveOp>>(
        *context);
    RepeatOp::attachInterface<ShardingModel<RepeatOp>>(*context);
    SegmentReduceOp::attachInterface<ShardingModel<SegmentReduceOp>>(*context);
  });
}
