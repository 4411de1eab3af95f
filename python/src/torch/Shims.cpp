//===- Shims.cpp - The part of PyTorch's stable ABI that is used ----------===//
//
// Shims.h says what for.
//
//===----------------------------------------------------------------------===//

#include "Shims.h"

#include <dlfcn.h>

using namespace rint_torch;

shims::Table shims::table;

/// The library that has the functions. Python loads it privately, so it has to
/// be asked for by name; it is not loaded again.
static constexpr char kLibrary[] = "libtorch_cpu.so";

template <typename Function>
static bool lookUp(void *library, const char *name, Function *&function) {
  function = reinterpret_cast<Function *>(dlsym(library, name));
  return function;
}

const char *shims::load() {
  void *library = dlopen(kLibrary, RTLD_LAZY | RTLD_NOLOAD);
  if (!library)
    return kLibrary;
#define RINT_LOOK_UP(result, name, parameters)                                 \
  if (!lookUp(library, #name, table.name))                                     \
    return #name;
  RINT_TORCH_SHIMS(RINT_LOOK_UP)
#undef RINT_LOOK_UP
#define RINT_LOOK_UP(type)                                                     \
  if (!lookUp(library, "aoti_torch_dtype_" #type,                              \
              table.aoti_torch_dtype_##type))                                  \
    return "aoti_torch_dtype_" #type;
  RINT_TORCH_TYPES(RINT_LOOK_UP)
#undef RINT_LOOK_UP
  lookUp(library, "torch_delete_stable_ivalue",
         table.torch_delete_stable_ivalue);
  return nullptr;
}
