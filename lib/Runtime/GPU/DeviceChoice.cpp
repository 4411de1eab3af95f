//===- DeviceChoice.cpp - Which of several GPUs to use ----------*- C++ -*-===//

#include "DeviceChoice.h"

#include "DriverError.h"

#include <cstdlib>

using namespace rint_gpu;

size_t rint_gpu::chooseDevice(const std::vector<std::string> &names,
                              size_t preferred, const char *whatToInstall) {
  if (names.empty())
    fail(std::string("expected a GPU, but got none; install ") + whatToInstall);
  const char *variable = std::getenv("RINT_GPU_DEVICE");
  std::string choice = variable ? variable : "";
  if (choice.empty())
    return preferred;
  std::string list;
  for (size_t i = 0; i < names.size(); ++i) {
    if (choice == std::to_string(i))
      return i;
    list += (i ? ", " : "") + std::to_string(i) + " (" + names[i] + ")";
  }
  for (size_t i = 0; i < names.size(); ++i)
    if (names[i].find(choice) != std::string::npos)
      return i;
  fail("expected the device to be one of " + list + ", but got '" + choice +
       "'");
}
