//===- HighlightTest.cpp - Tests of code as HTML ----------------*- C++ -*-===//

#include "Explain/Highlight.h"
#include <gtest/gtest.h>
#include <string>

using namespace mlir;
using namespace mlir::rint;

static std::string highlight(StringRef line,
                             Language language = Language::MLIR) {
  std::string html;
  llvm::raw_string_ostream os(html);
  printHighlighted(line, language, os);
  return html;
}

/// What a browser shows of `html`.
static std::string getText(StringRef html) {
  std::string text;
  while (!html.empty()) {
    if (html.front() == '<') {
      html = html.drop_until([](char c) { return c == '>'; }).drop_front();
      continue;
    }
    size_t before = html.size();
    for (auto [entity, c] : {std::pair("&amp;", '&'),
                             {"&lt;", '<'},
                             {"&gt;", '>'},
                             {"&quot;", '"'}})
      if (html.consume_front(entity)) {
        text += c;
        break;
      }
    if (html.size() == before) {
      text += html.front();
      html = html.drop_front();
    }
  }
  return text;
}

TEST(HighlightTest, MarksWhatThingsAre) {
  EXPECT_EQ(
      highlight("  %r:2 = rint.offsets repeats(%x#1 : tensor<3x?xi64>)"),
      "  <i class=v>%r</i>:<i class=n>2</i> = <i class=o>rint.offsets</i> "
      "repeats(<i class=v>%x</i><i class=y>#1</i> : <i class=t>tensor</i>"
      "&lt;<i class=t>3x?xi64</i>&gt;)");
  EXPECT_EQ(highlight("call @f(%0) : (!llvm.ptr) -> f32 // <b>"),
            "call <i class=y>@f</i>(<i class=v>%0</i>) : (<i class=t>!llvm.ptr"
            "</i>) -&gt; <i class=t>f32</i> <i class=c>// &lt;b&gt;</i>");
  EXPECT_EQ(highlight("x = -1.5e-05, \"a\\\"<\""),
            "x = -<i class=n>1.5e-05</i>, <i class=s>&quot;a\\&quot;&lt;&quot;"
            "</i>");
  EXPECT_EQ(highlight("    movq $-1, %rax # x", Language::Assembly),
            "    <i class=o>movq</i> $-<i class=n>1</i>, <i class=v>%rax</i> "
            "<i class=c># x</i>");
  EXPECT_EQ(highlight(".LBB0_1:", Language::Assembly),
            "<i class=y>.LBB0_1</i>:");
}

TEST(HighlightTest, LosesNothing) {
  for (StringRef line : {"",
                         "?",
                         "? -",
                         "%",
                         "@",
                         "!",
                         "#",
                         "^",
                         "\"",
                         "\"\\",
                         "@\"",
                         "%-",
                         "1e",
                         "1e+",
                         "0x",
                         "0xFF",
                         "?x",
                         "?-x",
                         "-",
                         "->",
                         "$",
                         "a$b",
                         "&amp;",
                         "memref<?x4xf32, strided<[?, 1], offset: ?>>",
                         "<script>",
                         "3x-",
                         "//",
                         "llvm.func @a(...) -> !llvm.struct<(ptr, i64)>",
                         "\xc3\xa4 %\xc3\xa4"})
    for (Language language : {Language::MLIR, Language::Assembly}) {
      std::string html = highlight(line, language);
      EXPECT_EQ(getText(html), line.str()) << html;
    }
}
