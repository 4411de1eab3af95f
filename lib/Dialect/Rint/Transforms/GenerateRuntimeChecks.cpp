//===- GenerateRuntimeChecks.cpp - Run-time checks of rint ops --*- C++ -*-===//

#include "RuntimeChecks.h"
#include "rint/Dialect/Rint/IR/Rint.h"
#include "rint/Dialect/Rint/Transforms/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

namespace mlir::rint {
#define GEN_PASS_DEF_RINTGENERATERUNTIMECHECKSPASS
#include "rint/Dialect/Rint/Transforms/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;

/// Words a failed check as the verifier would.
static std::string describe(Operation *op, StringRef message) {
  return ("'" + op->getName().getStringRef() + "' op " + message).str();
}

void rint::buildRuntimeChecks(OpBuilder &builder,
                              RuntimeVerifiableOpInterface op) {
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPoint(op);
  op.generateRuntimeVerification(builder, op.getLoc(), describe);
}

namespace {

struct GenerateRuntimeChecksPass final
    : rint::impl::RintGenerateRuntimeChecksPassBase<GenerateRuntimeChecksPass> {
  void runOnOperation() override {
    // Collected first: the checks are made of rint ops themselves.
    SmallVector<RuntimeVerifiableOpInterface> ops;
    getOperation()->walk([&](RuntimeVerifiableOpInterface op) {
      if (isa_and_nonnull<RintDialect>(op->getDialect()))
        ops.push_back(op);
    });
    OpBuilder builder(&getContext());
    for (RuntimeVerifiableOpInterface op : ops)
      buildRuntimeChecks(builder, op);
  }
};

} // namespace
