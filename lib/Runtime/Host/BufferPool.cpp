//===- BufferPool.cpp - Memory for large buffers ----------------*- C++ -*-===//
//
// The first touch of a page costs more than all that a copy does with it, and
// the C library gives large buffers back to the system as soon as they are
// freed. So those are kept here, within limits.
//
//===----------------------------------------------------------------------===//

#include "rint/Runtime/BufferPool.h"
#include "../KeptBuffers.h"

#include <cstdlib>
#include <mutex>
#include <pthread.h>
#include <unordered_map>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace {

constexpr size_t kPageBytes = size_t(2) << 20;
/// Below this the C library does well.
constexpr size_t kLeastBytes = size_t(1) << 20;
constexpr size_t kDefaultLimit = size_t(1) << 30;
constexpr size_t kMostKeptBuffers = 8;

class BufferPool {
public:
  void *allocate(size_t bytes) {
    size_t size = (bytes + kPageBytes - 1) / kPageBytes * kPageBytes;
    // So large that it wraps around.
    if (size < bytes)
      return nullptr;
    std::lock_guard<std::mutex> lock(mutex);
    ++statistics.allocations;
    if (std::optional<void *> memory = kept.take(size)) {
      ++statistics.reuses;
      statistics.usedBytes += sizes[*memory];
      return *memory;
    }
    void *memory = allocatePages(size);
    if (!memory) {
      dropKept(0, /*newest=*/0);
      memory = allocatePages(size);
    }
    if (memory) {
      sizes[memory] = size;
      statistics.usedBytes += size;
    }
    return memory;
  }

  /// Whether `memory` came from here.
  bool free(void *memory) {
    std::lock_guard<std::mutex> lock(mutex);
    auto entry = sizes.find(memory);
    if (entry == sizes.end())
      return false;
    statistics.usedBytes -= entry->second;
    kept.keep(memory, entry->second);
    dropKept(limit, numExempt);
    return true;
  }

  void drop() {
    std::lock_guard<std::mutex> lock(mutex);
    dropKept(0, /*newest=*/0);
  }

  void setLimit(size_t bytes) {
    std::lock_guard<std::mutex> lock(mutex);
    limit = bytes;
    numExempt = 0;
    dropKept(limit, numExempt);
  }

  RintPoolStatistics getStatistics() {
    std::lock_guard<std::mutex> lock(mutex);
    RintPoolStatistics result = statistics;
    result.keptBytes = kept.getBytes();
    result.keptBuffers = kept.get().size();
    return result;
  }

  /// Held while the process is forked, so that no thread that the child does
  /// not have holds it there.
  std::mutex mutex;

private:
  static void *allocatePages(size_t size) {
    void *memory = std::aligned_alloc(kPageBytes, size);
#ifdef __linux__
    if (memory)
      // Only advice: without large pages there are small ones.
      (void)madvise(memory, size, MADV_HUGEPAGE);
#endif
    return memory;
  }

  /// Gives the oldest buffers back to the system until at most `bytes` are
  /// kept, or no more than the `newest`.
  void dropKept(size_t bytes, size_t newest) {
    while (kept.get().size() > newest &&
           (kept.getBytes() > bytes || kept.get().size() > kMostKeptBuffers)) {
      void *memory = *kept.takeOldest();
      sizes.erase(memory);
      std::free(memory);
    }
  }

  size_t limit = kDefaultLimit;
  /// How many buffers are kept whatever their size: a program that makes one
  /// result again and again uses the same one.
  size_t numExempt = 1;
  /// All buffers from here, and those of them that nobody uses.
  std::unordered_map<void *, size_t> sizes;
  rint_runtime::KeptBuffers<void *> kept;
  RintPoolStatistics statistics = {};
};

} // namespace

/// Never destroyed: programs may free what they have at exit.
static BufferPool &getPool() {
  static BufferPool *pool = [] {
    pthread_atfork([] { getPool().mutex.lock(); },
                   [] { getPool().mutex.unlock(); },
                   [] { getPool().mutex.unlock(); });
    return new BufferPool;
  }();
  return *pool;
}

void *rintPoolAllocate(size_t bytes) {
  return bytes < kLeastBytes ? std::malloc(bytes) : getPool().allocate(bytes);
}

void rintPoolFree(void *memory) {
  // Large buffers start at a page; hardly anything else does.
  bool isPage = reinterpret_cast<uintptr_t>(memory) % kPageBytes == 0;
  if (!memory || !isPage || !getPool().free(memory))
    std::free(memory);
}

void rintPoolDrop() { getPool().drop(); }

void rintPoolSetLimit(size_t bytes) { getPool().setLimit(bytes); }

RintPoolStatistics rintPoolGetStatistics() { return getPool().getStatistics(); }
