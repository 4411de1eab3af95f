//===- ElementTypesTest.cpp - Sizes and signs of element types --*- C++ -*-===//

#include "rint/Dialect/Rint/IR/ElementTypes.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/MLIRContext.h"
#include <gtest/gtest.h>

using namespace mlir;
using namespace mlir::rint;

namespace {

class ElementTypesTest : public testing::Test {
protected:
  Type getUnsigned(unsigned width) {
    return IntegerType::get(&context, width, IntegerType::Unsigned);
  }

  MLIRContext context;
  Builder builder{&context};
};

TEST_F(ElementTypesTest, BytesAreAPowerOfTwoUpToSixteen) {
  auto bytes = [&](unsigned width) {
    return getElementBytes(builder.getIntegerType(width));
  };
  EXPECT_EQ(bytes(1), 1);
  EXPECT_EQ(bytes(4), 1);
  EXPECT_EQ(bytes(8), 1);
  EXPECT_EQ(bytes(9), 2);
  EXPECT_EQ(bytes(24), 4);
  EXPECT_EQ(bytes(65), 16);
  EXPECT_EQ(bytes(128), 16);
  EXPECT_EQ(bytes(129), 32);
  EXPECT_EQ(bytes(300), 48);
  EXPECT_EQ(getElementBytes(builder.getIndexType()), 8);
  EXPECT_EQ(getElementBytes(Float80Type::get(&context)), 16);
  EXPECT_EQ(getElementBytes(ComplexType::get(builder.getF32Type())), 8);
}

TEST_F(ElementTypesTest, OnlyUnsignedTypesAndBitsHaveNoSign) {
  EXPECT_TRUE(isUnsignedCount(builder.getI1Type()));
  EXPECT_TRUE(isUnsignedCount(getUnsigned(64)));
  EXPECT_FALSE(isUnsignedCount(builder.getI64Type()));
  EXPECT_FALSE(isUnsignedCount(builder.getIndexType()));
  EXPECT_FALSE(
      isUnsignedCount(IntegerType::get(&context, 1, IntegerType::Signed)));
}

TEST_F(ElementTypesTest, MagnitudeIsWhatTheSignLeaves) {
  EXPECT_EQ(getMagnitudeBits(builder.getI1Type()), 1u);
  EXPECT_EQ(getMagnitudeBits(builder.getIntegerType(8)), 7u);
  EXPECT_EQ(getMagnitudeBits(getUnsigned(8)), 8u);
  EXPECT_EQ(getMagnitudeBits(builder.getIndexType()), 63u);
  EXPECT_EQ(getCountWidth(builder.getIndexType()), 64u);
  EXPECT_EQ(getCountWidth(getUnsigned(8)), 8u);
}

} // namespace
