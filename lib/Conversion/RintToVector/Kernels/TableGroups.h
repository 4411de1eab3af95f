//===- TableGroups.h - Runs of up to three words by tables ------*- C++ -*-===//
//
// The counts of a few slices, two bits each, are a number that says which slice
// every word of their runs comes from. So a table of permutations, with a row
// for each such number, writes the runs of a few slices by one permutation for
// each vector that they can fill, and no branch.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_CONVERSION_RINTTOVECTOR_KERNELS_TABLEGROUPS_H
#define RINT_LIB_CONVERSION_RINTTOVECTOR_KERNELS_TABLEGROUPS_H

#include "../RunCopy.h"

namespace mlir::rint {

/// Slices whose counts are read together.
inline constexpr int64_t kTableGroup = 8;

/// Whether runs of the kind of `copy` may be written by tables: those of single
/// words with packed counts, where the target permutes bytes.
bool mayUseTables(const VectorEmitter &e, const RunCopy &copy);

/// The end of the slices of a block, from its first one on, whose runs can be
/// written by tables: whole groups.
Value buildTableEnd(VectorEmitter &e, const RunCopy &copy,
                    const SliceRange &slices);

/// Writes the runs of the group of `slices` at `slice` to `dest` from the word
/// `to` on, and up to a vector behind them. Returns how many words they have.
Value buildTableGroup(VectorEmitter &e, const RunCopy &copy,
                      const RowRange &part, const SliceRange &slices,
                      Value slice, Value dest, Value to);

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_RINTTOVECTOR_KERNELS_TABLEGROUPS_H
