//===- MemoryLimits.h - What Linux says about memory ------------*- C++ -*-===//

#ifndef RINT_LIB_RUNTIME_HOST_MEMORYLIMITS_H
#define RINT_LIB_RUNTIME_HOST_MEMORYLIMITS_H

#include <cstdint>
#include <optional>
#include <string>

namespace rint_runtime {

/// The bytes that the process can still use: the least of what the machine, the
/// control groups that it is in and its address space have left, or nothing
/// where no limit is known. /proc and /sys are looked for in the folder `root`.
std::optional<int64_t> readMemoryLimits(const std::string &root = "");

} // namespace rint_runtime

#endif // RINT_LIB_RUNTIME_HOST_MEMORYLIMITS_H
