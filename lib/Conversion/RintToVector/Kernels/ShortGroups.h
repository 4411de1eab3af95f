//===- ShortGroups.h - The runs of four slices at once ----------*- C++ -*-===//
//
// A short run is one store of a vector of its copies, which may run over into
// the next run: that is written later. So the length of a short run decides
// nothing but where the next one starts, and slices whose runs are all short
// are written in groups without a branch for each.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_CONVERSION_RINTTOVECTOR_KERNELS_SHORTGROUPS_H
#define RINT_LIB_CONVERSION_RINTTOVECTOR_KERNELS_SHORTGROUPS_H

#include "../RunCopy.h"

namespace mlir::rint {

/// Whether rows are known to be so short that a vector holds several.
bool isShortRow(const Copy &rows);

/// The words of a row, which are known.
inline int64_t getRowWords(const RunCopy &copy) {
  return *copy.rows.getKnownInner();
}

/// The word that is the row of `slice`.
Value buildWord(VectorEmitter &e, const RunCopy &copy, const RowRange &part,
                Value slice);

/// As many copies as fit in `lanes` words of the row of `slice`, which is a
/// short one.
Value buildCopies(VectorEmitter &e, const RunCopy &copy, const RowRange &part,
                  Value slice, int64_t lanes);

/// The words of `slices` rows of one word from `slice` on.
Value loadWords(VectorEmitter &e, const RunCopy &copy, const RowRange &part,
                Value slice, int64_t slices);

/// Slices whose runs are written together if all of them are short.
inline constexpr int64_t kGroup = 4;

/// Whether there is a group at `slice` in front of `end` whose runs are all
/// short.
Value buildIsShortGroup(VectorEmitter &e, const RunCopy &copy, Value slice,
                        Value end);

/// Writes the runs of the group at `slice` to `dest` from the word `to` on, and
/// up to a vector behind them. Returns how many rows they have.
Value buildShortGroup(VectorEmitter &e, const RunCopy &copy,
                      const RowRange &part, Value slice, Value dest, Value to);

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_RINTTOVECTOR_KERNELS_SHORTGROUPS_H
