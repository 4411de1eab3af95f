//===- LineDiffTest.cpp - Tests of what a stage has changed -----*- C++ -*-===//

#include "Explain/LineDiff.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace mlir;
using namespace mlir::rint;

static std::vector<TextLine> makeLines(std::vector<std::string> texts) {
  std::vector<TextLine> lines;
  for (std::string &text : texts)
    lines.push_back({std::move(text), 0});
  return lines;
}

/// The hunks as text: "=2" for two lines that are the same, "-1+3" for one that
/// three have replaced. Checks that the hunks are the two texts.
static std::string compare(ArrayRef<TextLine> before,
                           ArrayRef<TextLine> after) {
  std::string text;
  const TextLine *nextBefore = before.begin(), *nextAfter = after.begin();
  for (const Hunk &hunk : diffLines(before, after)) {
    if (!hunk.before.empty())
      EXPECT_EQ(hunk.before.begin(), nextBefore);
    if (!hunk.after.empty())
      EXPECT_EQ(hunk.after.begin(), nextAfter);
    nextBefore += hunk.before.size();
    nextAfter += hunk.after.size();
    if (hunk.isSame) {
      EXPECT_EQ(hunk.before.size(), hunk.after.size());
      text += "=" + std::to_string(hunk.after.size());
    } else {
      text += "-" + std::to_string(hunk.before.size()) + "+" +
              std::to_string(hunk.after.size());
    }
  }
  EXPECT_EQ(nextBefore, before.end());
  EXPECT_EQ(nextAfter, after.end());
  return text;
}

static std::string compare(std::vector<std::string> before,
                           std::vector<std::string> after) {
  return compare(makeLines(std::move(before)), makeLines(std::move(after)));
}

TEST(LineDiffTest, FindsWhatDiffers) {
  EXPECT_EQ(compare(std::vector<std::string>{}, {}), "");
  EXPECT_EQ(compare({"a"}, {}), "-1+0");
  EXPECT_EQ(compare(std::vector<std::string>{}, {"a", "b"}), "-0+2");
  EXPECT_EQ(compare({"a", "b", "c"}, {"a", "b", "c"}), "=3");
  EXPECT_EQ(compare({"a", "b", "c"}, {"a", "x", "y", "c"}), "=1-1+2=1");
  EXPECT_EQ(compare({"a", "b", "c", "d"}, {"b", "x", "d"}), "-1+0=1-1+1=1");
}

TEST(LineDiffTest, NumbersOfValuesDoNotCount) {
  EXPECT_EQ(compare({"%1 = a.b %r_3, %c0 : i64", "br ^bb1(%2#1)"},
                    {"%7 = a.b %r, %c0_5 : i64", "br ^bb12(%8#1)"}),
            "=2");
  EXPECT_EQ(compare({"%1 = a.b %r"}, {"%1 = a.b %s"}), "-1+1");
  EXPECT_EQ(compare({"a.b 1 : i32"}, {"a.b 2 : i32"}), "-1+1");
}

TEST(LineDiffTest, BracesAloneAreNoContext) {
  EXPECT_EQ(compare({"f {", "a", "}", "b", "}"}, {"f {", "c", "}", "d", "}"}),
            "=1-3+3=1");
}

TEST(LineDiffTest, LongTexts) {
  std::vector<TextLine> before, after, other;
  for (int i = 0; i < 20000; ++i) {
    std::string text = std::to_string(i);
    before.push_back({text, 0});
    after.push_back({i % 1000 == 500 ? "new" : text, 0});
    other.push_back({"other " + text, 0});
  }
  std::string expected = "=500";
  for (int i = 0; i < 19; ++i)
    expected += "-1+1=999";
  EXPECT_EQ(compare(before, after), expected + "-1+1=499");
  EXPECT_EQ(compare(before, other), "-20000+20000");
}
