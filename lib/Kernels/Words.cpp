//===- Words.cpp - Rows as words of kernels ---------------------*- C++ -*-===//

#include "Words.h"

#include "rint/rint.h"

#include <algorithm>
#include <atomic>
#include <unistd.h>

using namespace rint_library;

Words::Words(const void *source, const void *result, int64_t innerBytes) {
  uint64_t bits = reinterpret_cast<uintptr_t>(source) |
                  reinterpret_cast<uintptr_t>(result) | uint64_t(innerBytes) |
                  8;
  int log = __builtin_ctzll(bits);
  const Kernels &kernels = getKernels();
  bytes = int64_t(1) << log;
  inner = innerBytes >> log;
  rows = &kernels.rows[log];
  elements = nullptr;
  if (inner == 1)
    elements = &kernels.elements[log];
  else if (innerBytes == 16 && bytes == 8)
    elements = &kernels.elements[4];
}

/// The size from which on results are stored past the caches, or 0; -1 as long
/// as nobody has asked.
static std::atomic<int64_t> streamingBytes(-1);

/// What most machines have, where the system does not tell.
static constexpr int64_t kCacheBytes = int64_t(32) << 20;

static int64_t getStreamingBytes() {
  int64_t bytes = streamingBytes.load(std::memory_order_relaxed);
  if (bytes >= 0)
    return bytes;
  bytes = 0;
#ifdef _SC_LEVEL3_CACHE_SIZE
  bytes = sysconf(_SC_LEVEL3_CACHE_SIZE);
#endif
  if (bytes <= 0)
    bytes = kCacheBytes;
  streamingBytes.store(bytes, std::memory_order_relaxed);
  return bytes;
}

void rint_set_streaming_bytes(int64_t bytes) {
  streamingBytes.store(std::max<int64_t>(bytes, 0), std::memory_order_relaxed);
}

int64_t rint_library::getRowsOfCall(int64_t bytes, int64_t rowBytes) {
  if (bytes < kStreamedBytes)
    return INT64_MAX;
  int64_t least = getStreamingBytes();
  if (least > 0 && bytes >= least)
    return INT64_MAX;
  return std::max<int64_t>((kStreamedBytes - 1) / rowBytes, 1);
}
