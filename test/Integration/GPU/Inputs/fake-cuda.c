//===- fake-cuda.c - A CUDA driver that writes down its calls ----*- C -*-===//
//
// Stands in for libcuda.so.1 so that what the host does can be tested without a
// GPU. Memory is the host's and starts as zeros; kernels are not run. Where
// FAKE_CUDA_FAIL names a function, that function fails.
//
//===----------------------------------------------------------------------===//

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { kSuccess = 0, kOutOfMemory = 2, kNoDevice = 100 };

static int fails(const char *function) {
  const char *name = getenv("FAKE_CUDA_FAIL");
  return name && strcmp(name, function) == 0;
}

int cuInit(unsigned flags) { return fails("cuInit") ? kNoDevice : kSuccess; }

int cuGetErrorName(int error, const char **name) {
  *name = error == kNoDevice ? "CUDA_ERROR_NO_DEVICE"
                             : "CUDA_ERROR_OUT_OF_MEMORY";
  return kSuccess;
}

int cuGetErrorString(int error, const char **text) {
  *text = error == kNoDevice ? "no CUDA-capable device is detected"
                             : "out of memory";
  return kSuccess;
}

int cuDeviceGetCount(int *count) {
  *count = fails("cuDeviceGetCount") ? 0 : 2;
  return kSuccess;
}

int cuDeviceGet(int *device, int number) {
  *device = number;
  return kSuccess;
}

int cuDeviceGetName(char *name, int length, int device) {
  snprintf(name, length, "Fake %c", 'A' + device);
  return kSuccess;
}

int cuDevicePrimaryCtxRetain(void **context, int device) {
  printf("use device %d\n", device);
  *context = NULL;
  return kSuccess;
}

int cuCtxSetCurrent(void *context) { return kSuccess; }

int cuModuleLoadData(void **module, const void *image) {
  printf("load %s\n", strncmp(image, "//", 2) == 0 ? "PTX" : "a binary");
  *module = NULL;
  return kSuccess;
}

int cuModuleUnload(void *module) { return kSuccess; }

int cuModuleGetFunction(void **function, void *module, const char *name) {
  *function = strdup(name);
  return kSuccess;
}

int cuLaunchKernel(void *function, unsigned gridX, unsigned gridY,
                   unsigned gridZ, unsigned blockX, unsigned blockY,
                   unsigned blockZ, unsigned sharedBytes, void *stream,
                   void **params, void **extra) {
  printf("launch %s, %u blocks of %u\n", (const char *)function, gridX, blockX);
  free(function);
  return kSuccess;
}

int cuStreamCreate(void **stream, unsigned flags) {
  *stream = NULL;
  return kSuccess;
}

int cuStreamSynchronize(void *stream) {
  puts("synchronize");
  return kSuccess;
}

int cuMemAlloc_v2(unsigned long long *memory, size_t bytes) {
  printf("allocate %zu bytes\n", bytes);
  *memory = (unsigned long long)calloc(1, bytes);
  return fails("cuMemAlloc") ? kOutOfMemory : kSuccess;
}

/// As much as FAKE_CUDA_MEMORY says is free.
int cuMemGetInfo_v2(size_t *available, size_t *total) {
  const char *bytes = getenv("FAKE_CUDA_MEMORY");
  *available = *total = bytes ? strtoull(bytes, NULL, 10) : (size_t)1 << 40;
  return kSuccess;
}

int cuMemFree_v2(unsigned long long memory) {
  printf("free\n");
  free((void *)memory);
  return kSuccess;
}

int cuMemcpyAsync(unsigned long long to, unsigned long long from, size_t bytes,
                  void *stream) {
  printf("copy %zu bytes\n", bytes);
  memcpy((void *)to, (void *)from, bytes);
  return kSuccess;
}
