//===- Elements.h - Copies word by word -------------------------*- C++ -*-===//

#ifndef RINT_LIB_CONVERSION_RINTTOVECTOR_KERNELS_ELEMENTS_H
#define RINT_LIB_CONVERSION_RINTTOVECTOR_KERNELS_ELEMENTS_H

#include "../Copy.h"

namespace mlir::rint {

/// Writes `copy` word by word, as a part of a kernel: what is left over and too
/// short for vectors.
void buildElements(VectorEmitter &e, const Copy &copy);

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_RINTTOVECTOR_KERNELS_ELEMENTS_H
