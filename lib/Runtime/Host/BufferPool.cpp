//===- BufferPool.cpp - Memory for large buffers ----------------*- C++ -*-===//
//
// The first touch of a page costs more than all that a copy does with it, and
// the C library gives large buffers back to the system as soon as they are
// freed. So those are kept here, within limits.
//
// Nothing here needs the C++ library when the program runs: the pool is also in
// librint, which is for programs in C.
//
//===----------------------------------------------------------------------===//

#include "rint/Runtime/BufferPool.h"
#include "../KeptBuffers.h"

#include <algorithm>
#include <cstdlib>
#include <pthread.h>
#include <search.h>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace {

constexpr size_t kPageBytes = size_t(2) << 20;
/// Below this the C library does well.
constexpr size_t kLeastBytes = size_t(1) << 20;
constexpr size_t kDefaultLimit = size_t(1) << 30;
constexpr size_t kMostKeptBuffers = 8;

/// A buffer from here.
struct Buffer {
  void *memory;
  size_t size;
};

/// What the policy needs of a vector, with room for all that are kept and one
/// that is to be.
class BufferList {
public:
  using iterator = rint_runtime::KeptBuffer<Buffer *> *;

  iterator begin() { return buffers; }
  iterator end() { return buffers + count; }
  size_t size() const { return count; }
  bool empty() const { return count == 0; }
  // NOLINTNEXTLINE(readability-identifier-naming): as that of a vector.
  void push_back(rint_runtime::KeptBuffer<Buffer *> buffer) {
    buffers[count++] = buffer;
  }
  void erase(iterator at) {
    std::copy(at + 1, end(), at);
    --count;
  }

private:
  rint_runtime::KeptBuffer<Buffer *> buffers[kMostKeptBuffers + 1] = {};
  size_t count = 0;
};

/// Holds a lock as long as it lives.
class LockGuard {
public:
  explicit LockGuard(pthread_mutex_t &mutex) : mutex(mutex) {
    pthread_mutex_lock(&mutex);
  }
  ~LockGuard() { pthread_mutex_unlock(&mutex); }
  LockGuard(const LockGuard &) = delete;
  LockGuard &operator=(const LockGuard &) = delete;

private:
  pthread_mutex_t &mutex;
};

} // namespace

static int compareMemory(const void *a, const void *b) {
  auto getAddress = [](const void *buffer) {
    return reinterpret_cast<uintptr_t>(
        static_cast<const Buffer *>(buffer)->memory);
  };
  return getAddress(a) < getAddress(b) ? -1 : getAddress(a) > getAddress(b);
}

namespace {

class BufferPool {
public:
  void *allocate(size_t bytes) {
    size_t size = (bytes + kPageBytes - 1) / kPageBytes * kPageBytes;
    // So large that it wraps around.
    if (size < bytes)
      return nullptr;
    LockGuard lock(mutex);
    ++statistics.allocations;
    if (std::optional<Buffer *> buffer = kept.take(size)) {
      ++statistics.reuses;
      statistics.usedBytes += (*buffer)->size;
      return (*buffer)->memory;
    }
    Buffer *buffer = makeBuffer(size);
    if (!buffer) {
      dropKept(0, /*newest=*/0);
      buffer = makeBuffer(size);
    }
    if (!buffer)
      return nullptr;
    statistics.usedBytes += size;
    return buffer->memory;
  }

  /// Whether `memory` came from here.
  bool free(void *memory) {
    LockGuard lock(mutex);
    Buffer key = {memory, 0};
    void *node = tfind(&key, &buffers, compareMemory);
    if (!node)
      return false;
    Buffer *buffer = *static_cast<Buffer **>(node);
    statistics.usedBytes -= buffer->size;
    kept.keep(buffer, buffer->size);
    dropKept(limit, numExempt);
    return true;
  }

  void drop() {
    LockGuard lock(mutex);
    dropKept(0, /*newest=*/0);
  }

  void setLimit(size_t bytes) {
    LockGuard lock(mutex);
    limit = bytes;
    numExempt = 0;
    dropKept(limit, numExempt);
  }

  RintPoolStatistics getStatistics() {
    LockGuard lock(mutex);
    RintPoolStatistics result = statistics;
    result.keptBytes = kept.getBytes();
    result.keptBuffers = kept.get().size();
    return result;
  }

  /// Held while the process is forked, so that no thread that the child does
  /// not have holds it there.
  pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

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

  /// A new buffer, which `buffers` knows; null if there is no memory.
  Buffer *makeBuffer(size_t size) {
    auto *buffer = static_cast<Buffer *>(std::malloc(sizeof(Buffer)));
    if (!buffer)
      return nullptr;
    *buffer = {allocatePages(size), size};
    if (buffer->memory && tsearch(buffer, &buffers, compareMemory))
      return buffer;
    std::free(buffer->memory);
    std::free(buffer);
    return nullptr;
  }

  /// Gives the oldest buffers back to the system until at most `bytes` are
  /// kept, or no more than the `newest`.
  void dropKept(size_t bytes, size_t newest) {
    while (kept.get().size() > newest &&
           (kept.getBytes() > bytes || kept.get().size() > kMostKeptBuffers)) {
      Buffer *buffer = *kept.takeOldest();
      tdelete(buffer, &buffers, compareMemory);
      std::free(buffer->memory);
      std::free(buffer);
    }
  }

  size_t limit = kDefaultLimit;
  /// How many buffers are kept whatever their size: a program that makes one
  /// result again and again uses the same one.
  size_t numExempt = 1;
  /// All buffers from here, as a tree of the C library's, and those of them
  /// that nobody uses.
  void *buffers = nullptr;
  rint_runtime::KeptBuffers<Buffer *, BufferList> kept;
  RintPoolStatistics statistics = {};
};

} // namespace

/// Needs no destructor: programs may free what they have at exit.
static BufferPool pool;

/// At load, as there is nothing to wait for later.
__attribute__((constructor)) static void prepareForks() {
  pthread_atfork([] { pthread_mutex_lock(&pool.mutex); },
                 [] { pthread_mutex_unlock(&pool.mutex); },
                 [] { pthread_mutex_unlock(&pool.mutex); });
}

void *rintPoolAllocate(size_t bytes) {
  return bytes < kLeastBytes ? std::malloc(bytes) : pool.allocate(bytes);
}

void rintPoolFree(void *memory) {
  // Large buffers start at a page; hardly anything else does.
  bool isPage = reinterpret_cast<uintptr_t>(memory) % kPageBytes == 0;
  if (!memory || !isPage || !pool.free(memory))
    std::free(memory);
}

void rintPoolDrop() { pool.drop(); }

void rintPoolSetLimit(size_t bytes) { pool.setLimit(bytes); }

RintPoolStatistics rintPoolGetStatistics() { return pool.getStatistics(); }
