//===- Gradient.cpp - Gradients of rint's tensor ops ------------*- C++ -*-===//

#include "rint/Dialect/Rint/Transforms/Gradient.h"

#include "../../../Conversion/Utils/Reduction.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/TypeUtilities.h"
#include "rint/Dialect/Rint/IR/Rint.h"
#include "rint/Dialect/Rint/IR/RintUtils.h"

#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::rint;

using Sizes = ArrayRef<OpFoldResult>;

//===----------------------------------------------------------------------===//
// Shapes
//===----------------------------------------------------------------------===//

/// The sizes as a type has them.
static SmallVector<int64_t> getStaticSizes(Sizes sizes) {
  return llvm::map_to_vector(sizes, [](OpFoldResult size) {
    return getConstantIntValue(size).value_or(ShapedType::kDynamic);
  });
}

/// The product, or ShapedType::kDynamic.
static int64_t getProduct(ArrayRef<int64_t> sizes) {
  if (ShapedType::isDynamicShape(sizes))
    return ShapedType::kDynamic;
  return ShapedType::getNumElements(sizes);
}

static Value buildCast(OpBuilder &builder, Location loc, Type type,
                       Value value) {
  if (value.getType() == type)
    return value;
  return tensor::CastOp::create(builder, loc, type, value);
}

/// `value` with each of its dimensions cut into a group of `sizes`. Upstream
/// lowers no view of a group with two sizes that only the run knows.
static Value buildExpanded(OpBuilder &builder, Location loc, Value value,
                           Sizes sizes, ArrayRef<ReassociationIndices> groups) {
  SmallVector<int64_t> shape = getStaticSizes(sizes), merged;
  bool isView = true;
  for (const ReassociationIndices &group : groups) {
    ArrayRef<int64_t> part = ArrayRef(shape).slice(group[0], group.size());
    merged.push_back(getProduct(part));
    isView &= llvm::count(part, ShapedType::kDynamic) <= 1;
  }
  Type element = getElementTypeOrSelf(value.getType());
  value =
      buildCast(builder, loc, RankedTensorType::get(merged, element), value);
  if (shape.size() == merged.size())
    return value;
  auto type = RankedTensorType::get(shape, element);
  if (isView)
    return tensor::ExpandShapeOp::create(builder, loc, type, value, groups,
                                         sizes);
  Value extents = tensor::FromElementsOp::create(
      builder, loc, getValueOrCreateConstantIndexOp(builder, loc, sizes));
  return tensor::ReshapeOp::create(builder, loc, type, value, extents);
}

/// The vector `flat` as a tensor like `like`, whose elements it has.
static Value buildUnflattened(OpBuilder &builder, Location loc, Value flat,
                              Value like) {
  auto type = cast<RankedTensorType>(like.getType());
  if (type.getRank() == 0) {
    auto one = RankedTensorType::get({1}, type.getElementType());
    return tensor::CollapseShapeOp::create(builder, loc, type,
                                           buildCast(builder, loc, one, flat),
                                           ArrayRef<ReassociationIndices>());
  }
  SmallVector<ReassociationIndices> all(1);
  llvm::append_range(all[0], llvm::seq<int64_t>(0, type.getRank()));
  Value tensor = buildExpanded(builder, loc, flat,
                               tensor::getMixedSizes(builder, loc, like), all);
  return buildCast(builder, loc, type, tensor);
}

/// A tensor like `source`, which is known to have no elements; null if it is
/// not. Upstream has no views that cut nothing into dimensions.
static Value buildIfEmpty(OpBuilder &builder, Location loc, Value source) {
  auto type = cast<RankedTensorType>(source.getType());
  if (!llvm::is_contained(type.getShape(), 0))
    return Value();
  return tensor::EmptyOp::create(builder, loc,
                                 tensor::getMixedSizes(builder, loc, source),
                                 type.getElementType());
}

//===----------------------------------------------------------------------===//
// The ops
//===----------------------------------------------------------------------===//

/// The copies of each slice as segments. One count in a vector serves every
/// slice, but makes only one segment; and one count that may be 0 does not tell
/// how many segments there are where the type of the source does not. There,
/// the row offsets do.
static CountClause buildSegments(OpBuilder &builder, RepeatInterleaveOp op,
                                 int64_t knownSlices) {
  Location loc = op.getLoc();
  CountClause clause = op.getClause();
  if (clause.getOffsets() || (clause.getList() && !clause.isOne()))
    return clause;
  OpFoldResult slices = buildNumSlices(builder, loc, op);
  if (!clause.isOne())
    return CountClause::offsets(clause.buildOffsets(builder, loc, slices));
  Value count = clause.buildScalar(builder, loc);
  std::optional<int64_t> known = getConstantIntValue(count);
  if (known && (*known > 0 || ShapedType::isStatic(knownSlices)))
    return CountClause::repeats(builder.getI64IntegerAttr(*known));
  if (ShapedType::isStatic(knownSlices))
    return CountClause::repeats(count);
  Value vector = tensor::FromElementsOp::create(builder, loc, count);
  return CountClause::offsets(
      CountClause::repeats(vector).buildOffsets(builder, loc, slices));
}

static Value buildGradient(OpBuilder &builder, RepeatInterleaveOp op,
                           Value gradient) {
  Location loc = op.getLoc();
  if (Value empty = buildIfEmpty(builder, loc, op.getSource()))
    return empty;
  auto type = cast<RankedTensorType>(op.getSource().getType());
  std::optional<int64_t> dim = op.getNormalizedDim();
  if (dim)
    return SegmentReduceOp::create(
        builder, loc, type, ReductionKind::sum, gradient,
        buildSegments(builder, op, type.getDimSize(*dim)), *dim);
  int64_t elements = getProduct(type.getShape());
  auto flat = RankedTensorType::get({elements}, type.getElementType());
  Value sums =
      SegmentReduceOp::create(builder, loc, flat, ReductionKind::sum, gradient,
                              buildSegments(builder, op, elements), /*dim=*/0);
  return buildUnflattened(builder, loc, sums, op.getSource());
}

/// Builds the number of slices of a segment.
static Value buildSegmentSize(IndexEmitter &e, const CountClause &clause,
                              Value plan, Value segment) {
  if (!plan)
    return clause.buildScalar(e, e.getLoc());
  Value begin = tensor::ExtractOp::create(e, plan, segment);
  Value end = tensor::ExtractOp::create(e, plan, e.add(segment, 1));
  return e.sub(end, begin);
}

/// Divides each slice of `gradient` along `dim` by the size of its segment.
static Value buildDivided(OpBuilder &builder, SegmentReduceOp op,
                          Value gradient, int64_t dim) {
  Location loc = op.getLoc();
  CountClause clause = op.getClause();
  Value plan = clause.getOffsets();
  if (!plan && !clause.isScalar())
    plan =
        clause.buildOffsets(builder, loc, clause.buildNumCounts(builder, loc));
  auto type = cast<RankedTensorType>(gradient.getType());
  Reduction mean(ReductionKind::mean, type.getElementType());
  Value init = tensor::EmptyOp::create(
      builder, loc, tensor::getMixedSizes(builder, loc, gradient),
      type.getElementType());
  SmallVector<AffineMap> maps(2,
                              builder.getMultiDimIdentityMap(type.getRank()));
  SmallVector<utils::IteratorType> iterators(type.getRank(),
                                             utils::IteratorType::parallel);
  return linalg::GenericOp::create(
             builder, loc, init.getType(), gradient, init, maps, iterators,
             [&](OpBuilder &body, Location loc, ValueRange elements) {
               IndexEmitter e(loc, body);
               Value segment = linalg::IndexOp::create(e, dim);
               Value size = buildSegmentSize(e, clause, plan, segment);
               Value wide = mean.buildWide(e, elements[0]);
               Value result = mean.buildResult(e, wide, size);
               linalg::YieldOp::create(e, mean.buildNarrow(e, result));
             })
      .getResult(0);
}

static FailureOr<Value> buildGradient(OpBuilder &builder, SegmentReduceOp op,
                                      Value gradient) {
  if (op.getKind() != ReductionKind::sum && op.getKind() != ReductionKind::mean)
    return failure();
  Location loc = op.getLoc();
  if (Value empty = buildIfEmpty(builder, loc, op.getSource()))
    return empty;
  auto type = cast<RankedTensorType>(op.getSource().getType());
  int64_t dim = op.getNormalizedDim().value_or(0);
  if (op.getKind() == ReductionKind::mean)
    gradient = buildDivided(builder, op, gradient, dim);
  bool isFlat = !op.getNormalizedDim() && type.getRank() != 1;
  auto repeated = isFlat ? RankedTensorType::get({getProduct(type.getShape())},
                                                 type.getElementType())
                         : type;
  Value copies = RepeatInterleaveOp::create(builder, loc, repeated, gradient,
                                            op.getClause(), dim);
  return isFlat ? buildUnflattened(builder, loc, copies, op.getSource())
                : copies;
}

/// Each dimension is cut into one for the copies and one for the source; all
/// the copies are a single segment of that dimension.
static Value buildGradient(OpBuilder &builder, RepeatOp op, Value gradient) {
  Location loc = op.getLoc();
  if (Value empty = buildIfEmpty(builder, loc, op.getSource()))
    return empty;
  auto type = cast<RankedTensorType>(op.getSource().getType());
  SmallVector<OpFoldResult> extents =
      tensor::getMixedSizes(builder, loc, op.getSource());
  SmallVector<OpFoldResult> counts = op.getMixedCounts(), sizes;
  int64_t added = counts.size() - extents.size();
  SmallVector<ReassociationIndices> cut, merged(type.getRank());
  SmallVector<int64_t> copies;
  for (auto [i, count] : llvm::enumerate(counts)) {
    ReassociationIndices &group = cut.emplace_back();
    int64_t dim = int64_t(i) - added;
    auto addSize = [&](OpFoldResult size) {
      group.push_back(sizes.size());
      if (!merged.empty())
        merged[std::max<int64_t>(dim, 0)].push_back(sizes.size());
      sizes.push_back(size);
    };
    if (dim < 0 || !isConstantIntValue(count, 1)) {
      copies.push_back(sizes.size());
      addSize(count);
    }
    if (dim >= 0)
      addSize(extents[dim]);
  }
  Value sum = buildExpanded(builder, loc, gradient, sizes, cut);
  SmallVector<int64_t> shape = getStaticSizes(sizes);
  for (int64_t dim : copies) {
    std::optional<int64_t> known = getConstantIntValue(sizes[dim]);
    CountClause clause =
        known ? CountClause::repeats(builder.getI64IntegerAttr(*known))
              : CountClause::repeats(cast<Value>(sizes[dim]));
    shape[dim] = 1;
    sum = SegmentReduceOp::create(
        builder, loc, RankedTensorType::get(shape, type.getElementType()),
        ReductionKind::sum, sum, clause, dim);
  }
  if (int64_t(shape.size()) != type.getRank())
    sum = tensor::CollapseShapeOp::create(builder, loc, sum, merged);
  return buildCast(builder, loc, type, sum);
}

FailureOr<Value> rint::buildSourceGradient(OpBuilder &builder, Operation *op,
                                           Value gradient) {
  assert(gradient.getType() == op->getResult(0).getType() &&
         "a gradient is of the type of what it belongs to");
  return llvm::TypeSwitch<Operation *, FailureOr<Value>>(op)
      .Case<RepeatInterleaveOp, SegmentReduceOp, RepeatOp>(
          [&](auto op) { return ::buildGradient(builder, op, gradient); })
      .Default([](Operation *) { return failure(); });
}
