//===- LiteralTest.cpp - Nested lists of elements ---------------*- C++ -*-===//

#include "Runner/Literal.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/MLIRContext.h"
#include "gmock/gmock.h"

using namespace mlir;
using namespace mlir::rint;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {
class LiteralTest : public testing::Test {
protected:
  HostTensor allocate(ArrayRef<int64_t> shape) {
    return llvm::cantFail(
        HostTensor::allocate(*ElementLayout::get(builder.getI64Type()), shape));
  }
  std::vector<int64_t> read(StringRef text, ArrayRef<int64_t> shape) {
    HostTensor tensor = allocate(shape);
    EXPECT_EQ(getError(text, tensor), "");
    auto *elements = reinterpret_cast<int64_t *>(tensor.getData());
    return {elements, elements + tensor.getNumElements()};
  }
  std::string getError(StringRef text, HostTensor &tensor) {
    llvm::Error error = parseLiteral(text, tensor);
    return error ? llvm::toString(std::move(error)) : "";
  }
  std::string getError(StringRef text, ArrayRef<int64_t> shape) {
    HostTensor tensor = allocate(shape);
    return getError(text, tensor);
  }

  MLIRContext context;
  Builder builder{&context};
};
} // namespace

TEST_F(LiteralTest, ReadsNestedLists) {
  EXPECT_THAT(read("5", {}), ElementsAre(5));
  EXPECT_THAT(read("[1,2, -3 ]", {3}), ElementsAre(1, 2, -3));
  EXPECT_THAT(read(" [ [1, 2] , [3, 4] ] ", {2, 2}), ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(read("[[[7]]]", {1, 1, 1}), ElementsAre(7));
}

TEST_F(LiteralTest, ReadsTensorsWithoutElements) {
  for (StringRef text : {"[]", "[[], []]"})
    EXPECT_THAT(read(text, {2, 0}), IsEmpty()) << text.str();
  EXPECT_THAT(read("[]", {0, 2}), IsEmpty());
  EXPECT_EQ(getError("[[]]", {2, 0}),
            "expected 2 entries in each list of dimension 0, but got 1");
  EXPECT_EQ(getError("[[1]]", {1, 0}), "expected 0 elements, but got more");
}

TEST_F(LiteralTest, SaysWhatIsWrong) {
  EXPECT_EQ(getError("", {}), "expected an integer, but got ''");
  EXPECT_EQ(getError("[1]", {}), "expected lists nested 0 deep, but got more");
  EXPECT_EQ(getError("1", {1}), "expected lists nested 1 deep, but got '1'");
  EXPECT_EQ(getError("[1", {1}), "expected ',' or ']', but got the end");
  EXPECT_EQ(getError("[1]]", {1}),
            "expected nothing after the value, but got ']'");
  EXPECT_EQ(getError("[1, 2]", {3}),
            "expected 3 entries in each list of dimension 0, but got 2");
  EXPECT_EQ(getError("[[1], [2, 3]]", {2, 2}),
            "expected 2 entries in each list of dimension 1, but got 1");
}

TEST_F(LiteralTest, NestsWithoutRecursion) {
  std::string text(1 << 20, '[');
  EXPECT_EQ(getError(text, {1}), "expected lists nested 1 deep, but got more");
}

TEST_F(LiteralTest, RefusesLongNumbersAtOnce) {
  std::string digits(100000, '9');
  EXPECT_EQ(getError(digits, {}),
            "expected a value that i64 can hold, but got " + digits);
  EXPECT_THAT(read(std::string(100000, '0') + "12", {}), ElementsAre(12));
}
