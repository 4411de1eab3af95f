//===- NpyHeaderTest.cpp - The header of a NumPy file -----------*- C++ -*-===//

#include "Runner/NpyHeader.h"

#include "llvm/ADT/StringRef.h"
#include "gmock/gmock.h"

using namespace mlir;
using namespace mlir::rint;
using testing::ElementsAre;
using testing::IsEmpty;

/// A file of a version of the format without elements.
static std::string makeFile(StringRef dictionary, char version = 1) {
  std::string file("\x93NUMPY", 6);
  file += {version, 0};
  for (size_t byte = 0, length = dictionary.size();
       byte < (version == 1 ? 2 : 4); ++byte, length >>= 8)
    file += char(length & 0xff);
  return file + dictionary.str();
}

/// What is wrong with a file; empty if nothing is.
static std::string getError(StringRef file) {
  llvm::Expected<NpyHeader> header = consumeNpyHeader(file);
  return header ? "" : llvm::toString(header.takeError());
}

static constexpr char kMalformed[] =
    "expected a header with a simple dtype, an order and a shape";
static constexpr char kTruncated[] =
    "expected a whole NumPy file, but got a truncated one";

TEST(NpyHeaderTest, ReadsEveryVersion) {
  for (char version : {1, 2, 3}) {
    std::string file = makeFile(
        "{'descr': '<f4', 'fortran_order': True, 'shape': (3, 4), }  \n",
        version);
    file += "data";
    StringRef rest = file;
    llvm::Expected<NpyHeader> header = consumeNpyHeader(rest);
    ASSERT_TRUE(bool(header));
    EXPECT_EQ(header->dtype, "<f4");
    EXPECT_TRUE(header->fortranOrder);
    EXPECT_THAT(header->shape, ElementsAre(3, 4));
    EXPECT_EQ(rest, "data");
  }
}

TEST(NpyHeaderTest, ReadsWhatItWrites) {
  for (SmallVector<int64_t> shape :
       {SmallVector<int64_t>{}, {7}, {0, 3}, {1, INT64_MAX}}) {
    NpyHeader header;
    header.dtype = "|V16";
    header.shape = shape;
    std::string file = formatNpyHeader(header);
    EXPECT_EQ(file.size() % 64, 0u);
    EXPECT_EQ(file.back(), '\n');
    StringRef rest = file;
    llvm::Expected<NpyHeader> back = consumeNpyHeader(rest);
    ASSERT_TRUE(bool(back));
    EXPECT_EQ(back->dtype, "|V16");
    EXPECT_FALSE(back->fortranOrder);
    EXPECT_EQ(back->shape, shape);
    EXPECT_TRUE(rest.empty());
  }
}

TEST(NpyHeaderTest, TakesKeysInAnyOrderAndSpacing) {
  EXPECT_EQ(getError(makeFile("{\"shape\":( 2,3 ) ,'fortran_order' :False,"
                              "'descr':\"\"}")),
            "");
}

TEST(NpyHeaderTest, RefusesMalformedDictionaries) {
  const char *order = "'fortran_order': False, ";
  const char *dtype = "'descr': '<i4', ";
  for (StringRef text : {"", "{", "}", "{}", "{,}", "{'descr'}", "{'descr':}",
                         "{'': ''}", "{'descr: '<i4'}"})
    EXPECT_EQ(getError(makeFile(text)), kMalformed) << text.str();
  for (StringRef shape :
       {"(3)", "(,)", "(2,, 3)", "(-1,)", "(2.0,)", "[2]", "2", "(2",
        "(9223372036854775808,)", "(0x2,)", "(2 3)", "((2,))", "(2,) x"})
    EXPECT_EQ(getError(makeFile(llvm::Twine("{")
                                    .concat(dtype)
                                    .concat(order)
                                    .concat("'shape': ")
                                    .concat(shape)
                                    .str() +
                                ", }")),
              kMalformed)
        << shape.str();
  for (StringRef other : {"'descr': '<i4'", "'fortran_order': True",
                          "'shape': (3,)", "'more': 1"})
    EXPECT_EQ(getError(makeFile((llvm::Twine("{") + dtype + order +
                                 "'shape': (2,), " + other + "}")
                                    .str())),
              kMalformed)
        << other.str();
  for (StringRef text :
       {StringRef("<i4\n"), StringRef("<i\0004", 4), StringRef("\x1b[1m")})
    EXPECT_EQ(getError(makeFile((llvm::Twine("{'descr': '") + text + "', " +
                                 order + "'shape': ()}")
                                    .str())),
              kMalformed);
}

TEST(NpyHeaderTest, RefusesOtherFilesAndCutOnes) {
  EXPECT_EQ(getError(""), "expected a NumPy file, but got something else");
  EXPECT_EQ(getError("\x93NUMPX"),
            "expected a NumPy file, but got something else");
  EXPECT_EQ(getError(makeFile("{}", 4)),
            "expected version 1, 2 or 3 of the NumPy format, but got 4");
  for (char version : {1, 2}) {
    std::string file = makeFile("{'descr': '<f4', }", version);
    for (size_t size = 6; size < file.size(); ++size)
      EXPECT_EQ(getError(StringRef(file).take_front(size)), kTruncated) << size;
  }
}
