//===- ScopeStackBuffers.cpp - Stack buffers end with a round ---*- C++ -*-===//
//
// The lowering of loops to branches forgets that a buffer on the stack lives
// for one round only: the stack would grow with every round.
//
//===----------------------------------------------------------------------===//

#include "rint/Transforms/Passes.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "mlir/Interfaces/LoopLikeInterface.h"

namespace mlir::rint {
#define GEN_PASS_DEF_RINTSCOPESTACKBUFFERSPASS
#include "rint/Transforms/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;

static Value buildSave(OpBuilder &builder, Location loc) {
  return LLVM::StackSaveOp::create(
      builder, loc, LLVM::LLVMPointerType::get(builder.getContext()));
}

/// Replaces a scope by its body and a stack that is as before behind it.
static void inlineScope(memref::AllocaScopeOp op) {
  IRRewriter rewriter(op);
  Value stack = buildSave(rewriter, op.getLoc());
  Block *body = &op.getBodyRegion().front();
  Operation *exit = body->getTerminator();
  SmallVector<Value> results(exit->getOperands());
  rewriter.inlineBlockBefore(body, op);
  rewriter.eraseOp(exit);
  LLVM::StackRestoreOp::create(rewriter, op.getLoc(), stack);
  rewriter.replaceOp(op, results);
}

/// Whether `op` takes room on the stack. A buffer of unknown rank is passed by
/// a descriptor that is there.
static bool usesStack(Operation *op) {
  if (auto cast = dyn_cast<memref::CastOp>(op))
    return isa<UnrankedMemRefType>(cast.getType()) &&
           isa<MemRefType>(cast.getSource().getType());
  return isa<memref::AllocaOp, LLVM::AllocaOp>(op);
}

/// Whether a round of `loop` uses the stack for itself.
static bool usesStack(LoopLikeOpInterface loop) {
  return loop
      ->walk<WalkOrder::PreOrder>([&](Operation *op) {
        if (op != loop && isa<LoopLikeOpInterface>(op))
          return WalkResult::skip();
        return usesStack(op) ? WalkResult::interrupt() : WalkResult::advance();
      })
      .wasInterrupted();
}

/// Whether a block hands on a buffer, which may be one on the stack.
static bool handsOnBuffers(Block &block) {
  return llvm::any_of(block.getTerminator()->getOperandTypes(),
                      llvm::IsaPred<BaseMemRefType>);
}

namespace {

struct ScopeStackBuffers final
    : rint::impl::RintScopeStackBuffersPassBase<ScopeStackBuffers> {
  void runOnOperation() override {
    getOperation()->walk(inlineScope);
    getOperation()->walk([](LoopLikeOpInterface loop) {
      if (!usesStack(loop))
        return;
      for (Region *region : loop.getLoopRegions()) {
        if (!region->hasOneBlock() || handsOnBuffers(region->front()))
          continue;
        OpBuilder builder = OpBuilder::atBlockBegin(&region->front());
        Value stack = buildSave(builder, loop.getLoc());
        builder.setInsertionPoint(region->front().getTerminator());
        LLVM::StackRestoreOp::create(builder, loop.getLoc(), stack);
      }
    });
  }
};

} // namespace
