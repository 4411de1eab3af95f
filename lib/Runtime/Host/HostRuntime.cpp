//===- HostRuntime.cpp - What compiled code calls ---------------*- C++ -*-===//

#include "rint/Runtime/HostRuntime.h"
#include "CallGuard.h"
#include "rint/Runtime/AvailableMemory.h"
#include "rint/Runtime/BufferPool.h"

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <unistd.h>

using namespace rint_runtime;

void rint_runtime::flushProgramOutput() {
  std::cout.flush();
  std::fflush(stdout);
}

/// Never destroyed: programs may allocate at exit.
static std::string &getErrorLocation() {
  static auto *location = new std::string("rint");
  return *location;
}

void rint_runtime::setErrorLocation(const std::string &location) {
  getErrorLocation() = location;
}

void rintReportError(const char *message) {
  if (CallGuard *guard = CallGuard::get())
    guard->abandon(message);
  // What the program has printed by itself stays: it may explain the error.
  flushProgramOutput();
  std::string line = std::string(message) + '\n';
  // One write, so that the lines of several threads do not mix. The process
  // ends either way, whether or not the line could be written.
  [[maybe_unused]] ssize_t written =
      write(STDERR_FILENO, line.data(), line.size());
  // Destructors must not run below compiled code that is still on the stack,
  // perhaps on several.
  _exit(1);
}

bool rintFitsMemory(int64_t bytes) { return isMemoryAvailable(bytes); }

[[noreturn]] static void reportNoMemory(size_t bytes) {
  const CallGuard *guard = CallGuard::get();
  const std::string &location =
      guard ? guard->getLocation() : getErrorLocation();
  // Not a string: nothing destroys it when the error ends a guarded call.
  char message[4096];
  std::snprintf(message, sizeof(message),
                "%s: error: expected a buffer to fit in memory, but got %zu "
                "bytes",
                location.c_str(), bytes);
  rintReportError(message);
}

/// Lets a guarded call know of its memory.
static void *own(void *memory) {
  if (CallGuard *guard = CallGuard::get())
    guard->addBuffer(memory);
  return memory;
}

void *rintAllocate(size_t bytes) {
  if (takeAvailableMemory(bytes))
    if (void *memory = rintPoolAllocate(bytes))
      return own(memory);
  reportNoMemory(bytes);
}

void *rintAllocateZeros(size_t count, size_t bytes) {
  size_t total;
  if (__builtin_mul_overflow(count, bytes, &total))
    reportNoMemory(SIZE_MAX);
  if (takeAvailableMemory(total))
    if (void *memory = std::calloc(count, bytes))
      return own(memory);
  reportNoMemory(total);
}

void rintFree(void *memory) {
  if (CallGuard *guard = CallGuard::get())
    guard->removeBuffer(memory);
  rintPoolFree(memory);
}
