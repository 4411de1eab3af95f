//===- Segments.cpp - Reductions of segments --------------------*- C++ -*-===//
//
// Kernels reduce whole segments, each in an order of its own, so that no cut of
// the result into ranges changes a bit.
//
//===----------------------------------------------------------------------===//

#include "Kernels.h"
#include "Shapes.h"

#include <algorithm>
#include <iterator>

using namespace rint_library;

namespace {

/// What is reduced, by which kernel.
struct Reduction {
  Reduction(const void *source, const rint_shape &shape, int64_t segments,
            void *result)
      : source(static_cast<const char *>(source)),
        result(static_cast<char *>(result)), shape(shape), segments(segments) {}

  /// Checks all but the segments, and finds the kernel.
  rint_status prepare(rint_reduction kind, rint_element element,
                      rint_error *error);

  /// Checks a range of rows, and calls `visit(outer, first, last)` for the rows
  /// of each of the results that are in it.
  template <typename Visit>
  rint_status forRange(int64_t begin, int64_t end, rint_error *error,
                       Visit visit) const;

  /// Writes `number` rows of the result number `outer`, from `first` on, whose
  /// segments are cut by `number` + 1 offsets.
  void write(const int64_t *offsets, int64_t outer, int64_t first,
             int64_t number) const;

private:
  SegmentsKernel *kernel = nullptr;
  const char *source;
  char *result;
  rint_shape shape;
  int64_t segments, elementBytes = 0;
};

} // namespace

void Reduction::write(const int64_t *offsets, int64_t outer, int64_t first,
                      int64_t number) const {
  int64_t bytes = shape.inner_bytes, inner = bytes / elementBytes;
  const char *from = source + outer * shape.slices * bytes;
  char *to = result + (outer * segments + first) * bytes;
  kernel(RINT_BUFFER(from, shape.slices * inner), shape.slices, inner,
         RINT_BUFFER(offsets, number + 1), RINT_BUFFER(to, number * inner),
         number);
}

template <typename Visit>
rint_status Reduction::forRange(int64_t begin, int64_t end, rint_error *error,
                                Visit visit) const {
  if (rint_status status = checkRange(multiplySaturated(shape.outer, segments),
                                      begin, end, error))
    return status;
  if (shape.inner_bytes > 0)
    forResults(segments, begin, end, visit);
  return RINT_OK;
}

static constexpr const char *kindNames[] = {"sum", "prod", "mean", "max",
                                            "min"};

static constexpr struct {
  const char *name;
  int bytes;
} elementTypes[] = {{"'i8'", 1},  {"'i16'", 2},  {"'i32'", 4},  {"'i64'", 8},
                    {"'ui8'", 1}, {"'ui16'", 2}, {"'ui32'", 4}, {"'ui64'", 8},
                    {"'f16'", 2}, {"'bf16'", 2}, {"'f32'", 4},  {"'f64'", 8}};

rint_status Reduction::prepare(rint_reduction kind, rint_element element,
                               rint_error *error) {
  if (unsigned(kind) >= std::size(kindNames))
    return fail(error, messages::kEnumerator, {"kind", int64_t(kind)});
  if (unsigned(element) >= std::size(elementTypes))
    return fail(error, messages::kEnumerator, {"element", int64_t(element)});
  if (rint_status status = checkShape(shape, error))
    return status;
  if (segments < 0)
    return fail(error, messages::kNegativeNumber, {segments});
  elementBytes = elementTypes[element].bytes;
  if (shape.inner_bytes % elementBytes != 0)
    return fail(error, messages::kElementSize,
                {elementBytes, shape.inner_bytes});
  kernel = getKernels().segments[kind][element];
  if (!kernel)
    return fail(error, messages::kSegmentsType,
                {"a float or a complex of floats", kindNames[kind],
                 elementTypes[element].name});
  return checkBytes(shape, segments, error);
}

rint_status rint_segment_reduce(rint_reduction kind, rint_element element,
                                const void *source, rint_shape shape,
                                const int64_t *offsets, int64_t segments,
                                void *result, int64_t begin, int64_t end,
                                rint_error *error) {
  Reduction reduction(source, shape, segments, result);
  if (rint_status status = reduction.prepare(kind, element, error))
    return status;
  if (offsets[segments] != shape.slices)
    return fail(error, messages::kSegmentsTotal,
                {shape.slices, offsets[segments]});
  return reduction.forRange(
      begin, end, error, [&](int64_t outer, int64_t first, int64_t last) {
        reduction.write(offsets + first, outer, first, last - first);
      });
}

/// The segments whose offsets are made at once.
static constexpr int64_t kOffsets = 512;

/// C12 of segments of `count` slices each.
static rint_status checkSame(const rint_shape &shape, int64_t count,
                             int64_t segments, rint_error *error) {
  if (count == 0 ? shape.slices != 0 : shape.slices % count != 0)
    return fail(error, messages::kSegmentsMultiple, {count, shape.slices});
  int64_t covered = multiplySaturated(segments, count);
  if (covered != shape.slices)
    return fail(error, messages::kSegmentsTotal, {shape.slices, covered});
  return RINT_OK;
}

rint_status rint_segment_reduce_same(rint_reduction kind, rint_element element,
                                     const void *source, rint_shape shape,
                                     int64_t count, int64_t segments,
                                     void *result, int64_t begin, int64_t end,
                                     rint_error *error) {
  if (count < 0)
    return fail(error, messages::kNegativeRepeat, {count});
  Reduction reduction(source, shape, segments, result);
  if (rint_status status = reduction.prepare(kind, element, error))
    return status;
  if (rint_status status = checkSame(shape, count, segments, error))
    return status;
  return reduction.forRange(
      begin, end, error, [&](int64_t outer, int64_t first, int64_t last) {
        int64_t offsets[kOffsets + 1];
        while (first < last) {
          int64_t number = std::min(last - first, kOffsets);
          for (int64_t i = 0; i <= number; ++i)
            offsets[i] = (first + i) * count;
          reduction.write(offsets, outer, first, number);
          first += number;
        }
      });
}
