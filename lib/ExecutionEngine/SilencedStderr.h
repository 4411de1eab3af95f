//===- SilencedStderr.h - Keep libraries quiet ------------------*- C++ -*-===//
//
// Some libraries explain an error on stderr and return it as well. An error of
// a program has one line, which is not theirs.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_EXECUTIONENGINE_SILENCEDSTDERR_H
#define RINT_LIB_EXECUTIONENGINE_SILENCEDSTDERR_H

#include <fcntl.h>
#include <unistd.h>

namespace mlir::rint {

/// While it lives, nothing that is written to stderr is seen.
class SilencedStderr {
public:
  SilencedStderr() : saved(fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0)) {
    int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
    dup2(null, STDERR_FILENO);
    close(null);
  }
  SilencedStderr(const SilencedStderr &) = delete;
  ~SilencedStderr() {
    if (saved < 0)
      return;
    dup2(saved, STDERR_FILENO);
    close(saved);
  }

private:
  int saved;
};

} // namespace mlir::rint

#endif // RINT_LIB_EXECUTIONENGINE_SILENCEDSTDERR_H
