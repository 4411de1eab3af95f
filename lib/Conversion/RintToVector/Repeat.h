//===- Repeat.h - A whole copy with one count -------------------*- C++ -*-===//

#ifndef RINT_LIB_CONVERSION_RINTTOVECTOR_REPEAT_H
#define RINT_LIB_CONVERSION_RINTTOVECTOR_REPEAT_H

#include "Copy.h"

namespace mlir::rint {

/// Dimensions of a result side by side that are all copied, or all read from
/// the source.
struct DimGroup {
  bool isAdded;
  Value size;
  /// Whether a constant size is a part of the kernel. Else it is an operand.
  bool isKnown = true;
  /// What the kernel knows of a size that is an operand: the least that it may
  /// be, and whether so many words fill whole vectors.
  int64_t least = 0;
  bool isWhole = false;
};

/// The size of `group` where it is a part of the kernel.
std::optional<int64_t> getKnownSize(const DimGroup &group);

/// Copies of `source` in the dimensions of `dest`. Buffers hold words of `bits`
/// bits, of which addresses are multiples of `align` bytes.
struct Repeat {
  Value source, dest;
  int64_t bits = 0, align = 1;
  /// From the outermost to the innermost, which is counted in words.
  SmallVector<DimGroup> groups;
  /// Whether the result is known to be too small for threads and for stores
  /// past the caches.
  bool isSmall = false;
};

/// Calls the kernel that writes `repeat`: cut for the threads, streamed if
/// large.
void buildRepeat(VectorEmitter &e, const Repeat &repeat);

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_RINTTOVECTOR_REPEAT_H
