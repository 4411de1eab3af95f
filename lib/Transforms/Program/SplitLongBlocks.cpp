//===- SplitLongBlocks.cpp - Short blocks for what splits them --*- C++ -*-===//
//
// The lowerings of structured control flow and of checks split the block that
// they are in, from front to back, and each time move all that follows.
//
//===----------------------------------------------------------------------===//

#include "rint/Transforms/Passes.h"

#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "rint/Dialect/Rint/IR/Rint.h"

namespace mlir::rint {
#define GEN_PASS_DEF_RINTSPLITLONGBLOCKSPASS
#include "rint/Transforms/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;

/// Ops in a block that is still short.
static constexpr size_t kShort = 500;

/// Whether a lowering of `op` splits its block.
static bool splitsBlock(Operation &op) {
  return op.getNumRegions() > 0 || isa<CheckOp, FitsMemoryOp>(op);
}

/// Ends the block behind each op that splits it. From back to front, so that
/// each op is moved once.
static void splitBlock(Block *block) {
  SmallVector<Operation *> last;
  for (Operation &op : block->without_terminator())
    if (splitsBlock(op))
      last.push_back(&op);
  for (Operation *op : llvm::reverse(last)) {
    Block *next = block->splitBlock(op->getNextNode());
    auto builder = OpBuilder::atBlockEnd(block);
    cf::BranchOp::create(builder, op->getLoc(), next);
  }
}

namespace {

struct SplitLongBlocks final
    : rint::impl::RintSplitLongBlocksPassBase<SplitLongBlocks> {
  void runOnOperation() override {
    SmallVector<Block *> blocks;
    getOperation()->walk([&](func::FuncOp function) {
      for (Block &block : function.getBody())
        if (block.getOperations().size() > kShort)
          blocks.push_back(&block);
    });
    for (Block *block : blocks)
      splitBlock(block);
  }
};

} // namespace
