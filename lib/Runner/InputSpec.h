//===- InputSpec.h - Arguments given on the command line --------*- C++ -*-===//
//
// An argument is written as TYPE=VALUE or as @FILE:
//
//   3xi64=[10, 20, 30]      a literal
//   i64=5                   a scalar, or a tensor of rank 0
//   1024x64xf32=iota        0, 1, 2, ... in row-major order
//   4096xi64=random:LO:HI:SEED
//                           uniform integers in [LO, HI)
//   1024xf32=7              a splat
//   @x.npy                  a NumPy file
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_RUNNER_INPUTSPEC_H
#define RINT_LIB_RUNNER_INPUTSPEC_H

#include "mlir/IR/BuiltinTypes.h"
#include "rint/ExecutionEngine/HostTensor.h"

namespace mlir::rint {

/// The tensor that `spec` describes, for an argument of type `argumentType`: a
/// ranked tensor, a memref or a scalar. Fails if the text is malformed, does
/// not fit the type, or names a file that cannot be read.
llvm::Expected<HostTensor> parseInputSpec(StringRef spec, Type argumentType);

} // namespace mlir::rint

#endif // RINT_LIB_RUNNER_INPUTSPEC_H
