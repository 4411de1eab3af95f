//===- NpyHeader.h - The header of a NumPy file -----------------*- C++ -*-===//

#ifndef RINT_LIB_RUNNER_NPYHEADER_H
#define RINT_LIB_RUNNER_NPYHEADER_H

#include "mlir/Support/LLVM.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Error.h"
#include <string>

namespace mlir::rint {

/// What the header of a NumPy file says.
struct NpyHeader {
  std::string dtype;
  bool fortranOrder = false;
  SmallVector<int64_t> shape;
};

/// Takes the header off the front of `file`, so that the elements are left.
llvm::Expected<NpyHeader> consumeNpyHeader(StringRef &file);

/// The bytes of a header of version 1.0, whose end is aligned for the elements.
std::string formatNpyHeader(const NpyHeader &header);

} // namespace mlir::rint

#endif // RINT_LIB_RUNNER_NPYHEADER_H
