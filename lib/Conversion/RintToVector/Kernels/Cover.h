//===- Cover.h - Stretches of words by whole vectors ------------*- C++ -*-===//

#ifndef RINT_LIB_CONVERSION_RINTTOVECTOR_KERNELS_COVER_H
#define RINT_LIB_CONVERSION_RINTTOVECTOR_KERNELS_COVER_H

#include "../Copy.h"

namespace mlir::rint {

/// What is stored where a store may run over into what is written next.
inline constexpr int64_t kOverrunBytes = 16;

/// Writes `vector` over `size` words, at least a vector's, of the destination
/// from `to` on.
void buildFill(VectorEmitter &e, const Copy &copy, Value vector, Value to,
               Value size);

/// Copies `size` words, at least a vector's, from the position `from` of the
/// source to `to` of the destination.
void buildMove(VectorEmitter &e, const Copy &copy, Value from, Value to,
               Value size);

/// Copies `size` words from `from` to `to` by loads and stores of
/// `kOverrunBytes`, of which the last may run over on both sides.
void buildOverrunningMove(VectorEmitter &e, const Copy &copy, Value from,
                          Value to, Value size);

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_RINTTOVECTOR_KERNELS_COVER_H
