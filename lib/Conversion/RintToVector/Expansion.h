//===- Expansion.h - Slices with a count for each ---------------*- C++ -*-===//

#ifndef RINT_LIB_CONVERSION_RINTTOVECTOR_EXPANSION_H
#define RINT_LIB_CONVERSION_RINTTOVECTOR_EXPANSION_H

#include "Counts.h"
#include "Piece.h"

namespace mlir::rint {

/// What is written: rows of `inner` words each; `outer` times the `slices` of
/// the source become `total` rows.
struct Expansion {
  Value loadOffset(Emitter &e, Value at) const {
    return memref::LoadOp::create(e, offsets, at);
  }

  /// How many rows `slice` becomes.
  Value loadCount(Emitter &e, Value slice) const {
    if (counts)
      return buildCountAsIndex(e, e.getLoc(), counts->load(e, slice));
    return e.sub(loadOffset(e, e.add(slice, 1)), loadOffset(e, slice));
  }

  /// The row offsets, of every slice or of blocks of `block` slices.
  Value offsets;
  std::optional<Counts> counts;
  int64_t block = 1;
  Value outer, slices, total;
  /// Source, destination and the words of a row. No source: the row is the
  /// index of the slice, of type `indexType`.
  Piece rows;
  Type indexType;
  /// Where the elements of a large result are put together, and the place of
  /// this thread in it. Null if they never are.
  Value staging, stagingBegin;
};

/// A part of one of the `outer` results.
struct Part {
  /// The rows to write, relative to those of the result.
  Value first, last;
  /// Up to where rows may be written that are written again later.
  Value limit;
  /// The first row of the result, and of the slices that it is made of.
  Value base, sourceBase;
};

/// Whether rows are known to be so short that a vector holds several.
bool isShortRow(const Piece &rows);

/// As many copies as fit in `lanes` elements of the row of `slice`, which is a
/// short one.
Value buildCopies(Emitter &e, const Expansion &op, const Part &part,
                  Value slice, int64_t lanes);

/// Slices whose runs are written together if all of them are short.
inline constexpr int64_t kGroup = 4;

/// Whether there is a group at `slice` in front of `end` whose runs are all
/// short.
Value buildIsShortGroup(Emitter &e, const Expansion &op, Value slice,
                        Value end);

/// Writes the runs of the group at `slice` to `dest` from the element `to` on,
/// and up to a vector behind them. Returns how many rows they have.
Value buildShortGroup(Emitter &e, const Expansion &op, const Part &part,
                      Value slice, Value dest, Value to);

/// Writes the runs of the slices from `begin` to `end`, which take the rows
/// `from` to `to` of the result, as far as they are in `part`. Short rows.
void buildElementRuns(Emitter &e, const Expansion &op, const Part &part,
                      Value begin, Value end, Value from, Value to);

/// The same for rows of any size.
void buildRowRuns(Emitter &e, const Expansion &op, const Part &part,
                  Value begin, Value end, Value from);

/// The same past the caches, for rows of one element. What does not fill a line
/// stays in the buffer: up to the element `flushed` the result is written.
/// Returns up to where it is then.
Value buildStagedRuns(Emitter &e, const Expansion &op, const Part &part,
                      Value begin, Value end, Value from, Value to,
                      Value flushed);

/// Writes what is left in the buffer at the end of `part`.
void buildStagedRest(Emitter &e, const Expansion &op, const Part &part,
                     Value flushed);

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_RINTTOVECTOR_EXPANSION_H
