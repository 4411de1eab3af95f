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

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_LINALGTORINT_PATTERNS_H
