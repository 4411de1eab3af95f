//===- HostRuntime.cpp - What compiled code calls ---------------*- C++ -*-===//

#include "rint/Runtime/HostRuntime.h"
#include "../../Runner/CrashReporter.h"
#include "rint/Runtime/AvailableMemory.h"
#include "rint/Runtime/BufferPool.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MathExtras.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>
#include <unistd.h>

void mlir::rint::flushProgramOutput() {
  std::cout.flush();
  std::fflush(stdout);
}

void rintReportError(const char *message) {
  // What the program has printed by itself stays: it may explain the error.
  mlir::rint::flushProgramOutput();
  std::string line = std::string(message) + '\n';
  // One write, so that the lines of several threads do not mix.
  llvm::raw_fd_ostream(STDERR_FILENO, /*shouldClose=*/false,
                       /*unbuffered=*/true)
      << line;
  // Destructors must not run below compiled code that is still on the stack,
  // perhaps on several.
  _exit(1);
}

bool rintFitsMemory(int64_t bytes) {
  return mlir::rint::isMemoryAvailable(bytes);
}

[[noreturn]] static void reportNoMemory(size_t bytes) {
  std::string message =
      llvm::formatv("{0}: error: expected a buffer to fit in memory, but got "
                    "{1} bytes",
                    mlir::rint::getCrashLocation(), bytes);
  rintReportError(message.c_str());
}

void *rintAllocate(size_t bytes) {
  if (mlir::rint::takeAvailableMemory(bytes))
    if (void *memory = rintPoolAllocate(bytes))
      return memory;
  reportNoMemory(bytes);
}

void *rintAllocateZeros(size_t count, size_t bytes) {
  size_t total = llvm::SaturatingMultiply(count, bytes);
  if (mlir::rint::takeAvailableMemory(total))
    if (void *memory = std::calloc(count, bytes))
      return memory;
  reportNoMemory(total);
}
