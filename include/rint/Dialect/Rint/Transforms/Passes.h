//===- Passes.h - Passes from rint to rint ----------------------*- C++ -*-===//

#ifndef RINT_DIALECT_RINT_TRANSFORMS_PASSES_H
#define RINT_DIALECT_RINT_TRANSFORMS_PASSES_H

#include "mlir/Pass/Pass.h"

namespace mlir {
class RewritePatternSet;
} // namespace mlir

namespace mlir::rint {

#define GEN_PASS_DECL
#include "rint/Dialect/Rint/Transforms/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "rint/Dialect/Rint/Transforms/Passes.h.inc"

/// Patterns of --rint-normalize.
void populateRintNormalizePatterns(RewritePatternSet &patterns);

/// Patterns of --rint-sink-repeats.
void populateRintSinkRepeatsPatterns(RewritePatternSet &patterns);

/// Patterns of --rint-read-through-repeats.
void populateRintReadThroughRepeatsPatterns(RewritePatternSet &patterns);

} // namespace mlir::rint

#endif // RINT_DIALECT_RINT_TRANSFORMS_PASSES_H
