//===- SoundCanonicalizer.h - Canonicalization that keeps values *- C++ -*-===//

#ifndef RINT_LIB_PIPELINES_SOUNDCANONICALIZER_H
#define RINT_LIB_PIPELINES_SOUNDCANONICALIZER_H

#include <memory>

namespace mlir {
class Pass;
} // namespace mlir

namespace mlir::rint {

/// Creates a pass that does what upstream's canonicalizer does, with its
/// options, but never changes a value or makes something that the verifier
/// refuses.
std::unique_ptr<Pass> createSoundCanonicalizerPass();

/// Registers the above as `canonicalize`, and upstream's inliner, which runs
/// it, as `inline`. The first registration of a name counts, so this has to
/// come before upstream's.
void registerSoundPasses();

} // namespace mlir::rint

#endif // RINT_LIB_PIPELINES_SOUNDCANONICALIZER_H
