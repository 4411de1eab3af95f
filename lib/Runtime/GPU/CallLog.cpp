//===- CallLog.cpp - What a GPU run-time library was asked for --*- C++ -*-===//

#include "CallLog.h"

#include <cstdarg>
#include <cstdio>
#include <cstdlib>

void rint_gpu::logCall(const char *format, ...) {
  static const bool isEnabled = std::getenv("RINT_GPU_LOG") != nullptr;
  if (!isEnabled)
    return;
  va_list arguments;
  va_start(arguments, format);
  std::vfprintf(stderr, format, arguments);
  va_end(arguments);
  std::fputc('\n', stderr);
}
