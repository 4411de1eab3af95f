//===- Repeat.cpp - One count for every slice -------------------*- C++ -*-===//
//
// A range of the result is a part of the copies of a slice, copies of whole
// slices, and a part of those of another.
//
//===----------------------------------------------------------------------===//

#include "Repeat.h"

#include "Shapes.h"
#include "Words.h"

#include <algorithm>
#include <cstring>

using namespace rint_library;

/// The bytes of a line, to which what is stored past the caches is aligned.
static constexpr int64_t kLineBytes = 64;

namespace {

/// Slices of `innerBytes` bytes that are copied `count` times each.
struct Copies {
  Copies(const void *source, void *result, int64_t innerBytes, int64_t count)
      : words(source, result, innerBytes),
        source(static_cast<const char *>(source)),
        result(static_cast<char *>(result)), innerBytes(innerBytes),
        count(count) {}

  void write(int64_t begin, int64_t end, int64_t rowsOfCall) const;

private:
  void callKernel(int64_t slice, int64_t slices, int64_t copies,
                  int64_t row) const;
  void writeSlices(int64_t slice, int64_t slices, int64_t row) const;
  int64_t getSlicesToLine(int64_t row) const;

  Words words;
  const char *source;
  char *result;
  int64_t innerBytes, count;
};

} // namespace

/// Writes `copies` copies of each of some slices from `row` on.
void Copies::callKernel(int64_t slice, int64_t slices, int64_t copies,
                        int64_t row) const {
  const void *from = source + slice * innerBytes;
  void *to = result + row * innerBytes;
  int64_t size = slices * words.inner;
  const ElementKernels *elements = words.elements;
  KnownRepeatKernel *known = nullptr;
  if (elements)
    known = copies == 2   ? elements->repeat2
            : copies == 3 ? elements->repeat3
            : copies == 4 ? elements->repeat4
            : copies == 8 ? elements->repeat8
                          : nullptr;
  if (known)
    known(RINT_BUFFER(from, size), slices, RINT_BUFFER(to, size * copies));
  else if (slices == 1 && words.inner > 1 && !elements)
    words.rows->tile(RINT_BUFFER(from, size), copies, words.inner,
                     RINT_BUFFER(to, size * copies));
  else
    words.getRepeat()(RINT_BUFFER(from, size), slices, copies, words.inner,
                      RINT_BUFFER(to, size * copies));
}

/// How many slices come before the first whose copies start at a line; 0 if
/// none does.
int64_t Copies::getSlicesToLine(int64_t row) const {
  uint64_t address = reinterpret_cast<uintptr_t>(result + row * innerBytes);
  for (int64_t slices = 0; slices < kLineBytes; ++slices)
    if ((address + uint64_t(slices * count) * innerBytes) % kLineBytes == 0)
      return slices;
  return 0;
}

/// Writes all copies of some slices in one call, but for those before a line:
/// kernels store past the caches from lines on.
void Copies::writeSlices(int64_t slice, int64_t slices, int64_t row) const {
  if (slices * count >= kStreamedBytes / innerBytes) {
    int64_t before = std::min(getSlicesToLine(row), slices);
    if (before > 0)
      callKernel(slice, before, count, row);
    slice += before;
    slices -= before;
    row += before * count;
  }
  if (slices > 0)
    callKernel(slice, slices, count, row);
}

/// Writes rows of the result, at most `rowsOfCall` at a time.
void Copies::write(int64_t begin, int64_t end, int64_t rowsOfCall) const {
  while (begin < end) {
    int64_t last = end - begin > rowsOfCall ? begin + rowsOfCall : end;
    int64_t slice = begin / count, copy = begin % count;
    if (copy > 0 || last - begin < count) {
      int64_t copies = std::min(count - copy, last - begin);
      callKernel(slice, 1, copies, begin);
      begin += copies;
    } else {
      int64_t slices = (last - begin) / count;
      writeSlices(slice, slices, begin);
      begin += slices * count;
    }
  }
}

void rint_library::writeCopies(const void *source, const rint_shape &shape,
                               int64_t count, void *result, int64_t begin,
                               int64_t end) {
  if (begin == end || shape.inner_bytes == 0)
    return;
  int64_t bytes = shape.outer * shape.slices * count * shape.inner_bytes;
  Copies(source, result, shape.inner_bytes, count)
      .write(begin, end, getRowsOfCall(bytes, shape.inner_bytes));
}

/// Checks the arguments of a repeat and of a tile by one count (C5, C6).
static rint_status checkCopies(const rint_shape &shape, int64_t count,
                               int64_t begin, int64_t end, rint_error *error) {
  int64_t total;
  if (rint_status status = checkShape(shape, error))
    return status;
  if (rint_status status = checkCount(shape, count, total, error))
    return status;
  return checkRange(multiplySaturated(shape.outer, total), begin, end, error);
}

rint_status rint_repeat(const void *source, rint_shape shape, int64_t count,
                        void *result, int64_t begin, int64_t end,
                        rint_error *error) {
  if (rint_status status = checkCopies(shape, count, begin, end, error))
    return status;
  writeCopies(source, shape, count, result, begin, end);
  return RINT_OK;
}

//===----------------------------------------------------------------------===//
// Tiles
//===----------------------------------------------------------------------===//

/// Writes rows that are within one copy of all slices.
static void copyRows(const char *source, const rint_shape &shape, int64_t count,
                     char *result, int64_t begin, int64_t end) {
  int64_t outer = begin / (shape.slices * count);
  int64_t row = outer * shape.slices + begin % shape.slices;
  std::memcpy(result + begin * shape.inner_bytes,
              source + row * shape.inner_bytes,
              (end - begin) * shape.inner_bytes);
}

rint_status rint_tile(const void *source, rint_shape shape, int64_t count,
                      void *result, int64_t begin, int64_t end,
                      rint_error *error) {
  if (rint_status status = checkCopies(shape, count, begin, end, error))
    return status;
  if (begin == end || shape.inner_bytes == 0)
    return RINT_OK;
  // All slices together are copied as one; a range may begin and end inside of
  // such a copy.
  int64_t slices = shape.slices;
  const char *from = static_cast<const char *>(source);
  char *to = static_cast<char *>(result);
  int64_t first = begin / slices + (begin % slices != 0), last = end / slices;
  if (first > last) {
    copyRows(from, shape, count, to, begin, end);
    return RINT_OK;
  }
  if (begin < first * slices)
    copyRows(from, shape, count, to, begin, first * slices);
  writeCopies(source, {shape.outer, 1, slices * shape.inner_bytes}, count,
              result, first, last);
  if (last * slices < end)
    copyRows(from, shape, count, to, last * slices, end);
  return RINT_OK;
}
