//===- ResultsToDestinations.cpp - Results in buffers of callers *- C++ -*-===//
//
// Upstream's --buffer-results-to-out-params does this to buffers, when it is
// too late to compare sizes or to compute a result where it is wanted.
//
//===----------------------------------------------------------------------===//

#include "rint/Transforms/Passes.h"

#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/SymbolTable.h"
#include "rint/Dialect/Rint/IR/Rint.h"

namespace mlir::rint {
#define GEN_PASS_DEF_RINTRESULTSTODESTINATIONSPASS
#include "rint/Transforms/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;
using namespace mlir::bufferization;

/// Adds a buffer to the arguments of `function` for each of the `results`.
static LogicalResult addDestinations(func::FuncOp function,
                                     const llvm::BitVector &results) {
  for (unsigned i : results.set_bits()) {
    auto tensor = cast<RankedTensorType>(function.getResultTypes()[i]);
    auto buffer = MemRefType::get(tensor.getShape(), tensor.getElementType());
    if (failed(function.insertArgument(function.getNumArguments(), buffer,
                                       DictionaryAttr(), function.getLoc())))
      return failure();
  }
  return success();
}

/// Fills the last arguments of `function` with what it has returned so far.
static LogicalResult fillDestinations(func::FuncOp function) {
  llvm::BitVector results(function.getNumResults());
  for (auto [i, type] : llvm::enumerate(function.getResultTypes()))
    results[i] = isa<RankedTensorType>(type);
  unsigned first = function.getNumArguments();
  if (failed(addDestinations(function, results)))
    return failure();
  function.walk([&](func::ReturnOp op) {
    OpBuilder builder(op);
    unsigned next = first;
    for (unsigned i : results.set_bits())
      MaterializeInDestinationOp::create(
          builder, op.getLoc(), /*result=*/Type(), op.getOperand(i),
          function.getArgument(next++), /*restrict=*/true, /*writable=*/true);
    op->eraseOperands(results);
  });
  if (failed(function.eraseResults(results)))
    return failure();
  if (function->hasAttr(kSignatureAttrName))
    function->setAttr(kSignatureAttrName,
                      TypeAttr::get(function.getFunctionType()));
  return success();
}

namespace {

struct ResultsToDestinations final
    : rint::impl::RintResultsToDestinationsPassBase<ResultsToDestinations> {
  void runOnOperation() override {
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (function.isPublic() && !function.isExternal() &&
          SymbolTable::symbolKnownUseEmpty(function, getOperation()) &&
          failed(fillDestinations(function)))
        return signalPassFailure();
  }
};

} // namespace
