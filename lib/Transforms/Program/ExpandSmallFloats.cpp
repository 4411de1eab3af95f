//===- ExpandSmallFloats.cpp - Arithmetic on f8, f6 and f4 ------*- C++ -*-===//
//
// LLVM has no such types. Operations on them are done in f32, which holds their
// sums, products and quotients exactly enough for one rounding, and conversions
// are bit arithmetic, which works on vectors as well and needs no library.
//
// A narrow float that is not larger than half a wide one is read by moving its
// exponent and mantissa to the place where the wide type has them and
// multiplying by the power of two between the biases; subnormal numbers come
// out right by themselves. The way back rounds to nearest, ties to even: normal
// numbers by an integer addition before a shift, subnormal ones by the addition
// of a float whose last bit is worth the least subnormal number.
//
//===----------------------------------------------------------------------===//

#include "rint/Transforms/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Math/Transforms/Passes.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/IR/TypeUtilities.h"
#include "mlir/Transforms/DialectConversion.h"
#include "mlir/Transforms/WalkPatternRewriteDriver.h"
#include "llvm/ADT/APFloat.h"

namespace mlir::rint {
#define GEN_PASS_DEF_RINTEXPANDSMALLFLOATSPASS
#include "rint/Transforms/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;

/// Whether values of `type` are numbers, or vectors of such, that LLVM has no
/// type for.
static bool isSmallFloat(Type type) {
  auto element = dyn_cast<FloatType>(getElementTypeOrSelf(type));
  return element && element.getWidth() <= 8;
}

static SmallVector<Type> getSmallFloats(MLIRContext *context) {
  return {Float4E2M1FNType::get(context),      Float6E2M3FNType::get(context),
          Float6E3M2FNType::get(context),      Float8E3M4Type::get(context),
          Float8E4M3B11FNUZType::get(context), Float8E4M3FNType::get(context),
          Float8E4M3FNUZType::get(context),    Float8E4M3Type::get(context),
          Float8E5M2FNUZType::get(context),    Float8E5M2Type::get(context),
          Float8E8M0FNUType::get(context)};
}

//===----------------------------------------------------------------------===//
// Formats
//===----------------------------------------------------------------------===//

namespace {

/// How the bits of a float are to be read.
struct Format {
  explicit Format(FloatType type)
      : width(type.getWidth()), mantissa(type.getFPMantissaWidth() - 1),
        bias(1 - llvm::APFloat::semanticsMinExponent(type.getFloatSemantics())),
        hasInfinity(llvm::APFloat::semanticsHasInf(type.getFloatSemantics())),
        hasNaN(llvm::APFloat::semanticsHasNaN(type.getFloatSemantics())),
        hasNegativeZero(
            !isa<Float8E5M2FNUZType, Float8E4M3FNUZType, Float8E4M3B11FNUZType>(
                type)) {}

  int64_t getSign() const { return int64_t(1) << (width - 1); }
  /// All bits but the sign.
  int64_t getMagnitude() const { return getSign() - 1; }
  /// The magnitude of infinity, or that above which there are only NaNs.
  int64_t getInfinity() const {
    if (hasInfinity)
      return getMagnitude() & ~((int64_t(1) << mantissa) - 1);
    return hasNaN && hasNegativeZero ? getMagnitude() - 1 : getMagnitude();
  }

  int64_t width, mantissa, bias;
  bool hasInfinity, hasNaN, hasNegativeZero;
};

/// Builds integer and float arithmetic of one shape.
struct BitBuilder {
  BitBuilder(OpBuilder &builder, Location loc, Type like)
      : builder(builder), loc(loc), like(like) {}

  Type getInt(int64_t width) const {
    return withShape(builder.getIntegerType(width));
  }
  Type withShape(Type element) const {
    auto shaped = dyn_cast<VectorType>(like);
    return shaped ? Type(shaped.clone(element)) : element;
  }
  Value constant(Type type, int64_t value) {
    return create(type,
                  builder.getIntegerAttr(getElementTypeOrSelf(type), value));
  }
  Value constant(Type type, const llvm::APFloat &value) {
    return create(type,
                  builder.getFloatAttr(getElementTypeOrSelf(type), value));
  }
  template <typename OpTy> Value build(Value lhs, Value rhs) {
    return OpTy::create(builder, loc, lhs, rhs);
  }
  template <typename OpTy> Value build(Value lhs, int64_t rhs) {
    return OpTy::create(builder, loc, lhs, constant(lhs.getType(), rhs));
  }
  template <typename OpTy> Value cast(Type type, Value value) {
    return value.getType() == type ? value
                                   : OpTy::create(builder, loc, type, value);
  }
  Value compare(arith::CmpIPredicate predicate, Value lhs, int64_t rhs) {
    return arith::CmpIOp::create(builder, loc, predicate, lhs,
                                 constant(lhs.getType(), rhs));
  }
  Value select(Value condition, Value a, Value b) {
    return arith::SelectOp::create(builder, loc, condition, a, b);
  }

private:
  Value create(Type type, TypedAttr value) {
    if (auto shaped = dyn_cast<VectorType>(type))
      value = DenseElementsAttr::get(shaped, Attribute(value));
    return arith::ConstantOp::create(builder, loc, value);
  }

  OpBuilder &builder;
  Location loc;
  Type like;
};

} // namespace

/// 2 to the power of `exponent` in a type.
static llvm::APFloat getPower(FloatType type, int64_t exponent) {
  return llvm::scalbn(llvm::APFloat::getOne(type.getFloatSemantics()), exponent,
                      llvm::APFloat::rmNearestTiesToEven);
}

//===----------------------------------------------------------------------===//
// Conversions
//===----------------------------------------------------------------------===//

/// A small float as f32, exactly.
static Value buildExtension(BitBuilder &b, Value value, FloatType f32) {
  auto small = cast<FloatType>(getElementTypeOrSelf(value));
  Format from(small), to(f32);
  Type i32 = b.getInt(32);
  Value bits = b.cast<arith::ExtUIOp>(
      i32, b.cast<arith::BitcastOp>(b.getInt(from.width), value));
  Value magnitude = b.build<arith::AndIOp>(bits, from.getMagnitude());
  Value moved = b.build<arith::ShLIOp>(magnitude, to.mantissa - from.mantissa);
  Type wide = b.withShape(f32);
  Value number = b.build<arith::MulFOp>(
      b.cast<arith::BitcastOp>(wide, moved),
      b.constant(wide, getPower(f32, to.bias - from.bias)));
  Value result = b.cast<arith::BitcastOp>(i32, number);
  Value sign = b.build<arith::ShLIOp>(
      b.build<arith::AndIOp>(bits, from.getSign()), to.width - from.width);
  if (from.hasInfinity) {
    Value special = b.build<arith::OrIOp>(moved, to.getInfinity());
    result = b.select(
        b.compare(arith::CmpIPredicate::uge, magnitude, from.getInfinity()),
        special, result);
  } else if (from.hasNaN && from.hasNegativeZero) {
    Value special = b.constant(i32, to.getInfinity() | (1 << 22));
    result = b.select(
        b.compare(arith::CmpIPredicate::ugt, magnitude, from.getInfinity()),
        special, result);
  }
  result = b.build<arith::OrIOp>(result, sign);
  if (!from.hasNegativeZero)
    result = b.select(b.compare(arith::CmpIPredicate::eq, bits, from.getSign()),
                      b.constant(i32, to.getInfinity() | (1 << 22)), result);
  return b.cast<arith::BitcastOp>(wide, result);
}

/// The magnitude of an f32 or f64, whose bits are `magnitude`, as that of a
/// small float, were its exponent not bounded from above.
static Value buildRounded(BitBuilder &b, Value magnitude, FloatType wide,
                          const Format &from, const Format &to) {
  Type bits = magnitude.getType(), type = b.withShape(wide);
  int64_t shift = from.mantissa - to.mantissa;
  Value moved =
      b.build<arith::SubIOp>(magnitude, (from.bias - to.bias) << from.mantissa);
  Value isOdd =
      b.build<arith::AndIOp>(b.build<arith::ShRUIOp>(moved, shift), 1);
  Value rounded = b.build<arith::AddIOp>(
      b.build<arith::AddIOp>(moved, (int64_t(1) << (shift - 1)) - 1), isOdd);
  Value normal = b.build<arith::ShRUIOp>(rounded, shift);

  // The least subnormal number is worth the last bit of this one.
  Value unit = b.constant(
      type, getPower(wide, 1 - to.bias - to.mantissa + from.mantissa));
  Value sum =
      b.build<arith::AddFOp>(b.cast<arith::BitcastOp>(type, magnitude), unit);
  Value subnormal =
      b.build<arith::SubIOp>(b.cast<arith::BitcastOp>(bits, sum),
                             b.cast<arith::BitcastOp>(bits, unit));
  Value isSubnormal = b.compare(arith::CmpIPredicate::ult, magnitude,
                                (from.bias - to.bias + 1) << from.mantissa);
  return b.select(isSubnormal, subnormal, normal);
}

/// An f32 or f64 as a small float.
static Value buildTruncation(BitBuilder &b, Value value, FloatType small) {
  auto wide = cast<FloatType>(getElementTypeOrSelf(value));
  Format from(wide), to(small);
  Type type = b.getInt(from.width);
  Value bits = b.cast<arith::BitcastOp>(type, value);
  Value magnitude = b.build<arith::AndIOp>(bits, from.getMagnitude());
  Value isNaN =
      b.compare(arith::CmpIPredicate::ugt, magnitude, from.getInfinity());
  Value rounded = buildRounded(b, magnitude, wide, from, to);
  int64_t largest = to.getInfinity() - (to.hasInfinity ? 1 : 0);
  Value isTooLarge = b.compare(arith::CmpIPredicate::ugt, rounded, largest);
  Value sign = b.build<arith::ShRUIOp>(
      b.build<arith::AndIOp>(bits, from.getSign()), from.width - to.width);

  // What has no infinity has a NaN in its place, or else its largest number.
  int64_t beyond = largest;
  if (to.hasInfinity || (to.hasNaN && to.hasNegativeZero))
    beyond = largest + 1;
  Value result = b.build<arith::OrIOp>(
      b.select(isTooLarge, b.constant(type, beyond), rounded), sign);
  if (!to.hasNegativeZero) {
    Value isZero = b.compare(arith::CmpIPredicate::eq, rounded, 0);
    result = b.select(isZero, b.constant(type, 0), result);
    Value nan = b.constant(type, to.getSign());
    result = b.select(isTooLarge, nan, result);
    result = b.select(isNaN, nan, result);
  } else if (to.hasInfinity) {
    Value payload = b.build<arith::AndIOp>(
        b.build<arith::ShRUIOp>(bits, from.mantissa - to.mantissa),
        (1 << to.mantissa) - 1);
    Value nan = b.build<arith::OrIOp>(b.build<arith::OrIOp>(payload, sign),
                                      to.getInfinity() |
                                          (int64_t(1) << (to.mantissa - 1)));
    result = b.select(isNaN, nan, result);
  }
  Value narrow = b.cast<arith::TruncIOp>(b.getInt(to.width), result);
  return b.cast<arith::BitcastOp>(b.withShape(small), narrow);
}

/// Extends or truncates between floats that LLVM knows.
static Value convertKnown(OpBuilder &builder, Location loc, Value value,
                          Type type) {
  unsigned from = getElementTypeOrSelf(value).getIntOrFloatBitWidth();
  unsigned to = getElementTypeOrSelf(type).getIntOrFloatBitWidth();
  if (value.getType() == type)
    return value;
  if (from < to)
    return arith::ExtFOp::create(builder, loc, type, value);
  return arith::TruncFOp::create(builder, loc, type, value);
}

namespace {

struct ExpandExtF final : OpRewritePattern<arith::ExtFOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(arith::ExtFOp op,
                                PatternRewriter &rewriter) const override {
    Type type = op.getIn().getType();
    if (!isSmallFloat(type))
      return failure();
    Location loc = op.getLoc();
    BitBuilder b(rewriter, loc, type);
    auto f32 = rewriter.getF32Type();
    Value wide;
    if (isa<Float8E8M0FNUType>(getElementTypeOrSelf(type)))
      wide = buildPower(b, op.getIn(), f32);
    else
      wide = buildExtension(b, op.getIn(), f32);
    if (isSmallFloat(op.getType()))
      rewriter.replaceOpWithNewOp<arith::TruncFOp>(op, op.getType(), wide);
    else
      rewriter.replaceOp(op, convertKnown(rewriter, loc, wide, op.getType()));
    return success();
  }

private:
  /// An f8E8M0FNU is the exponent of an f32, but for the least, which is
  /// subnormal there, and the one above all others, a NaN.
  static Value buildPower(BitBuilder &b, Value value, FloatType f32) {
    Type i32 = b.getInt(32);
    Value bits = b.cast<arith::ExtUIOp>(
        i32, b.cast<arith::BitcastOp>(b.getInt(8), value));
    Value moved = b.build<arith::ShLIOp>(bits, 23);
    moved = b.select(b.compare(arith::CmpIPredicate::eq, bits, 0),
                     b.constant(i32, 1 << 22), moved);
    moved = b.select(b.compare(arith::CmpIPredicate::eq, bits, 255),
                     b.constant(i32, 0x7FC00000), moved);
    return b.cast<arith::BitcastOp>(b.withShape(f32), moved);
  }
};

struct ExpandTruncF final : OpRewritePattern<arith::TruncFOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(arith::TruncFOp op,
                                PatternRewriter &rewriter) const override {
    auto small = dyn_cast<FloatType>(getElementTypeOrSelf(op.getType()));
    Value value = op.getIn();
    // The exponents of f8E8M0FNU have a pattern of upstream's.
    if (!isSmallFloat(op.getType()) || isa<Float8E8M0FNUType>(small))
      return failure();
    BitBuilder b(rewriter, op.getLoc(), value.getType());
    if (isSmallFloat(value.getType()))
      value = arith::ExtFOp::create(rewriter, op.getLoc(),
                                    b.withShape(rewriter.getF32Type()), value);
    else if (getElementTypeOrSelf(value).getIntOrFloatBitWidth() < 32)
      value = convertKnown(rewriter, op.getLoc(), value,
                           b.withShape(rewriter.getF32Type()));
    if (!getElementTypeOrSelf(value).isF32() &&
        !getElementTypeOrSelf(value).isF64())
      return failure();
    rewriter.replaceOp(op, buildTruncation(b, value, small));
    return success();
  }
};

struct ExpandSmallFloats final
    : rint::impl::RintExpandSmallFloatsPassBase<ExpandSmallFloats> {
  void runOnOperation() override {
    if (failed(computeInF32(getOperation())))
      return signalPassFailure();
    RewritePatternSet patterns(&getContext());
    patterns.add<ExpandExtF, ExpandTruncF>(&getContext(), /*benefit=*/2);
    arith::populateExpandF8E8M0Patterns(patterns);
    // Upstream's patterns make conversions in turn.
    FrozenRewritePatternSet frozen(std::move(patterns));
    for (int round = 0; round < 3; ++round)
      walkAndApplyPatterns(getOperation(), frozen);
  }

private:
  static LogicalResult computeInF32(Operation *root);
};

} // namespace

LogicalResult ExpandSmallFloats::computeInF32(Operation *root) {
  MLIRContext *context = root->getContext();
  {
    RewritePatternSet patterns(context);
    arith::populateExpandScalingExtTruncPatterns(patterns);
    walkAndApplyPatterns(root, std::move(patterns));
  }
  TypeConverter converter;
  arith::populateEmulateUnsupportedFloatsConversions(
      converter, getSmallFloats(context), Float32Type::get(context));
  RewritePatternSet patterns(context);
  ConversionTarget target(*context);
  target.markUnknownOpDynamicallyLegal([](Operation *) { return true; });
  arith::populateEmulateUnsupportedFloatsPatterns(patterns, converter);
  arith::populateEmulateUnsupportedFloatsLegality(target, converter);
  math::populateExtendToSupportedTypesPatterns(patterns, converter);
  target.addDynamicallyLegalDialect<math::MathDialect>(
      [&](Operation *op) { return converter.isLegal(op); });
  return applyPartialConversion(root, target, std::move(patterns));
}
