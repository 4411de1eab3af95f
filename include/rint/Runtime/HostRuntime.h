//===- HostRuntime.h - What compiled code calls -----------------*- C++ -*-===//
//
// The lowering leaves two questions to the program that runs compiled code: how
// to report a failed check, and whether memory can hold a result. The module
// itself carries weak answers; these are the runner's.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_RUNTIME_HOSTRUNTIME_H
#define RINT_RUNTIME_HOSTRUNTIME_H

#include <cstddef>
#include <cstdint>

namespace mlir::rint {

/// Writes out what compiled code has left in the buffers of the C and the C++
/// library, as everything else that the runner prints goes past them.
void flushProgramOutput();

} // namespace mlir::rint

extern "C" {

/// Writes the line `message` to stderr and ends the process with status 1.
[[noreturn]] void rintReportError(const char *message);

/// Whether a buffer of `bytes` bytes can be allocated and filled without
/// running into a limit of the machine, the control group or the process.
bool rintFitsMemory(int64_t bytes);

/// What programs get as malloc and calloc: memory that is there, or else a
/// reported error, as compiled code does not look at what they return.
void *rintAllocate(size_t bytes);
void *rintAllocateZeros(size_t count, size_t bytes);
}

#endif // RINT_RUNTIME_HOSTRUNTIME_H
