//===- Memory.h - Memory for results ----------------------------*- C++ -*-===//
//
// Linux grants memory that it does not have and kills the process that touches
// it. So what librint's pool is asked for is compared with what is left before.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_PYTHON_MEMORY_H
#define RINT_PYTHON_MEMORY_H

#include <cstdint>

/// Memory from the pool, to be freed by `rint_pool_free`; null where the
/// machine, the process or its control groups have not that much left (C6).
void *allocateResult(int64_t bytes);

#endif // RINT_PYTHON_MEMORY_H
