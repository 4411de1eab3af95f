//===- RintCanonicalization.cpp - Folds and canonical forms -----*- C++ -*-===//
//
// A rewrite may drop a run-time check only where it proves the rule behind it,
// and must not turn what fails at run time into a verifier error: the op may
// stand in a branch that is never taken. So each rewrite that tells an op more
// about its operands first asks the rules whether the op would be valid.
//
//===----------------------------------------------------------------------===//

#include "Facts.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/PatternMatch.h"
#include "rint/Dialect/Rint/IR/Rint.h"
#include "rint/Dialect/Rint/IR/RintUtils.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::rint;

/// The longest list of counts that is written into an op as a literal.
static constexpr int64_t kMaxLiteralCounts = 256;

/// The largest constant result that is computed at compile time.
static constexpr int64_t kMaxFoldedElements = 4096;

//===----------------------------------------------------------------------===//
// Inference by op
//===----------------------------------------------------------------------===//

static FailureOr<SmallVector<int64_t>> infer(RepeatInterleaveOp,
                                             const Facts &facts) {
  return inferRepeatInterleave(quietRules(), facts);
}
static FailureOr<SmallVector<int64_t>> infer(OffsetsOp, const Facts &facts) {
  return inferOffsets(quietRules(), facts);
}
static FailureOr<SmallVector<int64_t>> infer(RepeatIndicesOp,
                                             const Facts &facts) {
  return inferRepeatIndices(quietRules(), facts);
}

/// The sharpest result type of `op` with the given facts, if they break no
/// rule.
template <typename OpTy>
static FailureOr<RankedTensorType> inferType(OpTy op, const Facts &facts) {
  FailureOr<SmallVector<int64_t>> shape = infer(op, facts);
  if (failed(shape))
    return failure();
  return sharpenType(facts.result, *shape);
}

/// Replaces `op` by a copy with another result type, cast back for its users.
template <typename OpTy>
static void replaceWithType(PatternRewriter &rewriter, OpTy op,
                            RankedTensorType type) {
  auto copy = cast<OpTy>(rewriter.clone(*op));
  rewriter.modifyOpInPlace(copy, [&] { copy.getResult().setType(type); });
  rewriter.replaceOpWithNewOp<tensor::CastOp>(op, op.getType(), copy);
}

/// Whether the sizes that `type` declares follow from the types of the
/// operands, which make it `shape`.
static bool isImplied(RankedTensorType type, ArrayRef<int64_t> shape) {
  return llvm::all_of(llvm::zip(type.getShape(), shape), [](auto sizes) {
    auto [declared, inferred] = sizes;
    return ShapedType::isDynamic(declared) || ShapedType::isStatic(inferred);
  });
}

/// Whether all the rules hold for sure, so that the op may go without a check:
/// those that the verifier could not decide, too. What is left is whether
/// memory can hold the result.
static bool isDecided(RepeatInterleaveOp op) {
  if (!op.getStaticRepeatsAttr() || op.getOutputSize())
    return false;
  Facts facts = getFacts(op, /*lookThroughOperands=*/false);
  facts.outputSize.reset();
  facts.result = RankedTensorType();
  FailureOr<SmallVector<int64_t>> shape =
      inferRepeatInterleave(quietRules(), facts);
  auto type = cast<RankedTensorType>(op.getType());
  if (failed(shape) || !isImplied(type, *shape))
    return false;

  // An unknown number of slices takes no list, and no count that it may
  // overflow with.
  auto source = cast<RankedTensorType>(op.getSource().getType());
  std::optional<int64_t> dim = op.getNormalizedDim();
  bool isSized =
      dim ? !source.isDynamicDim(*dim)
          : source.hasStaticShape() || llvm::is_contained(source.getShape(), 0);
  auto scalar = dyn_cast<IntegerAttr>(op.getStaticRepeatsAttr());
  return isSized || (scalar && !op.getStaticOutputSizeAttr() &&
                     (scalar.getInt() == 0 || scalar.getInt() == 1));
}

static bool isDecided(RepeatOp op) {
  if (!op.getCounts().empty())
    return false;
  auto source = cast<RankedTensorType>(op.getSource().getType());
  FailureOr<SmallVector<int64_t>> shape = inferRepeat(
      quietRules(), source, getKnownCounts(op, /*lookThroughOperands=*/false),
      RankedTensorType());
  auto type = cast<RankedTensorType>(op.getType());
  if (failed(shape) || !isImplied(type, *shape))
    return false;
  // An unknown size must not be multiplied, for it may overflow.
  auto counts = op.getStaticCounts().take_back(source.getRank());
  return llvm::all_of(llvm::zip(source.getShape(), counts), [](auto sizes) {
    auto [size, count] = sizes;
    return ShapedType::isStatic(size) || count == 0 || count == 1;
  });
}

//===----------------------------------------------------------------------===//
// Patterns for all ops with a clause of counts
//===----------------------------------------------------------------------===//

namespace {

/// Fills in the dynamic sizes of the result that can be inferred.
template <typename OpTy> struct SharpenResult final : OpRewritePattern<OpTy> {
  using OpRewritePattern<OpTy>::OpRewritePattern;

  LogicalResult matchAndRewrite(OpTy op,
                                PatternRewriter &rewriter) const override {
    Facts facts = getFacts(op, /*lookThroughOperands=*/true);
    FailureOr<RankedTensorType> type = inferType(op, facts);
    if (failed(type) || *type == op.getType())
      return failure();
    replaceWithType(rewriter, op, *type);
    return success();
  }
};

/// Writes constant counts into the op: as one number where all are the same and
/// the op takes one, as a list where it is short.
template <typename OpTy> struct LiteralRepeats final : OpRewritePattern<OpTy> {
  using OpRewritePattern<OpTy>::OpRewritePattern;

  LogicalResult matchAndRewrite(OpTy op,
                                PatternRewriter &rewriter) const override {
    Facts facts = getFacts(op, /*lookThroughOperands=*/true);
    if (!facts.repeats || !facts.repeats->isConstant ||
        failed(infer(op, facts)))
      return failure();
    Attribute literal = getLiteral(op, facts, rewriter);
    if (!literal || literal == op.getStaticRepeatsAttr())
      return failure();
    rewriter.modifyOpInPlace(op, [&] {
      op.getRepeatsMutable().clear();
      op.setStaticRepeatsAttr(literal);
    });
    return success();
  }

private:
  static Attribute getLiteral(OpTy op, const Facts &facts, Builder &builder) {
    const KnownRepeats &repeats = *facts.repeats;
    bool takesScalar = std::is_same_v<OpTy, RepeatInterleaveOp>;
    if (takesScalar && repeats.uniform && servesAllSlices(op, repeats))
      return builder.getI64IntegerAttr(*repeats.uniform);
    if (!op.getRepeats() || repeats.size > kMaxLiteralCounts)
      return Attribute();
    return getList(op, builder);
  }

  /// A vector of n counts is a scalar only if there are n slices for sure.
  static bool servesAllSlices(OpTy op, const KnownRepeats &repeats) {
    if (repeats.size == 1)
      return true;
    if constexpr (std::is_same_v<OpTy, RepeatInterleaveOp>) {
      auto type = cast<RankedTensorType>(op.getSource().getType());
      if (std::optional<int64_t> dim = op.getNormalizedDim())
        return !type.isDynamicDim(*dim);
      return type.hasStaticShape();
    }
    return false;
  }

  static Attribute getList(OpTy op, Builder &builder) {
    DenseIntElementsAttr elements;
    if (!matchPattern(op.getRepeats(), m_Constant(&elements)))
      return Attribute();
    Type type = elements.getElementType();
    bool isUnsigned = isUnsignedCount(type);
    SmallVector<int64_t> counts;
    for (const APInt &count : elements.getValues<APInt>())
      counts.push_back(isUnsigned ? count.getZExtValue()
                                  : count.getSExtValue());
    return builder.getDenseI64ArrayAttr(counts);
  }
};

/// Reads through a tensor.cast that hides what is known of an operand.
template <typename OpTy>
struct AbsorbOperandCast final : OpRewritePattern<OpTy> {
  using OpRewritePattern<OpTy>::OpRewritePattern;

  LogicalResult matchAndRewrite(OpTy op,
                                PatternRewriter &rewriter) const override {
    for (OpOperand &operand : op->getOpOperands()) {
      auto castOp = operand.get().getDefiningOp<tensor::CastOp>();
      if (!tensor::canFoldIntoConsumerOp(castOp))
        continue;
      if (failed(infer(op, getFactsWith(op, operand.get(),
                                        castOp.getSource().getType()))))
        continue;
      rewriter.modifyOpInPlace(op, [&] { operand.set(castOp.getSource()); });
      return success();
    }
    return failure();
  }

private:
  /// The facts of `op` if its operand `value` were of `type`.
  static Facts getFactsWith(OpTy op, Value value, Type type) {
    Facts facts = getFacts(op, /*lookThroughOperands=*/true);
    auto tensor = cast<RankedTensorType>(type);
    if (facts.repeats && value == op.getRepeats() && tensor.getRank() == 1)
      facts.repeats->size = tensor.getDimSize(0);
    if constexpr (!std::is_same_v<OpTy, OffsetsOp>)
      if (value == op.getOffsets())
        facts.offsetsType = type;
    if constexpr (std::is_same_v<OpTy, RepeatInterleaveOp>)
      if (value == op.getSource())
        facts.source = tensor;
    return facts;
  }
};

/// Gives the op the type that its only user casts it to.
template <typename OpTy>
struct AbsorbResultCast final : OpRewritePattern<tensor::CastOp> {
  using OpRewritePattern<tensor::CastOp>::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::CastOp castOp,
                                PatternRewriter &rewriter) const override {
    auto op = castOp.getSource().getDefiningOp<OpTy>();
    auto type = dyn_cast<RankedTensorType>(castOp.getType());
    if (!op || !type || !op->hasOneUse() ||
        !tensor::preservesStaticInformation(op.getType(), type))
      return failure();
    Facts facts = getFacts(op, /*lookThroughOperands=*/true);
    facts.result = type;
    if (failed(infer(op, facts)))
      return failure();
    rewriter.modifyOpInPlace(op, [&] { op.getResult().setType(type); });
    rewriter.replaceOp(castOp, op);
    return success();
  }
};

/// Replaces the size of a result by the values that it is computed from.
template <typename OpTy>
struct DimOfResult final : OpRewritePattern<tensor::DimOp> {
  using OpRewritePattern<tensor::DimOp>::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::DimOp dimOp,
                                PatternRewriter &rewriter) const override {
    auto op = dimOp.getSource().getDefiningOp<OpTy>();
    std::optional<int64_t> dim = dimOp.getConstantIndex();
    if (!op || !dim || *dim >= cast<RankedTensorType>(op.getType()).getRank())
      return failure();
    OpBuilder::InsertionGuard guard(rewriter);
    rewriter.setInsertionPoint(op);
    ReifiedRankedShapedTypeDims shapes;
    if (failed(op.reifyResultShapes(rewriter, shapes)))
      return failure();
    OpFoldResult size = shapes[0][*dim];
    if (auto attr = dyn_cast<Attribute>(size))
      size = arith::ConstantIndexOp::create(rewriter, op.getLoc(),
                                            cast<IntegerAttr>(attr).getInt())
                 .getResult();
    rewriter.replaceOp(dimOp, cast<Value>(size));
    return success();
  }
};

/// Writes a constant output size into the op, and drops it where the counts say
/// the same.
template <typename OpTy>
struct LiteralOutputSize final : OpRewritePattern<OpTy> {
  using OpRewritePattern<OpTy>::OpRewritePattern;

  LogicalResult matchAndRewrite(OpTy op,
                                PatternRewriter &rewriter) const override {
    Facts facts = getFacts(op, /*lookThroughOperands=*/true);
    if (!facts.outputSize || failed(infer(op, facts)))
      return failure();
    Facts unstated = facts;
    unstated.outputSize.reset();
    unstated.result = RankedTensorType();
    FailureOr<SmallVector<int64_t>> shape = infer(op, unstated);
    bool isRedundant = succeeded(shape) && isTotalKnown(op, *shape);
    if (!isRedundant && !op.getOutputSize())
      return failure();
    rewriter.modifyOpInPlace(op, [&] {
      op.getOutputSizeMutable().clear();
      op.setStaticOutputSizeAttr(
          isRedundant ? IntegerAttr()
                      : rewriter.getI64IntegerAttr(*facts.outputSize));
    });
    return success();
  }

private:
  static bool isTotalKnown(OpTy op, ArrayRef<int64_t> shape) {
    int64_t dim = 0;
    if constexpr (std::is_same_v<OpTy, RepeatInterleaveOp>)
      dim = op.getNormalizedDim().value_or(0);
    return ShapedType::isStatic(shape[dim]);
  }
};

//===----------------------------------------------------------------------===//
// RepeatInterleaveOp
//===----------------------------------------------------------------------===//

/// Counts `dim` from the front, and names it where there is only one.
struct NormalizeDim final : OpRewritePattern<RepeatInterleaveOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(RepeatInterleaveOp op,
                                PatternRewriter &rewriter) const override {
    std::optional<int64_t> dim = op.getNormalizedDim();
    if (!dim && cast<RankedTensorType>(op.getSource().getType()).getRank() == 1)
      dim = 0;
    if (!dim || dim == op.getDim())
      return failure();
    rewriter.modifyOpInPlace(op, [&] { op.setDim(*dim); });
    return success();
  }
};

/// A vector that holds one value everywhere is that value.
struct UniformRepeats final : OpRewritePattern<RepeatInterleaveOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(RepeatInterleaveOp op,
                                PatternRewriter &rewriter) const override {
    auto type = op.getRepeats()
                    ? dyn_cast<RankedTensorType>(op.getRepeats().getType())
                    : RankedTensorType();
    if (!type || !servesAllSlices(op, type))
      return failure();
    Value count = getUniformElement(op.getRepeats());
    if (!count)
      return failure();
    rewriter.modifyOpInPlace(op, [&] { op.getRepeatsMutable().assign(count); });
    return success();
  }

private:
  static bool servesAllSlices(RepeatInterleaveOp op, RankedTensorType repeats) {
    if (repeats.getRank() == 0 || repeats.getDimSize(0) == 1)
      return true;
    auto source = cast<RankedTensorType>(op.getSource().getType());
    std::optional<int64_t> dim = op.getNormalizedDim();
    return repeats.hasStaticShape() && repeats.getDimSize(0) > 0 && dim &&
           !source.isDynamicDim(*dim);
  }

  static Value getUniformElement(Value tensor) {
    if (auto splat = tensor.getDefiningOp<tensor::SplatOp>())
      return splat.getInput();
    auto elements = tensor.getDefiningOp<tensor::FromElementsOp>();
    if (elements && !elements.getElements().empty() &&
        llvm::all_equal(elements.getElements()))
      return elements.getElements().front();
    return Value();
  }
};

/// No copies at all make an empty tensor.
template <typename OpTy> struct EmptyResult final : OpRewritePattern<OpTy> {
  using OpRewritePattern<OpTy>::OpRewritePattern;

  LogicalResult matchAndRewrite(OpTy op,
                                PatternRewriter &rewriter) const override {
    auto type = cast<RankedTensorType>(op.getType());
    if (!llvm::is_contained(type.getShape(), 0) ||
        op.inferResultType() != type || !isDecided(op))
      return failure();
    ReifiedRankedShapedTypeDims shapes;
    if (failed(op.reifyResultShapes(rewriter, shapes)))
      return failure();
    rewriter.replaceOpWithNewOp<tensor::EmptyOp>(op, shapes[0],
                                                 type.getElementType());
    return success();
  }
};

/// One copy of each element in row-major order is a flat view.
struct FlattenOnce final : OpRewritePattern<RepeatInterleaveOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(RepeatInterleaveOp op,
                                PatternRewriter &rewriter) const override {
    auto scalar = dyn_cast_if_present<IntegerAttr>(op.getStaticRepeatsAttr());
    auto source = cast<RankedTensorType>(op.getSource().getType());
    if (op.getDim() || !scalar || scalar.getInt() != 1 ||
        source.getRank() < 2 || !isDecided(op))
      return failure();
    SmallVector<ReassociationIndices> all(1);
    llvm::append_range(all[0], llvm::seq<int64_t>(0, source.getRank()));
    Value flat = tensor::CollapseShapeOp::create(rewriter, op.getLoc(),
                                                 op.getSource(), all);
    rewriter.replaceOpWithNewOp<tensor::CastOp>(op, op.getType(), flat);
    return success();
  }
};

/// Repeating a tensor of one value gives a tensor of that value.
struct SplatSource final : OpRewritePattern<RepeatInterleaveOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(RepeatInterleaveOp op,
                                PatternRewriter &rewriter) const override {
    auto splat = op.getSource().getDefiningOp<tensor::SplatOp>();
    auto type = cast<RankedTensorType>(op.getType());
    if (!splat || !isSmallTensor(type) || !isDecided(op))
      return failure();
    rewriter.replaceOpWithNewOp<tensor::SplatOp>(op, splat.getInput(), type);
    return success();
  }
};

/// Repeating what was repeated along the same dimension multiplies the counts.
/// They have to be literals: the product of values may wrap around.
struct ComposeRepeats final : OpRewritePattern<RepeatInterleaveOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(RepeatInterleaveOp op,
                                PatternRewriter &rewriter) const override {
    auto inner = op.getSource().getDefiningOp<RepeatInterleaveOp>();
    auto outerCount =
        dyn_cast_if_present<IntegerAttr>(op.getStaticRepeatsAttr());
    if (!inner || !outerCount || !inner.getStaticRepeatsAttr() ||
        inner.getMixedOutputSize() || !isSameDim(inner, op))
      return failure();
    Attribute product =
        multiply(inner.getStaticRepeatsAttr(), outerCount.getInt(), rewriter);
    if (!product)
      return failure();
    Facts facts = getFacts(op, /*lookThroughOperands=*/true);
    facts.source = cast<RankedTensorType>(inner.getSource().getType());
    facts.dim = inner.getDim();
    facts.repeats = getKnownRepeats(Value(), product,
                                    /*lookThroughOperand=*/false);
    if (failed(inferRepeatInterleave(quietRules(), facts)))
      return failure();
    rewriter.modifyOpInPlace(op, [&] {
      op.getSourceMutable().assign(inner.getSource());
      op.setStaticRepeatsAttr(product);
      op.setDimAttr(inner.getDimAttr());
    });
    return success();
  }

private:
  static bool isSameDim(RepeatInterleaveOp inner, RepeatInterleaveOp outer) {
    if (cast<RankedTensorType>(inner.getType()).getRank() == 1)
      return true;
    return outer.getDim() &&
           inner.getNormalizedDim() == outer.getNormalizedDim();
  }

  /// The literal `counts` times `factor`; null on overflow.
  static Attribute multiply(Attribute counts, int64_t factor,
                            Builder &builder) {
    int64_t product;
    if (auto scalar = dyn_cast<IntegerAttr>(counts)) {
      if (llvm::MulOverflow(scalar.getInt(), factor, product))
        return Attribute();
      return builder.getI64IntegerAttr(product);
    }
    SmallVector<int64_t> products;
    for (int64_t count : cast<DenseI64ArrayAttr>(counts).asArrayRef()) {
      if (llvm::MulOverflow(count, factor, product))
        return Attribute();
      products.push_back(product);
    }
    return builder.getDenseI64ArrayAttr(products);
  }
};

} // namespace

void RepeatInterleaveOp::getCanonicalizationPatterns(
    RewritePatternSet &patterns, MLIRContext *context) {
  using Op = RepeatInterleaveOp;
  patterns.add<AbsorbOperandCast<Op>, AbsorbResultCast<Op>, ComposeRepeats,
               DimOfResult<Op>, EmptyResult<Op>, FlattenOnce,
               LiteralOutputSize<Op>, LiteralRepeats<Op>, NormalizeDim,
               SharpenResult<Op>, SplatSource, UniformRepeats>(context);
}

/// The elements of `source`, gathered by `indices`, as a constant of `type`.
static DenseElementsAttr gather(DenseElementsAttr source, RankedTensorType type,
                                ArrayRef<int64_t> indices) {
  auto values = source.getValues<Attribute>();
  SmallVector<Attribute> elements;
  elements.reserve(indices.size());
  for (int64_t index : indices)
    elements.push_back(values[index]);
  return DenseElementsAttr::get(type, elements);
}

/// Folds an op that only moves elements if its source is constant; `getIndices`
/// computes the source element of each result element.
static OpFoldResult
foldConstantSource(Attribute attr, Type resultType,
                   function_ref<void(SmallVectorImpl<int64_t> &)> getIndices) {
  auto source = dyn_cast_if_present<DenseElementsAttr>(attr);
  auto type = cast<RankedTensorType>(resultType);
  if (!source || !isSmallTensor(type) || type.getNumElements() == 0)
    return {};
  if (source.isSplat())
    return source.resizeSplat(type);
  if (type.getNumElements() > kMaxFoldedElements)
    return {};
  SmallVector<int64_t> indices;
  getIndices(indices);
  return gather(source, type, indices);
}

OpFoldResult RepeatInterleaveOp::fold(FoldAdaptor adaptor) {
  if (!getStaticRepeatsAttr() || getMixedOutputSize())
    return {};
  KnownRepeats repeats = getKnownRepeats(Value(), getStaticRepeatsAttr(),
                                         /*lookThroughOperand=*/false);
  auto sourceType = cast<RankedTensorType>(getSource().getType());
  bool keepsShape = getDim() || sourceType.getRank() == 1;
  if (repeats.uniform == 1 && keepsShape && sourceType == getType() &&
      (repeats.size == 1 ||
       !sourceType.isDynamicDim(getNormalizedDim().value_or(0))))
    return getSource();

  return foldConstantSource(
      adaptor.getSource(), getType(), [&](SmallVectorImpl<int64_t> &indices) {
        ArrayRef<int64_t> shape = sourceType.getShape();
        int64_t dim = getNormalizedDim().value_or(0);
        int64_t outer = 1, slices = sourceType.getNumElements(), inner = 1;
        if (getDim()) {
          outer = ShapedType::getNumElements(shape.take_front(dim));
          slices = shape[dim];
          inner = ShapedType::getNumElements(shape.drop_front(dim + 1));
        }
        auto list = dyn_cast<DenseI64ArrayAttr>(getStaticRepeatsAttr());
        for (int64_t slice = 0; slice < outer * slices; ++slice) {
          int64_t count = !list              ? repeats.sum
                          : list.size() == 1 ? list[0]
                                             : list[slice % slices];
          for (int64_t copy = 0; copy < count; ++copy)
            llvm::append_range(indices,
                               llvm::seq(slice * inner, (slice + 1) * inner));
        }
      });
}

//===----------------------------------------------------------------------===//
// OffsetsOp
//===----------------------------------------------------------------------===//

void OffsetsOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                            MLIRContext *context) {
  using Op = OffsetsOp;
  patterns.add<AbsorbOperandCast<Op>, AbsorbResultCast<Op>, DimOfResult<Op>,
               LiteralRepeats<Op>, SharpenResult<Op>>(context);
}

OpFoldResult OffsetsOp::fold(FoldAdaptor) {
  auto list = dyn_cast_if_present<DenseI64ArrayAttr>(getStaticRepeatsAttr());
  auto type = cast<RankedTensorType>(getType());
  if (!list || !type.hasStaticShape() ||
      type.getDimSize(0) > kMaxFoldedElements || type.getDimSize(0) < 1)
    return {};
  int64_t slices = type.getDimSize(0) - 1;
  if (getSize() ? getConstantIntValue(getSize()) != slices ||
                      (list.size() != 1 && list.size() != slices)
                : list.size() != slices)
    return {};
  SmallVector<int64_t> offsets(1, 0);
  for (int64_t i = 0; i < slices; ++i) {
    int64_t next;
    if (llvm::AddOverflow(offsets.back(), list[list.size() == 1 ? 0 : i], next))
      return {};
    offsets.push_back(next);
  }
  return DenseElementsAttr::get(type, ArrayRef(offsets));
}

//===----------------------------------------------------------------------===//
// RepeatIndicesOp
//===----------------------------------------------------------------------===//

namespace {

/// The indices of literal counts are a constant.
struct ConstantIndices final : OpRewritePattern<RepeatIndicesOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(RepeatIndicesOp op,
                                PatternRewriter &rewriter) const override {
    auto list =
        dyn_cast_if_present<DenseI64ArrayAttr>(op.getStaticRepeatsAttr());
    auto type = cast<RankedTensorType>(op.getType());
    if (!list || op.getMixedOutputSize() || !type.hasStaticShape() ||
        type.getNumElements() > kMaxFoldedElements ||
        !(type.getElementType().isSignlessInteger() ||
          type.getElementType().isIndex()))
      return failure();
    SmallVector<Attribute> indices;
    for (auto [slice, count] : llvm::enumerate(list.asArrayRef()))
      indices.append(count, getIndex(type.getElementType(), slice));
    rewriter.replaceOpWithNewOp<arith::ConstantOp>(
        op, DenseElementsAttr::get(type, indices));
    return success();
  }

private:
  static Attribute getIndex(Type type, int64_t slice) {
    unsigned width = type.isIndex() ? 64 : type.getIntOrFloatBitWidth();
    return IntegerAttr::get(type, APInt(64, slice).zextOrTrunc(width));
  }
};

} // namespace

void RepeatIndicesOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                                  MLIRContext *context) {
  using Op = RepeatIndicesOp;
  patterns.add<AbsorbOperandCast<Op>, AbsorbResultCast<Op>, ConstantIndices,
               DimOfResult<Op>, LiteralOutputSize<Op>, LiteralRepeats<Op>,
               SharpenResult<Op>>(context);
}

//===----------------------------------------------------------------------===//
// RepeatOp
//===----------------------------------------------------------------------===//

namespace {

/// Fills in the dynamic sizes of the result that can be inferred.
template <> struct SharpenResult<RepeatOp> final : OpRewritePattern<RepeatOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(RepeatOp op,
                                PatternRewriter &rewriter) const override {
    RankedTensorType type = op.inferResultType();
    if (type == op.getType())
      return failure();
    replaceWithType(rewriter, op, type);
    return success();
  }
};

/// Writes constant counts into the op.
struct LiteralCounts final : OpRewritePattern<RepeatOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(RepeatOp op,
                                PatternRewriter &rewriter) const override {
    SmallVector<OpFoldResult> counts = op.getMixedCounts();
    auto known = getKnownCounts(op, /*lookThroughOperands=*/true);
    auto source = cast<RankedTensorType>(op.getSource().getType());
    if (failed(foldDynamicIndexList(counts, /*onlyNonNegative=*/true)) ||
        failed(inferRepeat(quietRules(), source, known,
                           cast<RankedTensorType>(op.getType()))))
      return failure();
    SmallVector<Value> operands;
    SmallVector<int64_t> literals;
    dispatchIndexOpFoldResults(counts, operands, literals);
    rewriter.modifyOpInPlace(op, [&] {
      op.getCountsMutable().assign(operands);
      op.setStaticCounts(literals);
    });
    return success();
  }
};

/// Reads through a tensor.cast that hides what is known of the source.
template <>
struct AbsorbOperandCast<RepeatOp> final : OpRewritePattern<RepeatOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(RepeatOp op,
                                PatternRewriter &rewriter) const override {
    auto castOp = op.getSource().getDefiningOp<tensor::CastOp>();
    if (!tensor::canFoldIntoConsumerOp(castOp))
      return failure();
    auto source = cast<RankedTensorType>(castOp.getSource().getType());
    if (failed(inferRepeat(quietRules(), source,
                           getKnownCounts(op, /*lookThroughOperands=*/true),
                           cast<RankedTensorType>(op.getType()))))
      return failure();
    rewriter.modifyOpInPlace(
        op, [&] { op.getSourceMutable().assign(castOp.getSource()); });
    return success();
  }
};

} // namespace

void RepeatOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                           MLIRContext *context) {
  patterns.add<AbsorbOperandCast<RepeatOp>, DimOfResult<RepeatOp>,
               EmptyResult<RepeatOp>, LiteralCounts, SharpenResult<RepeatOp>>(
      context);
}

OpFoldResult RepeatOp::fold(FoldAdaptor adaptor) {
  if (!getCounts().empty())
    return {};
  if (getSource().getType() == getType() &&
      llvm::all_of(getStaticCounts(), [](int64_t n) { return n == 1; }))
    return getSource();

  return foldConstantSource(
      adaptor.getSource(), getType(), [&](SmallVectorImpl<int64_t> &indices) {
        auto source = cast<RankedTensorType>(getSource().getType());
        auto type = cast<RankedTensorType>(getType());
        SmallVector<int64_t> strides = computeSuffixProduct(source.getShape());
        SmallVector<int64_t> resultStrides =
            computeSuffixProduct(type.getShape());
        int64_t added = type.getRank() - source.getRank();
        for (int64_t i = 0, e = type.getNumElements(); i < e; ++i) {
          int64_t index = 0;
          for (int64_t d = 0; d < source.getRank(); ++d) {
            int64_t position =
                i / resultStrides[d + added] % type.getDimSize(d + added);
            index += position % source.getDimSize(d) * strides[d];
          }
          indices.push_back(index);
        }
      });
}
