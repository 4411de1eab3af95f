//===- SinkRepeats.cpp - Repeats behind the work on slices ------*- C++ -*-===//
//
// What is done to every copy of a slice alike is done once, to the slice: the
// repeat sinks below it. The op before it then works on as few elements as it
// can, and the repeat is the last to write memory.
//
// Nothing sinks that could do harm to slices of which there are no copies, and
// nothing sinks where there may be fewer copies than slices (isGain says more).
//
//===----------------------------------------------------------------------===//

#include "Repetition.h"
#include "rint/Dialect/Rint/Transforms/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "rint/Dialect/Rint/IR/Rint.h"

namespace mlir::rint {
#define GEN_PASS_DEF_RINTSINKREPEATSPASS
#include "rint/Dialect/Rint/Transforms/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;

/// How `value` is repeated for `user` alone. What others use, too, has to be
/// made anyway; and if it is made in another block, the user may be in a loop.
static std::optional<Repetition> getRepetitionFor(Value value,
                                                  Operation *user) {
  std::optional<Repetition> repetition = Repetition::get(value);
  if (!repetition || value.getDefiningOp()->getBlock() != user->getBlock() ||
      !llvm::all_of(value.getUsers(),
                    [&](Operation *other) { return other == user; }))
    return std::nullopt;
  return repetition;
}

static bool isGain(const Repetition &repetition, Value value) {
  return repetition.isGain(
      cast<RankedTensorType>(getRepeatedSource(value).getType()),
      cast<RankedTensorType>(value.getType()));
}

//===----------------------------------------------------------------------===//
// Work on elements
//===----------------------------------------------------------------------===//

/// Whether the payload of `op` may run for elements of which there are no
/// copies. An index that it reads by could be outside of a tensor there.
static bool isSafeForAll(linalg::LinalgOp op) {
  return llvm::all_of(op.getBlock()->without_terminator(), [](Operation &op) {
    bool isArithmetic =
        isa_and_nonnull<arith::ArithDialect, math::MathDialect,
                        complex::ComplexDialect>(op.getDialect()) ||
        isa<linalg::IndexOp>(op);
    return isArithmetic && isSpeculatable(&op);
  });
}

/// Whether the payload of `op` does the same for each copy: it has no effects,
/// and does not ask which one it is at.
static bool isSameForCopies(linalg::LinalgOp op, const Repetition &loops) {
  WalkResult walk = op.getBlock()->walk([&](Operation *inner) {
    auto index = dyn_cast<linalg::IndexOp>(inner);
    if (index && index->getParentOp() == op && loops.isRepeated(index.getDim()))
      return WalkResult::interrupt();
    if (!inner->hasTrait<OpTrait::IsTerminator>() && !isMemoryEffectFree(inner))
      return WalkResult::interrupt();
    return WalkResult::advance();
  });
  return !walk.wasInterrupted();
}

/// The one element that `tensor` is made of, a value or an attribute; null if
/// there is no such.
static OpFoldResult getUniformElement(Value tensor) {
  if (auto splat = tensor.getDefiningOp<tensor::SplatOp>())
    return splat.getInput();
  if (auto fill = tensor.getDefiningOp<linalg::FillOp>())
    return fill.value();
  SplatElementsAttr attribute;
  if (!matchPattern(tensor, m_Constant(&attribute)))
    return OpFoldResult();
  auto element = dyn_cast<TypedAttr>(attribute.getSplatValue<Attribute>());
  if (!element || !(element.getType().isSignlessIntOrFloat() ||
                    element.getType().isIndex()))
    return OpFoldResult();
  return element;
}

namespace {

/// What becomes of an operand when its op is done before the repeat.
struct NewOperand {
  /// A tensor, or the one element of one.
  OpFoldResult value;
  AffineMap map;
};

/// An op that works on each element by itself. Operands that it reads along the
/// repeated dimension are repeated alike, or hold one element everywhere.
struct SinkBelowElementwise final
    : OpInterfaceRewritePattern<linalg::LinalgOp> {
  using OpInterfaceRewritePattern::OpInterfaceRewritePattern;

  LogicalResult matchAndRewrite(linalg::LinalgOp op,
                                PatternRewriter &rewriter) const override {
    if (!isElementwise(op))
      return failure();
    std::optional<Repetition> loops = findRepetition(op);
    if (!loops || !isSameForCopies(op, *loops) ||
        !(loops->hasCopyOfEach() || isSafeForAll(op)))
      return failure();
    std::optional<SmallVector<NewOperand>> operands = getOperands(op, *loops);
    if (!operands)
      return failure();
    AffineMap map = op.getIndexingMapsArray().back();
    auto type = cast<RankedTensorType>(op->getResult(0).getType());
    Repetition repetition = loops->fromLoops(map);
    auto source = type.clone(applyPermutationMap(
        map, ArrayRef(getLoopSizes(op.getNumLoops(), *operands))));
    if (llvm::is_contained(source.getShape(), 0) ||
        !repetition.inferType(source, type))
      return failure();
    Value work = rebuild(rewriter, op, *operands);
    rewriter.replaceOp(op, repetition.build(rewriter, op.getLoc(), work, type));
    return success();
  }

private:
  static bool isElementwise(linalg::LinalgOp op) {
    if (!op.hasPureTensorSemantics() || op.getNumDpsInits() != 1 ||
        op.getNumParallelLoops() != op.getNumLoops() || op.getNumLoops() == 0)
      return false;
    OpOperand &init = op.getDpsInitsMutable()[0];
    return !op.payloadUsesValueFromOperand(&init) &&
           op.getMatchingIndexingMap(&init).isPermutation() &&
           llvm::all_of(op.getIndexingMapsArray(), [](AffineMap map) {
             return map.isProjectedPermutation();
           });
  }

  /// How the loops of `op` repeat, if all operands that are repeated agree.
  /// One of them spans all loops: a vector that is repeated and then added to
  /// the rows of a matrix is cheaper to repeat than the matrix.
  static std::optional<Repetition> findRepetition(linalg::LinalgOp op) {
    std::optional<Repetition> found;
    bool spansLoops = false;
    SmallVector<Value> sources;
    for (OpOperand *operand : op.getDpsInputOperands()) {
      std::optional<Repetition> repetition =
          getRepetitionFor(operand->get(), op);
      if (!repetition)
        continue;
      AffineMap map = op.getMatchingIndexingMap(operand);
      Repetition loops = repetition->toLoops(map);
      if ((found && !(*found == loops)) || !isGain(*repetition, operand->get()))
        return std::nullopt;
      found = loops;
      spansLoops |= map.getNumResults() == op.getNumLoops();
      sources.push_back(getRepeatedSource(operand->get()));
    }
    if (!spansLoops || !haveSameSizes(sources, *found))
      return std::nullopt;
    return found;
  }

  /// No copies of 3 slices and no copies of 5 slices are equally long, but 3
  /// slices and 5 slices have no sum.
  static bool haveSameSizes(ArrayRef<Value> sources, const Repetition &loops) {
    if (loops.hasCopyOfEach() || loops.kind == Repetition::Kind::Offsets)
      return true;
    auto first = cast<RankedTensorType>(sources[0].getType());
    return llvm::all_of(sources.drop_front(), [&](Value source) {
      auto type = cast<RankedTensorType>(source.getType());
      return source == sources[0] ||
             (first.hasStaticShape() && type.getShape() == first.getShape());
    });
  }

  static std::optional<SmallVector<NewOperand>>
  getOperands(linalg::LinalgOp op, const Repetition &loops) {
    SmallVector<NewOperand> operands;
    for (OpOperand *operand : op.getDpsInputOperands()) {
      AffineMap map = op.getMatchingIndexingMap(operand);
      if (getRepetitionFor(operand->get(), op)) {
        operands.push_back({getRepeatedSource(operand->get()), map});
      } else if (!loops.tellsCopiesApart(map)) {
        operands.push_back({operand->get(), map});
      } else {
        OpFoldResult element = getUniformElement(operand->get());
        if (!element || !isa<linalg::GenericOp>(op))
          return std::nullopt;
        operands.push_back(
            {element, AffineMap::get(op.getNumLoops(), 0, op.getContext())});
      }
    }
    return operands;
  }

  /// The size of each loop as far as types tell it.
  static SmallVector<int64_t> getLoopSizes(int64_t numLoops,
                                           ArrayRef<NewOperand> operands) {
    SmallVector<int64_t> sizes(numLoops, ShapedType::kDynamic);
    for (const NewOperand &operand : operands) {
      if (operand.map.getNumResults() == 0)
        continue;
      auto type = cast<RankedTensorType>(cast<Value>(operand.value).getType());
      for (auto [dim, size] : llvm::enumerate(type.getShape()))
        if (ShapedType::isStatic(size))
          sizes[operand.map.getDimPosition(dim)] = size;
    }
    return sizes;
  }

  /// The same with values where types do not tell it.
  static SmallVector<OpFoldResult>
  buildLoopSizes(OpBuilder &builder, Location loc, int64_t numLoops,
                 ArrayRef<NewOperand> operands) {
    SmallVector<OpFoldResult> sizes;
    for (int64_t size : getLoopSizes(numLoops, operands))
      sizes.push_back(ShapedType::isStatic(size) ? builder.getIndexAttr(size)
                                                 : IntegerAttr());
    for (const NewOperand &operand : operands)
      for (int64_t dim = 0, rank = operand.map.getNumResults(); dim < rank;
           ++dim) {
        OpFoldResult &size = sizes[operand.map.getDimPosition(dim)];
        if (!size)
          size = tensor::getMixedSize(builder, loc, cast<Value>(operand.value),
                                      dim);
      }
    return sizes;
  }

  /// Builds `op` on other operands, with an init of their size.
  static Value rebuild(RewriterBase &rewriter, linalg::LinalgOp op,
                       ArrayRef<NewOperand> operands) {
    Location loc = op.getLoc();
    SmallVector<Value> values;
    SmallVector<AffineMap> maps;
    for (const NewOperand &operand : operands) {
      auto value = dyn_cast<Value>(operand.value);
      if (!value)
        value = arith::ConstantOp::create(
            rewriter, loc, cast<TypedAttr>(cast<Attribute>(operand.value)));
      values.push_back(value);
      maps.push_back(operand.map);
    }
    maps.push_back(op.getIndexingMapsArray().back());
    SmallVector<OpFoldResult> sizes =
        buildLoopSizes(rewriter, loc, op.getNumLoops(), operands);
    Value init = tensor::EmptyOp::create(
        rewriter, loc, applyPermutationMap(maps.back(), ArrayRef(sizes)),
        getElementTypeOrSelf(op->getResult(0).getType()));
    values.push_back(init);
    Operation *work = clone(rewriter, op, init.getType(), values);
    if (auto generic = dyn_cast<linalg::GenericOp>(work))
      generic.setIndexingMapsAttr(rewriter.getAffineMapArrayAttr(maps));
    return work->getResult(0);
  }
};

//===----------------------------------------------------------------------===//
// Moved elements
//===----------------------------------------------------------------------===//

/// A part of the repeated tensor that holds all copies of what it holds.
struct SinkBelowSlice final : OpRewritePattern<tensor::ExtractSliceOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::ExtractSliceOp op,
                                PatternRewriter &rewriter) const override {
    std::optional<Repetition> repetition = getRepetitionFor(op.getSource(), op);
    if (!repetition || !isGain(*repetition, op.getSource()) ||
        !op.getDroppedDims().none())
      return failure();
    Value source = getRepeatedSource(op.getSource());
    auto sourceType = cast<RankedTensorType>(source.getType());
    SmallVector<OpFoldResult> sizes = op.getMixedSizes();
    for (int64_t dim = 0, rank = sizes.size(); dim < rank; ++dim) {
      if (!repetition->isRepeated(dim))
        continue;
      if (!isWhole(op, dim))
        return failure();
      sizes[dim] = rewriter.getIndexAttr(sourceType.getDimSize(dim));
    }
    SmallVector<int64_t> shape = getShape(sizes);
    if (llvm::is_contained(shape, 0) ||
        !repetition->inferType(sourceType.clone(shape), op.getType()))
      return failure();
    for (int64_t dim = 0, rank = sizes.size(); dim < rank; ++dim)
      if (repetition->isRepeated(dim))
        sizes[dim] = tensor::getMixedSize(rewriter, op.getLoc(), source, dim);
    Value slice = tensor::ExtractSliceOp::create(rewriter, op.getLoc(), source,
                                                 op.getMixedOffsets(), sizes,
                                                 op.getMixedStrides());
    rewriter.replaceOp(
        op, repetition->build(rewriter, op.getLoc(), slice, op.getType()));
    return success();
  }

private:
  static SmallVector<int64_t> getShape(ArrayRef<OpFoldResult> sizes) {
    return llvm::map_to_vector(sizes, [](OpFoldResult size) {
      return getConstantIntValue(size).value_or(ShapedType::kDynamic);
    });
  }

  /// Whether the slice has all of `dim`, as the types tell it or the program
  /// says it.
  static bool isWhole(tensor::ExtractSliceOp op, int64_t dim) {
    if (!isConstantIntValue(op.getMixedOffsets()[dim], 0) ||
        !isConstantIntValue(op.getMixedStrides()[dim], 1))
      return false;
    OpFoldResult size = op.getMixedSizes()[dim];
    int64_t whole = op.getSourceType().getDimSize(dim);
    if (ShapedType::isStatic(whole))
      return isConstantIntValue(size, whole);
    auto dimOp = dyn_cast_if_present<tensor::DimOp>(
        dyn_cast<Value>(size) ? cast<Value>(size).getDefiningOp() : nullptr);
    return dimOp && dimOp.getSource() == op.getSource() &&
           dimOp.getConstantIndex() == dim;
  }
};

/// Tensors that are repeated alike, one behind the other.
struct SinkBelowConcat final : OpRewritePattern<tensor::ConcatOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::ConcatOp op,
                                PatternRewriter &rewriter) const override {
    std::optional<Repetition> found;
    SmallVector<Value> sources;
    SmallVector<Type> types;
    for (Value input : op.getInputs()) {
      std::optional<Repetition> repetition = getRepetitionFor(input, op);
      if (!repetition || (found && !(*found == *repetition)) ||
          !isGain(*repetition, input))
        return failure();
      found = repetition;
      sources.push_back(getRepeatedSource(input));
      types.push_back(sources.back().getType());
    }
    // The copies of a whole, or of what is not as long as its plan, do not
    // stay side by side.
    int64_t dim = op.getDim();
    if (!found ||
        (found->isRepeated(dim) && found->kind != Repetition::Kind::OneCount))
      return failure();
    // All but one dimension have to be equal, also where there are no copies.
    if (!found->hasCopyOfEach() && !found->isRepeated(dim) &&
        found->kind != Repetition::Kind::Offsets)
      return failure();
    RankedTensorType type = tensor::ConcatOp::inferResultType(dim, types);
    if (llvm::is_contained(type.getShape(), 0) ||
        !found->inferType(type, op.getResultType()))
      return failure();
    Value whole = tensor::ConcatOp::create(rewriter, op.getLoc(), dim, sources);
    rewriter.replaceOp(
        op, found->build(rewriter, op.getLoc(), whole, op.getResultType()));
    return success();
  }
};

struct SinkRepeats final : rint::impl::RintSinkRepeatsPassBase<SinkRepeats> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    populateRintSinkRepeatsPatterns(patterns);
    GreedyRewriteConfig config;
    config.setRegionSimplificationLevel(GreedySimplifyRegionLevel::Disabled);
    if (failed(
            applyPatternsGreedily(getOperation(), std::move(patterns), config)))
      signalPassFailure();
  }
};

} // namespace

void rint::populateRintSinkRepeatsPatterns(RewritePatternSet &patterns) {
  patterns.add<SinkBelowConcat, SinkBelowElementwise, SinkBelowSlice>(
      patterns.getContext());
}
