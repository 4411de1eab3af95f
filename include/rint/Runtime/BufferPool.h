//===- BufferPool.h - Memory for large buffers ------------------*- C++ -*-===//
//
// A library of its own, which needs nothing but the C++ library, so that
// programs without a compiler in them can link it.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_RUNTIME_BUFFERPOOL_H
#define RINT_RUNTIME_BUFFERPOOL_H

#include <cstddef>
#include <cstdint>

extern "C" {

/// As malloc and free. Large buffers are kept when they are freed and handed
/// out again, and lie on large pages where the system has them. Every thread
/// may call all functions of this header, and so may a process that was forked
/// from one that called them.
void *rintPoolAllocate(size_t bytes);
void rintPoolFree(void *memory);

/// Gives all that is kept back to the system.
void rintPoolDrop();

/// Sets how many bytes are kept at most; with 0, none are. Before the first
/// call it is 1 GiB, or the newest buffer where that is larger.
void rintPoolSetLimit(size_t bytes);

/// What the pool has done and what it holds. Small buffers, which the C library
/// serves, do not count.
struct RintPoolStatistics {
  /// Allocations so far, and those of them that got a buffer which was kept.
  uint64_t allocations;
  uint64_t reuses;
  /// Bytes of buffers that are in use, and of those that are kept.
  size_t usedBytes;
  size_t keptBytes;
  /// Buffers that are kept.
  size_t keptBuffers;
};
RintPoolStatistics rintPoolGetStatistics();
}

#endif // RINT_RUNTIME_BUFFERPOOL_H
