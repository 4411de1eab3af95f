//===- SortedOffsets.h - Row offsets of any numbers -------------*- C++ -*-===//
//
// `#{i : ends[i] <= j}` is a number for all ends, also for those that fall, are
// negative or lie past the last j. Row offsets must not do that. So that a mask
// can be raised without a change of what it computes, its ends are clamped to
// the positions that there are, and sorted if they are not.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_CONVERSION_LINALGTORINT_SORTEDOFFSETS_H
#define RINT_LIB_CONVERSION_LINALGTORINT_SORTEDOFFSETS_H

#include "mlir/IR/Builders.h"

namespace mlir::rint {

/// The numbers that are counted at each of `positions` positions.
struct Ends {
  /// A 1-D tensor of integers of up to 64 bits or of index.
  Value values;
  OpFoldResult number;
  /// `values[i] + shift <= j` is what is counted.
  int64_t shift = 0;
  bool isUnsigned = false;
  /// Whether one of them is known to be the number of positions, so that not
  /// all are counted at any.
  bool reachesLast = false;
};

/// Builds row offsets of which slice v is the positions where v ends are
/// counted: of n + 1 slices, or n where `reachesLast`.
Value buildSortedOffsets(OpBuilder &builder, Location loc, const Ends &ends,
                         OpFoldResult positions);

/// Builds the inclusive sums of `values`, a 1-D tensor of integers, which wrap
/// as those of the type do.
Value buildPrefixSums(OpBuilder &builder, Location loc, Value values);

/// Whether ends of `type` can be clamped to so many positions, after a shift.
bool canClampEnds(Type type, int64_t shift);

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_LINALGTORINT_SORTEDOFFSETS_H
