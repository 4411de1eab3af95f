//===- DriverLibrary.cpp - A driver that is loaded when needed --*- C++ -*-===//

#include "DriverLibrary.h"

#include "DriverError.h"

#include <dlfcn.h>

using namespace rint_gpu;

DriverLibrary::DriverLibrary(const char *fileName, const char *whatToInstall)
    : fileName(fileName), handle(dlopen(fileName, RTLD_NOW | RTLD_LOCAL)) {
  if (!handle)
    fail(std::string("expected to load ") + fileName + ", but got '" +
         dlerror() + "'; install " + whatToInstall);
}

void *DriverLibrary::find(const char *name) const {
  if (void *function = dlsym(handle, name))
    return function;
  fail(std::string("expected ") + fileName + " to have " + name +
       ", but got none; install a newer driver");
}
