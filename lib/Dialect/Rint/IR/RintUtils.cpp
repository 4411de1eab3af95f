//===- RintUtils.cpp - Building blocks for rint's rewrites ------*- C++ -*-===//

#include "rint/Dialect/Rint/IR/RintUtils.h"

#include "Rules.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace mlir::rint;

/// An integer as the signless one that arith computes on.
static Value buildSignless(OpBuilder &builder, Location loc, Value value) {
  Type type = value.getType();
  if (type.isSignlessInteger())
    return value;
  Type signless = builder.getIntegerType(type.getIntOrFloatBitWidth());
  return UnrealizedConversionCastOp::create(builder, loc, signless, value)
      .getResult(0);
}

Value rint::buildCountAsIndex(OpBuilder &builder, Location loc, Value count) {
  Type type = count.getType();
  if (type.isIndex())
    return count;
  Value bits = buildSignless(builder, loc, count);
  if (type.getIntOrFloatBitWidth() > 64)
    bits = arith::TruncIOp::create(builder, loc, builder.getI64Type(), bits);
  if (isUnsignedCount(type))
    return arith::IndexCastUIOp::create(builder, loc, builder.getIndexType(),
                                        bits);
  return arith::IndexCastOp::create(builder, loc, builder.getIndexType(), bits);
}

Value rint::buildIsInvalidCount(OpBuilder &builder, Location loc, Value count) {
  Type type = count.getType();
  unsigned width = getCountWidth(type);
  if (isUnsignedCount(type) && width < 64)
    return Value();
  if (width <= 64) {
    // The sign bit is set for a negative count and for one of 64 unsigned bits.
    Value zero = arith::ConstantIndexOp::create(builder, loc, 0);
    return arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::slt,
                                 buildCountAsIndex(builder, loc, count), zero);
  }
  // As an unsigned number, a negative count is a large one.
  Value bits = buildSignless(builder, loc, count);
  Value most = arith::ConstantOp::create(
      builder, loc,
      builder.getIntegerAttr(bits.getType(),
                             APInt::getSignedMaxValue(64).zext(width)));
  return arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ugt, bits,
                               most);
}

Value rint::buildAddCount(OpBuilder &builder, Location loc, Value sum,
                          Value count) {
  Value zero = arith::ConstantIndexOp::create(builder, loc, 0);
  auto isNegative = [&](Value value) -> Value {
    return arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::slt, value,
                                 zero);
  };
  // An overflowing sum of two non-negative numbers is negative, too.
  Value next = arith::AddIOp::create(builder, loc, sum,
                                     buildCountAsIndex(builder, loc, count));
  Value isBad =
      arith::OrIOp::create(builder, loc, isNegative(sum), isNegative(next));
  if (Value isInvalid = buildIsInvalidCount(builder, loc, count))
    isBad = arith::OrIOp::create(builder, loc, isBad, isInvalid);
  Value bad = arith::ConstantIndexOp::create(builder, loc, -1);
  return arith::SelectOp::create(builder, loc, isBad, bad, next);
}

Value rint::buildIndexAsElement(OpBuilder &builder, Location loc, Value index,
                                Type type) {
  if (type.isIndex())
    return index;
  unsigned width = type.getIntOrFloatBitWidth();
  Type signless = builder.getIntegerType(width);
  Value bits = arith::IndexCastUIOp::create(
      builder, loc, width > 64 ? builder.getI64Type() : signless, index);
  if (width > 64)
    bits = arith::ExtUIOp::create(builder, loc, signless, bits);
  if (signless == type)
    return bits;
  return UnrealizedConversionCastOp::create(builder, loc, type, bits)
      .getResult(0);
}

OpFoldResult rint::buildNumSlices(OpBuilder &builder, Location loc,
                                  RepeatInterleaveOp op) {
  return buildNumSlices(builder, loc, op.getSource(), op.getNormalizedDim());
}

OpFoldResult rint::buildNumSlices(OpBuilder &builder, Location loc,
                                  Value source, std::optional<int64_t> dim) {
  if (dim)
    return tensor::getMixedSize(builder, loc, source, *dim);
  OpFoldResult product = builder.getIndexAttr(1);
  for (OpFoldResult size : tensor::getMixedSizes(builder, loc, source)) {
    if (isConstantIntValue(product, 1)) {
      product = size;
      continue;
    }
    std::optional<int64_t> lhs = getConstantIntValue(product);
    std::optional<int64_t> rhs = getConstantIntValue(size);
    if (lhs && rhs)
      product = builder.getIndexAttr(*lhs * *rhs);
    else
      product = arith::MulIOp::create(
                    builder, loc,
                    getValueOrCreateConstantIndexOp(builder, loc, product),
                    getValueOrCreateConstantIndexOp(builder, loc, size))
                    .getResult();
  }
  return product;
}

OpFoldResult rint::buildNumSegments(OpBuilder &builder, SegmentReduceOp op) {
  Location loc = op.getLoc();
  CountClause clause = op.getClause();
  if (Value offsets = clause.getOffsets()) {
    Value entries = getValueOrCreateConstantIndexOp(
        builder, loc, tensor::getMixedSize(builder, loc, offsets, 0));
    Value one = arith::ConstantIndexOp::create(builder, loc, 1);
    return getAsOpFoldResult(
        builder.createOrFold<arith::SubIOp>(loc, entries, one));
  }
  if (!clause.isScalar())
    return clause.buildNumCounts(builder, loc);
  std::optional<int64_t> dim = op.getNormalizedDim();
  Value slices = getValueOrCreateConstantIndexOp(
      builder, loc, buildNumSlices(builder, loc, op.getSource(), dim));
  Value count = clause.buildScalar(builder, loc);
  Value zero = arith::ConstantIndexOp::create(builder, loc, 0);
  Value one = arith::ConstantIndexOp::create(builder, loc, 1);
  Value divisor = builder.createOrFold<arith::MaxSIOp>(loc, count, one);
  Value segments = builder.createOrFold<arith::DivUIOp>(loc, slices, divisor);
  // Of segments without slices there are as many as the type says.
  int64_t declared =
      cast<RankedTensorType>(op.getType()).getDimSize(dim.value_or(0));
  if (ShapedType::isDynamic(declared))
    return getAsOpFoldResult(segments);
  Value isZero = builder.createOrFold<arith::CmpIOp>(
      loc, arith::CmpIPredicate::eq, count, zero);
  return getAsOpFoldResult(builder.createOrFold<arith::SelectOp>(
      loc, isZero, arith::ConstantIndexOp::create(builder, loc, declared),
      segments));
}

Value rint::buildCoreSource(OpBuilder &builder, Location loc,
                            RepeatInterleaveOp op) {
  return buildCoreSource(builder, loc, op.getSource(), op.getDim().has_value());
}

Value rint::buildCoreSource(OpBuilder &builder, Location loc, Value source,
                            bool hasDim) {
  auto type = cast<RankedTensorType>(source.getType());
  if (hasDim || type.getRank() == 1)
    return source;
  if (type.getRank() == 0) {
    auto flat = RankedTensorType::get({1}, type.getElementType());
    return tensor::ExpandShapeOp::create(builder, loc, flat, source,
                                         ArrayRef<ReassociationIndices>());
  }
  // Bufferization takes the collapsed type for static where a size is 0, and
  // the verifier does not.
  if (llvm::is_contained(type.getShape(), 0)) {
    auto flat = RankedTensorType::get({0}, type.getElementType());
    return tensor::EmptyOp::create(builder, loc, flat, ValueRange());
  }
  SmallVector<ReassociationIndices> all(1);
  llvm::append_range(all[0], llvm::seq<int64_t>(0, type.getRank()));
  return tensor::CollapseShapeOp::create(builder, loc, source, all);
}

Value rint::buildTotal(OpBuilder &builder, Location loc, Value offsets) {
  Value one = arith::ConstantIndexOp::create(builder, loc, 1);
  Value entries = getValueOrCreateConstantIndexOp(
      builder, loc, tensor::getMixedSize(builder, loc, offsets, 0));
  Value last = arith::SubIOp::create(builder, loc, entries, one);
  return tensor::ExtractOp::create(builder, loc, offsets, last);
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
rint::inferResultTypeThroughCasts(RuledOpInterface op, Value source) {
  Facts facts = getFacts(op, /*lookThroughOperands=*/true);
  FailureOr<RankedTensorType> type = getTypeBehindCasts(source);
  if (failed(type))
    return failure();
  facts.source = *type;
  FailureOr<SmallVector<int64_t>> shape = op.inferShape(quietRules(), facts);
  if (failed(shape))
    return failure();
  return sharpenType(facts.result, *shape);
}
