//===- AvailableMemory.cpp - How much memory is left ------------*- C++ -*-===//
//
// Linux grants allocations that it cannot back and kills the process when it
// touches them. So a result that is too large has to be refused by the figures
// that the kernel publishes. Where there are none, an allocation is tried.
//
//===----------------------------------------------------------------------===//

#include "rint/Runtime/AvailableMemory.h"
#include "rint/Runtime/BufferPool.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include <chrono>
#include <cstdlib>
#include <mutex>
#include <optional>
#include <sys/resource.h>
#include <unistd.h>

using llvm::StringRef;
using llvm::Twine;

/// Small requests are granted without a look at the limits.
static constexpr int64_t kAlwaysFits = 1 << 20;

static std::string readFile(const Twine &path) {
  // Files of /proc and /sys have no size, so they are read as streams.
  auto buffer = llvm::MemoryBuffer::getFileAsStream(path);
  return buffer ? (*buffer)->getBuffer().str() : std::string();
}

/// The number that follows `key` at the start of a line of `text`.
static std::optional<int64_t> readField(StringRef text, StringRef key) {
  for (StringRef line : llvm::split(text, '\n')) {
    if (!line.consume_front(key))
      continue;
    line = line.ltrim();
    int64_t value;
    if (!line.consumeInteger(10, value))
      return value;
  }
  return std::nullopt;
}

static std::optional<int64_t> readNumber(const Twine &path) {
  return readField(readFile(path), "");
}

static void lowerTo(std::optional<int64_t> &least, int64_t value) {
  least = std::min(least.value_or(value), std::max<int64_t>(value, 0));
}

/// What the control group in `folder` has left. Its usage counts cached files,
/// which the kernel drops when the memory is needed.
static std::optional<int64_t> readGroup(const Twine &folder, bool unified) {
  std::optional<int64_t> limit =
      readNumber(folder + (unified ? "/memory.max" : "/memory.limit_in_bytes"));
  std::optional<int64_t> usage = readNumber(
      folder + (unified ? "/memory.current" : "/memory.usage_in_bytes"));
  if (!limit || !usage)
    return std::nullopt;
  std::string stat = readFile(folder + "/memory.stat");
  StringRef prefix = unified ? "" : "total_";
  for (StringRef key : {"inactive_file", "active_file"})
    *usage -= readField(stat, (prefix + key + " ").str()).value_or(0);
  return *limit - *usage;
}

/// Lowers `least` to what each control group on the way from that of the
/// process to the root has left.
static void lowerToGroups(std::optional<int64_t> &least) {
  std::string groups = readFile("/proc/self/cgroup");
  for (StringRef line : llvm::split(groups, '\n')) {
    // Lines are ID:CONTROLLERS:PATH; the unified hierarchy has no controllers.
    auto [id, rest] = line.split(':');
    auto [controllers, path] = rest.split(':');
    bool unified = controllers.empty();
    if (line.empty() || !(unified || controllers == "memory"))
      continue;
    std::string root = unified ? "/sys/fs/cgroup" : "/sys/fs/cgroup/memory";
    // Inside a container the path may be that of the host; then only the root
    // exists, and it is the container's.
    for (path = path.rtrim('/');; path = path.rsplit('/').first) {
      if (std::optional<int64_t> left = readGroup(root + path, unified))
        lowerTo(least, *left);
      if (path.empty())
        break;
    }
  }
}

/// The least of all the limits, or nothing where none is known.
static std::optional<int64_t> readAvailableMemory() {
  std::optional<int64_t> least;
  if (std::optional<int64_t> kib =
          readField(readFile("/proc/meminfo"), "MemAvailable:"))
    lowerTo(least, *kib * 1024);
  lowerToGroups(least);

  rlimit limit;
  std::optional<int64_t> pages = readNumber("/proc/self/statm");
  if (pages && getrlimit(RLIMIT_AS, &limit) == 0 &&
      limit.rlim_cur != RLIM_INFINITY)
    lowerTo(least, limit.rlim_cur - *pages * sysconf(_SC_PAGESIZE));
  return least;
}

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
  std::mutex mutex;
  std::optional<int64_t> available;
  std::chrono::steady_clock::time_point readAt;
};
} // namespace

/// Whether there are `bytes` bytes, of which `taken` are gone if so.
static bool askBudget(int64_t bytes, int64_t taken) {
  static Budget budget;
  if (bytes <= kAlwaysFits)
    return bytes >= 0;
  std::lock_guard<std::mutex> lock(budget.mutex);
  auto now = std::chrono::steady_clock::now();
  if (!budget.available || *budget.available < bytes ||
      now - budget.readAt > std::chrono::milliseconds(100)) {
    budget.available = readAvailableMemory();
    budget.readAt = now;
  }
  // What is kept for later is in use as far as the system knows.
  if (budget.available && *budget.available < bytes) {
    rintPoolDrop();
    budget.available = readAvailableMemory();
  }
  if (!budget.available)
    return tryAllocation(bytes);
  if (*budget.available < bytes)
    return false;
  *budget.available -= taken;
  return true;
}

bool mlir::rint::isMemoryAvailable(int64_t bytes) {
  return askBudget(bytes, /*taken=*/0);
}

bool mlir::rint::takeAvailableMemory(int64_t bytes) {
  return askBudget(bytes, /*taken=*/bytes);
}
