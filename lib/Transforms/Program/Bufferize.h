//===- Bufferize.h - How programs are bufferized ----------------*- C++ -*-===//

#ifndef RINT_LIB_TRANSFORMS_PROGRAM_BUFFERIZE_H
#define RINT_LIB_TRANSFORMS_PROGRAM_BUFFERIZE_H

#include "mlir/Dialect/Bufferization/Transforms/OneShotAnalysis.h"

namespace mlir::rint {

/// The options that --rint-bufferize works by. What decides on its behalf which
/// tensors share a buffer has to take the same.
bufferization::OneShotBufferizationOptions getBufferizationOptions();

} // namespace mlir::rint

#endif // RINT_LIB_TRANSFORMS_PROGRAM_BUFFERIZE_H
