//===- Reduction.cpp - What the elements of a segment become ----*- C++ -*-===//

#include "Reduction.h"

#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace mlir::rint;

using llvm::APFloat;

/// The type in which elements of type `element` are combined.
static Type getAccumulatorType(Type element) {
  if (auto complex = dyn_cast<ComplexType>(element))
    return ComplexType::get(getAccumulatorType(complex.getElementType()));
  if (isa<FloatType>(element) && element.getIntOrFloatBitWidth() < 32)
    return Float32Type::get(element.getContext());
  if (isa<IntegerType>(element))
    return IntegerType::get(element.getContext(),
                            element.getIntOrFloatBitWidth());
  return element;
}

Reduction::Reduction(ReductionKind kind, Type element)
    : kind(kind), element(element), type(getAccumulatorType(element)) {}

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

/// The greatest value of `type`, or the least.
static APFloat getExtreme(FloatType type, bool isLeast) {
  const llvm::fltSemantics &semantics = type.getFloatSemantics();
  if (isLeast && !APFloat::semanticsHasSignedRepr(semantics))
    return APFloat::getSmallest(semantics);
  if (APFloat::semanticsHasInf(semantics))
    return APFloat::getInf(semantics, isLeast);
  return APFloat::getLargest(semantics, isLeast);
}

static APInt getExtreme(Type type, bool isLeast) {
  unsigned width = getCountWidth(type);
  if (isUnsignedCount(type))
    return isLeast ? APInt::getMinValue(width) : APInt::getMaxValue(width);
  return isLeast ? APInt::getSignedMinValue(width)
                 : APInt::getSignedMaxValue(width);
}

/// `value` as a float of type `type`.
static FloatAttr getFloat(FloatType type, APFloat value) {
  bool losesInfo;
  value.convert(type.getFloatSemantics(), APFloat::rmNearestTiesToEven,
                &losesInfo);
  return FloatAttr::get(type, value);
}

/// A real number that changes nothing where it is combined with others, as an
/// accumulator of type `type`. Sums start at -0, to which even -0 can be added.
static TypedAttr getNeutral(ReductionKind kind, Type element, Type type) {
  bool isLeast = kind == ReductionKind::max;
  if (auto floatType = dyn_cast<FloatType>(type)) {
    const llvm::fltSemantics &semantics = floatType.getFloatSemantics();
    switch (kind) {
    case ReductionKind::sum:
    case ReductionKind::mean:
      return FloatAttr::get(type, APFloat::getZero(semantics,
                                                   /*Negative=*/true));
    case ReductionKind::prod:
      return FloatAttr::get(type, APFloat::getOne(semantics));
    case ReductionKind::max:
    case ReductionKind::min:
      return getFloat(floatType, getExtreme(cast<FloatType>(element), isLeast));
    }
  }
  switch (kind) {
  case ReductionKind::max:
  case ReductionKind::min:
    return IntegerAttr::get(type, getExtreme(element, isLeast));
  default:
    return IntegerAttr::get(
        type, APInt(getCountWidth(type), kind == ReductionKind::prod ? 1 : 0));
  }
}

/// One accumulator, or a vector of them.
static Value buildConstant(IndexEmitter &e, TypedAttr value, Type like) {
  if (auto vector = dyn_cast<VectorType>(like))
    value =
        DenseElementsAttr::get(vector.clone(value.getType()), Attribute(value));
  return arith::ConstantOp::create(e, value);
}

Value Reduction::buildNeutral(IndexEmitter &e, int64_t lanes) const {
  if (auto complex = dyn_cast<ComplexType>(type)) {
    Type part = complex.getElementType();
    TypedAttr real =
        getNeutral(kind, cast<ComplexType>(element).getElementType(), part);
    // The product with 1 keeps a number only if the imaginary part is 0.
    TypedAttr imaginary =
        kind == ReductionKind::prod ? e.getZeroAttr(part) : real;
    return complex::ConstantOp::create(e, type,
                                       e.getArrayAttr({real, imaginary}));
  }
  Type like = lanes ? Type(VectorType::get({lanes}, type)) : type;
  return buildConstant(e, getNeutral(kind, element, type), like);
}

//===----------------------------------------------------------------------===//
// Conversions
//===----------------------------------------------------------------------===//

/// `value` with elements of type `type`.
static Type withElement(Value value, Type type) {
  auto vector = dyn_cast<VectorType>(value.getType());
  return vector ? Type(vector.clone(type)) : type;
}

/// Converts a complex number part by part.
static Value mapParts(IndexEmitter &e, ComplexType type, Value value,
                      function_ref<Value(Value)> map) {
  Value real = map(complex::ReOp::create(e, value));
  Value imaginary = map(complex::ImOp::create(e, value));
  return complex::CreateOp::create(e, type, real, imaginary);
}

Value Reduction::buildWide(IndexEmitter &e, Value value) const {
  if (element == type)
    return value;
  if (auto complex = dyn_cast<ComplexType>(type))
    return mapParts(e, complex, value, [&](Value part) -> Value {
      return arith::ExtFOp::create(e, complex.getElementType(), part);
    });
  if (isa<FloatType>(type))
    return arith::ExtFOp::create(e, withElement(value, type), value);
  return UnrealizedConversionCastOp::create(e, type, value).getResult(0);
}

Value Reduction::buildNarrow(IndexEmitter &e, Value value) const {
  if (element == type)
    return value;
  if (auto complex = dyn_cast<ComplexType>(element))
    return mapParts(e, complex, value, [&](Value part) -> Value {
      return arith::TruncFOp::create(e, complex.getElementType(), part);
    });
  if (isa<FloatType>(type))
    return arith::TruncFOp::create(e, withElement(value, element), value);
  return UnrealizedConversionCastOp::create(e, element, value).getResult(0);
}

//===----------------------------------------------------------------------===//
// Arithmetic
//===----------------------------------------------------------------------===//

/// (a + bi) + (c + di), or (a + bi) (c + di).
Value Reduction::buildCombinedParts(IndexEmitter &e, Value lhs,
                                    Value rhs) const {
  Value a = complex::ReOp::create(e, lhs), b = complex::ImOp::create(e, lhs);
  Value c = complex::ReOp::create(e, rhs), d = complex::ImOp::create(e, rhs);
  auto add = [&](Value x, Value y) -> Value {
    return arith::AddFOp::create(e, x, y);
  };
  auto mul = [&](Value x, Value y) -> Value {
    return arith::MulFOp::create(e, x, y);
  };
  if (kind != ReductionKind::prod)
    return complex::CreateOp::create(e, type, add(a, c), add(b, d));
  Value real = arith::SubFOp::create(e, mul(a, c), mul(b, d));
  return complex::CreateOp::create(e, type, real, add(mul(a, d), mul(b, c)));
}

/// `extreme` of two floats, but -0 is less than +0: what upstream makes of the
/// ops says of neither that it is, and the order of the terms would show. Equal
/// numbers have the same bits, or are zeros.
template <typename BitOp>
static Value buildOrderedZeros(IndexEmitter &e, Value lhs, Value rhs,
                               Value extreme) {
  Type type = extreme.getType();
  Type bits = withElement(
      extreme,
      e.getIntegerType(getElementTypeOrSelf(type).getIntOrFloatBitWidth()));
  Value isEqual = arith::CmpFOp::create(e, arith::CmpFPredicate::OEQ, lhs, rhs);
  Value both = BitOp::create(e, arith::BitcastOp::create(e, bits, lhs),
                             arith::BitcastOp::create(e, bits, rhs));
  return arith::SelectOp::create(
      e, isEqual, arith::BitcastOp::create(e, type, both), extreme);
}

Value Reduction::buildCombined(IndexEmitter &e, Value lhs, Value rhs) const {
  if (isa<ComplexType>(type))
    return buildCombinedParts(e, lhs, rhs);
  bool isFloat = isa<FloatType>(type);
  bool isUnsigned = !isFloat && isUnsignedCount(element);
  switch (kind) {
  case ReductionKind::sum:
  case ReductionKind::mean:
    return isFloat ? arith::AddFOp::create(e, lhs, rhs).getResult()
                   : arith::AddIOp::create(e, lhs, rhs);
  case ReductionKind::prod:
    return isFloat ? arith::MulFOp::create(e, lhs, rhs).getResult()
                   : arith::MulIOp::create(e, lhs, rhs);
  case ReductionKind::max:
    if (isFloat)
      return buildOrderedZeros<arith::AndIOp>(
          e, lhs, rhs, arith::MaximumFOp::create(e, lhs, rhs));
    return isUnsigned ? arith::MaxUIOp::create(e, lhs, rhs).getResult()
                      : arith::MaxSIOp::create(e, lhs, rhs);
  case ReductionKind::min:
    if (isFloat)
      return buildOrderedZeros<arith::OrIOp>(
          e, lhs, rhs, arith::MinimumFOp::create(e, lhs, rhs));
    return isUnsigned ? arith::MinUIOp::create(e, lhs, rhs).getResult()
                      : arith::MinSIOp::create(e, lhs, rhs);
  }
  llvm_unreachable("unknown kind");
}

/// `number`, which is one or a vector, for each lane of `like`.
static Value buildSplat(IndexEmitter &e, Value number, Value like) {
  auto vector = dyn_cast<VectorType>(like.getType());
  if (!vector)
    return number;
  return vector::BroadcastOp::create(e, vector.clone(number.getType()), number);
}

Value Reduction::buildResult(IndexEmitter &e, Value accumulator,
                             Value count) const {
  if (auto complex = dyn_cast<ComplexType>(type)) {
    if (kind == ReductionKind::prod)
      return accumulator;
    Reduction parts(kind, complex.getElementType());
    return mapParts(e, complex, accumulator, [&](Value part) {
      return parts.buildResult(e, part, count);
    });
  }
  auto floatType = dyn_cast<FloatType>(type);
  bool isMean = kind == ReductionKind::mean;
  if (!floatType || (kind != ReductionKind::sum && !isMean))
    return accumulator;
  const llvm::fltSemantics &semantics = floatType.getFloatSemantics();
  APFloat empty =
      isMean ? APFloat::getNaN(semantics) : APFloat::getZero(semantics);
  Value result = accumulator;
  if (isMean) {
    Value number = arith::IndexCastOp::create(e, e.getI64Type(), count);
    number = arith::SIToFPOp::create(e, type, number);
    result =
        arith::DivFOp::create(e, accumulator, buildSplat(e, number, result));
  }
  Value isEmpty = e.isEqual(count, e.index(0));
  return arith::SelectOp::create(
      e, isEmpty,
      buildConstant(e, FloatAttr::get(type, empty), result.getType()), result);
}
