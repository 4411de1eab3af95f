//===- RankReducingSlices.h - Slices with fewer dimensions ------*- C++ -*-===//

#ifndef RINT_LIB_TRANSFORMS_PROGRAM_RANKREDUCINGSLICES_H
#define RINT_LIB_TRANSFORMS_PROGRAM_RANKREDUCINGSLICES_H

namespace mlir {
class Operation;
} // namespace mlir

namespace mlir::rint {

/// Has each tensor.extract_slice, tensor.insert_slice and
/// tensor.parallel_insert_slice below `root` keep its dimensions, and a reshape
/// leave some out, where upstream may mistake which ones are meant.
void expandRankReducingSlices(Operation *root);

} // namespace mlir::rint

#endif // RINT_LIB_TRANSFORMS_PROGRAM_RANKREDUCINGSLICES_H
