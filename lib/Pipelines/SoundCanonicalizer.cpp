//===- SoundCanonicalizer.cpp - Canonicalization that keeps values *- C++ -*-=//
//
// rint's pipelines and rint-opt have to agree on what a program means, so the
// pattern that may change it is left out of both.
//
//===----------------------------------------------------------------------===//

#include "SoundCanonicalizer.h"

#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;
using namespace mlir::rint;

/// Upstream's canonical form of scf.for takes it that a loop-carried tensor
/// keeps the size that it starts with, which is wrong where the body makes it
/// grow. It has no label, only the name that it is debugged with.
static constexpr char kUnsoundPattern[] =
    "(anonymous namespace)::ForOpTensorCastFolder";

std::unique_ptr<Pass> rint::createSoundCanonicalizerPass() {
  // A configuration's own defaults are not those of the pass.
  GreedyRewriteConfig config;
  config.setUseTopDownTraversal(true).setRegionSimplificationLevel(
      GreedySimplifyRegionLevel::Normal);
  return createCanonicalizerPass(config, {kUnsoundPattern});
}

void rint::registerSoundPasses() {
  registerPass(createSoundCanonicalizerPass);
  registerPass([] {
    return createInlinerPass({}, [](OpPassManager &pm) {
      pm.addPass(createSoundCanonicalizerPass());
    });
  });
}
