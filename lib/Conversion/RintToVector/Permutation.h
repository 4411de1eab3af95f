//===- Permutation.h - Copies by masks made at run time ---------*- C++ -*-===//
//
// Where the shape is not known before the program runs, or has no small set of
// constant masks, the masks are made first: those of all vectors in one period
// of the result. Then each vector takes one load and one permutation, and is
// aligned, whatever the length of rows and runs.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_CONVERSION_RINTTOVECTOR_PERMUTATION_H
#define RINT_LIB_CONVERSION_RINTTOVECTOR_PERMUTATION_H

#include "Piece.h"

namespace mlir::rint {

class Permutation {
public:
  /// Whether a copy of the shape of `piece` may be made this way.
  static bool isCandidate(const Piece &piece,
                          const ConvertRintToVectorPassOptions &options);

  /// Builds the masks for `piece` and all parts of it, before the code of the
  /// threads, if `isWanted`.
  Permutation(Emitter &e, const Piece &piece, Value isWanted,
              const ConvertRintToVectorPassOptions &options);

  /// A condition: whether the parts are to be copied this way.
  Value isUsed;

  /// Builds the copy of `part`, which begins with a period.
  void build(Emitter &e, const Piece &part, Value thread) const;

private:
  /// A number of vectors of the result, from its first one on.
  struct Stretch {
    Value source, sourceBegin, destBegin, vectors;
  };

  Piece inWords(Emitter &e, const Piece &piece) const;
  Value buildOrigin(Emitter &e, const Piece &piece, Value k) const;
  void buildMasks(Emitter &e, const Piece &piece, Value least,
                  Value forward) const;
  void buildStretch(Emitter &e, const Piece &part,
                    const Stretch &stretch) const;
  void buildRest(Emitter &e, const Piece &part, const Stretch &stretch,
                 Value size) const;

  /// What is permuted: words of `bits` bits, `lanes` of them in a vector.
  int64_t bits, lanes;
  /// Whether there is one row, which every period reads again.
  bool isTile;
  /// The vectors of the result in a period, and the words of the source that it
  /// goes forward.
  Value period, advance;
  /// A mask for each vector of a period, and where its words begin.
  Value masks, origins;
  /// The end of the source and room to read behind it, for each thread.
  Value ends;
};

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_RINTTOVECTOR_PERMUTATION_H
