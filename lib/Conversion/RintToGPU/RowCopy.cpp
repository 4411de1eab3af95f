//===- RowCopy.cpp - Rows by the units that fit them ------------*- C++ -*-===//

#include "RowCopy.h"

#include "KernelLauncher.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "rint/Transforms/GPU/DeviceBuffers.h"

using namespace mlir;
using namespace mlir::rint;

RowCopy::RowCopy(IndexEmitter &host, Value rowUnits, const ElementUnits &units,
                 Value sourceBytes, Value resultBytes)
    : elementBytes(units.bytes), rowUnits(rowUnits) {
  Value wideBytes = host.index(kDeviceUnitBytes);
  Value rowBytes = host.mul(rowUnits, host.index(units.bytes));
  Value fits = host.isEqual(host.rem(rowBytes, wideBytes), host.index(0));
  std::optional<int64_t> known = getConstantIntValue(fits);
  auto view = [&](Type type) -> Buffers {
    Value source = buildUnits(host, sourceBytes, type);
    return {source, buildUnits(host, resultBytes, type)};
  };
  if (!known || !*known)
    narrow = view(units.type);
  if (known && !*known)
    return;
  wide = view(VectorType::get({4}, host.getI32Type()));
  this->rowUnits = host.select(fits, host.div(rowBytes, wideBytes), rowUnits);
  if (!known)
    isWide = host.select(fits, host.index(1), host.index(0));
}

std::string RowCopy::getName() const {
  if (!narrow.source)
    return "i128";
  std::string name = "i" + std::to_string(elementBytes * 8);
  return wide.source ? name + "_or_i128" : name;
}

void RowCopy::build(KernelBuilder &kernel,
                    function_ref<void(Value, Value)> body) const {
  if (!isWide) {
    const Buffers &only = wide.source ? wide : narrow;
    return body(only.source, only.result);
  }
  // All threads take the same branch.
  kernel.ifElse(kernel.isEqual(isWide, kernel.index(0)),
                [&] { body(narrow.source, narrow.result); });
  kernel.ifElse(kernel.isEqual(isWide, kernel.index(1)),
                [&] { body(wide.source, wide.result); });
}
