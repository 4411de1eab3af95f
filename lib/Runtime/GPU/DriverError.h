//===- DriverError.h - Errors of GPU drivers --------------------*- C++ -*-===//

#ifndef RINT_LIB_RUNTIME_GPU_DRIVERERROR_H
#define RINT_LIB_RUNTIME_GPU_DRIVERERROR_H

#include <string>

namespace rint_gpu {

/// Writes the line "error: MESSAGE" to stderr and ends the process with status
/// 1: there is nobody to return an error to.
[[noreturn]] void fail(const std::string &message);

} // namespace rint_gpu

#endif // RINT_LIB_RUNTIME_GPU_DRIVERERROR_H
