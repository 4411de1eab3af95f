//===- Repeat.h - One count for every slice ---------------------*- C++ -*-===//

#ifndef RINT_LIB_KERNELS_REPEAT_H
#define RINT_LIB_KERNELS_REPEAT_H

#include "rint/rint.h"

namespace rint_library {

/// What rint_repeat does after its checks.
void writeCopies(const void *source, const rint_shape &shape, int64_t count,
                 void *result, int64_t begin, int64_t end);

} // namespace rint_library

#endif // RINT_LIB_KERNELS_REPEAT_H
