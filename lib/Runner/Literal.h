//===- Literal.h - Nested lists of elements ---------------------*- C++ -*-===//

#ifndef RINT_LIB_RUNNER_LITERAL_H
#define RINT_LIB_RUNNER_LITERAL_H

#include "rint/ExecutionEngine/HostTensor.h"

namespace mlir::rint {

/// Fills `tensor` from nested lists of its shape, [[1, 2], [3, 4]], or from one
/// element if it has rank 0. A tensor without elements may be written as [].
llvm::Error parseLiteral(StringRef text, HostTensor &tensor);

} // namespace mlir::rint

#endif // RINT_LIB_RUNNER_LITERAL_H
