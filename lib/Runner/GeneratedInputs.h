//===- GeneratedInputs.h - Tensors that are made by a rule ------*- C++ -*-===//

#ifndef RINT_LIB_RUNNER_GENERATEDINPUTS_H
#define RINT_LIB_RUNNER_GENERATEDINPUTS_H

#include "rint/ExecutionEngine/HostTensor.h"

namespace mlir::rint {

/// Fills `tensor` with 0, 1, 2, ... in row-major order, converted to its type.
void fillIota(HostTensor &tensor);

/// Fills `tensor` with uniform integers, the same on every machine.
/// `arguments` is LO:HI:SEED. Fails if it is not, or if the type cannot hold a
/// number from LO to HI - 1.
llvm::Error fillRandom(StringRef arguments, HostTensor &tensor);

} // namespace mlir::rint

#endif // RINT_LIB_RUNNER_GENERATEDINPUTS_H
