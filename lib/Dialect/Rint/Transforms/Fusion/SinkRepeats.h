//===- SinkRepeats.h - What makes up --rint-sink-repeats --------*- C++ -*-===//

#ifndef RINT_LIB_DIALECT_RINT_TRANSFORMS_SINKREPEATS_H
#define RINT_LIB_DIALECT_RINT_TRANSFORMS_SINKREPEATS_H

#include "Repetition.h"
#include "mlir/IR/PatternMatch.h"

namespace mlir::rint {

/// How `value` is repeated for `user` alone. What others use, too, has to be
/// made anyway; and if it is made in another block, the user may be in a loop.
std::optional<Repetition> getRepetitionFor(Value value, Operation *user);

/// Whether it is worth doing later what `repetition` makes, `value`.
bool isGain(const Repetition &repetition, Value value);

/// Patterns for elementwise ops.
void populateSinkBelowElementwisePatterns(RewritePatternSet &patterns);

/// Patterns for slices.
void populateSinkBelowSlicePatterns(RewritePatternSet &patterns);

/// Patterns for reductions over the copies.
void populateReduceRepeatsPatterns(RewritePatternSet &patterns);

} // namespace mlir::rint

#endif // RINT_LIB_DIALECT_RINT_TRANSFORMS_SINKREPEATS_H
