//===- ElementOps.cpp - What ops make of elements ---------------*- C++ -*-===//
//
// Casts, clamps and comparisons that are without effect on the numbers that
// there can be are left out of the expressions of elements.
//
//===----------------------------------------------------------------------===//

#include "Elements.h"

#include "mlir/Dialect/Arith/IR/Arith.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::rint;

using Kind = Element::Kind;

std::pair<int64_t, int64_t> rint::getIntegerRange(Type type) {
  unsigned width = type.isIndex()     ? 64
                   : type.isInteger() ? type.getIntOrFloatBitWidth()
                                      : 64;
  if (width >= 64)
    return {std::numeric_limits<int64_t>::min(),
            std::numeric_limits<int64_t>::max()};
  // An i1 is a truth value here, whatever a cast makes of it.
  if (width == 1)
    return {0, 1};
  return {-(int64_t(1) << (width - 1)), (int64_t(1) << (width - 1)) - 1};
}

bool rint::isCountable(Type type) {
  return type.isIndex() ||
         (type.isSignlessInteger() && type.getIntOrFloatBitWidth() <= 64);
}

/// `in` where the cast keeps its value.
ElementRef ElementReader::makeCast(Operation *op, const ElementRef &in) const {
  Type from = op->getOperand(0).getType(), to = op->getResult(0).getType();
  if (!isCountable(from) || !isCountable(to))
    return {};
  auto [least, most] = getIntegerRange(to);
  if (to.isInteger(1))
    return {};
  bool isUnsigned = isa<arith::ExtUIOp, arith::IndexCastUIOp>(op);
  // As a signed number, true is -1.
  if (from.isInteger(1) && !isUnsigned)
    return {};
  if (in->least < least || in->most > most || (isUnsigned && in->least < 0))
    return makeElement({Kind::Op, 0, {}, op, {in}, least, most});
  return in;
}

/// torch-mlir writes `size == 1 ? 0 : i` where a dimension may be broadcast.
static bool isPositionInDimOfAnySize(ArrayRef<ElementRef> operands,
                                     ArrayRef<Size> loopSizes) {
  const Element &condition = *operands[0];
  auto compare = dyn_cast_if_present<arith::CmpIOp>(condition.op);
  return compare && compare.getPredicate() == arith::CmpIPredicate::eq &&
         condition.operands[1]->isConstant(1) && operands[1]->isConstant(0) &&
         operands[2]->kind == Kind::Position &&
         Size::of(compare.getLhs()) == loopSizes[operands[2]->number];
}

ElementRef ElementReader::makeSelect(Operation *op,
                                     ArrayRef<ElementRef> operands) const {
  if (operands[0]->kind == Kind::Constant)
    return operands[0]->number ? operands[1] : operands[2];
  if (isPositionInDimOfAnySize(operands, loopSizes))
    return operands[2];
  return makeElement({Kind::Op,
                      0,
                      {},
                      op,
                      SmallVector<ElementRef, 2>(operands),
                      std::min(operands[1]->least, operands[2]->least),
                      std::max(operands[1]->most, operands[2]->most)});
}

/// Whether the comparison of two ranges is decided.
static std::optional<bool> compareRanges(arith::CmpIPredicate predicate,
                                         const Element &lhs,
                                         const Element &rhs) {
  using P = arith::CmpIPredicate;
  bool isUnsigned = predicate >= P::ult;
  if (isUnsigned && (lhs.least < 0 || rhs.least < 0))
    return std::nullopt;
  switch (predicate) {
  case P::slt:
  case P::ult:
    if (lhs.most < rhs.least)
      return true;
    if (lhs.least >= rhs.most)
      return false;
    return std::nullopt;
  case P::sle:
  case P::ule:
    if (lhs.most <= rhs.least)
      return true;
    if (lhs.least > rhs.most)
      return false;
    return std::nullopt;
  case P::sgt:
  case P::ugt:
    return compareRanges(P::slt, rhs, lhs);
  case P::sge:
  case P::uge:
    return compareRanges(P::sle, rhs, lhs);
  case P::eq:
  case P::ne:
    if (lhs.most < rhs.least || rhs.most < lhs.least)
      return predicate == P::ne;
    if (lhs.least == lhs.most && rhs.least == rhs.most)
      return predicate == P::eq;
    return std::nullopt;
  }
  return std::nullopt;
}

/// The range of a sum or difference, if it does not wrap.
static std::optional<std::pair<int64_t, int64_t>>
getSumRange(Operation *op, const Element &lhs, const Element &rhs) {
  int64_t least, most;
  bool wraps = isa<arith::AddIOp>(op)
                   ? llvm::AddOverflow(lhs.least, rhs.least, least) |
                         llvm::AddOverflow(lhs.most, rhs.most, most)
                   : llvm::SubOverflow(lhs.least, rhs.most, least) |
                         llvm::SubOverflow(lhs.most, rhs.least, most);
  auto [lowest, highest] = getIntegerRange(op->getResult(0).getType());
  if (wraps || least < lowest || most > highest)
    return std::nullopt;
  return std::pair(least, most);
}

ElementRef ElementReader::makeOp(Operation *op,
                                 ArrayRef<ElementRef> operands) const {
  Type type = op->getResult(0).getType();
  if (!isCountable(type))
    return {};
  auto [least, most] = getIntegerRange(type);
  auto result = [&](int64_t least, int64_t most) {
    return makeElement({Kind::Op,
                        0,
                        {},
                        op,
                        SmallVector<ElementRef, 2>(operands),
                        least,
                        most});
  };
  if (isa<arith::IndexCastOp, arith::IndexCastUIOp, arith::ExtSIOp,
          arith::ExtUIOp, arith::TruncIOp>(op))
    return makeCast(op, operands[0]);
  if (isa<arith::SelectOp>(op))
    return makeSelect(op, operands);
  if (isa<arith::XOrIOp>(op) && type.isInteger(1) && operands[1]->isConstant(1))
    return result(0, 1);
  // The signed order of truth values is not that of 0 and 1.
  if (op->getOperand(0).getType().isInteger(1))
    return {};
  if (auto compare = dyn_cast<arith::CmpIOp>(op)) {
    if (std::optional<bool> known =
            compareRanges(compare.getPredicate(), *operands[0], *operands[1]))
      return getConstant(*known);
    return result(0, 1);
  }
  if (isa<arith::MaxSIOp, arith::MinSIOp>(op)) {
    bool isMax = isa<arith::MaxSIOp>(op);
    for (int i : {0, 1}) {
      const ElementRef &kept = operands[i], &other = operands[1 - i];
      if (isMax ? kept->least >= other->most : kept->most <= other->least)
        return kept;
    }
    auto pick = [&](int64_t a, int64_t b) {
      return isMax ? std::max(a, b) : std::min(a, b);
    };
    return result(pick(operands[0]->least, operands[1]->least),
                  pick(operands[0]->most, operands[1]->most));
  }
  if (isa<arith::AddIOp, arith::SubIOp>(op)) {
    // c - (c - x) is x, also where the difference wraps.
    const Element &rhs = *operands[1];
    if (isa<arith::SubIOp>(op) && isa_and_present<arith::SubIOp>(rhs.op) &&
        operands[0]->kind == Kind::Constant &&
        rhs.operands[0]->isConstant(operands[0]->number) &&
        rhs.op->getResult(0).getType() == type)
      return rhs.operands[1];
    auto range = getSumRange(op, *operands[0], *operands[1]);
    if (!range)
      return result(least, most);
    if (range->first == range->second)
      return getConstant(range->first);
    return result(range->first, range->second);
  }
  return {};
}
