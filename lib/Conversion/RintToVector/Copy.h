//===- Copy.h - A copy with one count ---------------------------*- C++ -*-===//
//
// Every form with one count, and every tile, comes down to [n, inner] ->
// [n, r, inner] on contiguous buffers, for which there are several strategies.
// What is common to them, cutting the work for threads and the choice of
// stores, is done by whoever calls a strategy, on parts of a copy.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_CONVERSION_RINTTOVECTOR_COPY_H
#define RINT_LIB_CONVERSION_RINTTOVECTOR_COPY_H

#include "VectorEmitter.h"

namespace mlir::rint {

/// What stays the same for all parts of a copy by permutation; see
/// Kernels/Permute.h.
struct PermutationMasks {
  /// A mask for each vector of a period of the result, and where the words of
  /// each begin in the source.
  Value masks, origins;
  /// The vectors of the result in a period, and the words of the source that it
  /// goes forward.
  Value period, advance;
  /// A condition: whether the masks were made.
  Value areMade;
};

/// `n` rows of `inner` words, each to be written `r` times side by side.
/// Buffers are one-dimensional and hold integers of `bits` bits; positions are
/// in words.
struct Copy {
  Value source, sourceBegin;
  Value dest, destBegin;
  Value n, r, inner;
  /// A condition: whether stores go past the caches. Only where every vector
  /// that is stored starts at a multiple of its size. Null if they never do.
  Value streams;
  int64_t bits = 0;
  /// What is known of the alignment of the words, in bytes.
  int64_t align = 1;
  /// What a kernel knows of sizes that are operands: the least that they may
  /// be, and whether rows are a whole number of vectors. Where a least size is
  /// stated, a constant counts as an operand.
  int64_t leastR = 0, leastInner = 0;
  bool hasWholeRows = false;
  std::optional<PermutationMasks> masks;

  int64_t getLanes() const { return kVectorBytes * 8 / bits; }
  int64_t getBytes() const { return bits / 8; }
  /// Whether there is one row for sure.
  bool isOneRow() const;
  std::optional<int64_t> getKnownR() const;
  std::optional<int64_t> getKnownInner() const;
  /// The words of one row's copies.
  Value getUnit(IndexEmitter &e) const { return e.mul(r, inner); }
  /// Conditions: whether a row, or a run of one word, fills a vector.
  Value buildIsLongRow(IndexEmitter &e) const;
  Value buildIsLongRun(IndexEmitter &e) const;
  /// Whether the first vector in the destination is aligned.
  Value buildStartsAligned(IndexEmitter &e) const;

  /// `size` rows from the row `begin` on.
  Copy slice(IndexEmitter &e, Value begin, Value size) const;
  /// `size` copies from the copy `begin` on, if there is one row.
  Copy sliceCopies(IndexEmitter &e, Value begin, Value size) const;
};

/// Calls the kernel of `strategy` for `copy`. Constant sizes become a part of
/// the kernel, except for `n`, of which it matters only whether it is 1.
/// `build` builds the body for the copy as the kernel sees it.
void callCopyKernel(VectorEmitter &e, StringRef strategy, const Copy &copy,
                    function_ref<void(VectorEmitter &, const Copy &)> build);

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_RINTTOVECTOR_COPY_H
