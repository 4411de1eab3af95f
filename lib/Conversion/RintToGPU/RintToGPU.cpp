//===- RintToGPU.cpp - Ops on device buffers to kernels ---------*- C++ -*-===//

#include "rint/Conversion/Passes.h"

#include "DeviceBuffers.h"
#include "Kernels.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "llvm/ADT/TypeSwitch.h"

namespace mlir::rint {
#define GEN_PASS_DEF_CONVERTRINTTOGPUPASS
#include "rint/Conversion/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;

ElementUnits ElementUnits::get(Type elementType) {
  int64_t bytes = getElementBytes(elementType);
  int64_t unitBytes = std::min<int64_t>(bytes, 8);
  return {IntegerType::get(elementType.getContext(), unitBytes * 8), unitBytes,
          bytes / unitBytes};
}

RowCopy::RowCopy(IndexBuilder &host, Value rowUnits, const ElementUnits &units,
                 Value sourceBytes, Value resultBytes)
    : bytes(units.bytes), rowUnits(rowUnits) {
  Value wideBytes = host.constant(kDeviceUnitBytes);
  Value rowBytes = host.mul(rowUnits, host.constant(bytes));
  Value isWide = host.isEqual(host.rem(rowBytes, wideBytes), host.constant(0));
  if (std::optional<int64_t> known = getConstantIntValue(isWide))
    (*known ? mayBeNarrow : mayBeWide) = false;
  Type wideType = VectorType::get({4}, host.builder.getI32Type());
  auto append = [&](Type type) {
    operands.push_back(buildUnits(host, sourceBytes, type));
    operands.push_back(buildUnits(host, resultBytes, type));
  };
  if (mayBeNarrow)
    append(units.type);
  if (!mayBeWide)
    return;
  append(wideType);
  this->rowUnits = host.select(isWide, host.div(rowBytes, wideBytes), rowUnits);
  if (mayBeNarrow)
    operands.push_back(host.select(isWide, host.constant(1), host.constant(0)));
}

std::string RowCopy::getName() const {
  std::string name = "i" + std::to_string(bytes * 8);
  if (!mayBeNarrow)
    return "i128";
  return mayBeWide ? name + "_or_i128" : name;
}

void RowCopy::build(KernelBuilder &kernel,
                    function_ref<void(Value, Value)> body) const {
  if (!mayBeWide || !mayBeNarrow)
    return body(kernel.argument(0), kernel.argument(1));
  // All threads take the same branch.
  Value isWide = kernel.argument(4);
  kernel.when(kernel.isEqual(isWide, kernel.constant(0)),
              [&] { body(kernel.argument(0), kernel.argument(1)); });
  kernel.when(kernel.isEqual(isWide, kernel.constant(1)),
              [&] { body(kernel.argument(2), kernel.argument(3)); });
}

namespace {

struct ConvertRintToGPU final
    : rint::impl::ConvertRintToGPUPassBase<ConvertRintToGPU> {
  void runOnOperation() override {
    SmallVector<Operation *> ops;
    getOperation()->walk([&](Operation *op) {
      if (isDeviceOp(op) && llvm::all_of(op->getOperands(), findDeviceBytes))
        ops.push_back(op);
    });
    OpBuilder builder(&getContext());
    for (Operation *op : ops) {
      builder.setInsertionPoint(op);
      KernelLauncher launcher(builder, op);
      llvm::TypeSwitch<Operation *>(op)
          .Case([&](linalg::BroadcastOp op) { launchBroadcast(launcher, op); })
          .Case([&](ScanRepeatsOp op) { launchScanRepeats(launcher, op); })
          .Case([&](ExpandRunsOp op) { launchExpandRuns(launcher, op); })
          .Case([&](ExpandIndicesOp op) { launchExpandIndices(launcher, op); });
      op->erase();
    }
  }
};

} // namespace
