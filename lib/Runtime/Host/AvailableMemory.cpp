//===- AvailableMemory.cpp - How much memory is left ------------*- C++ -*-===//
//
// Linux grants allocations that it cannot back and kills the process when it
// touches them. So a result that is too large has to be refused by the figures
// that the kernel publishes. Where there are none, an allocation is tried.
//
//===----------------------------------------------------------------------===//

#include "rint/Runtime/AvailableMemory.h"
#include "MemoryLimits.h"
#include "rint/Runtime/BufferPool.h"

#include <chrono>
#include <cstdlib>
#include <mutex>
#include <pthread.h>

using namespace rint_runtime;

/// Small requests are granted without a look at the limits.
static constexpr int64_t kGrantedBytes = 1 << 20;

/// For so long the figures are believed: reading them takes some 50 us, which
/// programs with many buffers would notice, and what other processes take in
/// the meantime is little.
static constexpr std::chrono::milliseconds kTrustedTime(100);

static bool tryAllocation(int64_t bytes) {
  // The pointer is volatile so that the pair of calls is not optimized away.
  void *volatile buffer = std::malloc(bytes);
  bool allocated = buffer;
  std::free(buffer);
  return allocated;
}

namespace {
/// What was available when the limits were last read, less what has been taken
/// since.
struct Budget {
  using Clock = std::chrono::steady_clock;

  void read() {
    available = readMemoryLimits();
    readAt = Clock::now();
  }

  /// Held while the process is forked, so that no thread that the child does
  /// not have holds it there.
  std::mutex mutex;
  std::optional<int64_t> available;
  Clock::time_point readAt;
};
} // namespace

/// Never destroyed: programs may allocate at exit.
static Budget &getBudget() {
  static Budget *budget = [] {
    pthread_atfork([] { getBudget().mutex.lock(); },
                   [] { getBudget().mutex.unlock(); },
                   [] { getBudget().mutex.unlock(); });
    return new Budget;
  }();
  return *budget;
}

/// Whether there are `bytes` bytes, of which `taken` are gone if so.
static bool askBudget(int64_t bytes, int64_t taken) {
  if (bytes <= kGrantedBytes)
    return bytes >= 0;
  Budget &budget = getBudget();
  std::unique_lock<std::mutex> lock(budget.mutex);
  if (!budget.available || *budget.available < bytes ||
      Budget::Clock::now() - budget.readAt > kTrustedTime)
    budget.read();
  // What is kept for later is in use as far as the system knows. The pool has a
  // lock of its own, and one at a time is enough for a fork to wait for.
  if (budget.available && *budget.available < bytes) {
    lock.unlock();
    rintPoolDrop();
    lock.lock();
    budget.read();
  }
  if (!budget.available)
    return tryAllocation(bytes);
  if (*budget.available < bytes)
    return false;
  *budget.available -= taken;
  return true;
}

bool rint_runtime::isMemoryAvailable(int64_t bytes) {
  return askBudget(bytes, /*taken=*/0);
}

bool rint_runtime::takeAvailableMemory(int64_t bytes) {
  return askBudget(bytes, /*taken=*/bytes);
}
