//===- RuntimeAPI.h - The functions that MLIR's host code calls -*- C++ -*-===//
//
// The names and types are those that upstream's --gpu-to-llvm emits, but for
// the last one, which rint.fits_memory calls. A library for each driver defines
// them.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_RUNTIME_GPU_RUNTIMEAPI_H
#define RINT_LIB_RUNTIME_GPU_RUNTIMEAPI_H

#include <cstddef>
#include <cstdint>

#define RINT_GPU_EXPORT extern "C" __attribute__((visibility("default")))

/// A module of kernels; the binary outlives it.
RINT_GPU_EXPORT void *mgpuModuleLoad(void *binary, size_t size);
/// As above, from text that ends with a zero.
RINT_GPU_EXPORT void *mgpuModuleLoadJIT(void *text, int optLevel);
RINT_GPU_EXPORT void mgpuModuleUnload(void *module);
RINT_GPU_EXPORT void *mgpuModuleGetFunction(void *module, const char *name);

/// `params` holds the address of each argument, in the order of the kernel's
/// parameters; a memref is { allocated, aligned, offset, sizes, strides }.
RINT_GPU_EXPORT void mgpuLaunchKernel(void *function, intptr_t gridX,
                                      intptr_t gridY, intptr_t gridZ,
                                      intptr_t blockX, intptr_t blockY,
                                      intptr_t blockZ, int32_t sharedBytes,
                                      void *stream, void **params, void **extra,
                                      size_t numParams);

RINT_GPU_EXPORT void *mgpuStreamCreate();
RINT_GPU_EXPORT void mgpuStreamDestroy(void *stream);
RINT_GPU_EXPORT void mgpuStreamSynchronize(void *stream);

RINT_GPU_EXPORT void *mgpuMemAlloc(uint64_t bytes, void *stream,
                                   bool isHostShared);
RINT_GPU_EXPORT void mgpuMemFree(void *memory, void *stream);
RINT_GPU_EXPORT void mgpuMemcpy(void *to, void *from, size_t bytes,
                                void *stream);

/// Whether the device can allocate a buffer of `bytes` bytes now.
RINT_GPU_EXPORT bool rintFitsDeviceMemory(int64_t bytes);

#endif // RINT_LIB_RUNTIME_GPU_RUNTIMEAPI_H
