//===- SplitAssemblyTest.cpp - Tests of functions in assembly ---*- C++ -*-===//

#include "Explain/Compilation.h"
#include <gtest/gtest.h>

using namespace mlir;
using namespace mlir::rint;

TEST(SplitAssemblyTest, KeepsTheCodeOfFunctions) {
  ModuleText functions = splitAssembly("\t.text\n"
                                       "\t.globl\tmain\n"
                                       "\t.type\tmain,@function\n"
                                       "main:                # @main\n"
                                       "\t.cfi_startproc\n"
                                       "# %bb.0:\n"
                                       "\tmovq\t%rdi, %rax\n"
                                       ".LBB0_1:\n"
                                       "\tretq\n"
                                       ".Lfunc_end0:\n"
                                       "\t.size\tmain, .Lfunc_end0-main\n"
                                       "\t.type\ttable,@object\n"
                                       "table:\n"
                                       "\t.quad\t1\n"
                                       "\t.type\tf.x,@function\n"
                                       "f.x:\n"
                                       "\tretq\n"
                                       ".Lfunc_end1:\n");
  ASSERT_EQ(functions.size(), 2u);
  EXPECT_EQ(functions[0].name, "main");
  std::vector<std::string> lines;
  for (const TextLine &line : functions[0].lines)
    lines.push_back(line.text);
  EXPECT_EQ(lines, (std::vector<std::string>{"main:                # @main",
                                             "    movq %rdi, %rax",
                                             ".LBB0_1:", "    retq"}));
  EXPECT_EQ(functions[1].name, "f.x");
  EXPECT_EQ(functions[1].lines.size(), 2u);
  EXPECT_TRUE(splitAssembly("").empty());
}
