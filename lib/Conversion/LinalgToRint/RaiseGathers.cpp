//===- RaiseGathers.cpp - Gathers of repeats' indices -----------*- C++ -*-===//
//
// What is gathered at the indices that rint.repeat_indices makes is what
// rint.repeat_interleave copies. Frontends wrap negative indices, clamp and
// check them on the way, all of which is without effect on indices that are in
// range.
//
//===----------------------------------------------------------------------===//

#include "Elements.h"
#include "Patterns.h"

#include "../Utils/IndexEmitter.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/PatternMatch.h"
#include "rint/Dialect/Rint/IR/Rint.h"

using namespace mlir;
using namespace mlir::rint;

using Kind = Element::Kind;

/// The indices that `element` is one of, at the position in `loop`; null if it
/// is something else.
static RepeatIndicesOp getIndices(const Element &element, int64_t loop,
                                  ArrayRef<Size> sizes) {
  if (element.kind != Kind::Load || element.operands.size() != 1 ||
      !element.operands[0]->isPosition(loop) ||
      Size::of(element.value, 0) != sizes[loop])
    return {};
  return element.value.getDefiningOp<RepeatIndicesOp>();
}

namespace {

/// `source` with the indices in dimension `dim`, its other dimensions as they
/// are.
struct Gather {
  Value source;
  int64_t dim = -1;
  RepeatIndicesOp indices;
};

} // namespace

/// Whether `element` is the last of `size` positions.
static bool isLast(const Element &element, const Size &size) {
  if (std::optional<int64_t> literal = size.getLiteral())
    return *literal > 0 && element.isConstant(*literal - 1);
  auto difference = dyn_cast_if_present<arith::SubIOp>(element.op);
  return difference && element.operands[1]->isConstant(1) &&
         Size::of(difference.getLhs()) == size;
}

/// The indices that `element` is one of, maybe clamped to the last of `size`.
static RepeatIndicesOp matchIndex(const Element &element, int64_t loop,
                                  ArrayRef<Size> sizes, const Size &size) {
  if (RepeatIndicesOp indices = getIndices(element, loop, sizes))
    return indices;
  if (!isa_and_present<arith::MinSIOp>(element.op))
    return {};
  for (int i : {0, 1})
    if (isLast(*element.operands[1 - i], size))
      return getIndices(*element.operands[i], loop, sizes);
  return {};
}

/// Reads what a generic yields as an element of a tensor at its own position,
/// but for one dimension.
static std::optional<Gather> matchGather(const Element &element,
                                         ArrayRef<Size> sizes) {
  if (element.kind != Kind::Load || element.operands.size() != sizes.size())
    return std::nullopt;
  Gather gather{element.value, -1, {}};
  for (auto [dim, position] : llvm::enumerate(element.operands)) {
    bool isOwn = position->isPosition(dim) ||
                 (position->isConstant(0) && sizes[dim].getLiteral() == 1);
    Size size = Size::of(gather.source, dim);
    if (isOwn && size == sizes[dim])
      continue;
    if (gather.dim >= 0)
      return std::nullopt;
    gather.indices = matchIndex(*position, dim, sizes, size);
    if (!gather.indices)
      return std::nullopt;
    gather.dim = dim;
  }
  if (gather.dim < 0)
    return std::nullopt;
  return gather;
}

/// How many entries `offsets` has more than there are slices.
static std::optional<int64_t> getSurplus(Value offsets, const Size &slices) {
  Value unfilled = getUnfilled(offsets);
  if (Size::of(unfilled, 0) == slices)
    return 0;
  int64_t entries = cast<RankedTensorType>(offsets.getType()).getDimSize(0);
  if (!ShapedType::isDynamic(entries)) {
    if (std::optional<int64_t> number = slices.getLiteral())
      return entries - *number;
    return std::nullopt;
  }
  auto empty = unfilled.getDefiningOp<tensor::EmptyOp>();
  if (!empty || empty.getDynamicSizes().empty())
    return std::nullopt;
  auto sum = empty.getDynamicSizes()[0].getDefiningOp<arith::AddIOp>();
  if (!sum || Size::of(sum.getLhs()) != slices)
    return std::nullopt;
  return getConstantIntValue(sum.getRhs());
}

/// The offsets of as many slices as `source` has. The last of them gets the
/// copies of the indices past it, too; slices that no index names get none.
static Value buildOffsetsOfSource(OpBuilder &builder, Location loc,
                                  Value offsets, Value source, int64_t dim) {
  IndexEmitter e(loc, builder);
  Value slices = e.value(tensor::getMixedSize(e, loc, source, dim));
  Value entries = e.value(tensor::getMixedSize(e, loc, offsets, 0));
  Value last = e.sub(entries, e.index(1));
  Value total = tensor::ExtractOp::create(e, offsets, last);
  Value init = tensor::EmptyOp::create(
      e, ArrayRef<OpFoldResult>(getAsOpFoldResult(e.add(slices, 1))),
      e.getIndexType());
  Value filled =
      e.forRange(e.index(0), slices, ValueRange{init},
                 [&](Value i, ValueRange carried) -> SmallVector<Value> {
                   Value offset =
                       tensor::ExtractOp::create(e, offsets, e.min(i, last));
                   return {tensor::InsertOp::create(e, offset, carried[0], i)};
                 })[0];
  return tensor::InsertOp::create(e, total, filled, slices);
}

/// The same where the source is known to have fewer slices: a part of the
/// offsets.
static Value cutOffsets(OpBuilder &builder, Location loc, Value offsets,
                        Value source, int64_t dim) {
  IndexEmitter e(loc, builder);
  Value slices = e.value(tensor::getMixedSize(e, loc, source, dim));
  OpFoldResult zero = e.getIndexAttr(0), one = e.getIndexAttr(1);
  Value first = tensor::ExtractSliceOp::create(
      e, offsets, ArrayRef<OpFoldResult>(zero),
      ArrayRef<OpFoldResult>(getAsOpFoldResult(e.add(slices, 1))),
      ArrayRef<OpFoldResult>(one));
  Value entries = e.value(tensor::getMixedSize(e, loc, offsets, 0));
  Value last = e.sub(entries, e.index(1));
  Value total = tensor::ExtractOp::create(e, offsets, last);
  return tensor::InsertOp::create(e, total, first, slices);
}

/// Whether `offsets` have been sorted by this pass (buildSortedOffsets), or are
/// made of counts: there is no rule that they might break.
static bool areKnownToRise(Value offsets) {
  if (offsets.getDefiningOp<OffsetsOp>())
    return true;
  auto insert = offsets.getDefiningOp<tensor::InsertOp>();
  auto branch =
      insert ? insert.getDest().getDefiningOp<scf::IfOp>() : scf::IfOp();
  if (!branch || branch.getElseRegion().empty())
    return false;
  auto sorted =
      branch.elseYield().getOperand(0).getDefiningOp<tensor::InsertSliceOp>();
  return sorted && sorted.getSource().getDefiningOp<RepeatIndicesOp>();
}

/// Whether the run might find that the type of the indices is too narrow (C11),
/// an error that would be lost with them.
static bool mayBeTooNarrow(RepeatIndicesOp indices) {
  Type element = getElementTypeOrSelf(indices.getType());
  if (element.isIndex() || element.getIntOrFloatBitWidth() >= 64)
    return false;
  CountClause clause = indices.getClause();
  Value slices =
      clause.getOffsets() ? clause.getOffsets() : clause.getRepeats();
  return slices && !cast<RankedTensorType>(slices.getType()).hasStaticShape();
}

/// The number of counts of a clause.
static Size getNumCounts(const CountClause &clause) {
  if (DenseI64ArrayAttr list = clause.getList())
    return Size::ofLiteral(list.size());
  return Size::of(clause.getRepeats(), 0);
}

/// Builds the counts for the slices of the source, of which there may be others
/// than the indices name. An index past the end is clamped, or the program has
/// no meaning.
static std::optional<CountClause> buildClause(OpBuilder &builder, Location loc,
                                              Gather &gather) {
  CountClause clause = gather.indices.getClause();
  Size slices = Size::of(gather.source, gather.dim);
  if (slices.getLiteral() == 0 || mayBeTooNarrow(gather.indices))
    return std::nullopt;
  Value offsets = clause.getOffsets();
  if (!offsets) {
    if (getNumCounts(clause) == slices)
      return clause;
    // The counts say the size of the indices, not that of the source's slices.
    if (gather.indices.getMixedOutputSize())
      return std::nullopt;
    offsets = OffsetsOp::create(builder, gather.indices.getLoc(), clause);
  }
  std::optional<int64_t> surplus = getSurplus(offsets, slices);
  if (surplus == 1)
    return CountClause::offsets(offsets);
  // Offsets that are not taken over are not checked either.
  if (!areKnownToRise(offsets))
    return std::nullopt;
  auto build = surplus > 1 ? cutOffsets : buildOffsetsOfSource;
  return CountClause::offsets(
      build(builder, loc, offsets, gather.source, gather.dim));
}

namespace {

struct RaiseGather final : OpRewritePattern<linalg::GenericOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(linalg::GenericOp op,
                                PatternRewriter &rewriter) const override {
    if (op.getNumParallelLoops() != op.getNumLoops() ||
        op.getNumDpsInits() != 1 || !op.hasPureTensorSemantics() ||
        !op.getMatchingIndexingMap(op.getDpsInitOperand(0)).isIdentity())
      return failure();
    ElementReader reader(op);
    ElementRef element =
        reader.readComputed(op.getBlock()->getTerminator()->getOperand(0));
    if (!element)
      return failure();
    auto type = cast<RankedTensorType>(op->getResult(0).getType());
    if (succeeded(replaceByIndices(rewriter, op, *element, reader)))
      return success();
    std::optional<Gather> gather = matchGather(*element, reader.getLoopSizes());
    if (!gather ||
        getElementTypeOrSelf(gather->source.getType()) != type.getElementType())
      return failure();
    std::optional<CountClause> clause =
        buildClause(rewriter, op.getLoc(), *gather);
    if (!clause)
      return failure();
    OpFoldResult size;
    if (!clause->getOffsets())
      size = gather->indices.getMixedOutputSize();
    rewriter.replaceOpWithNewOp<RepeatInterleaveOp>(op, type, gather->source,
                                                    *clause, gather->dim, size);
    return success();
  }

private:
  /// What only wraps and clamps indices that are in range is the indices.
  static LogicalResult replaceByIndices(PatternRewriter &rewriter,
                                        linalg::GenericOp op,
                                        const Element &element,
                                        ElementReader &reader) {
    if (op.getNumLoops() != 1)
      return failure();
    RepeatIndicesOp indices = getIndices(element, 0, reader.getLoopSizes());
    if (!indices || indices.getType() != op->getResult(0).getType())
      return failure();
    rewriter.replaceOp(op, indices);
    return success();
  }
};

/// Assertions that indices are in range go where they are known to be: what
/// holds them would be kept for their sake.
struct EraseProvenAssertions final : OpRewritePattern<linalg::GenericOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(linalg::GenericOp op,
                                PatternRewriter &rewriter) const override {
    SmallVector<cf::AssertOp> assertions(op.getBlock()->getOps<cf::AssertOp>());
    // An element that can be read is one whose assertions hold.
    if (assertions.empty() || op.getNumDpsInits() != 1 ||
        op.getNumParallelLoops() != op.getNumLoops() ||
        !op.hasPureTensorSemantics() ||
        !ElementReader(op).readComputed(assertions.front().getArg()))
      return failure();
    for (cf::AssertOp assertion : assertions)
      rewriter.eraseOp(assertion);
    return success();
  }
};

} // namespace

void rint::populateRaiseGatherPatterns(RewritePatternSet &patterns) {
  patterns.add<EraseProvenAssertions, RaiseGather>(patterns.getContext());
}
