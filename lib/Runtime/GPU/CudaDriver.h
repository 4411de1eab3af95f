//===- CudaDriver.h - The CUDA driver functions that are used ---*- C++ -*-===//
//
// Declared here rather than taken from cuda.h, so that building needs no CUDA.
// Types and numbers are those of the CUDA driver API reference.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_RUNTIME_GPU_CUDADRIVER_H
#define RINT_LIB_RUNTIME_GPU_CUDADRIVER_H

#include <cstddef>
#include <cstdint>

namespace rint_gpu {

using CUresult = int;
using CUdevice = int;
using CUdeviceptr = uint64_t;
using CUcontext = struct CUctx_st *;
using CUmodule = struct CUmod_st *;
using CUfunction = struct CUfunc_st *;
using CUstream = struct CUstream_st *;

/// Every function that is called: its name here, its name in the library, which
/// has an older version under the plain name, and its parameters.
#define RINT_CUDA_FUNCTIONS(FUNCTION)                                          \
  FUNCTION(Init, "cuInit", unsigned flags)                                     \
  FUNCTION(GetErrorName, "cuGetErrorName", CUresult error, const char **name)  \
  FUNCTION(GetErrorString, "cuGetErrorString", CUresult error,                 \
           const char **text)                                                  \
  FUNCTION(DeviceGetCount, "cuDeviceGetCount", int *count)                     \
  FUNCTION(DeviceGet, "cuDeviceGet", CUdevice *device, int number)             \
  FUNCTION(DeviceGetName, "cuDeviceGetName", char *name, int length,           \
           CUdevice device)                                                    \
  FUNCTION(DevicePrimaryCtxRetain, "cuDevicePrimaryCtxRetain",                 \
           CUcontext *context, CUdevice device)                                \
  FUNCTION(CtxSetCurrent, "cuCtxSetCurrent", CUcontext context)                \
  FUNCTION(ModuleLoadData, "cuModuleLoadData", CUmodule *module,               \
           const void *image)                                                  \
  FUNCTION(ModuleUnload, "cuModuleUnload", CUmodule module)                    \
  FUNCTION(ModuleGetFunction, "cuModuleGetFunction", CUfunction *function,     \
           CUmodule module, const char *name)                                  \
  FUNCTION(LaunchKernel, "cuLaunchKernel", CUfunction function,                \
           unsigned gridX, unsigned gridY, unsigned gridZ, unsigned blockX,    \
           unsigned blockY, unsigned blockZ, unsigned sharedBytes,             \
           CUstream stream, void **params, void **extra)                       \
  FUNCTION(StreamCreate, "cuStreamCreate", CUstream *stream, unsigned flags)   \
  FUNCTION(StreamSynchronize, "cuStreamSynchronize", CUstream stream)          \
  FUNCTION(MemAlloc, "cuMemAlloc_v2", CUdeviceptr *memory, size_t bytes)       \
  FUNCTION(MemFree, "cuMemFree_v2", CUdeviceptr memory)                        \
  FUNCTION(MemGetInfo, "cuMemGetInfo_v2", size_t *free, size_t *total)         \
  FUNCTION(MemcpyAsync, "cuMemcpyAsync", CUdeviceptr to, CUdeviceptr from,     \
           size_t bytes, CUstream stream)

// NOLINTBEGIN(readability-identifier-naming): the names are the driver's.
/// The functions, without their prefix.
struct CudaFunctions {
#define FUNCTION(name, symbol, ...) CUresult (*name)(__VA_ARGS__) = nullptr;
  RINT_CUDA_FUNCTIONS(FUNCTION)
#undef FUNCTION
};
// NOLINTEND(readability-identifier-naming)

inline constexpr CUresult kCudaSuccess = 0;
inline constexpr CUresult kCudaOutOfMemory = 2;

/// What to install where CUDA or a device is missing.
inline constexpr char kCudaPackages[] =
    "the driver of an NVIDIA GPU, or use --target=vulkan, which also runs on "
    "the CPU";

} // namespace rint_gpu

#endif // RINT_LIB_RUNTIME_GPU_CUDADRIVER_H
