//===- Words.h - Elements as the words that machines move -------*- C++ -*-===//
//
// rint moves elements bit for bit, so f32 and i32 are the same to a lowering:
// words of 32 bits. That makes one kernel serve all types of a size.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_CONVERSION_UTILS_WORDS_H
#define RINT_LIB_CONVERSION_UTILS_WORDS_H

#include "IndexEmitter.h"

namespace mlir::rint {

/// The words that hold one element.
struct Words {
  /// The size of a word in bits (8, 16, 32 or 64), and the words of an element.
  int64_t bits = 0, perElement = 1;
  /// The alignment of an element, in bytes.
  int64_t align = 1;
};

/// The words of an element of type `element`; nothing where a buffer does not
/// hold elements as whole words.
std::optional<Words> getWords(Type element);

/// Whether the elements of `buffer` lie side by side in row-major order, in the
/// default memory space.
bool isContiguous(Value buffer);

/// Views a contiguous buffer as one dimension of words.
Value buildFlatView(IndexEmitter &e, Value buffer, const Words &words);

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_UTILS_WORDS_H
