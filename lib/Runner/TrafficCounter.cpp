//===- TrafficCounter.cpp - Bytes that rint ops move ------------*- C++ -*-===//
//
// The sizes of results depend on data, so the program itself counts: in a copy
// of the module that is run once and not timed.
//
//===----------------------------------------------------------------------===//

#include "TrafficCounter.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "rint/Dialect/Rint/IR/Rint.h"
#include "rint/ExecutionEngine/ElementLayout.h"

using namespace mlir;
using namespace mlir::rint;

/// The bytes of a ranked tensor, as an index.
static Value createByteSize(OpBuilder &builder, Location loc, Value tensor) {
  auto type = cast<RankedTensorType>(tensor.getType());
  Value size = arith::ConstantIndexOp::create(
      builder, loc, ElementLayout::get(type.getElementType())->getBytes());
  for (int64_t dim = 0; dim < type.getRank(); ++dim) {
    Value extent = tensor::DimOp::create(builder, loc, tensor, dim);
    size = arith::MulIOp::create(builder, loc, size, extent);
  }
  return size;
}

bool rint::instrumentTraffic(ModuleOp module) {
  SmallVector<Operation *> ops;
  module.walk([&](Operation *op) {
    if (isa_and_present<RintDialect>(op->getDialect()) &&
        llvm::any_of(op->getResultTypes(), llvm::IsaPred<RankedTensorType>))
      ops.push_back(op);
  });
  if (ops.empty())
    return false;

  OpBuilder builder(module.getContext());
  builder.setInsertionPointToStart(module.getBody());
  auto counter =
      func::FuncOp::create(builder, module.getLoc(), kCountBytesName,
                           builder.getFunctionType(builder.getIndexType(), {}));
  counter.setPrivate();
  for (Operation *op : ops) {
    builder.setInsertionPointAfter(op);
    for (Value value : llvm::concat<Value>(op->getOperands(), op->getResults()))
      if (isa<RankedTensorType>(value.getType()))
        func::CallOp::create(
            builder, op->getLoc(), counter,
            ValueRange(createByteSize(builder, op->getLoc(), value)));
  }
  return true;
}
