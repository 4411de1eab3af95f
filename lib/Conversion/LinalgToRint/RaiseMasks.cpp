//===- RaiseMasks.cpp - Sums over masks as the index form -------*- C++ -*-===//
//
// Frameworks without data-dependent sizes find the slice of a position j by
// counting the slices that have ended: the sum over i of `ends[i] <= j`, a mask
// of n x M. It is what rint.repeat_indices computes of the ends as row offsets.
//
//===----------------------------------------------------------------------===//

#include "Elements.h"
#include "Patterns.h"
#include "SortedOffsets.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/PatternMatch.h"
#include "rint/Dialect/Rint/IR/Rint.h"

using namespace mlir;
using namespace mlir::rint;

using Kind = Element::Kind;

namespace {

/// A sum of 1 for all ends that have, or have not, been reached at a position.
struct MaskSum {
  /// The loops over the ends and over the positions.
  int64_t endLoop = -1, positionLoop = -1;
  /// The tensor of the ends, and its dimension of more than one element.
  Value ends;
  int64_t endDim = -1;
  int64_t shift = 0;
  bool isUnsigned = false;
  /// Whether those are counted that have not been reached.
  bool isComplement = false;
};

} // namespace

/// Finds the one loop over the ends and the one over the positions; others have
/// one step.
static bool findLoops(linalg::LinalgOp op, ArrayRef<Size> sizes, MaskSum &sum) {
  SmallVector<utils::IteratorType> kinds = op.getIteratorTypesArray();
  for (auto [loop, kind] : llvm::enumerate(kinds)) {
    if (sizes[loop].getLiteral() == 1)
      continue;
    int64_t &found =
        kind == utils::IteratorType::reduction ? sum.endLoop : sum.positionLoop;
    if (found >= 0)
      return false;
    found = loop;
  }
  return sum.endLoop >= 0 && sum.positionLoop >= 0;
}

/// Whether `element` is `ends[i]`, of a tensor that has as many elements as the
/// loop over i has steps.
static bool matchEnds(const Element &element, ArrayRef<Size> sizes,
                      MaskSum &sum) {
  if (element.kind != Kind::Load)
    return false;
  auto type = cast<RankedTensorType>(element.value.getType());
  for (auto [dim, position] : llvm::enumerate(element.operands)) {
    if (position->isPosition(sum.endLoop) && sum.endDim < 0)
      sum.endDim = dim;
    else if (!position->isConstant(0) || type.getDimSize(dim) != 1)
      return false;
  }
  sum.ends = element.value;
  return sum.endDim >= 0 &&
         Size::of(sum.ends, sum.endDim) == sizes[sum.endLoop];
}

/// The predicate that says the same of swapped operands.
static arith::CmpIPredicate mirror(arith::CmpIPredicate predicate) {
  using P = arith::CmpIPredicate;
  switch (predicate) {
  case P::slt:
    return P::sgt;
  case P::sle:
    return P::sge;
  case P::sgt:
    return P::slt;
  case P::sge:
    return P::sle;
  case P::ult:
    return P::ugt;
  case P::ule:
    return P::uge;
  case P::ugt:
    return P::ult;
  case P::uge:
    return P::ule;
  case P::eq:
  case P::ne:
    return predicate;
  }
  llvm_unreachable("all predicates are listed");
}

/// Reads `ends[i] <= j` in any of the ways to write it.
static bool matchComparison(const Element &element, ArrayRef<Size> sizes,
                            MaskSum &sum) {
  using P = arith::CmpIPredicate;
  auto compare = dyn_cast_if_present<arith::CmpIOp>(element.op);
  if (!compare)
    return false;
  P predicate = compare.getPredicate();
  ElementRef ends = element.operands[0], position = element.operands[1];
  if (ends->isPosition(sum.positionLoop)) {
    std::swap(ends, position);
    predicate = mirror(predicate);
  }
  if (!position->isPosition(sum.positionLoop) || !matchEnds(*ends, sizes, sum))
    return false;
  // As unsigned numbers, ends that were made wider would be others.
  sum.isUnsigned = predicate >= P::ult;
  if (sum.isUnsigned &&
      getElementTypeOrSelf(sum.ends.getType()) != compare.getLhs().getType())
    return false;
  switch (predicate) {
  case P::sle:
  case P::ule:
    return true;
  case P::slt:
  case P::ult:
    sum.shift = 1;
    return true;
  case P::sgt:
  case P::ugt:
    sum.isComplement = true;
    return true;
  case P::sge:
  case P::uge:
    sum.shift = 1;
    sum.isComplement = true;
    return true;
  default:
    return false;
  }
}

/// Matches 1 where the comparison holds, else 0.
static bool matchMask(const Element &element, ArrayRef<Size> sizes,
                      MaskSum &sum) {
  if (isa_and_present<arith::SelectOp>(element.op)) {
    bool isOne = element.operands[1]->isConstant(1) &&
                 element.operands[2]->isConstant(0);
    bool isZero = element.operands[1]->isConstant(0) &&
                  element.operands[2]->isConstant(1);
    if ((!isOne && !isZero) || !matchMask(*element.operands[0], sizes, sum))
      return false;
    sum.isComplement ^= isZero;
    return true;
  }
  if (isa_and_present<arith::XOrIOp>(element.op)) {
    bool matches = matchMask(*element.operands[0], sizes, sum);
    sum.isComplement = !sum.isComplement;
    return matches;
  }
  return matchComparison(element, sizes, sum);
}

/// What is added to the sum at each step.
static Value getSummand(linalg::LinalgOp op) {
  Block *body = op.getBlock();
  BlockArgument sum = op.getMatchingBlockArgument(op.getDpsInitOperand(0));
  auto add =
      body->getTerminator()->getOperand(0).getDefiningOp<arith::AddIOp>();
  if (!add || !sum.hasOneUse() || *sum.user_begin() != add)
    return Value();
  return add.getLhs() == sum ? add.getRhs() : add.getLhs();
}

/// Reads a sum over a mask that begins with 0.
static std::optional<MaskSum> readMaskSum(linalg::LinalgOp op,
                                          ElementReader &reader) {
  MaskSum sum;
  Value summand = getSummand(op);
  if (!summand || !findLoops(op, reader.getLoopSizes(), sum))
    return std::nullopt;
  ElementRef begin = reader.readOperand(*op.getDpsInitOperand(0));
  if (!begin || !begin->isConstant(0))
    return std::nullopt;
  ElementRef element = reader.readComputed(summand);
  if (!element || !matchMask(*element, reader.getLoopSizes(), sum) ||
      !canClampEnds(getElementTypeOrSelf(sum.ends.getType()), sum.shift))
    return std::nullopt;
  return sum;
}

/// The ends without dimensions of one element.
static Value buildVector(OpBuilder &builder, Location loc, const MaskSum &sum) {
  auto type = cast<RankedTensorType>(sum.ends.getType());
  if (type.getRank() == 1)
    return sum.ends;
  SmallVector<ReassociationIndices> groups(1);
  llvm::append_range(groups[0], llvm::seq<int64_t>(0, type.getRank()));
  return tensor::CollapseShapeOp::create(builder, loc, sum.ends, groups);
}

/// Whether the number of positions has been read from the ends.
static bool isNumberAnEnd(OpFoldResult positions, const MaskSum &sum) {
  auto value = dyn_cast<Value>(positions);
  // A number that was cast from another type might be another number.
  if (!value || sum.shift != 0 || sum.isUnsigned)
    return false;
  ElementRef number = ElementReader().readScalar(value);
  auto type = cast<RankedTensorType>(sum.ends.getType());
  if (!number || number->kind != Kind::Load || number->value != sum.ends)
    return false;
  int64_t size = type.getDimSize(sum.endDim);
  const Element &at = *number->operands[sum.endDim];
  return at.kind == Kind::Constant && at.number >= 0 && at.number < size;
}

namespace {

struct RaiseMaskSum final : OpInterfaceRewritePattern<linalg::LinalgOp> {
  using OpInterfaceRewritePattern::OpInterfaceRewritePattern;

  LogicalResult matchAndRewrite(linalg::LinalgOp op,
                                PatternRewriter &rewriter) const override {
    if (op.getNumReductionLoops() == 0 || op.getNumDpsInits() != 1 ||
        !op.hasPureTensorSemantics() ||
        op.getNumLoops() !=
            op.getNumReductionLoops() + op.getNumParallelLoops())
      return failure();
    auto type = cast<RankedTensorType>(op->getResult(0).getType());
    Type element = type.getElementType();
    if (!element.isIndex() && !element.isSignlessInteger())
      return failure();
    ElementReader reader(op);
    std::optional<MaskSum> sum = readMaskSum(op, reader);
    if (!sum)
      return failure();
    std::optional<int64_t> dim = findPositionDim(op, sum->positionLoop);
    if (!dim)
      return failure();
    rewriter.replaceOp(op, build(rewriter, op, *sum, *dim));
    return success();
  }

private:
  /// The dimension of the result that the positions run through.
  static std::optional<int64_t> findPositionDim(linalg::LinalgOp op,
                                                int64_t loop) {
    AffineMap map = op.getMatchingIndexingMap(op.getDpsInitOperand(0));
    auto type = cast<RankedTensorType>(op->getResult(0).getType());
    std::optional<int64_t> found;
    for (auto [dim, expr] : llvm::enumerate(map.getResults())) {
      auto position = dyn_cast<AffineDimExpr>(expr);
      if (position && position.getPosition() == loop)
        found = dim;
      else if (type.getDimSize(dim) != 1)
        return std::nullopt;
    }
    return found;
  }

  static Value build(PatternRewriter &rewriter, linalg::LinalgOp op,
                     const MaskSum &sum, int64_t dim) {
    Location loc = op.getLoc();
    auto type = cast<RankedTensorType>(op->getResult(0).getType());
    Value init = op.getDpsInitOperand(0)->get();
    OpFoldResult positions = getNumber(rewriter, loc, init, dim);
    Value ends = buildVector(rewriter, loc, sum);
    OpFoldResult number = tensor::getMixedSize(rewriter, loc, ends, 0);
    bool reachesLast = isNumberAnEnd(positions, sum);
    Value offsets = buildSortedOffsets(
        rewriter, loc, {ends, number, sum.shift, sum.isUnsigned, reachesLast},
        positions);
    Value indices = buildIndices(rewriter, loc, offsets, positions,
                                 type.getDimSize(dim), type.getElementType());
    if (sum.isComplement)
      indices = buildComplement(rewriter, loc, number, indices, positions);
    if (type.getRank() == 1)
      return indices;
    SmallVector<ReassociationIndices> groups(1);
    llvm::append_range(groups[0], llvm::seq<int64_t>(0, type.getRank()));
    SmallVector<OpFoldResult> shape(type.getRank(), rewriter.getIndexAttr(1));
    shape[dim] = positions;
    return tensor::ExpandShapeOp::create(rewriter, loc, type, indices, groups,
                                         shape);
  }

  /// The size of a dimension, as the number that the tensor was made with.
  static OpFoldResult getNumber(OpBuilder &builder, Location loc, Value tensor,
                                int64_t dim) {
    if (auto fill = tensor.getDefiningOp<linalg::FillOp>())
      tensor = fill.getOutputs()[0];
    if (auto empty = tensor.getDefiningOp<tensor::EmptyOp>())
      return empty.getMixedSizes()[dim];
    return tensor::getMixedSize(builder, loc, tensor, dim);
  }

  /// The index form, of a type that holds its indices, as `element`: sums wrap.
  static Value buildIndices(OpBuilder &builder, Location loc, Value offsets,
                            OpFoldResult positions, int64_t size,
                            Type element) {
    auto clause = CountClause::offsets(offsets);
    auto type = RankedTensorType::get({size}, element);
    int64_t entries = cast<RankedTensorType>(offsets.getType()).getDimSize(0);
    unsigned width = element.isIndex() ? 64 : element.getIntOrFloatBitWidth();
    bool fits = width >= 64 || (!ShapedType::isDynamic(entries) &&
                                llvm::isIntN(width, entries));
    if (fits)
      return RepeatIndicesOp::create(builder, loc, type, clause);
    Value wide = RepeatIndicesOp::create(
        builder, loc, type.clone(builder.getIndexType()), clause);
    return buildElementwise(
        builder, loc, wide, positions, element, [&](Value index) {
          return arith::IndexCastOp::create(builder, loc, element, index);
        });
  }

  static Value buildComplement(OpBuilder &builder, Location loc,
                               OpFoldResult number, Value indices,
                               OpFoldResult positions) {
    Type element = getElementTypeOrSelf(indices.getType());
    Value all = getValueOrCreateConstantIndexOp(builder, loc, number);
    if (!element.isIndex())
      all = builder.createOrFold<arith::IndexCastOp>(loc, element, all);
    return buildElementwise(
        builder, loc, indices, positions, element, [&](Value index) {
          return arith::SubIOp::create(builder, loc, all, index);
        });
  }

  static Value buildElementwise(OpBuilder &builder, Location loc, Value vector,
                                OpFoldResult size, Type element,
                                function_ref<Value(Value)> compute) {
    Value init = tensor::EmptyOp::create(builder, loc,
                                         ArrayRef<OpFoldResult>(size), element);
    // A size that is a constant may be unknown to the type.
    auto type = cast<RankedTensorType>(init.getType());
    if (type.getShape() != cast<RankedTensorType>(vector.getType()).getShape())
      vector = tensor::CastOp::create(
          builder, loc, type.clone(getElementTypeOrSelf(vector.getType())),
          vector);
    AffineMap map = builder.getMultiDimIdentityMap(1);
    return linalg::GenericOp::create(
               builder, loc, init.getType(), vector, init,
               ArrayRef<AffineMap>{map, map},
               ArrayRef<utils::IteratorType>{utils::IteratorType::parallel},
               [&](OpBuilder &, Location, ValueRange arguments) {
                 linalg::YieldOp::create(builder, loc, compute(arguments[0]));
               })
        .getResult(0);
  }
};

} // namespace

void rint::populateRaiseMaskPatterns(RewritePatternSet &patterns) {
  patterns.add<RaiseMaskSum>(patterns.getContext());
}
