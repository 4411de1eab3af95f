//===- FreeLaunchArguments.cpp - The stack that launches take ---*- C++ -*-===//
//
// Only the translation to LLVM IR spells out a launch: it stores the arguments
// to allocas where the launch stands. These live until the function returns, so
// a loop of launches would run out of stack.
//
//===----------------------------------------------------------------------===//

#include "rint/Transforms/GPU/Passes.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"

namespace mlir::rint {
#define GEN_PASS_DEF_RINTFREELAUNCHARGUMENTSPASS
#include "rint/Transforms/GPU/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;

namespace {

struct FreeLaunchArguments final
    : rint::impl::RintFreeLaunchArgumentsPassBase<FreeLaunchArguments> {
  void runOnOperation() override {
    OpBuilder builder(&getContext());
    auto pointer = LLVM::LLVMPointerType::get(&getContext());
    getOperation()->walk([&](gpu::LaunchFuncOp launch) {
      builder.setInsertionPoint(launch);
      Value stack =
          LLVM::StackSaveOp::create(builder, launch.getLoc(), pointer);
      builder.setInsertionPointAfter(launch);
      LLVM::StackRestoreOp::create(builder, launch.getLoc(), stack);
    });
  }
};

} // namespace
