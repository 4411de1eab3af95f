//===- DeviceChoice.h - Which of several GPUs to use ------------*- C++ -*-===//

#ifndef RINT_LIB_RUNTIME_GPU_DEVICECHOICE_H
#define RINT_LIB_RUNTIME_GPU_DEVICECHOICE_H

#include <cstddef>
#include <string>
#include <vector>

namespace rint_gpu {

/// The device of `names` that the environment variable RINT_GPU_DEVICE says:
/// its number, or a part of its name. Without that it is `preferred`. Ends the
/// run, listing the devices, if the variable fits none of them, and with what
/// to install if there are none.
size_t chooseDevice(const std::vector<std::string> &names, size_t preferred,
                    const char *whatToInstall);

} // namespace rint_gpu

#endif // RINT_LIB_RUNTIME_GPU_DEVICECHOICE_H
