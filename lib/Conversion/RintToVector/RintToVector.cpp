//===- RintToVector.cpp - Copies with repetition to vectors -----*- C++ -*-===//

#include "KernelLibrary.h"
#include "Lowerings.h"
#include "Options.h"
#include "Strategies.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/BuiltinOps.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/TypeSwitch.h"

namespace mlir::rint {
#define GEN_PASS_DEF_CONVERTRINTTOVECTORPASS
#include "rint/Conversion/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;

namespace {

struct ConvertRintToVector final
    : rint::impl::ConvertRintToVectorPassBase<ConvertRintToVector> {
  using ConvertRintToVectorPassBase::ConvertRintToVectorPassBase;

  LogicalResult initialize(MLIRContext *context) override {
    return verifyOptions(context, getOptions());
  }

  void runOnOperation() override {
    ConvertRintToVectorPassOptions options = getOptions();
    if (options.strategy == kLoopsStrategy)
      return;
    SmallVector<Operation *> ops;
    getOperation().walk([&](Operation *op) {
      if (isa<linalg::BroadcastOp, ExpandRunsOp, ExpandIndicesOp,
              ReduceSegmentsOp, ScanRepeatsOp>(op))
        ops.push_back(op);
    });
    // Kernels are private to the module that their callers are in.
    llvm::MapVector<Operation *, std::unique_ptr<KernelLibrary>> libraries;
    IRRewriter rewriter(&getContext());
    for (Operation *op : ops) {
      auto module = op->getParentOfType<ModuleOp>();
      std::unique_ptr<KernelLibrary> &kernels = libraries[module];
      if (!kernels)
        kernels = std::make_unique<KernelLibrary>(module, options);
      lower(op, rewriter, *kernels);
    }
  }

private:
  /// What has no kernel is left to other passes.
  static void lower(Operation *op, RewriterBase &rewriter,
                    KernelLibrary &kernels) {
    rewriter.setInsertionPoint(op);
    (void)llvm::TypeSwitch<Operation *, LogicalResult>(op)
        .Case([&](linalg::BroadcastOp op) {
          return lowerBroadcast(op, rewriter, kernels);
        })
        .Case([&](ExpandRunsOp op) {
          return lowerExpandRuns(op, rewriter, kernels);
        })
        .Case([&](ExpandIndicesOp op) {
          return lowerExpandIndices(op, rewriter, kernels);
        })
        .Case([&](ReduceSegmentsOp op) {
          return lowerReduceSegments(op, rewriter, kernels);
        })
        .Case([&](ScanRepeatsOp op) {
          return lowerScanRepeats(op, rewriter, kernels);
        });
  }

  ConvertRintToVectorPassOptions getOptions() const {
    ConvertRintToVectorPassOptions options;
    options.threads = threads;
    options.parallelBytes = parallelBytes;
    options.streamingBytes = streamingBytes;
    options.permuteBytes = permuteBytes;
    options.strategy = strategy;
    return options;
  }
};

} // namespace
