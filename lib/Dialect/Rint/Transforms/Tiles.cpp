//===- Tiles.cpp - Parts of sources that make tiles -------------*- C++ -*-===//

#include "Tiles.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Interfaces/LoopLikeInterface.h"
#include "rint/Dialect/Rint/IR/RintUtils.h"

using namespace mlir;
using namespace mlir::rint;

//===----------------------------------------------------------------------===//
// Tiles
//===----------------------------------------------------------------------===//

RankedTensorType rint::getTileType(Type elementType, Sizes sizes) {
  SmallVector<int64_t> shape;
  SmallVector<Value> values;
  dispatchIndexOpFoldResults(sizes, values, shape);
  return RankedTensorType::get(shape, elementType);
}

tensor::ExtractSliceOp rint::buildSlice(IndexEmitter &emit, Value source,
                                        Sizes offsets, Sizes sizes) {
  SmallVector<OpFoldResult> strides(sizes.size(), emit.getIndexAttr(1));
  return tensor::ExtractSliceOp::create(emit, source, offsets, sizes, strides);
}

TilingResult rint::cutTile(IndexEmitter &emit, Operation *wide, Sizes offsets,
                           Sizes sizes, Operation *slice) {
  Value tile = buildSlice(emit, wide->getResult(0), offsets, sizes);
  return {{wide}, {tile}, {slice}};
}

/// Whether `value` is sure to be a multiple of `divisor`: a constant, the
/// position of a loop, or what affine.apply makes of those.
static bool isMultipleOf(OpFoldResult ofr, int64_t divisor) {
  if (std::optional<int64_t> known = getConstantIntValue(ofr))
    return *known % divisor == 0;
  auto value = cast<Value>(ofr);
  if (auto apply = value.getDefiningOp<affine::AffineApplyOp>())
    return apply.getAffineMap().getResult(0).isMultipleOf(divisor);
  auto argument = dyn_cast<BlockArgument>(value);
  auto loop =
      argument
          ? dyn_cast<LoopLikeOpInterface>(argument.getOwner()->getParentOp())
          : LoopLikeOpInterface();
  if (!loop)
    return false;
  std::optional<SmallVector<Value>> positions = loop.getLoopInductionVars();
  std::optional<SmallVector<OpFoldResult>> begins = loop.getLoopLowerBounds();
  std::optional<SmallVector<OpFoldResult>> steps = loop.getLoopSteps();
  if (!positions || !begins || !steps)
    return false;
  auto isKnownMultiple = [&](OpFoldResult number) {
    std::optional<int64_t> known = getConstantIntValue(number);
    return known && *known % divisor == 0;
  };
  for (auto [position, begin, step] : llvm::zip(*positions, *begins, *steps))
    if (position == value)
      return isKnownMultiple(begin) && isKnownMultiple(step);
  return false;
}

bool rint::isAligned(const Window &window, int64_t divisor) {
  return divisor > 0 && isa<Attribute>(window.size) &&
         isMultipleOf(window.size, divisor) &&
         isMultipleOf(window.begin, divisor);
}

//===----------------------------------------------------------------------===//
// Runs
//===----------------------------------------------------------------------===//

Value rint::buildOffsets(IndexEmitter &emit, Value entries,
                         function_ref<Value(IndexEmitter &, Value)> getEntry) {
  auto type =
      RankedTensorType::get({ShapedType::kDynamic}, emit.getIndexType());
  return tensor::GenerateOp::create(
      emit, type, entries, [&](OpBuilder &builder, Location loc, ValueRange i) {
        IndexEmitter body(loc, builder);
        tensor::YieldOp::create(body, getEntry(body, i[0]));
      });
}

/// Builds the position of the first of the `entries` of `plan` that is larger
/// than `bound`, or `entries`.
static Value buildUpperBound(IndexEmitter &emit, Value plan, Value entries,
                             Value bound) {
  return emit.whileLoop(
      {emit.index(0), entries},
      [&](ValueRange range) { return emit.isLess(range[0], range[1]); },
      [&](ValueRange range) -> SmallVector<Value> {
        Value middle = emit.div(emit.add(range[0], range[1]), emit.index(2));
        Value entry = tensor::ExtractOp::create(emit, plan, ValueRange{middle});
        Value isLarger = emit.isLess(bound, entry);
        return {emit.select(isLarger, range[0], emit.add(middle, 1)),
                emit.select(isLarger, middle, range[1])};
      })[0];
}

PlanPart rint::buildRuns(IndexEmitter &emit, Value plan, const Window &tile) {
  Value begin = emit.value(tile.begin), size = emit.value(tile.size);
  Value entries =
      emit.value(tensor::getMixedSize(emit, emit.getLoc(), plan, 0));
  // The slice before the first that starts behind the begin of the tile, up to
  // the first that starts at its end or behind.
  Value first =
      emit.sub(buildUpperBound(emit, plan, entries, begin), emit.index(1));
  Value last = emit.sub(emit.add(begin, size), emit.index(1));
  Value end = emit.max(first, buildUpperBound(emit, plan, entries, last));
  Value slices = emit.sub(end, first);

  Value zero = emit.index(0);
  Value offsets = buildOffsets(
      emit, emit.add(slices, 1), [&](IndexEmitter &body, Value i) -> Value {
        Value entry = tensor::ExtractOp::create(body, plan, body.add(first, i));
        Value offset = body.max(body.sub(entry, begin), zero);
        return body.min(offset, size);
      });
  return {{getAsOpFoldResult(first), getAsOpFoldResult(slices)}, offsets};
}

CopiedPart rint::buildCopied(IndexEmitter &emit, Value count,
                             const Window &tile) {
  Value begin = emit.value(tile.begin), size = emit.value(tile.size);
  // There is a tile of no copies, too, but it is empty.
  Value divisor = emit.max(count, emit.index(1));
  Value first = emit.div(begin, divisor);
  std::optional<int64_t> known = getConstantIntValue(count);
  bool isWhole = known && isAligned(tile, *known);
  Value slices =
      isWhole ? emit.div(size, divisor)
              : emit.sub(emit.ceilDiv(emit.add(begin, size), divisor), first);
  Value cut = isWhole ? emit.index(0) : emit.sub(begin, emit.mul(first, count));
  return {{getAsOpFoldResult(first), getAsOpFoldResult(slices)}, cut, isWhole};
}

TilingResult rint::tileCopies(IndexEmitter &emit, Value source,
                              const CountClause &clause, int64_t dim,
                              Sizes offsets, Sizes sizes) {
  Value count = clause.buildScalar(emit, emit.getLoc());
  std::optional<int64_t> known = getConstantIntValue(count);
  CountClause inner = known
                          ? CountClause::repeats(emit.getI64IntegerAttr(*known))
                          : CountClause::repeats(count);
  CopiedPart part = buildCopied(emit, count, {offsets[dim], sizes[dim]});
  SmallVector<OpFoldResult> starts(offsets), extents(sizes);
  starts[dim] = part.slices.begin;
  extents[dim] = part.slices.size;
  tensor::ExtractSliceOp slice = buildSlice(emit, source, starts, extents);
  if (part.isWhole) {
    auto op = RepeatInterleaveOp::create(
        emit, getTileType(slice.getType().getElementType(), sizes), slice,
        inner, dim);
    return {{op}, {op.getResult()}, {slice}};
  }
  auto op = RepeatInterleaveOp::create(emit, slice, inner, dim);
  SmallVector<OpFoldResult> cut(offsets.size(), emit.getIndexAttr(0));
  cut[dim] = getAsOpFoldResult(part.cut);
  return cutTile(emit, op, cut, sizes, slice);
}

TilingResult rint::tileRuns(IndexEmitter &emit, Value source, Value plan,
                            int64_t dim, Sizes offsets, Sizes sizes) {
  PlanPart runs = buildRuns(emit, plan, {offsets[dim], sizes[dim]});
  SmallVector<OpFoldResult> starts(offsets), extents(sizes);
  starts[dim] = runs.slices.begin;
  extents[dim] = runs.slices.size;
  tensor::ExtractSliceOp slice = buildSlice(emit, source, starts, extents);
  auto op = RepeatInterleaveOp::create(
      emit, getTileType(slice.getType().getElementType(), sizes), slice,
      CountClause::offsets(runs.offsets), dim);
  return {{op}, {op.getResult()}, {slice}};
}

//===----------------------------------------------------------------------===//
// Segments
//===----------------------------------------------------------------------===//

Window rint::buildEvenSlices(IndexEmitter &emit, const Window &tile,
                             Value count) {
  return {getAsOpFoldResult(emit.mul(emit.value(tile.begin), count)),
          getAsOpFoldResult(emit.mul(emit.value(tile.size), count))};
}

PlanPart rint::buildSegments(IndexEmitter &emit, Value plan,
                             const Window &tile) {
  Value first = emit.value(tile.begin);
  Value last = emit.add(first, emit.value(tile.size));
  Value begin = tensor::ExtractOp::create(emit, plan, first);
  Value end = tensor::ExtractOp::create(emit, plan, last);
  Value offsets = buildOffsets(emit, emit.add(emit.value(tile.size), 1),
                               [&](IndexEmitter &body, Value i) -> Value {
                                 Value entry = tensor::ExtractOp::create(
                                     body, plan, body.add(first, i));
                                 return body.sub(entry, begin);
                               });
  return {{getAsOpFoldResult(begin), getAsOpFoldResult(emit.sub(end, begin))},
          offsets};
}

//===----------------------------------------------------------------------===//
// Plans of blocks
//===----------------------------------------------------------------------===//

/// Builds the count of `slice`; one that is alone serves every slice.
static Value buildCount(IndexEmitter &emit, const BlockPlan &plan,
                        Value slice) {
  Value numCounts =
      emit.value(tensor::getMixedSize(emit, emit.getLoc(), plan.repeats, 0));
  Value position =
      emit.select(emit.isEqual(numCounts, plan.slices), slice, emit.index(0));
  Value count =
      tensor::ExtractOp::create(emit, plan.repeats, ValueRange{position});
  return buildCountAsIndex(emit, emit.getLoc(), count);
}

/// Builds the row offsets of `slices` slices from `first` on, of which the
/// first is `start`. `getEntry` makes entries of them.
static Value buildBlockOffsets(IndexEmitter &emit, const BlockPlan &plan,
                               Value first, Value slices, Value start,
                               function_ref<Value(Value)> getEntry) {
  Value zero = emit.index(0);
  OpFoldResult size = getAsOpFoldResult(emit.add(slices, 1));
  Value init = tensor::EmptyOp::create(emit, size, emit.getIndexType());
  init = tensor::InsertOp::create(emit, getEntry(start), init, zero);
  return emit.forRange(
      zero, slices, {start, init},
      [&](Value i, ValueRange state) -> SmallVector<Value> {
        Value count = buildCount(emit, plan, emit.add(first, i));
        Value offset = emit.add(state[0], count);
        Value entry = getEntry(offset), position = emit.add(i, 1);
        return {offset,
                tensor::InsertOp::create(emit, entry, state[1], position)};
      })[1];
}

PlanPart rint::buildRuns(IndexEmitter &emit, const BlockPlan &plan,
                         const Window &tile) {
  Value begin = emit.value(tile.begin), size = emit.value(tile.size);
  Value zero = emit.index(0);
  // The last block that starts at the begin of the tile or before it.
  Value blocks = emit.ceilDiv(plan.slices, plan.block);
  Value block =
      emit.sub(buildUpperBound(emit, plan.offsets, emit.add(blocks, 1), begin),
               emit.index(1));
  Value start =
      tensor::ExtractOp::create(emit, plan.offsets, ValueRange{block});
  auto hasSlice = [&](ValueRange at) {
    return emit.isLess(at[0], plan.slices);
  };
  auto next = [&](ValueRange at) -> SmallVector<Value> {
    return {emit.add(at[0], 1), emit.add(at[1], buildCount(emit, plan, at[0]))};
  };
  // The first slice that ends behind the begin.
  SmallVector<Value> first = emit.whileLoop(
      {emit.min(emit.mul(block, plan.block), plan.slices), start},
      [&](ValueRange at) {
        return emit.ifValue(
            hasSlice(at), [&] { return emit.isAtLeast(begin, next(at)[1]); },
            [&]() -> Value {
              return arith::ConstantIntOp::create(emit, 0, 1);
            });
      },
      next);
  // The first that starts at the end or behind.
  Value end = emit.add(begin, size);
  SmallVector<Value> last = emit.whileLoop(
      first,
      [&](ValueRange at) {
        return emit.both(hasSlice(at), emit.isLess(at[1], end));
      },
      next);
  Value slices = emit.sub(last[0], first[0]);
  Value offsets = buildBlockOffsets(
      emit, plan, first[0], slices, first[1], [&](Value offset) {
        return emit.min(emit.max(emit.sub(offset, begin), zero), size);
      });
  return {{getAsOpFoldResult(first[0]), getAsOpFoldResult(slices)}, offsets};
}

PlanPart rint::buildSegments(IndexEmitter &emit, const BlockPlan &plan,
                             const Window &tile) {
  Value first = emit.value(tile.begin), size = emit.value(tile.size);
  Value block = emit.div(first, emit.index(plan.block));
  Value begin =
      tensor::ExtractOp::create(emit, plan.offsets, ValueRange{block});
  begin = emit.forRange(emit.mul(block, plan.block), first, ValueRange{begin},
                        [&](Value i, ValueRange sum) -> SmallVector<Value> {
                          Value count = buildCount(emit, plan, i);
                          return {emit.add(sum[0], count)};
                        })[0];
  Value offsets =
      buildBlockOffsets(emit, plan, first, size, begin,
                        [&](Value offset) { return emit.sub(offset, begin); });
  Value slices = tensor::ExtractOp::create(emit, offsets, ValueRange{size});
  return {{getAsOpFoldResult(begin), getAsOpFoldResult(slices)}, offsets};
}
