//===- MemoryLimits.cpp - What Linux says about memory ----------*- C++ -*-===//

#include "MemoryLimits.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <sys/resource.h>
#include <unistd.h>

using namespace rint_runtime;

/// What follows `key` on the line of a file that starts with it.
static std::optional<std::string> readField(const std::string &path,
                                            const std::string &key) {
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);)
    if (line.compare(0, key.size(), key) == 0)
      return line.substr(key.size());
  return std::nullopt;
}

/// The number that follows `key`. A limit that is not set is no number.
static std::optional<int64_t> readNumber(const std::string &path,
                                         const std::string &key = "") {
  std::optional<std::string> text = readField(path, key);
  if (!text)
    return std::nullopt;
  char *end = nullptr;
  errno = 0;
  int64_t value = std::strtoll(text->c_str(), &end, 10);
  if (end == text->c_str() || errno != 0)
    return std::nullopt;
  return value;
}

static void lowerTo(std::optional<int64_t> &least, int64_t value) {
  value = std::max<int64_t>(value, 0);
  least = std::min(least.value_or(value), value);
}

/// What the control group in `folder` has left. Its usage counts cached files,
/// which the kernel drops when the memory is needed.
static std::optional<int64_t> readGroup(const std::string &folder) {
  std::optional<int64_t> limit = readNumber(folder + "/memory.max");
  std::optional<int64_t> usage = readNumber(folder + "/memory.current");
  if (!limit || !usage)
    return std::nullopt;
  for (const char *key : {"inactive_file ", "active_file "})
    *usage -= readNumber(folder + "/memory.stat", key).value_or(0);
  return *limit - *usage;
}

/// Lowers `least` to what each control group on the way from that of the
/// process to the root has left.
static void lowerToGroups(const std::string &root,
                          std::optional<int64_t> &least) {
  // The line of the unified hierarchy, 0::PATH. Inside a container the path may
  // be that of the host; then only the root exists, and it is the container's.
  std::optional<std::string> path =
      readField(root + "/proc/self/cgroup", "0::");
  if (!path)
    return;
  while (true) {
    if (std::optional<int64_t> left =
            readGroup(root + "/sys/fs/cgroup" + *path))
      lowerTo(least, *left);
    size_t slash = path->rfind('/');
    if (slash == std::string::npos)
      return;
    path->resize(slash);
  }
}

std::optional<int64_t> rint_runtime::readMemoryLimits(const std::string &root) {
  std::optional<int64_t> least;
  if (std::optional<int64_t> kib =
          readNumber(root + "/proc/meminfo", "MemAvailable:"))
    lowerTo(least, *kib * 1024);
  lowerToGroups(root, least);

  rlimit limit;
  std::optional<int64_t> pages = readNumber(root + "/proc/self/statm");
  if (pages && getrlimit(RLIMIT_AS, &limit) == 0 &&
      limit.rlim_cur != RLIM_INFINITY)
    lowerTo(least, limit.rlim_cur - *pages * sysconf(_SC_PAGESIZE));
  return least;
}
