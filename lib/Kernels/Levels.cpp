//===- Levels.cpp - The kernels for this processor --------------*- C++ -*-===//
//
// The kernels are no C source, so neither the loader's IFUNC nor a compiler's
// clones can choose among them.
//
//===----------------------------------------------------------------------===//

#include "Kernels.h"
#include "rint/rint.h"

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iterator>

using namespace rint_library;

#define RINT_KERNEL_LEVEL(name, condition) extern "C" const Kernels name;
#include "KernelLevels.def"

namespace {

struct Level {
  const Kernels *kernels;
  bool isAvailable;
};

} // namespace

/// What the environment asks for in place of `best`, or else that.
static const Kernels *getWanted(const Level *begin, const Level *end,
                                const Kernels *best) {
  const char *name = std::getenv("RINT_KERNELS");
  if (!name || !*name)
    return best;
  for (const Level *level = begin; level != end; ++level)
    if (level->isAvailable && std::strcmp(level->kernels->level, name) == 0)
      return level->kernels;
  std::fprintf(stderr, "rint: expected RINT_KERNELS to be one of");
  for (const Level *level = begin; level != end; ++level)
    if (level->isAvailable)
      std::fprintf(stderr, " %s", level->kernels->level);
  std::fprintf(stderr, ", but got %s\n", name);
  return best;
}

static const Kernels *choose() {
  // From the least to the best.
#ifdef __x86_64__
  __builtin_cpu_init();
#endif
  const Level levels[] = {
#define RINT_KERNEL_LEVEL(name, condition) {&name, bool(condition)},
#include "KernelLevels.def"
  };
  const Kernels *best = nullptr;
  for (const Level &level : levels)
    if (level.isAvailable)
      best = level.kernels;
  return getWanted(std::begin(levels), std::end(levels), best);
}

static std::atomic<const Kernels *> chosen;

const Kernels &rint_library::getKernels() {
  const Kernels *kernels = chosen.load(std::memory_order_relaxed);
  if (!kernels) {
    kernels = choose();
    chosen.store(kernels, std::memory_order_relaxed);
  }
  return *kernels;
}

/// So that no call has to wait, and a wrong name is told once.
__attribute__((constructor)) static void chooseAtLoad() { getKernels(); }

const char *rint_kernels(void) { return getKernels().level; }

const char *rint_version(void) { return RINT_VERSION; }
