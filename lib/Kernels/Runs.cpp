//===- Runs.cpp - A count for each slice ------------------------*- C++ -*-===//

#include "Counts.h"
#include "Repeat.h"
#include "Shapes.h"
#include "Words.h"

#include <algorithm>

using namespace rint_library;

/// Calls `kernel(source, result, begin, end)` for the rows of a range, where
/// the sources and results are those of each of the outer indices, and the rows
/// those of such a result.
template <typename Kernel>
static void writeRuns(const void *source, const rint_shape &shape,
                      int64_t total, void *result, int64_t begin, int64_t end,
                      Kernel kernel) {
  int64_t inner = shape.inner_bytes;
  if (begin == end || inner == 0)
    return;
  int64_t rowsOfCall = getRowsOfCall(shape.outer * total * inner, inner);
  forResults(
      total, begin, end, [&](int64_t outer, int64_t first, int64_t last) {
        const char *from =
            static_cast<const char *>(source) + outer * shape.slices * inner;
        char *to = static_cast<char *>(result) + outer * total * inner;
        while (first < last) {
          int64_t next = last - first > rowsOfCall ? first + rowsOfCall : last;
          kernel(from, to, first, next);
          first = next;
        }
      });
}

rint_status rint_repeat_by_offsets(const void *source, rint_shape shape,
                                   const int64_t *offsets, void *result,
                                   int64_t begin, int64_t end,
                                   rint_error *error) {
  if (rint_status status = checkShape(shape, error))
    return status;
  int64_t n = shape.slices, total = offsets[n];
  if (rint_status status =
          checkRange(multiplySaturated(shape.outer, total), begin, end, error))
    return status;
  Words words(source, result, shape.inner_bytes);
  OffsetsKernel *kernel = words.getRuns().byOffsets;
  writeRuns(source, shape, total, result, begin, end,
            [&](const char *from, char *to, int64_t first, int64_t last) {
              kernel(RINT_BUFFER(from, n * words.inner), n, words.inner,
                     RINT_BUFFER(offsets, n + 1),
                     RINT_BUFFER(to, total * words.inner), total, first, last);
            });
  return RINT_OK;
}

rint_status rint_repeat_by_counts(const void *source, rint_shape shape,
                                  const void *counts, rint_integer type,
                                  int64_t number, const int64_t *plan,
                                  void *result, int64_t begin, int64_t end,
                                  rint_error *error) {
  int64_t n = shape.slices;
  if (rint_status status = checkNumber(type, number, n, error))
    return status;
  if (number != n)
    return rint_repeat(source, shape, loadFirst(counts, type), result, begin,
                       end, error);
  int kind = getCountType(type);
  if (kind < 0)
    return rint_repeat_by_offsets(source, shape, plan, result, begin, end,
                                  error);
  if (rint_status status = checkShape(shape, error))
    return status;
  int64_t total = plan[getTotalAt(type, n)];
  if (rint_status status =
          checkRange(multiplySaturated(shape.outer, total), begin, end, error))
    return status;
  Words words(source, result, shape.inner_bytes);
  CountsKernel *kernel = words.getRuns().byCounts[kind];
  int64_t planWords = rint_plan_words(type, n);
  writeRuns(source, shape, total, result, begin, end,
            [&](const char *from, char *to, int64_t first, int64_t last) {
              kernel(RINT_BUFFER(from, n * words.inner), n, words.inner,
                     RINT_BUFFER(counts, n), RINT_BUFFER(plan, planWords),
                     RINT_BUFFER(to, total * words.inner), total, first, last);
            });
  return RINT_OK;
}

//===----------------------------------------------------------------------===//
// Indices
//===----------------------------------------------------------------------===//

/// C11: that indices of `type` are able to hold the largest one.
static rint_status checkWidth(rint_integer type, int64_t slices,
                              rint_error *error) {
  static constexpr struct {
    const char *name;
    int bits;
  } types[] = {{"'i8'", 7},  {"'i16'", 15},  {"'i32'", 31},  {"'i64'", 63},
               {"'ui8'", 8}, {"'ui16'", 16}, {"'ui32'", 32}, {"'ui64'", 63}};
  if (!isInteger(type))
    return fail(error, messages::kEnumerator, {"result_type", int64_t(type)});
  if (slices <= 1 || uint64_t(slices - 1) >> types[type].bits == 0)
    return RINT_OK;
  return fail(error, messages::kIndicesWidth, {slices - 1, types[type].name});
}

/// Writes the indices of one count for every slice.
template <typename T>
static void writeEvenIndices(int64_t count, T *result, int64_t begin,
                             int64_t end) {
  while (begin < end) {
    int64_t slice = begin / count;
    int64_t last = std::min((slice + 1) * count, end);
    std::fill(result + begin, result + last, T(slice));
    begin = last;
  }
}

/// Writes indices of types that are too narrow for many slices: there are no
/// kernels for them.
template <typename T, typename Count>
static void writeNarrowIndices(const Count *counts, T *result, int64_t begin,
                               int64_t end) {
  int64_t first = 0;
  for (int64_t slice = 0; first < end; ++slice) {
    int64_t last = first + int64_t(counts[slice]);
    if (last > begin)
      std::fill(result + std::max(first, begin), result + std::min(last, end),
                T(slice));
    first = last;
  }
}

namespace {

/// The counts of rint_repeat_indices.
struct IndexCounts {
  const void *counts;
  rint_integer type;
  int64_t slices;
  const int64_t *plan;
};

} // namespace

/// Writes indices of 32 or 64 bits by kernels.
static void writeWideIndices(const IndexCounts &in, bool is64, int64_t total,
                             void *result, int64_t begin, int64_t end) {
  const IndexKernels &kernels = getKernels().indices[is64];
  int kind = getCountType(in.type);
  int64_t bytes = is64 ? 8 : 4, words = rint_plan_words(in.type, in.slices);
  int64_t rowsOfCall = getRowsOfCall(total * bytes, bytes);
  while (begin < end) {
    int64_t next = end - begin > rowsOfCall ? begin + rowsOfCall : end;
    if (kind < 0)
      kernels.byOffsets(RINT_BUFFER(in.plan, words), RINT_BUFFER(result, total),
                        begin, next);
    else
      kernels.byCounts[kind](RINT_BUFFER(in.counts, in.slices),
                             RINT_BUFFER(in.plan, words),
                             RINT_BUFFER(result, total), begin, next);
    begin = next;
  }
}

/// Writes what `resultType`, as indices of type T, asks for.
template <typename T>
static void writeIndices(const IndexCounts &in, int64_t number, int64_t total,
                         T *result, int64_t begin, int64_t end) {
  if (number != in.slices)
    writeEvenIndices(loadFirst(in.counts, in.type), result, begin, end);
  else if (sizeof(T) >= 4)
    writeWideIndices(in, sizeof(T) == 8, total, result, begin, end);
  else
    visitIntegers(in.counts, in.type, [&](const auto *counts) {
      writeNarrowIndices(counts, result, begin, end);
    });
}

rint_status rint_repeat_indices(const void *counts, rint_integer type,
                                int64_t number, int64_t slices,
                                const int64_t *plan, rint_integer resultType,
                                void *result, int64_t begin, int64_t end,
                                rint_error *error) {
  if (rint_status status = checkShape({1, slices, 0}, error))
    return status;
  if (rint_status status = checkNumber(type, number, slices, error))
    return status;
  int64_t total = 0;
  if (number == slices)
    total = plan[getTotalAt(type, slices)];
  else if (rint_status status = checkCount(
               {1, slices, 1}, loadFirst(counts, type), total, error))
    return status;
  if (rint_status status = checkWidth(resultType, slices, error))
    return status;
  if (rint_status status = checkRange(total, begin, end, error))
    return status;
  if (begin == end)
    return RINT_OK;
  IndexCounts in = {counts, type, slices, plan};
  switch (resultType) {
  case RINT_I8:
  case RINT_U8:
    writeIndices(in, number, total, static_cast<uint8_t *>(result), begin, end);
    break;
  case RINT_I16:
  case RINT_U16:
    writeIndices(in, number, total, static_cast<uint16_t *>(result), begin,
                 end);
    break;
  case RINT_I32:
  case RINT_U32:
    writeIndices(in, number, total, static_cast<uint32_t *>(result), begin,
                 end);
    break;
  case RINT_I64:
  case RINT_U64:
    writeIndices(in, number, total, static_cast<uint64_t *>(result), begin,
                 end);
    break;
  }
  return RINT_OK;
}
