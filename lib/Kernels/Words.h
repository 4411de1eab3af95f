//===- Words.h - Rows as words of kernels -----------------------*- C++ -*-===//

#ifndef RINT_LIB_KERNELS_WORDS_H
#define RINT_LIB_KERNELS_WORDS_H

#include "Kernels.h"

namespace rint_library {

/// How rows of some bytes are made of words, so that every row in the source
/// and in the result starts at a whole word.
struct Words {
  Words(const void *source, const void *result, int64_t innerBytes);

  /// The kernels for the rows: `elements`, or if that is null `rows`.
  const ElementKernels *elements;
  const RowKernels *rows;
  /// The bytes of a word, and how many are a row.
  int64_t bytes, inner;

  RepeatKernel *getRepeat() const {
    return elements ? elements->repeat : rows->repeat;
  }
  const RunKernels &getRuns() const {
    return elements ? elements->runs : rows->runs;
  }
};

/// How many rows of `rowBytes` bytes one call of a kernel writes, for a result
/// of `bytes` bytes: as many as there are if that goes past the caches, and
/// else so few that none does.
int64_t getRowsOfCall(int64_t bytes, int64_t rowBytes);

} // namespace rint_library

#endif // RINT_LIB_KERNELS_WORDS_H
