//===- CrashReporter.cpp - Crashes as errors --------------------*- C++ -*-===//

#include "CrashReporter.h"
#include "rint/Runtime/HostRuntime.h"
#include "llvm/Support/ErrorHandling.h"
#include <algorithm>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

using namespace mlir;

namespace {
/// Text of bounded size: a signal handler must not allocate.
class FixedText {
public:
  void append(StringRef text) {
    size_t count = std::min(text.size(), sizeof(buffer) - size);
    std::memcpy(buffer + size, text.data(), count);
    size += count;
  }
  void assign(StringRef text) {
    size = 0;
    append(text);
  }
  StringRef str() const { return StringRef(buffer, size); }

private:
  char buffer[4096];
  size_t size = 0;
};
} // namespace

static FixedText crashLocation, crashActivity;

/// Where crashes are reported: stderr itself may be silenced for a while.
static int reportFile = STDERR_FILENO;

[[noreturn]] static void reportCrash(StringRef reason) {
  FixedText line;
  line.append(crashLocation.str());
  line.append(": error: ");
  line.append(reason);
  line.append(" while ");
  line.append(crashActivity.str());
  line.append("\n");
  // The process ends either way, whether or not the line could be written.
  [[maybe_unused]] ssize_t written =
      write(reportFile, line.str().data(), line.str().size());
  _exit(1);
}

static StringRef describeSignal(int signal) {
  switch (signal) {
  case SIGSEGV:
    return "invalid memory access or stack overflow";
  case SIGBUS:
    return "invalid memory access";
  case SIGFPE:
    return "arithmetic fault, such as an integer division by zero,";
  case SIGILL:
    return "invalid instruction";
  case SIGABRT:
    return "the process was aborted";
  default:
    return "unexpected signal";
  }
}

static void handleSignal(int signal) { reportCrash(describeSignal(signal)); }

static void handleFatalError(void *, const char *reason, bool) {
  // Only the first line: an error of the runner has one.
  reportCrash(StringRef(reason).split('\n').first);
}

void rint::installCrashReporter() {
  reportFile = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0);

  // After a stack overflow the handler needs a stack of its own.
  alignas(16) static char stack[64 << 10];
  stack_t alternate = {};
  alternate.ss_sp = stack;
  alternate.ss_size = sizeof(stack);
  sigaltstack(&alternate, nullptr);

  struct sigaction action = {};
  action.sa_handler = handleSignal;
  action.sa_flags = SA_ONSTACK | SA_RESETHAND;
  for (int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT})
    sigaction(signal, &action, nullptr);
  // A reader that has gone is an error of writing.
  signal(SIGPIPE, SIG_IGN);

  llvm::install_fatal_error_handler(handleFatalError);
  llvm::install_bad_alloc_error_handler(handleFatalError);
  llvm::install_out_of_memory_new_handler();
}

void rint::setCrashContext(StringRef location, StringRef activity) {
  crashLocation.assign(location);
  crashActivity.assign(activity);
  rint_runtime::setErrorLocation(location.str());
}
