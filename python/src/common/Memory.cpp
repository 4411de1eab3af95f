//===- Memory.cpp - Memory for results --------------------------*- C++ -*-===//
//
// Memory.h says what for.
//
//===----------------------------------------------------------------------===//

#include "Memory.h"

#include "rint/Runtime/AvailableMemory.h"
#include "rint/Runtime/BufferPool.h"
#include "rint/rint.h"

// AvailableMemory.cpp empties the pool when memory is short; here that is the
// one in librint.
void rintPoolDrop() { rint_pool_drop(); }

void *allocateResult(int64_t bytes) {
  if (!rint_runtime::takeAvailableMemory(bytes))
    return nullptr;
  return rint_pool_allocate(static_cast<size_t>(bytes));
}
