//===- SoundCanonicalizer.h - Canonicalization that keeps values *- C++ -*-===//

#ifndef RINT_LIB_PIPELINES_SOUNDCANONICALIZER_H
#define RINT_LIB_PIPELINES_SOUNDCANONICALIZER_H

#include <memory>

namespace mlir {
class Pass;
} // namespace mlir

namespace mlir::rint {

/// Creates upstream's canonicalizer without the pattern that is unsound, with
/// the other defaults of `--canonicalize`.
std::unique_ptr<Pass> createSoundCanonicalizerPass();

/// Registers the above as `canonicalize`, and upstream's inliner, which runs
/// it, as `inline`. The first registration of a name counts, so this has to
/// come before upstream's.
void registerSoundPasses();

} // namespace mlir::rint

#endif // RINT_LIB_PIPELINES_SOUNDCANONICALIZER_H
