//===- GuardedCall.cpp - Calls that survive an error ------------*- C++ -*-===//
//
// The way out is longjmp rather than an exception: frames of compiled code have
// nothing to destroy, and need no tables for it.
//
//===----------------------------------------------------------------------===//

#include "rint/Runtime/GuardedCall.h"
#include "CallGuard.h"
#include "rint/Runtime/BufferPool.h"

#include <dlfcn.h>

using namespace rint_runtime;

thread_local CallGuard *CallGuard::current = nullptr;

CallGuard::CallGuard(const std::string &location)
    : location(location), outer(current) {
  current = this;
}

CallGuard::~CallGuard() { current = outer; }

void CallGuard::freeBuffers() {
  for (void *memory : buffers)
    rintPoolFree(memory);
  buffers.clear();
}

/// Whether other threads work on the same OpenMP region. The library is loaded
/// only for programs that have some.
static bool isInTeam() {
  auto *inParallel =
      reinterpret_cast<int (*)()>(dlsym(RTLD_DEFAULT, "omp_in_parallel"));
  return inParallel && inParallel();
}

void CallGuard::abandon(const char *text) {
  if (isInTeam())
    return;
  message = text;
  std::longjmp(target, 1);
}

std::optional<std::string>
rint_runtime::callGuarded(void (*function)(void **), void **arguments,
                          const std::string &location) {
  CallGuard guard(location);
  if (setjmp(guard.target) == 0) {
    function(arguments);
    return std::nullopt;
  }
  guard.freeBuffers();
  return guard.message;
}
