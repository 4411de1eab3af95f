//===- DriverLibrary.h - A driver that is loaded when needed ----*- C++ -*-===//
//
// Nothing of a driver is linked, so that building needs no vendor's kit and one
// binary runs on every machine.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_RUNTIME_GPU_DRIVERLIBRARY_H
#define RINT_LIB_RUNTIME_GPU_DRIVERLIBRARY_H

namespace rint_gpu {

/// A shared library of a driver, open until the process ends.
class DriverLibrary {
public:
  /// Ends the run, saying what to install, if there is no such library.
  DriverLibrary(const char *fileName, const char *whatToInstall);

  /// The function `name`; ends the run if the library does not have it.
  template <typename Function>
  void load(Function *&function, const char *name) const {
    function = reinterpret_cast<Function *>(find(name));
  }

private:
  void *find(const char *name) const;

  const char *fileName;
  void *handle;
};

} // namespace rint_gpu

#endif // RINT_LIB_RUNTIME_GPU_DRIVERLIBRARY_H
