//===- HostRuntime.cpp - What compiled code calls ---------------*- C++ -*-===//

#include "rint/ExecutionEngine/HostRuntime.h"
#include "AvailableMemory.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdio>
#include <iostream>
#include <string>
#include <unistd.h>

void rintReportError(const char *message) {
  // What the program has printed by itself stays: it may explain the error.
  std::cout.flush();
  std::fflush(stdout);
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
  return mlir::rint::reserveAvailableMemory(bytes);
}
