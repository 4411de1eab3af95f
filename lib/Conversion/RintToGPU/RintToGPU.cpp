//===- RintToGPU.cpp - Ops on device buffers to kernels ---------*- C++ -*-===//

#include "rint/Conversion/Passes.h"

#include "Kernels.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "rint/Transforms/GPU/DeviceBuffers.h"
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

int64_t ElementUnits::getPerVector() const { return kDeviceUnitBytes / bytes; }

VectorType ElementUnits::getVectorType() const {
  int64_t wordBytes = std::max<int64_t>(bytes, 4);
  return VectorType::get({kDeviceUnitBytes / wordBytes},
                         IntegerType::get(type.getContext(), wordBytes * 8));
}

Value ElementUnits::buildVector(KernelBuilder &kernel,
                                function_ref<Value(int64_t)> load) const {
  OpBuilder &builder = kernel.builder;
  Location loc = kernel.loc;
  VectorType vectorType = getVectorType();
  Type wordType = vectorType.getElementType();
  int64_t unitsPerWord = getPerVector() / vectorType.getNumElements();
  SmallVector<Value> words;
  for (int64_t at = 0; at < getPerVector();) {
    Value word;
    for (int64_t i = 0; i < unitsPerWord; ++i, ++at) {
      Value unit = load(at);
      if (unit.getType().isIndex())
        unit = arith::IndexCastOp::create(builder, loc, wordType, unit);
      else if (unit.getType() != wordType)
        unit = arith::ExtUIOp::create(builder, loc, wordType, unit);
      if (i == 0) {
        word = unit;
        continue;
      }
      // Devices and hosts are little endian.
      Value bits =
          arith::ConstantIntOp::create(builder, loc, wordType, i * bytes * 8);
      unit = arith::ShLIOp::create(builder, loc, unit, bits);
      word = arith::OrIOp::create(builder, loc, word, unit);
    }
    words.push_back(word);
  }
  return vector::FromElementsOp::create(builder, loc, vectorType, words);
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
