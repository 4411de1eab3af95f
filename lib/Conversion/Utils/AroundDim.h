//===- AroundDim.h - Sizes before and behind a dimension --------*- C++ -*-===//

#ifndef RINT_LIB_CONVERSION_UTILS_AROUNDDIM_H
#define RINT_LIB_CONVERSION_UTILS_AROUNDDIM_H

#include "IndexEmitter.h"

namespace mlir::rint {

/// A shape as [outer, size, inner]: the elements before a dimension, its size,
/// and the elements behind it.
struct AroundDim {
  /// Reads the shape of the memref `buffer` around `dim`.
  AroundDim(IndexEmitter &e, Value buffer, int64_t dim);

  Value outer, size, inner;
};

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_UTILS_AROUNDDIM_H
