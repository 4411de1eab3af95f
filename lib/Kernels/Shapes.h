//===- Shapes.h - Sizes that are checked ------------------------*- C++ -*-===//

#ifndef RINT_LIB_KERNELS_SHAPES_H
#define RINT_LIB_KERNELS_SHAPES_H

#include "Errors.h"

namespace rint_library {

/// Whether the product fits 63 bits; then it is in `result`. Factors are not
/// negative.
inline bool multiply(int64_t a, int64_t b, int64_t &result) {
  return !__builtin_mul_overflow(a, b, &result);
}

/// The product of two sizes, or the greatest number where that is larger. Such
/// are the rows of a result without bytes only.
inline int64_t multiplySaturated(int64_t a, int64_t b) {
  int64_t result;
  return multiply(a, b, result) ? result : INT64_MAX;
}

/// Checks that the sizes are no negative numbers, and that the source is no
/// larger than an array can be.
rint_status checkShape(const rint_shape &shape, rint_error *error);

/// The part of C6 that is about the bytes of a result with `total` slices.
rint_status checkBytes(const rint_shape &shape, int64_t total,
                       rint_error *error);

/// C5 and C6 of one count, and the total.
rint_status checkCount(const rint_shape &shape, int64_t count, int64_t &total,
                       rint_error *error);

/// Checks that the rows from `begin` to `end` are rows of a result.
rint_status checkRange(int64_t rows, int64_t begin, int64_t end,
                       rint_error *error);

/// Calls `visit(number, begin, end)` for each result of `total` rows that has
/// rows in a range: those of the result that are in it.
template <typename Visit>
void forResults(int64_t total, int64_t begin, int64_t end, Visit visit) {
  while (begin < end) {
    int64_t number = begin / total, base = number * total;
    int64_t last = end - base < total ? end - base : total;
    visit(number, begin - base, last);
    begin = base + last;
  }
}

} // namespace rint_library

#endif // RINT_LIB_KERNELS_SHAPES_H
