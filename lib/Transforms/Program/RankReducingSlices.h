//===- RankReducingSlices.h - Slices with fewer dimensions ------*- C++ -*-===//

#ifndef RINT_LIB_TRANSFORMS_PROGRAM_RANKREDUCINGSLICES_H
#define RINT_LIB_TRANSFORMS_PROGRAM_RANKREDUCINGSLICES_H

namespace mlir {
class Operation;
} // namespace mlir

namespace mlir::rint {

/// Has slices of tensors below `root`, which are about to become buffers, leave
/// out their dimensions of one element themselves if they leave out all of
/// them, and by a reshape if some.
void settleRankReducingSlices(Operation *root);

} // namespace mlir::rint

#endif // RINT_LIB_TRANSFORMS_PROGRAM_RANKREDUCINGSLICES_H
