//===- FloatTextTest.cpp - Floating-point numbers as text -------*- C++ -*-===//

#include "Runner/FloatText.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/MLIRContext.h"
#include "gtest/gtest.h"
#include <cmath>

using namespace mlir;
using namespace mlir::rint;

namespace {
class FloatTextTest : public testing::Test {
protected:
  static std::string print(const APFloat &value) {
    std::string text;
    llvm::raw_string_ostream os(text);
    printFloat(value, os);
    return text;
  }
  /// The text of the bits, which have to survive the way back.
  static std::string print(FloatType type, uint64_t bits) {
    APFloat value(type.getFloatSemantics(), APInt(type.getWidth(), bits));
    std::string text = print(value);
    llvm::Expected<APFloat> back = parseFloat(text, type);
    if (!back)
      ADD_FAILURE() << text << ": " << llvm::toString(back.takeError());
    else
      EXPECT_TRUE(back->bitwiseIsEqual(value)) << text;
    return text;
  }
  /// What is wrong with a text, or its value.
  static std::string parse(StringRef text, FloatType type) {
    llvm::Expected<APFloat> value = parseFloat(text, type);
    return value ? print(*value) : llvm::toString(value.takeError());
  }

  MLIRContext context;
  Builder builder{&context};
  FloatType f16 = builder.getF16Type();
  FloatType f32 = builder.getF32Type();
  FloatType f64 = builder.getF64Type();
};
} // namespace

TEST_F(FloatTextTest, PrintsTheShortestNumber) {
  EXPECT_EQ(print(APFloat(0.1)), "0.1");
  EXPECT_EQ(print(APFloat(0.1f)), "0.1");
  EXPECT_EQ(print(APFloat(1.0 / 3)), "0.3333333333333333");
  EXPECT_EQ(print(APFloat(3.0)), "3");
  EXPECT_EQ(print(APFloat(-0.0)), "-0");
  EXPECT_EQ(print(APFloat(5e-324)), "5e-324");
}

TEST_F(FloatTextTest, WritesExponentsWherePythonDoes) {
  EXPECT_EQ(print(APFloat(1e15)), "1000000000000000");
  EXPECT_EQ(print(APFloat(1e16)), "1e+16");
  EXPECT_EQ(print(APFloat(1.5e16)), "1.5e+16");
  EXPECT_EQ(print(APFloat(1e-4)), "0.0001");
  EXPECT_EQ(print(APFloat(1e-5)), "1e-05");
  EXPECT_EQ(print(APFloat(1e100)), "1e+100");
}

TEST_F(FloatTextTest, SurvivesTheWayBackForAllSmallFloats) {
  for (FloatType type : {f16, cast<FloatType>(builder.getBF16Type()),
                         cast<FloatType>(Float8E4M3FNType::get(&context)),
                         cast<FloatType>(Float8E5M2FNUZType::get(&context)),
                         cast<FloatType>(Float8E8M0FNUType::get(&context)),
                         cast<FloatType>(Float6E3M2FNType::get(&context)),
                         cast<FloatType>(Float4E2M1FNType::get(&context))})
    for (uint64_t bits = 0; bits < uint64_t(1) << type.getWidth(); ++bits)
      print(type, bits);
  // Integers keep their digits.
  EXPECT_EQ(print(f16, 0x5000), "32");
  EXPECT_EQ(print(f16, 0x2e66), "0.1");
}

TEST_F(FloatTextTest, NamesTheBitsOfUnusualNaNs) {
  EXPECT_EQ(print(f32, 0x7fc00000), "nan");
  EXPECT_EQ(print(f32, 0xffc00000), "-nan");
  EXPECT_EQ(print(f32, 0x7fc00001), "nan(0x7fc00001)");
  EXPECT_EQ(print(f64, 0xfff0000000000001), "nan(0xfff0000000000001)");
}

TEST_F(FloatTextTest, RoundsOnceAndToEven) {
  // Halfway between 1 and the next f16, and just above.
  EXPECT_EQ(parse("1.00048828125", f16), "1");
  EXPECT_EQ(parse("1.00048828125000000000000000000001", f16), "1.001");
  EXPECT_EQ(parse("65519.99", f16), "65504");
  EXPECT_EQ(parse("1e-400", f64), "0");
  EXPECT_EQ(parse("-1e-400", f64), "-0");
  EXPECT_EQ(parse(".5", f32), "0.5");
  EXPECT_EQ(parse("+1.", f32), "1");
}

TEST_F(FloatTextTest, RefusesOtherText) {
  for (StringRef text :
       {"", ".", "e1", "1e", "1e+", "0x1p3", "1 ", "--1", "infinity", "nan(",
        "nan(0x)", "nan(0xfffffffff)", "1,2"})
    EXPECT_EQ(parse(text, f32),
              "expected a number, but got '" + text.str() + "'");
  EXPECT_EQ(parse("1e39", f32),
            "expected a value that f32 can hold, but got 1e39");
  EXPECT_EQ(parse("65520", f16),
            "expected a value that f16 can hold, but got 65520");
  EXPECT_EQ(
      parse("1e99999999999999999999", f64),
      "expected a value that f64 can hold, but got 1e99999999999999999999");
  EXPECT_EQ(
      parse("nan(0x7f800000)", f32),
      "expected the bits of a NaN of type f32, but got 'nan(0x7f800000)'");
  FloatType finite = Float4E2M1FNType::get(&context);
  EXPECT_EQ(parse("inf", finite),
            "expected a value that f4E2M1FN can hold, but got inf");
  EXPECT_EQ(parse("nan", finite),
            "expected a value that f4E2M1FN can hold, but got nan");
  FloatType unsignedType = Float8E8M0FNUType::get(&context);
  EXPECT_EQ(parse("-1", unsignedType),
            "expected a value that f8E8M0FNU can hold, but got -1");
  EXPECT_EQ(parse("0", unsignedType),
            "expected a value that f8E8M0FNU can hold, but got 0");
}
