//===- CudaRuntime.cpp - MLIR's GPU run-time calls on CUDA ------*- C++ -*-===//

#include "../KeptBuffers.h"
#include "CallLog.h"
#include "CudaDriver.h"
#include "DeviceChoice.h"
#include "DriverError.h"
#include "DriverLibrary.h"
#include "KeptBytes.h"
#include "RuntimeAPI.h"

#include <map>
#include <mutex>

using namespace rint_gpu;

//===----------------------------------------------------------------------===//
// The device
//===----------------------------------------------------------------------===//

namespace {

/// One device with one stream, on which all work is done in order, and the
/// memory that was allocated on it. Freed memory is kept for the next
/// allocation of about the same size: the driver would wait for the device.
class CudaRuntime {
public:
  CudaRuntime();

  const CudaFunctions &api() const { return functions; }
  CUstream getStream() const { return stream; }

  /// Ends the run with the driver's words unless `result` says success.
  void check(CUresult result, const char *activity) const;

  void *allocate(uint64_t bytes);
  void free(void *memory);
  bool fits(uint64_t bytes) const;
  bool isOnDevice(const void *address) const;
  /// Lets this thread use the device.
  void enter() { check(functions.CtxSetCurrent(context), "set the context"); }

  std::mutex mutex;

private:
  void limitUnused(uint64_t newBytes);
  void releaseUnused();

  CudaFunctions functions;
  CUcontext context = nullptr;
  CUstream stream = nullptr;
  /// The sizes of allocations by their address, and those that are not in use.
  std::map<CUdeviceptr, uint64_t> allocations;
  rint_runtime::KeptBuffers<CUdeviceptr> unused;
  KeptBytes keptBytes;
};

} // namespace

/// Sizes are rounded up to this many bytes: CUDA does not allocate none.
static constexpr uint64_t kGranularity = 512;

CudaRuntime::CudaRuntime() {
  DriverLibrary library("libcuda.so.1", kCudaPackages);
#define FUNCTION(name, symbol, ...) library.load(functions.name, symbol);
  RINT_CUDA_FUNCTIONS(FUNCTION)
#undef FUNCTION
  check(functions.Init(0), "start");
  int count = 0;
  check(functions.DeviceGetCount(&count), "count the devices");
  std::vector<std::string> names;
  for (int i = 0; i < count; ++i) {
    CUdevice device;
    check(functions.DeviceGet(&device, i), "open a device");
    char name[256] = "";
    check(functions.DeviceGetName(name, sizeof(name), device), "name a device");
    names.push_back(name);
  }
  CUdevice device;
  int number = chooseDevice(names, /*preferred=*/0, kCudaPackages);
  check(functions.DeviceGet(&device, number), "open the device");
  check(functions.DevicePrimaryCtxRetain(&context, device), "open a context");
  enter();
  check(functions.StreamCreate(&stream, /*flags=*/0), "create a stream");
}

void CudaRuntime::check(CUresult result, const char *activity) const {
  if (result == kCudaSuccess)
    return;
  const char *name = nullptr, *text = nullptr;
  if (functions.GetErrorName)
    functions.GetErrorName(result, &name);
  if (functions.GetErrorString)
    functions.GetErrorString(result, &text);
  fail(std::string("expected CUDA to ") + activity + ", but got " +
       (name ? name : "error " + std::to_string(result)) +
       (text ? std::string(": ") + text : ""));
}

void *CudaRuntime::allocate(uint64_t bytes) {
  bytes = (bytes / kGranularity + (bytes % kGranularity != 0)) * kGranularity;
  if (bytes == 0)
    bytes = kGranularity;
  if (std::optional<CUdeviceptr> kept = unused.take(bytes))
    return reinterpret_cast<void *>(*kept);
  CUdeviceptr memory = 0;
  limitUnused(bytes);
  CUresult result = functions.MemAlloc(&memory, bytes);
  if (result == kCudaOutOfMemory && unused.getBytes() > 0) {
    releaseUnused();
    result = functions.MemAlloc(&memory, bytes);
  }
  check(result, ("allocate " + std::to_string(bytes) + " bytes").c_str());
  allocations[memory] = bytes;
  return reinterpret_cast<void *>(memory);
}

void CudaRuntime::free(void *memory) {
  auto it = allocations.find(reinterpret_cast<CUdeviceptr>(memory));
  if (it != allocations.end())
    unused.keep(it->first, it->second);
}

/// What is not in use can be released, so it counts as free.
bool CudaRuntime::fits(uint64_t bytes) const {
  size_t available = 0, total = 0;
  check(functions.MemGetInfo(&available, &total), "count free memory");
  return bytes <= available + unused.getBytes();
}

/// Called before there are `newBytes` more.
void CudaRuntime::limitUnused(uint64_t newBytes) {
  uint64_t all = newBytes, kept = unused.getBytes();
  for (auto [memory, bytes] : allocations)
    all += bytes;
  if (keptBytes.areTooMany(kept, all - kept))
    releaseUnused();
}

void CudaRuntime::releaseUnused() {
  check(functions.StreamSynchronize(stream), "finish kernels");
  while (std::optional<CUdeviceptr> memory = unused.takeOldest()) {
    check(functions.MemFree(*memory), "free memory");
    allocations.erase(*memory);
  }
}

bool CudaRuntime::isOnDevice(const void *address) const {
  auto value = reinterpret_cast<CUdeviceptr>(address);
  auto it = allocations.upper_bound(value);
  if (it == allocations.begin())
    return false;
  --it;
  return value < it->first + it->second;
}

/// Never destroyed: the driver may be gone by the time the process exits.
static CudaRuntime &getRuntime() {
  static auto *runtime = new CudaRuntime;
  return *runtime;
}

namespace {
/// Access to the runtime for the duration of a call.
struct Access {
  Access() : lock(getRuntime().mutex) { getRuntime().enter(); }
  CudaRuntime *operator->() { return &getRuntime(); }

  std::lock_guard<std::mutex> lock;
};
} // namespace

//===----------------------------------------------------------------------===//
// Modules
//===----------------------------------------------------------------------===//

void *mgpuModuleLoad(void *binary, size_t) {
  Access runtime;
  CUmodule module = nullptr;
  runtime->check(runtime->api().ModuleLoadData(&module, binary),
                 "load a module");
  return module;
}

// The driver takes text as it takes a binary, and compiles it.
void *mgpuModuleLoadJIT(void *text, int) {
  return mgpuModuleLoad(text, /*size=*/0);
}

void mgpuModuleUnload(void *module) {
  Access runtime;
  // Fails where the driver has shut down before; nothing is lost then.
  (void)runtime->api().ModuleUnload(static_cast<CUmodule>(module));
}

void *mgpuModuleGetFunction(void *module, const char *name) {
  Access runtime;
  CUfunction function = nullptr;
  runtime->check(runtime->api().ModuleGetFunction(
                     &function, static_cast<CUmodule>(module), name),
                 "find a kernel");
  return function;
}

//===----------------------------------------------------------------------===//
// Work
//===----------------------------------------------------------------------===//

void mgpuLaunchKernel(void *function, intptr_t gridX, intptr_t gridY,
                      intptr_t gridZ, intptr_t blockX, intptr_t blockY,
                      intptr_t blockZ, int32_t sharedBytes, void *,
                      void **params, void **extra, size_t) {
  Access runtime;
  logCall("launch %ld blocks", long(gridX));
  runtime->check(runtime->api().LaunchKernel(
                     static_cast<CUfunction>(function), gridX, gridY, gridZ,
                     blockX, blockY, blockZ, sharedBytes, runtime->getStream(),
                     params, extra),
                 "launch a kernel");
}

void *mgpuStreamCreate() {
  Access runtime;
  return runtime->getStream();
}

void mgpuStreamDestroy(void *) {}

void mgpuStreamSynchronize(void *) {
  Access runtime;
  logCall("synchronize");
  runtime->check(runtime->api().StreamSynchronize(runtime->getStream()),
                 "finish kernels");
}

void *mgpuMemAlloc(uint64_t bytes, void *, bool) {
  Access runtime;
  return runtime->allocate(bytes);
}

void mgpuMemFree(void *memory, void *) {
  Access runtime;
  runtime->free(memory);
}

void mgpuMemcpy(void *to, void *from, size_t bytes, void *) {
  Access runtime;
  logCall("copy %s %zu bytes",
          !runtime->isOnDevice(to)    ? "to the host"
          : runtime->isOnDevice(from) ? "on the device"
                                      : "to the device",
          bytes);
  if (bytes == 0)
    return;
  // Memory of the host that is not pinned is copied before the call returns,
  // or, on the way back, by the next wait.
  runtime->check(runtime->api().MemcpyAsync(reinterpret_cast<CUdeviceptr>(to),
                                            reinterpret_cast<CUdeviceptr>(from),
                                            bytes, runtime->getStream()),
                 "copy memory");
}

bool rintFitsDeviceMemory(int64_t bytes) {
  Access runtime;
  return runtime->fits(bytes);
}
