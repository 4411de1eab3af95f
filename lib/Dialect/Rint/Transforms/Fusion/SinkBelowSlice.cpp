//===- SinkBelowSlice.cpp - Slices of the source ----------------*- C++ -*-===//
//
// Of a repeated tensor of which only a slice is needed, only that is made: a
// part of the source is repeated. If the slice shows one copy, it is a slice of
// the source, and nothing is repeated.
//
//===----------------------------------------------------------------------===//

#include "../Tiles.h"
#include "SinkRepeats.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Tensor/Utils/Utils.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Interfaces/ValueBoundsOpInterface.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::rint;

//===----------------------------------------------------------------------===//
// What a slice shows
//===----------------------------------------------------------------------===//

static Window getWindow(tensor::ExtractSliceOp op, int64_t dim) {
  return {op.getMixedOffsets()[dim], op.getMixedSizes()[dim]};
}

/// Whether `op` is sure to show all of `dim`.
static bool isWhole(tensor::ExtractSliceOp op, int64_t dim) {
  Window window = getWindow(op, dim);
  if (!isConstantIntValue(window.begin, 0) ||
      !isConstantIntValue(op.getMixedStrides()[dim], 1))
    return false;
  int64_t size = op.getSourceType().getDimSize(dim);
  if (ShapedType::isStatic(size))
    return isConstantIntValue(window.size, size);
  FailureOr<bool> isEqual =
      ValueBoundsConstraintSet::areEqual(window.size, {op.getSource(), dim});
  return succeeded(isEqual) && *isEqual;
}

/// Whether `window` may show something of `size` elements and nothing else, as
/// far as numbers are known. Where it does not, it is never executed, or empty
/// at the end, which upstream's verifier refuses.
static bool mayBeInside(const Window &window, int64_t stride, int64_t size) {
  int64_t begin = getConstantIntValue(window.begin).value_or(0);
  int64_t extent = getConstantIntValue(window.size).value_or(1);
  int64_t last, end = ShapedType::isDynamic(size) ? INT64_MAX : size;
  return begin >= 0 && extent > 0 && stride > 0 &&
         !llvm::MulOverflow(extent - 1, stride, last) &&
         !llvm::AddOverflow(begin, last, last) && last < end;
}

/// Whether what `op` shows of the repeated `source` may be inside of it.
static bool mayBeInside(tensor::ExtractSliceOp op, Value source,
                        const Repetition &repetition) {
  auto type = cast<RankedTensorType>(source.getType());
  for (int64_t dim = 0, rank = type.getRank(); dim < rank; ++dim) {
    int64_t size = type.getDimSize(dim);
    if (repetition.isRepeated(dim) && ShapedType::isStatic(size)) {
      std::optional<int64_t> count =
          getConstantIntValue(repetition.counts[dim]);
      if (!count && size != 0)
        size = ShapedType::kDynamic;
      else if (llvm::MulOverflow(size, count.value_or(0), size))
        return false;
    }
    int64_t stride = getConstantIntValue(op.getMixedStrides()[dim]).value_or(1);
    if (!mayBeInside(getWindow(op, dim), stride, size))
      return false;
  }
  return true;
}

//===----------------------------------------------------------------------===//
// Repeats of slices
//===----------------------------------------------------------------------===//

/// How many slices of the source show in `window`, if that is known.
static std::optional<int64_t> getNumShown(const Window &window,
                                          OpFoldResult count) {
  std::optional<int64_t> begin = getConstantIntValue(window.begin);
  std::optional<int64_t> size = getConstantIntValue(window.size);
  std::optional<int64_t> copies = getConstantIntValue(count);
  if (!copies || *copies < 1 || !size)
    return std::nullopt;
  if (isAligned(window, *copies))
    return *size / *copies;
  if (!begin)
    return std::nullopt;
  return llvm::divideCeil(*begin + *size, *copies) - *begin / *copies;
}

/// Whether `value` is a slice, or what repeats make of one. Slices of repeated
/// tensors become such.
static bool isOfSlice(Value value) {
  while (Operation *op = value.getDefiningOp()) {
    if (isa<tensor::ExtractSliceOp>(op))
      return true;
    if (auto castOp = dyn_cast<tensor::CastOp>(op))
      value = castOp.getSource();
    else if (Repetition::get(value))
      value = getRepeatedSource(value);
    else
      return false;
  }
  return false;
}

/// Whether it is a gain to repeat no more slices of `source` than `op` shows of
/// `dim`. They have to be one piece of memory: a kernel copies no other, and
/// plain loops take longer than a kernel that copies all. Of a part that is not
/// known it is assumed that it is one, but once: what is of a slice may have
/// been cut already.
static bool isGainToCut(tensor::ExtractSliceOp op, Value source, int64_t dim,
                        OpFoldResult count) {
  if (!llvm::all_of(ArrayRef(op.getMixedSizes()).take_front(dim),
                    [](OpFoldResult size) { return isOneInteger(size); }))
    return false;
  auto type = cast<RankedTensorType>(source.getType());
  std::optional<int64_t> shown = getNumShown(getWindow(op, dim), count);
  if (!shown)
    return !isOfSlice(source);
  return type.isDynamicDim(dim) || *shown < type.getDimSize(dim);
}

namespace {

/// A slice of a repeated tensor becomes a repeat of a slice. Along a repeated
/// dimension it shows all copies; or some that one count makes, and of the
/// first and the last slice of the source not each.
struct SinkBelowSlice final : OpRewritePattern<tensor::ExtractSliceOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::ExtractSliceOp op,
                                PatternRewriter &rewriter) const override {
    std::optional<Repetition> repetition = getRepetitionFor(op.getSource(), op);
    if (!repetition || !isGain(*repetition, op.getSource()))
      return failure();
    Value source = getRepeatedSource(op.getSource());
    if (!mayBeInside(op, source, *repetition))
      return failure();
    std::optional<int64_t> cut;
    llvm::SmallBitVector dropped = op.getDroppedDims();
    for (int64_t dim = 0, rank = dropped.size(); dim < rank; ++dim) {
      if (!repetition->isRepeated(dim))
        continue;
      if (dropped[dim])
        return failure();
      if (isWhole(op, dim))
        continue;
      if (!mayCut(op, source, *repetition, dim))
        return failure();
      cut = dim;
    }
    if (!isConsistent(op, source, *repetition, cut))
      return failure();
    rewriter.replaceOp(op, build(rewriter, op, source, *repetition, cut));
    return success();
  }

private:
  static bool mayCut(tensor::ExtractSliceOp op, Value source,
                     const Repetition &repetition, int64_t dim) {
    return repetition.kind == Repetition::Kind::OneCount &&
           isConstantIntValue(op.getMixedStrides()[dim], 1) &&
           isGainToCut(op, source, dim, repetition.counts[dim]);
  }

  /// The type of `op` with all of its dimensions, before `cut` is cut.
  static RankedTensorType getWideType(tensor::ExtractSliceOp op,
                                      std::optional<int64_t> cut) {
    RankedTensorType type =
        getTileType(op.getType().getElementType(), op.getMixedSizes());
    SmallVector<int64_t> shape(type.getShape());
    if (cut)
      shape[*cut] = ShapedType::kDynamic;
    return type.clone(shape);
  }

  /// Whether types allow that a slice of the source is repeated.
  static bool isConsistent(tensor::ExtractSliceOp op, Value source,
                           const Repetition &repetition,
                           std::optional<int64_t> cut) {
    RankedTensorType type = getWideType(op, cut);
    SmallVector<int64_t> shape(type.getShape());
    for (auto [dim, size] :
         llvm::enumerate(cast<RankedTensorType>(source.getType()).getShape()))
      if (repetition.isRepeated(dim) && int64_t(dim) != cut)
        shape[dim] = size;
    return bool(repetition.inferType(type.clone(shape), type));
  }

  static Value build(RewriterBase &rewriter, tensor::ExtractSliceOp op,
                     Value source, const Repetition &repetition,
                     std::optional<int64_t> cut) {
    IndexEmitter emit(op.getLoc(), rewriter);
    SmallVector<OpFoldResult> offsets = op.getMixedOffsets();
    SmallVector<OpFoldResult> sizes = op.getMixedSizes();
    std::optional<CopiedPart> part;
    for (int64_t dim = 0, rank = sizes.size(); dim < rank; ++dim) {
      if (dim == cut) {
        part = buildCopied(emit, emit.value(repetition.counts[dim]),
                           getWindow(op, dim));
        offsets[dim] = part->slices.begin;
        sizes[dim] = part->slices.size;
      } else if (repetition.isRepeated(dim)) {
        sizes[dim] = tensor::getMixedSize(emit, emit.getLoc(), source, dim);
      }
    }
    Value slice = tensor::ExtractSliceOp::create(emit, source, offsets, sizes,
                                                 op.getMixedStrides());
    if (!part || part->isWhole) {
      Value all = repetition.build(emit, emit.getLoc(), slice,
                                   getWideType(op, std::nullopt));
      llvm::SmallBitVector dropped = op.getDroppedDims();
      return dropped.none() ? all
                            : Value(tensor::dropGivenUnitDims(
                                  emit, emit.getLoc(), all, dropped));
    }
    RankedTensorType type = repetition.inferType(
        cast<RankedTensorType>(slice.getType()), getWideType(op, cut));
    Value wide = repetition.build(emit, emit.getLoc(), slice, type);
    SmallVector<OpFoldResult> starts(sizes.size(), emit.getIndexAttr(0));
    SmallVector<OpFoldResult> strides(sizes.size(), emit.getIndexAttr(1));
    starts[*cut] = getAsOpFoldResult(part->cut);
    return tensor::ExtractSliceOp::create(emit, op.getType(), wide, starts,
                                          op.getMixedSizes(), strides);
  }
};

} // namespace

//===----------------------------------------------------------------------===//
// Slices of one copy
//===----------------------------------------------------------------------===//

/// Whether `op` shows one copy of one slice of what `repetition` makes. If it
/// leaves out dimensions, then all that have one element: where strides are not
/// known, upstream does not tell those apart.
static bool showsOneCopy(Operation *op, const Repetition &repetition) {
  auto slice = dyn_cast<tensor::ExtractSliceOp>(op);
  if (!slice)
    return false;
  llvm::SmallBitVector dropped = slice.getDroppedDims();
  for (auto [dim, size] : llvm::enumerate(slice.getMixedSizes())) {
    if (repetition.isRepeated(dim) && !isOneInteger(size))
      return false;
    if (isOneInteger(size) && dropped.any() && !dropped[dim])
      return false;
  }
  return true;
}

namespace {

/// If one copy is all that anybody needs of a repeated tensor at a time, it is
/// never made. That is a gain in a loop, too, whatever the count.
struct SliceOneCopy final : OpRewritePattern<tensor::ExtractSliceOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::ExtractSliceOp op,
                                PatternRewriter &rewriter) const override {
    std::optional<Repetition> repetition = Repetition::get(op.getSource());
    if (!repetition || repetition->kind == Repetition::Kind::Offsets ||
        !llvm::all_of(op.getSource().getUsers(), [&](Operation *user) {
          return showsOneCopy(user, *repetition);
        }))
      return failure();
    Value source = getRepeatedSource(op.getSource());
    if (!mayBeInside(op, source, *repetition))
      return failure();
    IndexEmitter emit(op.getLoc(), rewriter);
    SmallVector<OpFoldResult> offsets = op.getMixedOffsets();
    for (int64_t dim = 0, rank = offsets.size(); dim < rank; ++dim)
      if (repetition->isRepeated(dim))
        offsets[dim] = getAsOpFoldResult(
            buildSourceIndex(emit, source, *repetition, dim, offsets[dim]));
    rewriter.replaceOpWithNewOp<tensor::ExtractSliceOp>(
        op, op.getType(), source, offsets, op.getMixedSizes(),
        op.getMixedStrides());
    return success();
  }

private:
  /// The index of the slice of `source` of which `index` is a copy.
  static Value buildSourceIndex(IndexEmitter &emit, Value source,
                                const Repetition &repetition, int64_t dim,
                                OpFoldResult index) {
    if (repetition.kind == Repetition::Kind::Copies)
      return emit.rem(
          emit.value(index),
          buildDivisor(emit,
                       tensor::getMixedSize(emit, emit.getLoc(), source, dim)));
    return emit.div(emit.value(index),
                    buildDivisor(emit, repetition.counts[dim]));
  }

  /// There is no index of no copies, but none is worth a trap.
  static Value buildDivisor(IndexEmitter &emit, OpFoldResult number) {
    return emit.max(emit.value(number), emit.index(1));
  }
};

} // namespace

void rint::populateSinkBelowSlicePatterns(RewritePatternSet &patterns) {
  patterns.add<SinkBelowSlice>(patterns.getContext());
  patterns.add<SliceOneCopy>(patterns.getContext(), /*benefit=*/2);
}
