//===- TensorPrinter.h - Results as text ------------------------*- C++ -*-===//

#ifndef RINT_LIB_RUNNER_TENSORPRINTER_H
#define RINT_LIB_RUNNER_TENSORPRINTER_H

#include "rint/ExecutionEngine/HostTensor.h"

namespace mlir::rint {

/// Writes `tensor` on one line in the form in which arguments are given:
/// 2x2xf32=[[1, 2], [3, 4.5]]. As in NumPy, a tensor of more than 1000 elements
/// is shortened to the first and last three entries of each dimension that has
/// more than six, unless `all` is set.
void printTensor(const TensorView &tensor, bool all, raw_ostream &os);

} // namespace mlir::rint

#endif // RINT_LIB_RUNNER_TENSORPRINTER_H
