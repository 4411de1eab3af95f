//===- Kernels.h - The strategies, a file each ------------------*- C++ -*-===//

#ifndef RINT_LIB_CONVERSION_RINTTOVECTOR_KERNELS_KERNELS_H
#define RINT_LIB_CONVERSION_RINTTOVECTOR_KERNELS_KERNELS_H

#include "../Strategies.h"

namespace mlir::rint {

// One count, see CopyStrategy. Each is in the file of its name.

/// Copies of one short row: the vectors of a period stay in registers and are
/// stored round and round.
const CopyStrategy &getTileStrategy();
/// Short rows and few copies, both known: vectors of rows are loaded and
/// shuffled with constant masks into the vectors of the result.
const CopyStrategy &getShuffleStrategy();
/// Rows of up to a vector: vectors are permuted by masks made at run time.
const CopyStrategy &getPermuteStrategy();
/// Runs of one word that fill a vector: the word is broadcast and stored as
/// often as the run needs it.
const CopyStrategy &getFillStrategy();
/// Shorter runs of one word: stores of 16 bytes, the last of which runs over
/// into the next run.
const CopyStrategy &getShortRunsStrategy();
/// Rows of 1 to 8 vectors, known: loaded once, stored r times.
const CopyStrategy &getHeldRowsStrategy();
/// Rows of a vector and more: blocks of a row go to all their destinations
/// while they are in the first-level cache.
const CopyStrategy &getBlockedRowsStrategy();
/// One row of less than a vector: a block of copies is made and then copied
/// itself.
const CopyStrategy &getDoubledRowStrategy();
/// Rows of less than a vector: loads and stores of 16 bytes, the last of which
/// runs over into the next row.
const CopyStrategy &getShortRowsStrategy();
/// Word by word. Serves every copy.
const CopyStrategy &getElementsStrategy();

// A count for each slice, see RunStrategy.

/// A few single words, each stored by itself.
const RunStrategy &getTinyRunsStrategy();
/// Single words of large results: runs are put together in a buffer that stays
/// in the first-level cache, from which whole lines are streamed.
const RunStrategy &getStagedRunsStrategy();
/// Single words and rows of up to half a vector: a vector of copies that runs
/// over into the next run, for four slices at once while their runs are short.
const RunStrategy &getGroupedRunsStrategy();
/// Rows of 1 to 8 vectors, known: loaded once, stored for each copy.
const RunStrategy &getHeldRowRunsStrategy();
/// Rows of any size, one copy after the other. Serves every copy of runs.
const RunStrategy &getRowRunsStrategy();

// Segments, see SegmentStrategy.

/// Rows of one element: a vector of accumulators, added up at the end.
const SegmentStrategy &getLaneSegmentsStrategy();
/// Rows of a vector and more: a vector of accumulators for each of the row's.
const SegmentStrategy &getRowSegmentsStrategy();
/// Rows of less than a vector, which is loaded and stored beyond their ends.
/// Serves what the others do not.
const SegmentStrategy &getNarrowSegmentsStrategy();

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_RINTTOVECTOR_KERNELS_KERNELS_H
