//===- HostRuntime.h - What compiled code calls -----------------*- C++ -*-===//
//
// The lowering leaves two questions to the program that runs compiled code: how
// to report a failed check, and whether memory can hold a result. The module
// itself carries weak answers; these are the runner's.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_EXECUTIONENGINE_HOSTRUNTIME_H
#define RINT_EXECUTIONENGINE_HOSTRUNTIME_H

#include <cstdint>

extern "C" {

/// Writes the line `message` to stderr and ends the process with status 1.
[[noreturn]] void rintReportError(const char *message);

/// Whether a buffer of `bytes` bytes can be allocated and filled without
/// running into a limit of the machine, the control group or the process.
bool rintFitsMemory(int64_t bytes);
}

#endif // RINT_EXECUTIONENGINE_HOSTRUNTIME_H
