//===- Library.cpp - The ops given to PyTorch -----------------------------===//
//
// rint/torch/_library.py loads this library and calls its one function, for
// each kernel under each name that it is to have.
//
//===----------------------------------------------------------------------===//

#include "Kernels.h"

#include <cstring>

using namespace rint_torch;

static shims::Kernel findKernel(const char *name) {
#define RINT_COMPARE(kernel)                                                   \
  if (std::strcmp(name, #kernel) == 0)                                         \
    return kernel;
  RINT_TORCH_KERNELS(RINT_COMPARE)
#undef RINT_COMPARE
  return nullptr;
}

/// The version of PyTorch whose functions are used, 2.11: they are kept for
/// those who say so.
static constexpr uint64_t kVersion = uint64_t{2} << 56 | uint64_t{11} << 48;

/// The registrations, which last as long as the process.
static shims::LibraryHandle library;

/// Looks PyTorch's functions up. Returns null, or the name of one that is
/// missing.
extern "C" __attribute__((visibility("default"))) const char *
rint_torch_load() {
  if (const char *missing = shims::load())
    return missing;
  if (!library && shims::table.aoti_torch_library_init_impl(
                      "rint", "CPU", "Library.cpp", 0, &library))
    return "a library";
  return nullptr;
}

/// Makes a kernel the implementation of an op on CPUs. Returns whether that
/// worked.
extern "C" __attribute__((visibility("default"))) bool
rint_torch_register(const char *kernel, const char *op) {
  shims::Kernel found = findKernel(kernel);
  return found &&
         !shims::table.torch_library_impl(library, op, found, kVersion);
}
