//===- Streaming.h - Stores past the caches ---------------------*- C++ -*-===//
//
// An ordinary store reads its line before it writes it; a non-temporal store of
// a whole line does not, which pays for results that no cache holds. Its
// address has to be aligned, and a line has to be written at once.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_CONVERSION_RINTTOVECTOR_STREAMING_H
#define RINT_LIB_CONVERSION_RINTTOVECTOR_STREAMING_H

#include "Copy.h"

namespace mlir::rint {

/// What is written at once through a buffer that stays in the first-level
/// cache.
inline constexpr int64_t kStagingBytes = 16384;

/// Whether a result of `bytes` bytes is stored past the caches.
Value buildIsLarge(VectorEmitter &e, Value bytes);

/// A buffer of `bytes` bytes for words of `copy` on the stack of the kernel.
Value buildStaging(VectorEmitter &e, const Copy &copy, int64_t bytes);

/// Writes `size` words of `staging` from `stagingBegin` on, an aligned
/// position, to `begin` in the destination, past the caches. So `begin` is to
/// be aligned, too.
void buildFlush(VectorEmitter &e, const Copy &copy, Value staging,
                Value stagingBegin, Value begin, Value size);

/// Waits for stores past the caches, if there were any.
void buildFence(VectorEmitter &e, Value streams);

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_RINTTOVECTOR_STREAMING_H
