//===- TrafficCounter.h - Bytes that rint ops move --------------*- C++ -*-===//

#ifndef RINT_LIB_RUNNER_TRAFFICCOUNTER_H
#define RINT_LIB_RUNNER_TRAFFICCOUNTER_H

#include "mlir/IR/BuiltinOps.h"

namespace mlir::rint {

/// The function that instrumented modules call, of type (index) -> ().
inline constexpr char kCountBytesName[] = "rintCountBytes";

/// Puts a call of `rintCountBytes` behind every rint op on tensors of `module`,
/// with the bytes of its tensor operands and results. Returns whether there is
/// such an op.
bool instrumentTraffic(ModuleOp module);

} // namespace mlir::rint

#endif // RINT_LIB_RUNNER_TRAFFICCOUNTER_H
