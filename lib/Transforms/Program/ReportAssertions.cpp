//===- ReportAssertions.cpp - Assertions say where they stand ---*- C++ -*-===//
//
// The lowering of cf.assert calls abort, without a place.
//
//===----------------------------------------------------------------------===//

#include "rint/Transforms/Passes.h"

#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "rint/Dialect/Rint/IR/Rint.h"

namespace mlir::rint {
#define GEN_PASS_DEF_RINTREPORTASSERTIONSPASS
#include "rint/Transforms/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;

namespace {

struct ReportAssertions final
    : rint::impl::RintReportAssertionsPassBase<ReportAssertions> {
  void runOnOperation() override {
    getOperation()->walk([](cf::AssertOp op) {
      OpBuilder builder(op);
      CheckOp::create(builder, op.getLoc(), op.getArg(), op.getMsg(),
                      ValueRange());
      op.erase();
    });
  }
};

} // namespace
