//===- CallLog.h - What a GPU run-time library was asked for ----*- C++ -*-===//

#ifndef RINT_LIB_RUNTIME_GPU_CALLLOG_H
#define RINT_LIB_RUNTIME_GPU_CALLLOG_H

namespace rint_gpu {

/// Where RINT_GPU_LOG is set, writes a line to stderr, so that a test can count
/// launches, copies and waits. The arguments are those of printf.
[[gnu::format(printf, 1, 2)]] void logCall(const char *format, ...);

} // namespace rint_gpu

#endif // RINT_LIB_RUNTIME_GPU_CALLLOG_H
