//===- RintCanonicalization.cpp - Canonical forms of rint ops ---*- C++ -*-===//
//
// A rewrite may drop a run-time check only where it proves the rule behind it,
// and must not turn what fails at run time into a verifier error: the op may
// stand in a branch that is never taken. So each rewrite that tells an op more
// about its operands first asks the rules whether the op would be valid. What a
// tensor.cast says of a result is no reason: the op may be executed where the
// cast is not. Nor is a size read off the result a reason to read it elsewhere:
// the op may then lose its last user, and with it the error that it owes.
//
//===----------------------------------------------------------------------===//

#include "Rules.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
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

/// No machine addresses as many bytes, so no tensor takes them.
static constexpr int64_t kMaxTensorBytes = int64_t(1) << 57;

/// So many copies of each element of any tensor have a byte size of 63 bits.
static constexpr int64_t kMaxCountableCopies =
    std::numeric_limits<int64_t>::max() / kMaxTensorBytes;

//===----------------------------------------------------------------------===//
// What an op is sure of
//===----------------------------------------------------------------------===//

/// Whether the sizes that the result of `op` declares follow from the types of
/// its operands and its literals.
static bool isTypeImplied(RuledOpInterface op) {
  Facts facts = getFacts(op, /*lookThroughOperands=*/false);
  facts.outputSize.reset();
  ArrayRef<int64_t> declared = facts.result.getShape();
  facts.result = RankedTensorType();
  FailureOr<SmallVector<int64_t>> shape = op.inferShape(quietRules(), facts);
  return succeeded(shape) &&
         llvm::all_of(llvm::zip(declared, *shape), [](auto sizes) {
           auto [declared, inferred] = sizes;
           return ShapedType::isDynamic(declared) ||
                  ShapedType::isStatic(inferred);
         });
}

/// Whether `slices` of `source`, along `dim` or flattened, are a number that
/// its type tells.
static bool hasKnownSlices(RankedTensorType source,
                           std::optional<int64_t> dim) {
  if (dim)
    return !source.isDynamicDim(*dim);
  return source.hasStaticShape() || llvm::is_contained(source.getShape(), 0);
}

/// The most copies that a literal makes of a slice.
static int64_t getMostCopies(Attribute literal) {
  if (auto scalar = dyn_cast<IntegerAttr>(literal))
    return scalar.getInt();
  auto list = cast<DenseI64ArrayAttr>(literal).asArrayRef();
  return list.empty() ? 0 : *llvm::max_element(list);
}

/// Whether the total and the byte size of the result fit 63 bits for sure, if
/// the types alone break no rule. A source that takes memory has fewer than
/// kMaxTensorBytes elements, so that some copies of them can be counted; one
/// that takes none, for another dimension is 0, may have any number of slices.
static bool fitsSizes(RankedTensorType source, std::optional<int64_t> dim,
                      Attribute literal) {
  int64_t copies = getMostCopies(literal);
  if (copies <= 1 || source.hasStaticShape())
    return true;
  bool isSized = hasKnownSlices(source, dim);
  if (isSized && llvm::is_contained(source.getShape(), 0))
    return true;
  if (copies > kMaxCountableCopies)
    return false;
  if (isSized || !dim)
    return true;
  for (auto [i, size] : llvm::enumerate(source.getShape()))
    if (int64_t(i) != *dim && (ShapedType::isDynamic(size) || size == 0))
      return false;
  return true;
}

/// Whether all the rules hold for sure, so that the op may go without a check:
/// those that the verifier could not decide, too. What is left is whether
/// memory can hold the result.
static bool isDecided(RepeatInterleaveOp op) {
  if (!op.getStaticRepeatsAttr() || op.getOutputSize())
    return false;
  if (!isTypeImplied(op))
    return false;

  // An unknown number of slices takes no list, and no output size.
  std::optional<int64_t> dim = op.getNormalizedDim();
  auto source = cast<RankedTensorType>(op.getSource().getType());
  if (!hasKnownSlices(source, dim) &&
      (isa<DenseI64ArrayAttr>(op.getStaticRepeatsAttr()) ||
       op.getStaticOutputSizeAttr()))
    return false;
  return fitsSizes(source, dim, op.getStaticRepeatsAttr());
}

static bool isDecided(SegmentReduceOp op) {
  if (!op.getStaticRepeatsAttr() || !isTypeImplied(op))
    return false;
  // Segments of one slice divide any number of them.
  auto one = dyn_cast<IntegerAttr>(op.getStaticRepeatsAttr());
  return (one && one.getInt() == 1) ||
         hasKnownSlices(cast<RankedTensorType>(op.getSource().getType()),
                        op.getNormalizedDim());
}

static bool isDecided(RepeatOp op) {
  if (!op.getCounts().empty() || !isTypeImplied(op))
    return false;
  // An unknown size must not be multiplied, for it may overflow.
  auto source = cast<RankedTensorType>(op.getSource().getType());
  auto counts = op.getStaticCounts().take_back(source.getRank());
  return llvm::all_of(llvm::zip(source.getShape(), counts), [](auto sizes) {
    auto [size, count] = sizes;
    return ShapedType::isStatic(size) || count == 0 || count == 1;
  });
}

//===----------------------------------------------------------------------===//
// Patterns for all ops
//===----------------------------------------------------------------------===//

namespace {

/// Fills in the dynamic sizes of the result that can be inferred.
template <typename OpTy> struct SharpenResult final : OpRewritePattern<OpTy> {
  using OpRewritePattern<OpTy>::OpRewritePattern;

  LogicalResult matchAndRewrite(OpTy op,
                                PatternRewriter &rewriter) const override {
    RankedTensorType type = getSharpestType(op);
    if (type == op.getType())
      return failure();
    auto copy = cast<OpTy>(rewriter.clone(*op));
    rewriter.modifyOpInPlace(copy, [&] { copy.getResult().setType(type); });
    rewriter.replaceOpWithNewOp<tensor::CastOp>(op, op.getType(), copy);
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
        failed(op.inferShape(quietRules(), facts)))
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
    bool takesScalar =
        llvm::is_one_of<OpTy, RepeatInterleaveOp, SegmentReduceOp>::value;
    if (takesScalar && repeats.uniform && servesAllSlices(op, repeats))
      return builder.getI64IntegerAttr(*repeats.uniform);
    if (!op.getRepeats() || repeats.size > kMaxLiteralCounts)
      return Attribute();
    return getList(op, builder);
  }

  /// A vector of n counts is a scalar only if there are n slices for sure, or
  /// if they make n segments of all the slices.
  static bool servesAllSlices(OpTy op, const KnownRepeats &repeats) {
    bool isSegments = std::is_same_v<OpTy, SegmentReduceOp>;
    if (isSegments ? repeats.rank == 0 : repeats.size == 1)
      return true;
    if (isSegments && *repeats.uniform == 0)
      return false;
    if constexpr (llvm::is_one_of<OpTy, RepeatInterleaveOp,
                                  SegmentReduceOp>::value) {
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
      Facts facts =
          getFactsWith(op, operand.get(),
                       cast<RankedTensorType>(castOp.getSource().getType()));
      if (failed(op.inferShape(quietRules(), facts)))
        continue;
      rewriter.modifyOpInPlace(op, [&] { operand.set(castOp.getSource()); });
      return success();
    }
    return failure();
  }

private:
  /// The facts of `op` if its operand `value` were of `type`.
  static Facts getFactsWith(OpTy op, Value value, RankedTensorType type) {
    Facts facts = getFacts(op, /*lookThroughOperands=*/true);
    if constexpr (!std::is_same_v<OpTy, RepeatOp>) {
      CountClause clause = op.getClause();
      if (value == clause.getRepeats() && type.getRank() == 1)
        facts.repeats->size = type.getDimSize(0);
      if (value == clause.getOffsets())
        facts.offsetsType = type;
    }
    if constexpr (llvm::is_one_of<OpTy, RepeatInterleaveOp, RepeatOp,
                                  SegmentReduceOp>::value)
      if (value == op.getSource())
        facts.source = type;
    return facts;
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
    if (!facts.outputSize || failed(op.inferShape(quietRules(), facts)))
      return failure();
    Facts unstated = facts;
    unstated.outputSize.reset();
    unstated.result = RankedTensorType();
    FailureOr<SmallVector<int64_t>> shape =
        op.inferShape(quietRules(), unstated);
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
template <typename OpTy> struct NormalizeDim final : OpRewritePattern<OpTy> {
  using OpRewritePattern<OpTy>::OpRewritePattern;

  LogicalResult matchAndRewrite(OpTy op,
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

/// Whether `value` is the result of a rint op that may owe an error, which
/// would go with the last use of the result.
static bool mayOweError(Value value) {
  while (auto castOp = value.getDefiningOp<tensor::CastOp>())
    value = castOp.getSource();
  Operation *op = value.getDefiningOp();
  return op && isa_and_nonnull<RintDialect>(op->getDialect()) &&
         !isSpeculatable(op);
}

/// No copies at all make an empty tensor.
template <typename OpTy> struct EmptyResult final : OpRewritePattern<OpTy> {
  using OpRewritePattern<OpTy>::OpRewritePattern;

  LogicalResult matchAndRewrite(OpTy op,
                                PatternRewriter &rewriter) const override {
    auto type = cast<RankedTensorType>(op.getType());
    if (!llvm::is_contained(type.getShape(), 0) ||
        getSharpestType(op) != type || !isDecided(op) ||
        mayOweError(op.getSource()))
      return failure();
    ReifiedRankedShapedTypeDims shapes;
    if (failed(op.reifyResultShapes(rewriter, shapes)))
      return failure();
    rewriter.replaceOpWithNewOp<tensor::EmptyOp>(op, shapes[0],
                                                 type.getElementType());
    return success();
  }
};

/// Whether what one slice becomes is the slice, bit for bit.
static bool keepsSlices(RepeatInterleaveOp) { return true; }
static bool keepsSlices(SegmentReduceOp op) { return op.keepsSlices(); }

/// One copy of each element in row-major order is a flat view, and so are
/// segments of one element.
template <typename OpTy> struct FlattenOnce final : OpRewritePattern<OpTy> {
  using OpRewritePattern<OpTy>::OpRewritePattern;

  LogicalResult matchAndRewrite(OpTy op,
                                PatternRewriter &rewriter) const override {
    auto scalar = dyn_cast_if_present<IntegerAttr>(op.getStaticRepeatsAttr());
    auto source = cast<RankedTensorType>(op.getSource().getType());
    // Where the source is empty, so is the result (EmptyResult).
    if (op.getDim() || !scalar || scalar.getInt() != 1 || !keepsSlices(op) ||
        source.getRank() < 2 || llvm::is_contained(source.getShape(), 0) ||
        !isDecided(op))
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
/// They have to be literals: the product of values may wrap around. The inner
/// op must owe no error, since nothing would be left to report it, and the
/// sizes must fit, since the message would tell of other numbers.
struct ComposeRepeats final : OpRewritePattern<RepeatInterleaveOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(RepeatInterleaveOp op,
                                PatternRewriter &rewriter) const override {
    auto inner = op.getSource().getDefiningOp<RepeatInterleaveOp>();
    auto outerCount =
        dyn_cast_if_present<IntegerAttr>(op.getStaticRepeatsAttr());
    if (!inner || !outerCount || !isSameDim(inner, op) || !isDecided(inner))
      return failure();
    Attribute product =
        multiply(inner.getStaticRepeatsAttr(), outerCount.getInt(), rewriter);
    auto source = cast<RankedTensorType>(inner.getSource().getType());
    if (!product || !fitsSizes(source, inner.getNormalizedDim(), product))
      return failure();
    Facts facts = getFacts(op, /*lookThroughOperands=*/true);
    facts.source = source;
    facts.dim = inner.getDim();
    facts.repeats = getKnownRepeats(CountClause::repeats(product),
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
  patterns
      .add<AbsorbOperandCast<Op>, ComposeRepeats, EmptyResult<Op>,
           FlattenOnce<Op>, LiteralOutputSize<Op>, LiteralRepeats<Op>,
           NormalizeDim<Op>, SharpenResult<Op>, SplatSource, UniformRepeats>(
          context);
}

//===----------------------------------------------------------------------===//
// OffsetsOp
//===----------------------------------------------------------------------===//

void OffsetsOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                            MLIRContext *context) {
  using Op = OffsetsOp;
  patterns.add<AbsorbOperandCast<Op>, LiteralRepeats<Op>, SharpenResult<Op>>(
      context);
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
  patterns.add<AbsorbOperandCast<Op>, ConstantIndices, LiteralOutputSize<Op>,
               LiteralRepeats<Op>, SharpenResult<Op>>(context);
}

//===----------------------------------------------------------------------===//
// RepeatOp
//===----------------------------------------------------------------------===//

namespace {

/// Writes constant counts into the op.
struct LiteralCounts final : OpRewritePattern<RepeatOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(RepeatOp op,
                                PatternRewriter &rewriter) const override {
    SmallVector<OpFoldResult> counts = op.getMixedCounts();
    if (failed(foldDynamicIndexList(counts, /*onlyNonNegative=*/true)) ||
        isKnownInvalid(op))
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

} // namespace

void RepeatOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                           MLIRContext *context) {
  patterns.add<AbsorbOperandCast<RepeatOp>, EmptyResult<RepeatOp>,
               LiteralCounts, SharpenResult<RepeatOp>>(context);
}

//===----------------------------------------------------------------------===//
// SegmentReduceOp
//===----------------------------------------------------------------------===//

void SegmentReduceOp::getCanonicalizationPatterns(RewritePatternSet &patterns,
                                                  MLIRContext *context) {
  using Op = SegmentReduceOp;
  patterns.add<AbsorbOperandCast<Op>, EmptyResult<Op>, FlattenOnce<Op>,
               LiteralRepeats<Op>, NormalizeDim<Op>, SharpenResult<Op>>(
      context);
}
