//===- Counts.h - Reading a vector of repeats -------------------*- C++ -*-===//

#ifndef RINT_LIB_CONVERSION_UTILS_COUNTS_H
#define RINT_LIB_CONVERSION_UTILS_COUNTS_H

#include "IndexEmitter.h"

namespace mlir::rint {

/// The counts of a vector of repeats in memory: one for each slice, or one that
/// serves every slice.
struct Counts {
  /// Reads the counts of `slices` slices from the memref `repeats`.
  Counts(IndexEmitter &e, Value repeats, Value slices);

  /// Computes the other members again from `repeats`, as far as they are not
  /// known.
  void rebuild(IndexEmitter &e, Value slices);

  /// The count of `slice`, of the type that the memref holds.
  Value load(IndexEmitter &e, Value slice) const;
  /// The same where every slice is known to have a count of its own.
  Value loadOwn(IndexEmitter &e, Value slice) const;

  /// A memref of one dimension.
  Value repeats;
  /// Whether every slice has a count of its own, and the distance between those
  /// of two slices, 1 or 0.
  Value isVector, step;
};

/// The entry of a packed plan where the words of `block` begin. The plan is of
/// `slices` slices in `blocks` blocks of `blockSize`; see ScanRepeatsOp.
Value getPackedCounts(IndexEmitter &e, Value blocks, Value block, Value slices,
                      int64_t blockSize);

/// Words for a name: the type of the counts, their layout, and what is known of
/// their number.
std::string getCountsKind(const Counts &counts);

/// A memref of one dimension as one whose type tells no size, and a layout only
/// if it is strided.
Value buildUnsized(IndexEmitter &e, Value memref);

/// Whether code can read the memref `buffer` as it is: a strided one in the
/// default memory space.
bool isReadable(Value buffer);

/// Whether the type of `memref` has a layout.
bool isStrided(Value memref);

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_UTILS_COUNTS_H
