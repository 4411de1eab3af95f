//===- RunCopy.h - A copy with a count for each slice -----------*- C++ -*-===//
//
// The work is cut by the rows of the result, so that every part is the same
// amount of it, however the counts are distributed. A part finds the block of
// slices in which it begins and ends by binary searches among the offsets, and
// goes through the counts of the blocks in between.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_CONVERSION_RINTTOVECTOR_RUNCOPY_H
#define RINT_LIB_CONVERSION_RINTTOVECTOR_RUNCOPY_H

#include "../Utils/Counts.h"
#include "Copy.h"

namespace mlir::rint {

/// What is written: rows of `rows.inner` words each; `outer` times the `slices`
/// of the source become `total` rows.
struct RunCopy {
  Value loadOffset(VectorEmitter &e, Value at) const;
  /// How many rows `slice` becomes.
  Value loadCount(VectorEmitter &e, Value slice) const;

  /// The row offsets, of every slice or of blocks of `block` slices.
  Value offsets;
  /// The counts, where the offsets are those of blocks.
  std::optional<Counts> counts;
  int64_t block = 1;
  /// Whether the counts of blocks may be there in two bits each behind the
  /// offsets; see ScanRepeatsOp.
  bool hasPackedCounts = false;
  Value outer, slices, total;
  /// The rows to write where those are not all; `outer` is then 1.
  Value begin, end;
  /// Source, destination and the words of a row; n and r are not used. No
  /// source: the row is the index of the slice, of type `indexType`.
  Copy rows;
  Type indexType;
};

/// Rows of one of the `outer` results.
struct RowRange {
  /// The rows to write, relative to those of the result.
  Value first, last;
  /// Up to where rows may be written that are written again later.
  Value limit;
  /// The first row of the result, and of the slices that it is made of.
  Value base, sourceBase;
};

/// Slices, and the rows of the result that they become.
struct SliceRange {
  Value begin, end, from, to;
  /// Where the packed counts of the block are among the offsets, if anywhere.
  Value packed;
};

/// Calls `body` for the slices whose rows are in `part`: all of them, or those
/// of each block that has rows. A value goes from one to the next.
Value forSlices(VectorEmitter &e, const RunCopy &copy, const RowRange &part,
                Value init,
                function_ref<Value(const SliceRange &, Value)> body);

/// The name of a kernel for copies of the kind of `copy`.
std::string getKernelName(StringRef strategy, const RunCopy &copy);

/// The values that such a kernel takes, and `copy` with others in their place.
SmallVector<Value> getOperands(const RunCopy &copy);
RunCopy withOperands(VectorEmitter &e, const RunCopy &copy,
                     ValueRange operands);

/// Calls the kernel of `strategy` for `part` of `copy`. `build` builds the body
/// for what the kernel sees of them.
void callRunKernel(
    VectorEmitter &e, StringRef strategy, const RunCopy &copy,
    const RowRange &part,
    function_ref<void(VectorEmitter &, const RunCopy &, const RowRange &)>
        build);

/// Builds the whole copy: cut for the threads, streamed if large.
void buildRunCopy(VectorEmitter &e, const RunCopy &copy);

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_RINTTOVECTOR_RUNCOPY_H
