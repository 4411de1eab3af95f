//===- TilingInterfaceImpl.cpp - Tiles of the results of rint ops *- C++ -*-==//
//
// The loops over an op run over its result, so that any tile of it can be asked
// for. A tile is made of the slices of the source that it shows: the first and
// the last of them may be cut. Where the counts are data, they are found in the
// row offsets, the plan of the op.
//
// Upstream hands over a copy of the op that stands in the innermost loop, next
// to the place where the tile is wanted. The plan and the checks of the op, if
// its rules are not decided, belong to the place of the op itself: there they
// are made once, and whether or not a tile is.
//
//===----------------------------------------------------------------------===//

#include "mlir/IR/TypeUtilities.h"
#include "mlir/Interfaces/TilingInterface.h"

#include "RuntimeChecks.h"
#include "Tiles.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "rint/Dialect/Rint/IR/Rint.h"
#include "rint/Dialect/Rint/IR/RintUtils.h"
#include "rint/Dialect/Rint/Transforms/AllInterfaces.h"

using namespace mlir;
using namespace mlir::rint;

using Sizes = ArrayRef<OpFoldResult>;

//===----------------------------------------------------------------------===//
// The place of the op
//===----------------------------------------------------------------------===//

/// The op that `op` is a copy of: one that does the same and is executed
/// whenever `op` is going to be. `op` itself if there is none.
static Operation *getOriginal(Operation *op) {
  if (op->getNumOperands() == 0)
    return op;
  for (Operation *user : op->getOperand(0).getUsers()) {
    if (user == op || !OperationEquivalence::isEquivalentTo(
                          user, op, OperationEquivalence::IgnoreLocations))
      continue;
    Operation *ancestor = user->getBlock()->findAncestorOpInBlock(*op);
    if (ancestor && ancestor != user && user->isBeforeInBlock(ancestor))
      return user;
  }
  return op;
}

/// Makes the checks that `op` owes where it stands. The tiles of an op that
/// breaks a rule may not tell, and there may be none.
static void buildOwedChecks(OpBuilder &builder, Operation *op) {
  auto verifiable = dyn_cast<RuntimeVerifiableOpInterface>(op);
  if (verifiable && !isSpeculatable(op))
    buildRuntimeChecks(builder, verifiable);
}

/// The row offsets of `clause` for `op`, made at its place.
template <typename OpTy> static Value buildPlan(OpBuilder &builder, OpTy op) {
  if (op.getOffsets())
    return op.getOffsets();
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPoint(getOriginal(op));
  OpFoldResult slices;
  if constexpr (std::is_same_v<OpTy, RepeatInterleaveOp>)
    slices = buildNumSlices(builder, op.getLoc(), op);
  else
    slices = op.getClause().buildNumCounts(builder, op.getLoc());
  return op.getClause().buildOffsets(builder, op.getLoc(), slices);
}

//===----------------------------------------------------------------------===//
// Models
//===----------------------------------------------------------------------===//

namespace {

/// What the ops have in common: the loops are over the result, in any order.
template <typename Model, typename OpTy>
struct ResultTilingModel : TilingInterface::ExternalModel<Model, OpTy> {
  SmallVector<utils::IteratorType> getLoopIteratorTypes(Operation *op) const {
    if (op->getNumResults() == 0)
      return {};
    auto type = cast<RankedTensorType>(op->getResult(0).getType());
    return SmallVector<utils::IteratorType>(type.getRank(),
                                            utils::IteratorType::parallel);
  }

  SmallVector<Range> getIterationDomain(Operation *op,
                                        OpBuilder &builder) const {
    buildOwedChecks(builder, op);
    SmallVector<Range> domain;
    for (OpFoldResult size : getResultSizes(cast<OpTy>(op), builder))
      domain.push_back(
          {builder.getIndexAttr(0), size, builder.getIndexAttr(1)});
    return domain;
  }

  LogicalResult
  getResultTilePosition(Operation *, OpBuilder &, unsigned, Sizes offsets,
                        Sizes sizes, SmallVector<OpFoldResult> &resultOffsets,
                        SmallVector<OpFoldResult> &resultSizes) const {
    resultOffsets.assign(offsets.begin(), offsets.end());
    resultSizes.assign(sizes.begin(), sizes.end());
    return success();
  }

  LogicalResult getIterationDomainTileFromResultTile(
      Operation *, OpBuilder &, unsigned, Sizes offsets, Sizes sizes,
      SmallVectorImpl<OpFoldResult> &domainOffsets,
      SmallVectorImpl<OpFoldResult> &domainSizes) const {
    domainOffsets.assign(offsets.begin(), offsets.end());
    domainSizes.assign(sizes.begin(), sizes.end());
    return success();
  }

  bool isOpFusableWithConsumerSlice(Operation *, unsigned, Sizes, Sizes) const {
    return true;
  }

  FailureOr<TilingResult> generateResultTileValue(Operation *op,
                                                  OpBuilder &builder, unsigned,
                                                  Sizes offsets,
                                                  Sizes sizes) const {
    buildOwedChecks(builder, getOriginal(op));
    return getTiledImplementation(op, builder, offsets, sizes);
  }

  FailureOr<TilingResult> getTiledImplementation(Operation *op,
                                                 OpBuilder &builder,
                                                 Sizes offsets,
                                                 Sizes sizes) const {
    if (op->getNumResults() == 0)
      return failure();
    IndexEmitter emit(op->getLoc(), builder);
    return Model::buildTile(cast<OpTy>(op), emit, offsets, sizes);
  }

private:
  static SmallVector<OpFoldResult> getResultSizes(OpTy op, OpBuilder &builder) {
    if constexpr (llvm::is_one_of<OpTy, ExpandRunsOp,
                                  ReduceSegmentsOp>::value) {
      if (op.getNumResults() == 0)
        return {};
      return tensor::getMixedSizes(builder, op.getLoc(), op.getInit());
    } else {
      ReifiedRankedShapedTypeDims shapes;
      [[maybe_unused]] LogicalResult isKnown =
          op.reifyResultShapes(builder, shapes);
      assert(succeeded(isKnown) && "rint ops know their shapes");
      return shapes[0];
    }
  }
};

struct RepeatInterleaveModel
    : ResultTilingModel<RepeatInterleaveModel, RepeatInterleaveOp> {
  static FailureOr<TilingResult> buildTile(RepeatInterleaveOp op,
                                           IndexEmitter &emit, Sizes offsets,
                                           Sizes sizes) {
    int64_t dim = op.getNormalizedDim().value_or(0);
    Value source = buildCoreSource(emit, op.getLoc(), op);
    if (op.getClause().isOne())
      return tileCopies(emit, source, op.getClause(), dim, offsets, sizes);
    return tileRuns(emit, source, buildPlan(emit, op), dim, offsets, sizes);
  }
};

/// The indices are what the copies make of 0, 1, 2, ...
struct RepeatIndicesModel
    : ResultTilingModel<RepeatIndicesModel, RepeatIndicesOp> {
  static FailureOr<TilingResult> buildTile(RepeatIndicesOp op,
                                           IndexEmitter &emit, Sizes offsets,
                                           Sizes sizes) {
    PlanPart runs =
        buildRuns(emit, buildPlan(emit, op), {offsets[0], sizes[0]});
    auto type = cast<RankedTensorType>(op.getType());
    Value first = emit.value(runs.slices.begin);
    Value slices = tensor::GenerateOp::create(
        emit,
        RankedTensorType::get({ShapedType::kDynamic}, type.getElementType()),
        emit.value(runs.slices.size),
        [&](OpBuilder &builder, Location loc, ValueRange i) {
          IndexEmitter body(loc, builder);
          tensor::YieldOp::create(
              body, buildIndexAsElement(body, loc, body.add(first, i[0]),
                                        type.getElementType()));
        });
    auto tile = RepeatInterleaveOp::create(
        emit, getTileType(type.getElementType(), sizes), slices,
        CountClause::offsets(runs.offsets), /*dim=*/0);
    return TilingResult{{tile}, {tile.getResult()}, {}};
  }
};

/// Each sum needs those before it, so a tile is cut out of the offsets that are
/// made once. They must not be fused in turn, for they are not made of tiles.
struct OffsetsModel : ResultTilingModel<OffsetsModel, OffsetsOp> {
  static FailureOr<TilingResult> buildTile(OffsetsOp op, IndexEmitter &emit,
                                           Sizes offsets, Sizes sizes) {
    Operation *plan;
    {
      OpBuilder::InsertionGuard guard(emit);
      emit.setInsertionPoint(getOriginal(op));
      plan = emit.clone(*op);
    }
    tensor::ExtractSliceOp tile =
        buildSlice(emit, plan->getResult(0), offsets, sizes);
    return TilingResult{{tile}, {tile.getResult()}, {}};
  }
};

/// Of each dimension, a tile shows a part of one copy of the source, or else
/// copies of all of it that are cut at the ends.
struct RepeatModel : ResultTilingModel<RepeatModel, RepeatOp> {
  static FailureOr<TilingResult> buildTile(RepeatOp op, IndexEmitter &emit,
                                           Sizes offsets, Sizes sizes) {
    SmallVector<OpFoldResult> extents =
        tensor::getMixedSizes(emit, op.getLoc(), op.getSource());
    int64_t added = sizes.size() - extents.size();
    SmallVector<OpFoldResult> counts(sizes.take_front(added));
    SmallVector<OpFoldResult> cut(added, emit.getIndexAttr(0));
    SmallVector<OpFoldResult> starts, parts;
    bool isWhole = true;
    for (auto [i, extent] : llvm::enumerate(extents)) {
      Part part =
          buildPart(emit, extent, {offsets[added + i], sizes[added + i]});
      counts.push_back(part.count);
      cut.push_back(part.cut);
      starts.push_back(part.source.begin);
      parts.push_back(part.source.size);
      isWhole &= part.isWhole;
    }
    tensor::ExtractSliceOp slice =
        buildSlice(emit, op.getSource(), starts, parts);
    if (isWhole) {
      auto tile = RepeatOp::create(
          emit, getTileType(slice.getType().getElementType(), sizes), slice,
          counts);
      return TilingResult{{tile}, {tile.getResult()}, {slice}};
    }
    return cutTile(emit, RepeatOp::create(emit, slice, counts), cut, sizes,
                   slice);
  }

private:
  /// What a tile shows of one dimension: `count` copies of a part of the
  /// source, of which the first `cut` slices are left out.
  struct Part {
    Window source;
    OpFoldResult count;
    OpFoldResult cut;
    /// Whether nothing is left out at either end.
    bool isWhole;
  };

  static Part buildPart(IndexEmitter &emit, OpFoldResult extent,
                        const Window &tile) {
    OpFoldResult zero = emit.getIndexAttr(0), one = emit.getIndexAttr(1);
    Value begin = emit.value(tile.begin), size = emit.value(tile.size);
    Value all = emit.value(extent);
    // There is a tile of an empty source, too, but it is empty.
    Value divisor = emit.max(all, emit.index(1));
    Value start = emit.sub(begin, emit.mul(emit.div(begin, divisor), divisor));
    std::optional<int64_t> known = getConstantIntValue(extent);
    if (known && isAligned(tile, *known))
      return {{zero, extent},
              getAsOpFoldResult(emit.div(size, divisor)),
              zero,
              /*isWhole=*/true};
    std::optional<int64_t> width = getConstantIntValue(tile.size);
    if (known && width && *width > 0 && *known % *width == 0 &&
        isAligned(tile, *width))
      return {{getAsOpFoldResult(start), tile.size},
              one,
              zero,
              /*isWhole=*/true};

    Value end = emit.add(start, size);
    Value isInside = emit.isAtLeast(all, end);
    auto choose = [&](Value ifInside, Value otherwise) {
      return getAsOpFoldResult(emit.select(isInside, ifInside, otherwise));
    };
    return {{choose(start, emit.index(0)), choose(size, all)},
            choose(emit.index(1), emit.ceilDiv(end, divisor)),
            choose(emit.index(0), start),
            /*isWhole=*/false};
  }
};

/// The plan of `op`, whose offsets are of blocks of the slices of `sliced`.
template <typename OpTy>
static BlockPlan getBlockPlan(IndexEmitter &emit, OpTy op, Value sliced) {
  OpFoldResult slices =
      tensor::getMixedSize(emit, op.getLoc(), sliced, op.getDim());
  return {op.getOffsets(), op.getRepeats(), emit.value(slices),
          static_cast<int64_t>(*op.getBlock())};
}

struct ExpandRunsModel : ResultTilingModel<ExpandRunsModel, ExpandRunsOp> {
  static FailureOr<TilingResult> buildTile(ExpandRunsOp op, IndexEmitter &emit,
                                           Sizes offsets, Sizes sizes) {
    int64_t dim = op.getDim();
    Window window = {offsets[dim], sizes[dim]};
    PlanPart runs =
        op.getRepeats()
            ? buildRuns(emit, getBlockPlan(emit, op, op.getSource()), window)
            : buildRuns(emit, op.getOffsets(), window);
    SmallVector<OpFoldResult> starts(offsets), extents(sizes);
    starts[dim] = runs.slices.begin;
    extents[dim] = runs.slices.size;
    tensor::ExtractSliceOp slice =
        buildSlice(emit, op.getSource(), starts, extents);
    tensor::ExtractSliceOp init =
        buildSlice(emit, op.getInit(), offsets, sizes);
    auto tile =
        ExpandRunsOp::create(emit, init.getType(), slice, runs.offsets,
                             /*repeats=*/Value(), init, /*rowsBegin=*/Value(),
                             /*rowsEnd=*/Value(), op.getDimAttr(),
                             /*block=*/IntegerAttr(),
                             /*packed=*/UnitAttr());
    return TilingResult{{tile}, {tile.getResult()}, {slice, init}};
  }
};

/// A tile of segments is made of the slices from the begin of the first to the
/// end of the last, whose offsets count from there.
struct SegmentReduceModel
    : ResultTilingModel<SegmentReduceModel, SegmentReduceOp> {
  static FailureOr<TilingResult> buildTile(SegmentReduceOp op,
                                           IndexEmitter &emit, Sizes offsets,
                                           Sizes sizes) {
    int64_t dim = op.getNormalizedDim().value_or(0);
    Value source = buildCoreSource(emit, op.getLoc(), op.getSource(),
                                   op.getDim().has_value());
    Window tile = {offsets[dim], sizes[dim]}, slices;
    CountClause clause = op.getClause();
    auto literal = dyn_cast_if_present<IntegerAttr>(clause.getLiteral());
    if (clause.isScalar()) {
      Value count = clause.buildScalar(emit, op.getLoc());
      slices = buildEvenSlices(emit, tile, count);
      // Of segments of no slices, the offsets tell how many there are.
      if (!literal || literal.getInt() == 0)
        clause = CountClause::offsets(buildOffsets(
            emit, emit.add(emit.value(tile.size), 1),
            [&](IndexEmitter &body, Value i) { return body.mul(i, count); }));
    } else {
      PlanPart segments = buildSegments(emit, buildPlan(emit, op), tile);
      slices = segments.slices;
      clause = CountClause::offsets(segments.offsets);
    }
    Operation *slice = buildSource(emit, source, dim, slices, offsets, sizes);
    auto result = SegmentReduceOp::create(
        emit, getTileType(getElementTypeOrSelf(source.getType()), sizes),
        op.getKind(), slice->getResult(0), clause, dim);
    return TilingResult{{result}, {result.getResult()}, {slice}};
  }

private:
  /// The part of the source that the tile is made of. Of a source that is known
  /// to have no slices, upstream cuts no part.
  static Operation *buildSource(IndexEmitter &emit, Value source, int64_t dim,
                                const Window &slices, Sizes offsets,
                                Sizes sizes) {
    SmallVector<OpFoldResult> starts(offsets), extents(sizes);
    starts[dim] = slices.begin;
    extents[dim] = slices.size;
    auto type = cast<RankedTensorType>(source.getType());
    if (type.getDimSize(dim) != 0)
      return buildSlice(emit, source, starts, extents);
    extents[dim] = emit.getIndexAttr(0);
    return tensor::EmptyOp::create(emit, extents, type.getElementType());
  }
};

struct ReduceSegmentsModel
    : ResultTilingModel<ReduceSegmentsModel, ReduceSegmentsOp> {
  static FailureOr<TilingResult> buildTile(ReduceSegmentsOp op,
                                           IndexEmitter &emit, Sizes offsets,
                                           Sizes sizes) {
    int64_t dim = op.getDim();
    Window tile = {offsets[dim], sizes[dim]};
    PlanPart segments;
    if (op.getRepeats())
      segments =
          buildSegments(emit, getBlockPlan(emit, op, op.getInit()), tile);
    else if (op.getCount())
      segments.slices = buildEvenSlices(emit, tile, op.getCount());
    else
      segments = buildSegments(emit, op.getOffsets(), tile);
    SmallVector<OpFoldResult> starts(offsets), extents(sizes);
    starts[dim] = segments.slices.begin;
    extents[dim] = segments.slices.size;
    tensor::ExtractSliceOp slice =
        buildSlice(emit, op.getSource(), starts, extents);
    tensor::ExtractSliceOp init =
        buildSlice(emit, op.getInit(), offsets, sizes);
    auto result = ReduceSegmentsOp::create(
        emit, init.getType(), op.getKindAttr(), slice, segments.offsets,
        /*repeats=*/Value(), op.getCount(), init, op.getDimAttr(),
        /*block=*/IntegerAttr());
    return TilingResult{{result}, {result.getResult()}, {slice, init}};
  }
};

} // namespace

void rint::registerTilingInterfaceExternalModels(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, RintDialect *) {
    ExpandRunsOp::attachInterface<ExpandRunsModel>(*context);
    OffsetsOp::attachInterface<OffsetsModel>(*context);
    RepeatIndicesOp::attachInterface<RepeatIndicesModel>(*context);
    RepeatInterleaveOp::attachInterface<RepeatInterleaveModel>(*context);
    RepeatOp::attachInterface<RepeatModel>(*context);
    ReduceSegmentsOp::attachInterface<ReduceSegmentsModel>(*context);
    SegmentReduceOp::attachInterface<SegmentReduceModel>(*context);
    context->loadDialect<affine::AffineDialect, arith::ArithDialect,
                         scf::SCFDialect, tensor::TensorDialect>();
  });
}
