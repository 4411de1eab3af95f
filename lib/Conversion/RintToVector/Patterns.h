//===- Patterns.h - What the patterns to vectors share ----------*- C++ -*-===//

#ifndef RINT_LIB_CONVERSION_RINTTOVECTOR_PATTERNS_H
#define RINT_LIB_CONVERSION_RINTTOVECTOR_PATTERNS_H

#include "Emitter.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/IR/TypeUtilities.h"
#include "rint/Conversion/Passes.h"

namespace mlir::rint {

/// How an element is moved: as one or two words.
struct Moved {
  int64_t bits = 0, words = 1;
  /// The alignment of an element, in bytes.
  int64_t align = 1;
};

/// How elements of a type are moved, or nothing where a buffer does not hold
/// them as whole words.
std::optional<Moved> getMoved(Type element);

/// Whether the elements of `buffer` lie side by side in row-major order.
bool isContiguous(Value buffer);

/// Views a contiguous buffer as one dimension of words.
Value buildFlatView(Emitter &e, Value buffer, const Moved &moved);

/// `linalg.broadcast` on contiguous memrefs.
void populateBroadcastPatterns(RewritePatternSet &patterns,
                               const ConvertRintToVectorPassOptions &options);

/// `rint.scan_repeats` of blocks.
void populateScanRepeatsPatterns(RewritePatternSet &patterns,
                                 const ConvertRintToVectorPassOptions &options);

/// `rint.expand_runs` and `rint.expand_indices`.
void populateExpandPatterns(RewritePatternSet &patterns,
                            const ConvertRintToVectorPassOptions &options);

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_RINTTOVECTOR_PATTERNS_H
