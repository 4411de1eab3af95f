//===- Patterns.h - The steps of --convert-linalg-to-rint -------*- C++ -*-===//

#ifndef RINT_LIB_CONVERSION_LINALGTORINT_PATTERNS_H
#define RINT_LIB_CONVERSION_LINALGTORINT_PATTERNS_H

namespace mlir {
class RewritePatternSet;
} // namespace mlir

namespace mlir::rint {

/// Broadcasts whose new dimensions a reshape merges with those beside them
/// become repeats by one count, and TOSA's tile copies of the whole.
void populateRaiseRepeatPatterns(RewritePatternSet &patterns);

/// Sums over a mask that say how many ends are not past a position become
/// rint.repeat_indices.
void populateRaiseMaskPatterns(RewritePatternSet &patterns);

/// What is gathered at the indices of rint.repeat_indices is a
/// rint.repeat_interleave.
void populateRaiseGatherPatterns(RewritePatternSet &patterns);

/// Inclusive sums, written as windows over a padded vector or as a scan of
/// torch-mlir's, become one loop.
void populatePrefixSumPatterns(RewritePatternSet &patterns);

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_LINALGTORINT_PATTERNS_H
