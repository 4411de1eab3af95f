//===- Permute.h - Copies by masks made at run time -------------*- C++ -*-===//
//
// Where the shape is not known before the program runs, or has no small set of
// constant masks, the masks are made first: those of all vectors in one period
// of the result. Then each vector takes one load and one permutation, and is
// aligned, whatever the length of rows and runs.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_CONVERSION_RINTTOVECTOR_KERNELS_PERMUTE_H
#define RINT_LIB_CONVERSION_RINTTOVECTOR_KERNELS_PERMUTE_H

#include "../Copy.h"

namespace mlir::rint {

/// Builds the masks for `copy` and all parts of it, where it may be worth to
/// write it by permutations. They are on the stack of the kernel around.
std::optional<PermutationMasks> buildPermutationMasks(VectorEmitter &e,
                                                      const Copy &copy);

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_RINTTOVECTOR_KERNELS_PERMUTE_H
