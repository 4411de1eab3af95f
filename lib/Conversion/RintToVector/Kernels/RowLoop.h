//===- RowLoop.h - The runs of rows, one by one -----------------*- C++ -*-===//

#ifndef RINT_LIB_CONVERSION_RINTTOVECTOR_KERNELS_ROWLOOP_H
#define RINT_LIB_CONVERSION_RINTTOVECTOR_KERNELS_ROWLOOP_H

#include "../RunCopy.h"

namespace mlir::rint {

/// Calls `body` for each slice that has rows in `part`, or none: with the
/// position of its row in the source, and the first row to write and the one
/// behind the last.
void forRows(VectorEmitter &e, const RunCopy &copy, const RowRange &part,
             function_ref<void(Value, Value, Value)> body);

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_RINTTOVECTOR_KERNELS_ROWLOOP_H
