//===- RintTransformOps.cpp - rint's patterns in schedules ------*- C++ -*-===//

// With assertions, the header of the transform dialect calls a function that
// libMLIR has only if it was built with assertions as well.
#ifndef NDEBUG
#define NDEBUG
#endif

#include "rint/Dialect/Rint/TransformOps/RintTransformOps.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Transform/IR/TransformDialect.h"
#include "rint/Conversion/Passes.h"
#include "rint/Dialect/Rint/IR/Rint.h"
#include "rint/Dialect/Rint/Transforms/Passes.h"

using namespace mlir;
using namespace mlir::rint;

void ApplyNormalizePatternsOp::populatePatterns(RewritePatternSet &patterns) {
  populateRintNormalizePatterns(patterns);
}

void ApplySinkRepeatsPatternsOp::populatePatterns(RewritePatternSet &patterns) {
  populateRintSinkRepeatsPatterns(patterns);
}

void ApplyReadThroughRepeatsPatternsOp::populatePatterns(
    RewritePatternSet &patterns) {
  populateRintReadThroughRepeatsPatterns(patterns);
}

void ApplyLinalgToRintPatternsOp::populatePatterns(
    RewritePatternSet &patterns) {
  populateLinalgToRintPatterns(patterns);
}

void ApplyRintToLinalgPatternsOp::populatePatterns(
    RewritePatternSet &patterns) {
  populateRintToLinalgPatterns(patterns);
}

#define GET_OP_CLASSES
#include "rint/Dialect/Rint/TransformOps/RintTransformOps.cpp.inc"

namespace {

class RintTransformDialectExtension
    : public transform::TransformDialectExtension<
          RintTransformDialectExtension> {
public:
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(RintTransformDialectExtension)

  RintTransformDialectExtension() {
    // What the patterns build.
    declareGeneratedDialect<linalg::LinalgDialect>();
    declareGeneratedDialect<RintDialect>();
    registerTransformOps<
#define GET_OP_LIST
#include "rint/Dialect/Rint/TransformOps/RintTransformOps.cpp.inc"
        >();
  }
};

} // namespace

void rint::registerTransformDialectExtension(DialectRegistry &registry) {
  registry.addExtensions<RintTransformDialectExtension>();
}
