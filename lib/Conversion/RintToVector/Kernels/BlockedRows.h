//===- BlockedRows.h - Long rows in blocks ----------------------*- C++ -*-===//

#ifndef RINT_LIB_CONVERSION_RINTTOVECTOR_KERNELS_BLOCKEDROWS_H
#define RINT_LIB_CONVERSION_RINTTOVECTOR_KERNELS_BLOCKEDROWS_H

#include "../Copy.h"

namespace mlir::rint {

/// A block of a row that is copied to all its destinations while it is in the
/// first-level cache.
inline constexpr int64_t kBlockBytes = 16384;

/// Writes rows of at least a vector, as a part of a kernel.
void buildBlockedRows(VectorEmitter &e, const Copy &copy);

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_RINTTOVECTOR_KERNELS_BLOCKEDROWS_H
