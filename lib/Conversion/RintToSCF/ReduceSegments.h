//===- ReduceSegments.h - Reductions of segments to loops -------*- C++ -*-===//

#ifndef RINT_LIB_CONVERSION_RINTTOSCF_REDUCESEGMENTS_H
#define RINT_LIB_CONVERSION_RINTTOSCF_REDUCESEGMENTS_H

namespace mlir {
class RewritePatternSet;
} // namespace mlir

namespace mlir::rint {

/// The lowering of rint.reduce_segments on memrefs of any layout.
void populateReduceSegmentsPatterns(RewritePatternSet &patterns);

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_RINTTOSCF_REDUCESEGMENTS_H
