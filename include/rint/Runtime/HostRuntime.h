//===- HostRuntime.h - What compiled code calls -----------------*- C++ -*-===//
//
// The lowering leaves some questions to the program that runs compiled code:
// how to report a failed check, whether memory can hold a result, and where to
// get memory from. The module itself carries weak answers; these are better.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_RUNTIME_HOSTRUNTIME_H
#define RINT_RUNTIME_HOSTRUNTIME_H

#include <cstddef>
#include <cstdint>
#include <string>

namespace rint_runtime {

/// Writes out what compiled code has left in the buffers of the C and the C++
/// library, for programs whose own output goes past them.
void flushProgramOutput();

/// Says where errors that have no place of their own are reported from now on,
/// as in "FILE:LINE:COL". A guarded call has a place of its own.
void setErrorLocation(const std::string &location);

} // namespace rint_runtime

extern "C" {

/// Ends the guarded call that this thread is in. Where there is none, writes
/// the line `message` to stderr and ends the process with status 1.
[[noreturn]] void rintReportError(const char *message);

/// Whether a buffer of `bytes` bytes can be allocated and filled without
/// running into a limit of the machine, the control group or the process.
bool rintFitsMemory(int64_t bytes);

/// What programs get as malloc, calloc and free: memory that is there, or else
/// a reported error, as compiled code does not look at what they return.
void *rintAllocate(size_t bytes);
void *rintAllocateZeros(size_t count, size_t bytes);
void rintFree(void *memory);
}

#endif // RINT_RUNTIME_HOSTRUNTIME_H
