//===- DriverError.cpp - Errors of GPU drivers ------------------*- C++ -*-===//

#include "DriverError.h"

#include <cstdio>
#include <unistd.h>

void rint_gpu::fail(const std::string &message) {
  std::fflush(stdout);
  std::fprintf(stderr, "error: %s\n", message.c_str());
  std::fflush(stderr);
  // Destructors would call the driver again.
  _exit(1);
}
