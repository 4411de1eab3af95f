//===- KeptBytes.h - How much freed device memory is kept -------*- C++ -*-===//
//
// Freed buffers are kept for the next ones of about the same size. Where sizes
// grow from round to round of a loop nothing that was kept fits again, so there
// is a limit.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_RUNTIME_GPU_KEPTBYTES_H
#define RINT_LIB_RUNTIME_GPU_KEPTBYTES_H

#include <algorithm>
#include <cstdint>

namespace rint_gpu {

/// Decides when kept buffers have to go: when they are more than a program that
/// uses them again would have a use for.
class KeptBytes {
public:
  /// Whether `kept` bytes are too many while `used` bytes are in use.
  bool areTooMany(uint64_t kept, uint64_t used) {
    mostUsed = std::max(mostUsed, used);
    return kept > std::max(2 * mostUsed, kLeastLimit);
  }

private:
  static constexpr uint64_t kLeastLimit = uint64_t(64) << 20;

  uint64_t mostUsed = 0;
};

} // namespace rint_gpu

#endif // RINT_LIB_RUNTIME_GPU_KEPTBYTES_H
