//===- SegmentReduction.h - A reduction of segments -------------*- C++ -*-===//
//
// The work is cut by segments, never inside of one, so that the order of the
// terms of a sum does not depend on the number of threads. A part is about the
// same number of slices and segments together, however long the segments are.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_CONVERSION_RINTTOVECTOR_SEGMENTREDUCTION_H
#define RINT_LIB_CONVERSION_RINTTOVECTOR_SEGMENTREDUCTION_H

#include "../Utils/Counts.h"
#include "../Utils/Reduction.h"
#include "../Utils/Words.h"
#include "VectorEmitter.h"

namespace mlir::rint {

/// What is written: [outer, slices, inner] elements become [outer, segments,
/// inner]. A complex number is two elements.
struct SegmentReduction {
  SegmentReduction(ReductionKind kind, Type element, const Words &words);

  /// The accumulators of a vector.
  int64_t getLanes() const;
  std::optional<int64_t> getKnownInner() const;
  /// The elements of the whole source.
  Value getSourceEnd(VectorEmitter &e) const;

  /// `lanes` elements of the source from `at` on, as accumulators.
  Value loadVector(VectorEmitter &e, Value at, int64_t lanes) const;
  /// The first of them that `size` says, and neutral ones behind, without a
  /// look at what is behind those.
  Value loadPart(VectorEmitter &e, Value at, Value size, int64_t lanes) const;
  Value load(VectorEmitter &e, Value at) const;
  /// Writes what one accumulator, or a vector, becomes of a segment of `count`
  /// slices.
  void store(VectorEmitter &e, Value accumulator, Value count, Value at) const;

  ReductionKind kind;
  /// Of the accumulators; words stand for their elements in memory.
  Type element;
  Reduction reduction;
  int64_t bits, align;

  /// Row offsets of every segment or of blocks of `block` segments, with the
  /// counts; or else one count.
  Value offsets, count;
  std::optional<Counts> counts;
  int64_t block = 1;

  Value source, dest;
  Value outer, slices, segments, inner;
  /// Whether rows are known to have a vector and more. Their size then counts
  /// as an operand, where it is a constant, too.
  bool hasLongRows = false;

private:
  Value fromWords(VectorEmitter &e, Value words) const;
};

/// Segments of one of the `outer` results.
struct SegmentRange {
  /// Numbers of blocks, or of segments where there are none.
  Value first, last;
  /// The number of the result.
  Value outer;
};

/// A segment: its slices, and where they begin in the source and what they
/// become in the result, in elements.
struct Segment {
  Value begin, end;
  Value from, to;
};

/// Calls `body` for each segment of `part`, in order.
void forSegments(VectorEmitter &e, const SegmentReduction &shape,
                 const SegmentRange &part,
                 function_ref<void(const Segment &)> body);

/// Where the elements of `part` end in the result.
Value buildPartEnd(VectorEmitter &e, const SegmentReduction &shape,
                   const SegmentRange &part);

/// Calls the kernel of `strategy` for `part`. `build` builds the body for what
/// the kernel sees of them.
void callSegmentKernel(
    VectorEmitter &e, StringRef strategy, const SegmentReduction &shape,
    const SegmentRange &part,
    function_ref<void(VectorEmitter &, const SegmentReduction &,
                      const SegmentRange &)>
        build);

/// Calls the kernel that makes the whole result.
void callReduceKernel(VectorEmitter &e, const SegmentReduction &shape);

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_RINTTOVECTOR_SEGMENTREDUCTION_H
