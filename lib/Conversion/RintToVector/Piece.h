//===- Piece.h - A part of a copy with repetition ---------------*- C++ -*-===//
//
// Every scalar form and every tile comes down to [n, inner] -> [n, r, inner] on
// contiguous buffers, for which there is a kernel for each regime. What is
// common to them, cutting the work for threads and the choice of stores, is
// done by whoever calls a kernel, on pieces.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_CONVERSION_RINTTOVECTOR_PIECE_H
#define RINT_LIB_CONVERSION_RINTTOVECTOR_PIECE_H

#include "Emitter.h"
#include "rint/Conversion/Passes.h"

namespace mlir::rint {

/// `n` rows of `inner` elements, each to be written `r` times side by side.
/// Buffers are one-dimensional and hold integers of `bits` bits.
struct Piece {
  Value source, sourceBegin;
  Value dest, destBegin;
  Value n, r, inner;
  /// A condition: whether stores go past the caches. Only where every vector
  /// that a kernel stores starts at a multiple of its size. Null if they do
  /// not.
  Value streams;
  int64_t bits = 0;
  /// What is known of the alignment of the elements, in bytes.
  int64_t align = 1;

  int64_t getLanes() const { return kVectorBytes * 8 / bits; }
  int64_t getBytes() const { return bits / 8; }
  /// The size of one row's copies, in elements.
  Value getUnit(Emitter &e) const { return e.mul(r, inner); }
  /// `size` rows from the row `begin` on.
  Piece slice(Emitter &e, Value begin, Value size) const;
  /// `size` copies from the copy `begin` on, if there is one row.
  Piece sliceCopies(Emitter &e, Value begin, Value size) const;
};

/// Whether rows of `inner` elements repeated `r` times can be shuffled in
/// registers.
bool isShuffleable(int64_t r, int64_t inner, int64_t bits);

/// Short rows and few copies, both known: loads a vector of rows, shuffles it
/// with constant masks into the vectors of the result.
void buildShuffle(Emitter &e, const Piece &piece, int64_t r, int64_t inner);

/// Whether the copies of one row of `inner` elements repeat in a few vectors.
bool isTileable(int64_t inner, int64_t bits);

/// Copies of one short row: stores the vectors of a period from registers.
void buildTile(Emitter &e, const Piece &piece, int64_t inner);

/// Single elements: stores a vector of copies as often as the run needs it, the
/// last one overlapping. Without short runs, those are a matter of few
/// elements.
void buildRuns(Emitter &e, const Piece &piece, bool hasShortRuns);

/// Rows: copies each row, or block of a long row, to its destinations.
void buildRows(Emitter &e, const Piece &piece);

/// Whether a row is known to be a vector or more, and few enough of them to
/// stay in registers while they go to their destinations.
bool isHeldRow(const Piece &piece);

/// Calls `build` with whether held rows are stored past the caches, for each of
/// the cases that are possible.
void buildHeldRows(Emitter &e, const Piece &piece,
                   function_ref<void(bool)> build);

/// Writes `copies` copies of the held row at `from`, one behind the other from
/// `to` on.
void buildHeldRow(Emitter &e, const Piece &piece, Value from, Value to,
                  Value copies, bool streams);

/// Element by element. For what is left over and too short for vectors.
void buildElements(Emitter &e, const Piece &piece);

/// Writes `vector` over `size` elements, at least a vector's, of the
/// destination from `to` on.
void buildFill(Emitter &e, const Piece &piece, Value vector, Value to,
               Value size);

/// Copies `size` elements, at least a vector's, from the position `from` of the
/// source to `to` of the destination.
void buildCopy(Emitter &e, const Piece &piece, Value from, Value to,
               Value size);

//===----------------------------------------------------------------------===//
// Threads and stores past the caches
//===----------------------------------------------------------------------===//

/// Cuts `count` parts of the work into one share for each thread, a multiple of
/// `grain`, if `bytes` bytes are worth it. `body` gets the first part, how many
/// there are and the thread.
void buildThreads(Emitter &e, Value count, Value grain, Value bytes,
                  const ConvertRintToVectorPassOptions &options,
                  function_ref<void(Value, Value, Value)> body);

/// Whether a result of `bytes` bytes is stored past the caches.
Value buildIsLarge(Emitter &e, Value bytes,
                   const ConvertRintToVectorPassOptions &options);

/// Whether the first vector of `piece` in its destination is aligned.
Value buildStartsAligned(Emitter &e, const Piece &piece);

/// What is written at once through a buffer that stays in the first-level
/// cache.
inline constexpr int64_t kStagingBytes = 16384;

/// A buffer of `bytes` bytes for elements of `piece` on the stack of the
/// function around.
Value buildStaging(Emitter &e, const Piece &piece, int64_t bytes);

/// Writes `size` elements of `staging` from `stagingBegin` on, an aligned
/// position, to `begin` in the destination, past the caches. So `begin` is to
/// be aligned, too.
void buildFlush(Emitter &e, const Piece &piece, Value staging,
                Value stagingBegin, Value begin, Value size);

/// Waits for stores past the caches, if there were any.
void buildFence(Emitter &e, Value streams);

/// Pieces of the same shape, side by side in the destination.
struct Pieces {
  Value count;
  /// The piece of a number.
  function_ref<Piece(Value)> get;
};

/// Builds the whole copy: cut for the threads, streamed if large.
void buildRepeat(Emitter &e, const Pieces &pieces,
                 const ConvertRintToVectorPassOptions &options);

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_RINTTOVECTOR_PIECE_H
