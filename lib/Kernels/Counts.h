//===- Counts.h - Counts of any integer type --------------------*- C++ -*-===//

#ifndef RINT_LIB_KERNELS_COUNTS_H
#define RINT_LIB_KERNELS_COUNTS_H

#include "Kernels.h"
#include "rint/rint.h"

namespace rint_library {

/// Which kernels read counts of `type`, or -1 if none do: i32 and i64.
inline int getCountType(rint_integer type) {
  return type == RINT_I32 ? 0 : type == RINT_I64 ? 1 : -1;
}

/// Whether `type` is one of the enumerators.
inline bool isInteger(rint_integer type) {
  return unsigned(type) <= unsigned(RINT_U64);
}

/// Calls `visit` with `data` as a pointer to numbers of `type`.
template <typename Visit>
auto visitIntegers(const void *data, rint_integer type, Visit visit) {
  switch (type) {
  case RINT_I8:
    return visit(static_cast<const int8_t *>(data));
  case RINT_I16:
    return visit(static_cast<const int16_t *>(data));
  case RINT_I32:
    return visit(static_cast<const int32_t *>(data));
  case RINT_U8:
    return visit(static_cast<const uint8_t *>(data));
  case RINT_U16:
    return visit(static_cast<const uint16_t *>(data));
  case RINT_U32:
    return visit(static_cast<const uint32_t *>(data));
  case RINT_U64:
    return visit(static_cast<const uint64_t *>(data));
  default:
    return visit(static_cast<const int64_t *>(data));
  }
}

/// The first of the counts, which is checked.
inline int64_t loadFirst(const void *counts, rint_integer type) {
  return visitIntegers(counts, type,
                       [](const auto *data) { return int64_t(*data); });
}

/// The blocks of `slices` slices, the words of packed counts behind the total,
/// and where those of a block are; see rint.scan_repeats.
inline int64_t getNumBlocks(int64_t slices) {
  return slices / kBlock + (slices % kBlock != 0);
}

/// Where the total is in a plan for counts of `type`.
inline int64_t getTotalAt(rint_integer type, int64_t slices) {
  return getCountType(type) < 0 ? slices : getNumBlocks(slices);
}

/// Checks that `type` is one of the enumerators, and C3.
rint_status checkNumber(rint_integer type, int64_t number, int64_t slices,
                        rint_error *error);

} // namespace rint_library

#endif // RINT_LIB_KERNELS_COUNTS_H
