//===- BufferPool.cpp - Memory for large buffers ----------------*- C++ -*-===//
//
// The first touch of a page costs more than all that a copy does with it, and
// the C library gives large buffers back to the system as soon as they are
// freed. So those are kept here, within limits. Needs nothing but the C++
// library, so that programs without a runner can link it.
//
//===----------------------------------------------------------------------===//

#include "rint/Runtime/BufferPool.h"

#include <cstdint>
#include <cstdlib>
#include <mutex>
#include <unordered_map>
#include <vector>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace {

constexpr size_t kPageBytes = size_t(2) << 20;
/// Below this the C library does well.
constexpr size_t kLeastBytes = size_t(1) << 20;
/// What is kept at most, but for the newest buffer: a program that makes one
/// result again and again uses the same one, whatever its size.
constexpr size_t kMostKeptBytes = size_t(1) << 30;
constexpr size_t kMostKeptBuffers = 8;

class BufferPool {
public:
  void *allocate(size_t bytes) {
    size_t size = (bytes + kPageBytes - 1) / kPageBytes * kPageBytes;
    // So large that it wraps around.
    if (size < bytes)
      return nullptr;
    std::lock_guard<std::mutex> lock(mutex);
    if (void *memory = takeKept(size))
      return memory;
    void *memory = allocatePages(size);
    if (!memory) {
      dropKept(0);
      memory = allocatePages(size);
    }
    if (memory)
      sizes[memory] = size;
    return memory;
  }

  /// Whether `memory` came from here.
  bool free(void *memory) {
    std::lock_guard<std::mutex> lock(mutex);
    auto entry = sizes.find(memory);
    if (entry == sizes.end())
      return false;
    kept.push_back({memory, entry->second});
    keptBytes += entry->second;
    dropKept(kMostKeptBytes, /*newest=*/1);
    return true;
  }

  void drop() {
    std::lock_guard<std::mutex> lock(mutex);
    dropKept(0);
  }

private:
  struct Buffer {
    void *memory;
    size_t size;
  };

  static void *allocatePages(size_t size) {
    void *memory = std::aligned_alloc(kPageBytes, size);
#ifdef __linux__
    if (memory)
      // Only advice: without large pages there are small ones.
      (void)madvise(memory, size, MADV_HUGEPAGE);
#endif
    return memory;
  }

  /// The kept buffer that fits best without wasting half of it, the newest of
  /// those that fit alike.
  void *takeKept(size_t size) {
    auto best = kept.end();
    for (auto it = kept.begin(); it != kept.end(); ++it)
      if (it->size >= size && it->size / 2 <= size &&
          (best == kept.end() || it->size <= best->size))
        best = it;
    if (best == kept.end())
      return nullptr;
    void *memory = best->memory;
    keptBytes -= best->size;
    kept.erase(best);
    return memory;
  }

  /// Gives the oldest buffers back to the system until at most `bytes` are
  /// kept, or no more than the `newest`.
  void dropKept(size_t bytes, size_t newest = 0) {
    while (kept.size() > newest &&
           (keptBytes > bytes || kept.size() > kMostKeptBuffers)) {
      keptBytes -= kept.front().size;
      sizes.erase(kept.front().memory);
      std::free(kept.front().memory);
      kept.erase(kept.begin());
    }
  }

  std::mutex mutex;
  /// All buffers from here, and those of them that nobody uses, oldest first.
  std::unordered_map<void *, size_t> sizes;
  std::vector<Buffer> kept;
  size_t keptBytes = 0;
};

} // namespace

/// Never destroyed: programs may free what they have at exit.
static BufferPool &getPool() {
  static BufferPool *pool = new BufferPool;
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
