//===- Kernels.h - The ops that are compiled --------------------*- C++ -*-===//
//
// Each takes the arguments of the schema that rint/torch/_library.py defines.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_PYTHON_TORCH_KERNELS_H
#define RINT_PYTHON_TORCH_KERNELS_H

#include "Shims.h"

namespace rint_torch {

#define RINT_TORCH_KERNELS(X)                                                  \
  X(repeatByCount)                                                             \
  X(repeatByCounts)                                                            \
  X(repeatByOffsets)                                                           \
  X(repeatIndices)                                                             \
  X(rowOffsets)                                                                \
  X(reduceByCount)                                                             \
  X(reduceByCounts)                                                            \
  X(reduceByOffsets)

#define RINT_DECLARE(kernel)                                                   \
  void kernel(shims::Value *stack, uint64_t numArguments, uint64_t numResults);
RINT_TORCH_KERNELS(RINT_DECLARE)
#undef RINT_DECLARE

} // namespace rint_torch

#endif // RINT_PYTHON_TORCH_KERNELS_H
