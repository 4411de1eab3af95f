//===- ElementLayoutTest.cpp - Elements in memory ---------------*- C++ -*-===//

#include "rint/ExecutionEngine/ElementLayout.h"

#include "mlir/AsmParser/AsmParser.h"
#include "mlir/IR/MLIRContext.h"
#include "gtest/gtest.h"

using namespace mlir;
using namespace mlir::rint;

TEST(ElementLayoutTest, TakesPowersOfTwoOfBytes) {
  MLIRContext context;
  for (auto [type, bytes, alignment] : {std::tuple("i1", 1, 1),
                                        {"i8", 1, 1},
                                        {"i9", 2, 2},
                                        {"i24", 4, 4},
                                        {"i33", 8, 8},
                                        {"i65", 16, 16},
                                        {"i129", 32, 16},
                                        {"index", 8, 8},
                                        {"f4E2M1FN", 1, 1},
                                        {"bf16", 2, 2},
                                        {"f80", 16, 16},
                                        {"f128", 16, 16},
                                        {"complex<f16>", 4, 2},
                                        {"complex<f64>", 16, 8}}) {
    std::optional<ElementLayout> layout =
        ElementLayout::get(parseType(type, &context));
    ASSERT_TRUE(layout) << type;
    EXPECT_EQ(layout->getBytes(), bytes) << type;
    EXPECT_EQ(layout->getAlignment(), alignment) << type;
  }
  for (const char *type : {"i0", "tf32", "none", "vector<2xf32>"})
    EXPECT_FALSE(ElementLayout::get(parseType(type, &context))) << type;
}

TEST(ElementLayoutTest, ClearsTheBitsBeyondTheType) {
  MLIRContext context;
  ElementLayout layout = *ElementLayout::get(parseType("i12", &context));
  unsigned char memory[2] = {0xff, 0xff};
  layout.storeBits(APInt(12, 0xabc), reinterpret_cast<char *>(memory));
  EXPECT_EQ(memory[0], 0xbc);
  EXPECT_EQ(memory[1], 0x0a);
  memory[1] = 0xfa;
  EXPECT_EQ(layout.loadBits(reinterpret_cast<char *>(memory)),
            APInt(12, 0xabc));
}
