//===- Elements.cpp - What an element of a tensor is made of ----*- C++ -*-===//

#include "Elements.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include "rint/Dialect/Rint/IR/Rint.h"

#include "llvm/ADT/ScopeExit.h"

using namespace mlir;
using namespace mlir::rint;

using Kind = Element::Kind;

static constexpr int64_t kMost = std::numeric_limits<int64_t>::max();

/// How deep expressions are followed. Those of frontends are a dozen ops deep.
static constexpr int kMaxDepth = 64;

//===----------------------------------------------------------------------===//
// Leaves
//===----------------------------------------------------------------------===//

ElementRef ElementReader::getConstant(int64_t number) const {
  return makeElement({Kind::Constant, number, {}, nullptr, {}, number, number});
}

ElementRef ElementReader::getPosition(int64_t loop) const {
  std::optional<int64_t> size = loopSizes[loop].getLiteral();
  if (size == 1)
    return getConstant(0);
  return makeElement({Kind::Position,
                      loop,
                      {},
                      nullptr,
                      {},
                      0,
                      size ? std::max<int64_t>(*size - 1, 0) : kMost});
}

ElementRef ElementReader::makeLoad(Value tensor,
                                   ArrayRef<ElementRef> positions) const {
  Type type = cast<RankedTensorType>(tensor.getType()).getElementType();
  auto [least, most] = getIntegerRange(type);
  if (auto indices = tensor.getDefiningOp<RepeatIndicesOp>()) {
    least = 0;
    if (Value offsets = indices.getOffsets()) {
      int64_t entries = cast<RankedTensorType>(offsets.getType()).getDimSize(0);
      if (!ShapedType::isDynamic(entries))
        most = std::max<int64_t>(entries - 2, 0);
    }
  }
  return makeElement({Kind::Load, 0, tensor, nullptr,
                      SmallVector<ElementRef, 2>(positions), least, most});
}

//===----------------------------------------------------------------------===//
// Bodies of linalg ops
//===----------------------------------------------------------------------===//

ElementReader::ElementReader(linalg::LinalgOp root) : root(root) {
  for (int64_t loop = 0, e = root.getNumLoops(); loop < e; ++loop) {
    SmallVector<std::pair<Value, unsigned>> dims;
    std::optional<Size> size;
    for (OpOperand &operand : root->getOpOperands()) {
      if (!isa<RankedTensorType>(operand.get().getType()))
        continue;
      AffineMap map = root.getMatchingIndexingMap(&operand);
      for (auto [i, expr] : llvm::enumerate(map.getResults()))
        if (auto dim = dyn_cast<AffineDimExpr>(expr);
            dim && dim.getPosition() == loop) {
          Size found = Size::of(operand.get(), i);
          if (!size || found.getLiteral())
            size = found;
        }
    }
    // A loop of unknown length is as long as nothing else.
    loopSizes.push_back(size ? *size : Size::of(root->getResult(0), -1 - loop));
  }
}

ElementRef ElementReader::readScalar(Value value) {
  Bindings bindings;
  return evaluate(value, bindings, {}, nullptr);
}

ElementRef ElementReader::readOperand(OpOperand &operand) {
  SmallVector<ElementRef> positions;
  for (AffineExpr expr : root.getMatchingIndexingMap(&operand).getResults()) {
    if (auto dim = dyn_cast<AffineDimExpr>(expr))
      positions.push_back(getPosition(dim.getPosition()));
    else if (auto constant = dyn_cast<AffineConstantExpr>(expr))
      positions.push_back(getConstant(constant.getValue()));
    else
      return {};
  }
  return read(operand.get(), positions);
}

ElementRef ElementReader::readComputed(Value value) {
  SmallVector<ElementRef> loops;
  for (int64_t loop = 0, e = root.getNumLoops(); loop < e; ++loop)
    loops.push_back(getPosition(loop));
  return evaluateBody(root, value, loops);
}

ElementRef ElementReader::evaluate(Value value, Bindings &bindings,
                                   ArrayRef<ElementRef> loops, Block *body) {
  if (ElementRef known = bindings.lookup(value))
    return known;
  if (++depth > kMaxDepth) {
    --depth;
    return {};
  }
  llvm::scope_exit leave([&] { --depth; });
  Operation *op = value.getDefiningOp();
  bool isOutside = !op || op->getBlock() != body;
  APInt constant;
  if (matchPattern(value, m_ConstantInt(&constant))) {
    if (!isCountable(value.getType()))
      return {};
    return getConstant(value.getType().isInteger(1) ? constant.getZExtValue()
                                                    : constant.getSExtValue());
  }
  if (auto index = dyn_cast_if_present<linalg::IndexOp>(op);
      index && !isOutside)
    return loops[index.getDim()];
  auto extract = dyn_cast_if_present<tensor::ExtractOp>(op);
  if (extract || (op && isa<arith::ArithDialect>(op->getDialect()) &&
                  op->getNumResults() == 1)) {
    SmallVector<ElementRef> operands;
    for (Value operand :
         extract ? ValueRange(extract.getIndices()) : op->getOperands()) {
      operands.push_back(evaluate(operand, bindings, loops, body));
      if (!operands.back())
        break;
    }
    ElementRef result;
    if (operands.empty() || operands.back())
      result =
          extract ? read(extract.getTensor(), operands) : makeOp(op, operands);
    if (result)
      return bindings[value] = result;
  }
  // What is made outside of the loops is the same for all positions.
  if (!isOutside || !isCountable(value.getType()) ||
      (body &&
       body->getParentOp()->isAncestor(value.getParentBlock()->getParentOp())))
    return {};
  auto [least, most] = getIntegerRange(value.getType());
  if (isa_and_present<tensor::DimOp>(op))
    least = 0;
  return makeElement({Kind::Scalar, 0, value, nullptr, {}, least, most});
}

ElementRef ElementReader::evaluateBody(linalg::LinalgOp op, Value value,
                                       ArrayRef<ElementRef> loops) {
  Block *body = op.getBlock();
  Bindings bindings;
  for (OpOperand &operand : op->getOpOperands()) {
    BlockArgument argument = op.getMatchingBlockArgument(&operand);
    if (argument.use_empty())
      continue;
    if (!isa<RankedTensorType>(operand.get().getType())) {
      ElementRef scalar = readScalar(operand.get());
      if (scalar)
        bindings[argument] = scalar;
      continue;
    }
    SmallVector<ElementRef> positions;
    for (AffineExpr expr : op.getMatchingIndexingMap(&operand).getResults()) {
      if (auto dim = dyn_cast<AffineDimExpr>(expr))
        positions.push_back(loops[dim.getPosition()]);
      else if (auto constant = dyn_cast<AffineConstantExpr>(expr))
        positions.push_back(getConstant(constant.getValue()));
      else
        return {};
    }
    bindings[argument] = read(operand.get(), positions);
  }
  // An error of the op must not be lost with it.
  for (Operation &inner : *body) {
    if (isMemoryEffectFree(&inner) || inner.hasTrait<OpTrait::IsTerminator>())
      continue;
    auto check = dyn_cast<cf::AssertOp>(inner);
    if (!check)
      return {};
    ElementRef holds = evaluate(check.getArg(), bindings, loops, body);
    if (!holds || !holds->isConstant(1))
      return {};
  }
  return evaluate(value, bindings, loops, body);
}

ElementRef ElementReader::readLinalg(linalg::LinalgOp op, int64_t result,
                                     ArrayRef<ElementRef> positions) {
  if (op.getNumParallelLoops() != op.getNumLoops())
    return {};
  OpOperand *init = op.getDpsInitOperand(result);
  SmallVector<ElementRef> loops(op.getNumLoops());
  for (auto [expr, position] :
       llvm::zip(op.getMatchingIndexingMap(init).getResults(), positions)) {
    if (auto dim = dyn_cast<AffineDimExpr>(expr))
      loops[dim.getPosition()] = position;
    else if (!isa<AffineConstantExpr>(expr))
      return {};
  }
  if (llvm::is_contained(loops, ElementRef()))
    return {};
  return evaluateBody(op, op.getBlock()->getTerminator()->getOperand(result),
                      loops);
}

//===----------------------------------------------------------------------===//
// Tensors
//===----------------------------------------------------------------------===//

ElementRef ElementReader::readConstant(DenseIntElementsAttr elements,
                                       ArrayRef<ElementRef> positions) const {
  if (!isCountable(elements.getElementType()) ||
      elements.getElementType().isInteger(1))
    return {};
  if (elements.isSplat())
    return getConstant(elements.getSplatValue<APInt>().getSExtValue());
  // 0, 1, 2, ... are the position, in the one dimension that has more than one
  // element.
  ElementRef position;
  for (auto [size, at] : llvm::zip(elements.getType().getShape(), positions)) {
    if (size == 1)
      continue;
    if (position)
      return {};
    position = at;
  }
  int64_t next = 0;
  for (const APInt &element : elements.getValues<APInt>())
    if (element.getSExtValue() != next++)
      return position->kind == Kind::Constant && position->number >= 0 &&
                     position->number < elements.getNumElements()
                 ? getConstant(elements.getValues<APInt>()[position->number]
                                   .getSExtValue())
                 : ElementRef();
  return position;
}

/// The positions in the source of a reshape that adds or removes dimensions of
/// one element and does nothing else.
static std::optional<SmallVector<ElementRef>>
dropUnitDims(ArrayRef<ReassociationIndices> groups, RankedTensorType wide,
             ArrayRef<ElementRef> positions, bool isExpanded,
             const ElementRef &zero) {
  SmallVector<ElementRef> source(isExpanded ? groups.size() : wide.getRank());
  for (auto [narrow, group] : llvm::enumerate(groups)) {
    int64_t kept = -1;
    for (int64_t dim : group) {
      if (wide.getDimSize(dim) == 1)
        continue;
      if (kept >= 0)
        return std::nullopt;
      kept = dim;
    }
    if (isExpanded) {
      source[narrow] = kept < 0 ? zero : positions[kept];
      continue;
    }
    for (int64_t dim : group)
      source[dim] = dim == kept ? positions[narrow] : zero;
  }
  return source;
}

/// Whether a slice begins where its source does and has the same dimensions.
static bool isPrefix(tensor::ExtractSliceOp slice) {
  return slice.getSourceType().getRank() == slice.getType().getRank() &&
         llvm::all_of(slice.getMixedOffsets(),
                      [](auto at) { return isConstantIntValue(at, 0); }) &&
         slice.hasUnitStride();
}

ElementRef ElementReader::read(Value tensor, ArrayRef<ElementRef> positions) {
  ElementRef load = makeLoad(tensor, positions);
  if (++depth > kMaxDepth) {
    --depth;
    return load;
  }
  llvm::scope_exit leave([&] { --depth; });
  ElementRef found;
  DenseIntElementsAttr constant;
  Operation *op = tensor.getDefiningOp();
  if (matchPattern(tensor, m_Constant(&constant))) {
    found = readConstant(constant, positions);
  } else if (auto linalgOp = dyn_cast_if_present<linalg::LinalgOp>(op)) {
    found = readLinalg(linalgOp, cast<OpResult>(tensor).getResultNumber(),
                       positions);
  } else if (auto expand = dyn_cast_if_present<tensor::ExpandShapeOp>(op)) {
    if (auto source = dropUnitDims(expand.getReassociationIndices(),
                                   expand.getResultType(), positions, true,
                                   getConstant(0)))
      found = read(expand.getSrc(), *source);
  } else if (auto collapse = dyn_cast_if_present<tensor::CollapseShapeOp>(op)) {
    if (auto source = dropUnitDims(collapse.getReassociationIndices(),
                                   collapse.getSrcType(), positions, false,
                                   getConstant(0)))
      found = read(collapse.getSrc(), *source);
  } else if (auto cast = dyn_cast_if_present<tensor::CastOp>(op)) {
    if (isa<RankedTensorType>(cast.getSource().getType()))
      found = read(cast.getSource(), positions);
  } else if (auto slice = dyn_cast_if_present<tensor::ExtractSliceOp>(op)) {
    if (isPrefix(slice))
      found = read(slice.getSource(), positions);
  }
  return found ? found : load;
}
