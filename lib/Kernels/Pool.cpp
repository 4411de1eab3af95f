//===- Pool.cpp - Memory for results ----------------------------*- C++ -*-===//

#include "rint/Runtime/BufferPool.h"
#include "rint/rint.h"

void *rint_pool_allocate(size_t bytes) { return rintPoolAllocate(bytes); }

void rint_pool_free(void *memory) { rintPoolFree(memory); }

void rint_pool_set_limit(size_t bytes) { rintPoolSetLimit(bytes); }

void rint_pool_drop(void) { rintPoolDrop(); }

void rint_pool_get_statistics(rint_pool_statistics *statistics) {
  RintPoolStatistics pool = rintPoolGetStatistics();
  *statistics = {pool.allocations, pool.reuses, pool.usedBytes, pool.keptBytes,
                 pool.keptBuffers};
}
