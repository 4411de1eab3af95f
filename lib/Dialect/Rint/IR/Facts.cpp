//===- Facts.cpp - The facts of an op that the rules look at ----*- C++ -*-===//

#include "Facts.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/TypeUtilities.h"
#include "rint/Dialect/Rint/IR/RintUtils.h"

using namespace mlir;
using namespace mlir::rint;

/// Reads what ops that make a result have in common: where the copies go, and
/// how many there are to be.
template <typename OpTy>
static Facts getCopyFacts(OpTy op, bool lookThroughOperands) {
  Facts facts;
  facts.result = cast<RankedTensorType>(op.getType());
  facts.outputSize = getKnownInt(op.getMixedOutputSize(), lookThroughOperands);
  if (op.getOffsets()) {
    facts.offsetsType = op.getOffsets().getType();
    facts.offsets = getKnownElements(op.getOffsets(), lookThroughOperands);
  } else {
    facts.repeats = getKnownRepeats(op.getRepeats(), op.getStaticRepeatsAttr(),
                                    lookThroughOperands);
  }
  return facts;
}

Facts rint::getFacts(RepeatInterleaveOp op, bool lookThroughOperands) {
  Facts facts = getCopyFacts(op, lookThroughOperands);
  facts.source = cast<RankedTensorType>(op.getSource().getType());
  facts.dim = op.getDim();
  return facts;
}

Facts rint::getFacts(RepeatIndicesOp op, bool lookThroughOperands) {
  return getCopyFacts(op, lookThroughOperands);
}

Facts rint::getFacts(OffsetsOp op, bool lookThroughOperands) {
  Facts facts;
  facts.result = cast<RankedTensorType>(op.getType());
  facts.repeats = getKnownRepeats(op.getRepeats(), op.getStaticRepeatsAttr(),
                                  lookThroughOperands);
  if (op.getSize())
    facts.slices = getKnownInt(op.getSize(), lookThroughOperands)
                       .value_or(ShapedType::kDynamic);
  return facts;
}

SmallVector<std::optional<int64_t>>
rint::getKnownCounts(RepeatOp op, bool lookThroughOperands) {
  SmallVector<std::optional<int64_t>> counts;
  for (OpFoldResult count : op.getMixedCounts())
    counts.push_back(getKnownInt(count, lookThroughOperands));
  return counts;
}

/// The type of `value`, sharpened by what casts hide of it. Failure if the
/// casts contradict one another.
static FailureOr<RankedTensorType> getTypeBehindCasts(Value value) {
  auto type = cast<RankedTensorType>(value.getType());
  while (auto castOp = value.getDefiningOp<tensor::CastOp>()) {
    value = castOp.getSource();
    auto source = dyn_cast<RankedTensorType>(value.getType());
    if (!source)
      break;
    if (failed(verifyCompatibleShape(type, source)))
      return failure();
    type = sharpenType(type, source.getShape());
  }
  return type;
}

FailureOr<RankedTensorType>
rint::inferResultTypeThroughCasts(RepeatInterleaveOp op) {
  Facts facts = getFacts(op, /*lookThroughOperands=*/true);
  FailureOr<RankedTensorType> source = getTypeBehindCasts(op.getSource());
  if (failed(source))
    return failure();
  facts.source = *source;
  FailureOr<SmallVector<int64_t>> shape =
      inferRepeatInterleave(quietRules(), facts);
  if (failed(shape))
    return failure();
  return sharpenType(facts.result, *shape);
}

FailureOr<RankedTensorType> rint::inferResultTypeThroughCasts(RepeatOp op) {
  auto type = cast<RankedTensorType>(op.getType());
  FailureOr<RankedTensorType> source = getTypeBehindCasts(op.getSource());
  if (failed(source))
    return failure();
  FailureOr<SmallVector<int64_t>> shape =
      inferRepeat(quietRules(), *source,
                  getKnownCounts(op, /*lookThroughOperands=*/true), type);
  if (failed(shape))
    return failure();
  return sharpenType(type, *shape);
}
