//===- Reduction.h - What the elements of a segment become ------*- C++ -*-===//
//
// All lowerings of rint.reduce_segments compute with what is built here, so
// that a sum means the same in a loop, in vectors and on a device: only the
// order of its terms differs.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_CONVERSION_UTILS_REDUCTION_H
#define RINT_LIB_CONVERSION_UTILS_REDUCTION_H

#include "IndexEmitter.h"
#include "rint/Dialect/Rint/IR/Rint.h"

namespace mlir::rint {

/// The arithmetic of a reduction of elements of one type. It is done on
/// accumulators: floats of at least 32 bits, complex numbers of such, and
/// signless integers. Values may be vectors, but not of complex numbers.
class Reduction {
public:
  Reduction(ReductionKind kind, Type element);

  /// The type of one accumulator.
  Type getType() const { return type; }

  /// What may be combined with any number of elements and changes nothing:
  /// one accumulator, or a vector of so many `lanes`.
  Value buildNeutral(IndexEmitter &e, int64_t lanes = 0) const;
  /// Elements as accumulators, and what they are rounded to once.
  Value buildWide(IndexEmitter &e, Value element) const;
  Value buildNarrow(IndexEmitter &e, Value accumulator) const;
  Value buildCombined(IndexEmitter &e, Value lhs, Value rhs) const;
  /// The result of a segment of `count` slices, an index: what a mean is
  /// divided by, and what an empty segment gives.
  Value buildResult(IndexEmitter &e, Value accumulator, Value count) const;

private:
  Value buildCombinedParts(IndexEmitter &e, Value lhs, Value rhs) const;

  ReductionKind kind;
  Type element, type;
};

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_UTILS_REDUCTION_H
