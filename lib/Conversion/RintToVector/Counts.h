//===- Counts.h - Reading a vector of repeats -------------------*- C++ -*-===//

#ifndef RINT_LIB_CONVERSION_RINTTOVECTOR_COUNTS_H
#define RINT_LIB_CONVERSION_RINTTOVECTOR_COUNTS_H

#include "Emitter.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "rint/Dialect/Rint/IR/RintUtils.h"

namespace mlir::rint {

/// The counts of a vector of repeats, of which one entry serves every slice.
struct Counts {
  Counts(Emitter &e, Value repeats, Value slices) : repeats(repeats) {
    Value numRepeats = e.createOrFold<memref::DimOp>(repeats, e.index(0));
    isVector = e.isEqual(numRepeats, slices);
    step = e.select(isVector, e.index(1), e.index(0));
  }

  Value load(Emitter &e, Value slice) const {
    return loadOwn(e, e.mul(slice, step));
  }

  /// The same where every slice has a count of its own.
  Value loadOwn(Emitter &e, Value slice) const {
    return memref::LoadOp::create(e, repeats, slice);
  }

  Value repeats;
  /// Whether every slice has a count of its own, and the distance between those
  /// of two slices.
  Value isVector, step;
};

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_RINTTOVECTOR_COUNTS_H
