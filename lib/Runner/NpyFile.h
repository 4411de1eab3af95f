//===- NpyFile.h - NumPy's file format --------------------------*- C++ -*-===//
//
// Versions 1 to 3 of the format that numpy.lib.format specifies: a magic
// string, a Python dictionary with the dtype, the order and the shape, and the
// elements.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_RUNNER_NPYFILE_H
#define RINT_LIB_RUNNER_NPYFILE_H

#include "rint/ExecutionEngine/HostTensor.h"

namespace mlir::rint {

/// The dtype in which elements of a type are stored, as in '<i8':
///
///   i1                       |b1
///   integers, index          the next wider i or u; |V above 64 bits
///   f16, f32, f64            <f2, <f4, <f8
///   complex of f32, f64      <c8, <c16
///   other floats             their bits in |u1, <u2, <u4, <u8; |V above
///   other complex numbers    |V of both parts
std::string getNpyDtype(const ElementLayout &layout);

/// Makes a tensor of elements of `elementType` of the bytes of a file. Fails if
/// they are malformed, or are elements of another dtype or that the type cannot
/// hold.
llvm::Expected<HostTensor> readNpy(StringRef file, Type elementType);

/// The same for the file at `path`, which may not be there.
llvm::Expected<HostTensor> readNpyFile(StringRef path, Type elementType);

/// Writes a file of version 1.0, in C order.
void writeNpy(const TensorView &tensor, raw_ostream &os);

} // namespace mlir::rint

#endif // RINT_LIB_RUNNER_NPYFILE_H
