//===- Kernels.h - Kernels made ahead of time -------------------*- C++ -*-===//
//
// What the compiler makes of the .mlir.in files next to this one, once for each
// level of the instruction set. A level shows nothing but its table of kernels.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_KERNELS_KERNELS_H
#define RINT_LIB_KERNELS_KERNELS_H

#include <cstdint>

/// A memref of one dimension as compiled code takes it: two addresses, an
/// offset, the size and the stride.
#define RINT_MEMREF void *, void *, int64_t, int64_t, int64_t

namespace rint_library {

/// Operands are in the order of the .mlir.in files.
using RepeatKernel = void(RINT_MEMREF, int64_t, int64_t, int64_t, RINT_MEMREF);
using KnownRepeatKernel = void(RINT_MEMREF, int64_t, RINT_MEMREF);
using TileKernel = void(RINT_MEMREF, int64_t, int64_t, RINT_MEMREF);
using OffsetsKernel = void(RINT_MEMREF, int64_t, int64_t, RINT_MEMREF,
                           RINT_MEMREF, int64_t, int64_t, int64_t);
using CountsKernel = void(RINT_MEMREF, int64_t, int64_t, RINT_MEMREF,
                          RINT_MEMREF, RINT_MEMREF, int64_t, int64_t, int64_t);
using PlanKernel = void(RINT_MEMREF, int64_t, RINT_MEMREF);
using OffsetIndicesKernel = void(RINT_MEMREF, RINT_MEMREF, int64_t, int64_t);
using CountIndicesKernel = void(RINT_MEMREF, RINT_MEMREF, RINT_MEMREF, int64_t,
                                int64_t);
using SegmentsKernel = void(RINT_MEMREF, int64_t, int64_t, RINT_MEMREF,
                            RINT_MEMREF, int64_t);

/// The types of counts that kernels read: i32 and i64.
inline constexpr int kNumCountTypes = 2;

/// The slices of a block of a plan.
inline constexpr int64_t kBlock = 4096;

/// The bytes from which on what one call of a kernel writes goes past the
/// caches.
inline constexpr int64_t kStreamedBytes = RINT_STREAMED_BYTES;

/// The kernels that copy runs by offsets and by counts.
struct RunKernels {
  OffsetsKernel *byOffsets;
  CountsKernel *byCounts[kNumCountTypes];
};

/// The kernels for elements of a size. Only these have some for known counts.
struct ElementKernels {
  RepeatKernel *repeat;
  KnownRepeatKernel *repeat2, *repeat3, *repeat4, *repeat8;
  RunKernels runs;
};

/// The kernels for rows of any number of words of a size.
struct RowKernels {
  RepeatKernel *repeat;
  TileKernel *tile;
  RunKernels runs;
};

struct IndexKernels {
  OffsetIndicesKernel *byOffsets;
  CountIndicesKernel *byCounts[kNumCountTypes];
};

/// The kernels of a level.
struct Kernels {
  const char *level;
  /// Of 1, 2, 4, 8 and 16 bytes.
  ElementKernels elements[5];
  /// Of words of 1, 2, 4 and 8 bytes.
  RowKernels rows[4];
  PlanKernel *plan[kNumCountTypes];
  /// Of 4 and 8 bytes.
  IndexKernels indices[2];
  /// By kind and element type; null where the kind does not take the type.
  SegmentsKernel *segments[5][12];
};

/// The kernels of the level that this process uses.
const Kernels &getKernels();

} // namespace rint_library

/// An address and a size as arguments for RINT_MEMREF.
#define RINT_BUFFER(address, size)                                             \
  const_cast<void *>(static_cast<const void *>(address)),                      \
      const_cast<void *>(static_cast<const void *>(address)), int64_t(0),      \
      int64_t(size), int64_t(1)

#endif // RINT_LIB_KERNELS_KERNELS_H
