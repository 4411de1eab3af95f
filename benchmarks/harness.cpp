//===- harness.cpp - Loops around what is timed -----------------*- C++ -*-===//
//
// Calls of a few nanoseconds cannot be timed from Python, and the limits of the
// machine are those of the best loops that a compiler makes.
//
//===----------------------------------------------------------------------===//

#include "rint/Runtime/BufferPool.h"

#include <chrono>
#include <cstdlib>
#include <cstring>

using Clock = std::chrono::steady_clock;

static double secondsSince(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

namespace {

/// The start of a descriptor of any rank, and room for the rest.
struct Descriptor {
  void *allocated;
  void *aligned;
  long rest[9];
};

} // namespace

using Function = void (*)(void *, void *, void *, void *, void *);

extern "C" {

/// Calls the C interface `address` and leaves what it returns in `result`.
void callOnce(void *address, void *result, void **arguments) {
  reinterpret_cast<Function>(address)(result, arguments[0], arguments[1],
                                      arguments[2], arguments[3]);
}

/// Calls the C interface `address` `times` times and frees what it returns;
/// unless the pool `keeps` that, each call has to ask the system for memory.
double timeCalls(void *address, void **arguments, long times, bool keeps) {
  auto function = reinterpret_cast<Function>(address);
  if (!keeps)
    rintPoolDrop();
  Clock::time_point begin = Clock::now();
  for (long i = 0; i < times; ++i) {
    Descriptor result;
    function(&result, arguments[0], arguments[1], arguments[2], arguments[3]);
    rintPoolFree(result.allocated);
    if (!keeps)
      rintPoolDrop();
  }
  return secondsSince(begin);
}

double timeCopy(void *to, const void *from, size_t bytes, long times) {
  Clock::time_point begin = Clock::now();
  for (long i = 0; i < times; ++i)
    std::memcpy(to, from, bytes);
  return secondsSince(begin);
}

/// A copy by stores past the caches, of whole vectors only.
double timeStreamedCopy(void *to, const void *from, size_t bytes, long times) {
  using Vector [[gnu::vector_size(64)]] = char;
  using Unaligned [[gnu::vector_size(64), gnu::aligned(1)]] = char;
  auto *target = static_cast<Vector *>(to);
  auto *source = static_cast<const Unaligned *>(from);
  Clock::time_point begin = Clock::now();
  for (long i = 0; i < times; ++i) {
    for (size_t at = 0; at < bytes / sizeof(Vector); ++at)
      __builtin_nontemporal_store(Vector(source[at]), target + at);
    __atomic_thread_fence(__ATOMIC_SEQ_CST);
  }
  return secondsSince(begin);
}

/// Not with zeros, which some machines write twice as fast as anything else.
double timeFill(void *to, const void *, size_t bytes, long times) {
  Clock::time_point begin = Clock::now();
  for (long i = 0; i < times; ++i)
    std::memset(to, int(i) | 1, bytes);
  return secondsSince(begin);
}
}
