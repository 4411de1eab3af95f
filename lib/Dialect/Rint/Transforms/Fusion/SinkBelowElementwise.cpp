//===- SinkBelowElementwise.cpp - Elementwise work on slices ----*- C++ -*-===//
//
// An elementwise op on copies is done on the slices, if it cannot tell copies
// apart and does no harm to slices of which there are none.
//
//===----------------------------------------------------------------------===//

#include "SinkRepeats.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;
using namespace mlir::rint;

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

} // namespace

void rint::populateSinkBelowElementwisePatterns(RewritePatternSet &patterns) {
  patterns.add<SinkBelowElementwise>(patterns.getContext());
}
