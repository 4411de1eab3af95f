//===- HeldRow.h - A row in registers ---------------------------*- C++ -*-===//

#ifndef RINT_LIB_CONVERSION_RINTTOVECTOR_KERNELS_HELDROW_H
#define RINT_LIB_CONVERSION_RINTTOVECTOR_KERNELS_HELDROW_H

#include "../Copy.h"

namespace mlir::rint {

/// Whether a row is known to be a vector or more, and few enough of them to
/// stay in registers while they go to their destinations.
bool isHeldRow(const Copy &copy);

/// Builds a copy of held rows by `build`, which is told whether to store past
/// the caches: once, or in both branches of a run-time choice.
void buildHeldRows(VectorEmitter &e, const Copy &copy,
                   function_ref<void(bool)> build);

/// Writes `copies` copies of the held row at `from`, one behind the other from
/// `to` on.
void buildHeldRow(VectorEmitter &e, const Copy &copy, Value from, Value to,
                  Value copies, bool streams);

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_RINTTOVECTOR_KERNELS_HELDROW_H
