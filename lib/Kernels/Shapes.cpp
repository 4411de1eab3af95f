//===- Shapes.cpp - Sizes that are checked ----------------------*- C++ -*-===//

#include "Shapes.h"

using namespace rint_library;

/// Whether an array of these sizes has no more bytes than 63 bits tell.
static bool fitsBytes(int64_t outer, int64_t slices, int64_t inner) {
  if (outer == 0 || slices == 0 || inner == 0)
    return true;
  int64_t rows, bytes;
  return multiply(outer, slices, rows) && multiply(rows, inner, bytes);
}

rint_status rint_library::checkShape(const rint_shape &shape,
                                     rint_error *error) {
  if (shape.outer < 0 || shape.slices < 0 || shape.inner_bytes < 0)
    return fail(error, messages::kNegativeShape,
                {SizeList(shape.outer, shape.slices, shape.inner_bytes)});
  if (!fitsBytes(shape.outer, shape.slices, shape.inner_bytes))
    return fail(error, messages::kElementsOverflow);
  return RINT_OK;
}

rint_status rint_library::checkBytes(const rint_shape &shape, int64_t total,
                                     rint_error *error) {
  if (fitsBytes(shape.outer, total, shape.inner_bytes))
    return RINT_OK;
  return fail(error, messages::kByteOverflow,
              {SizeList(shape.outer, total, shape.inner_bytes)});
}

rint_status rint_library::checkCount(const rint_shape &shape, int64_t count,
                                     int64_t &total, rint_error *error) {
  if (count < 0)
    return fail(error, messages::kNegativeRepeat, {count});
  if (!multiply(shape.slices, count, total))
    return fail(error, messages::kProductOverflow, {shape.slices, count});
  return checkBytes(shape, total, error);
}

rint_status rint_library::checkRange(int64_t rows, int64_t begin, int64_t end,
                                     rint_error *error) {
  if (begin >= 0 && begin <= end && end <= rows)
    return RINT_OK;
  return fail(error, messages::kRange, {rows, begin, end});
}
