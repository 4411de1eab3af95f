//===- FuzzNpy.cpp - NumPy files --------------------------------*- C++ -*-===//
//
// The first byte chooses the type of the elements, the others are the file.
//
//===----------------------------------------------------------------------===//

#include "FuzzTypes.h"
#include "Runner/NpyFile.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace mlir::rint;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0)
    return 0;
  StringRef file(reinterpret_cast<const char *>(data) + 1, size - 1);
  llvm::Expected<HostTensor> tensor =
      readNpy(file, getElementTypeOrSelf(chooseFuzzType(data[0])));
  if (!tensor)
    llvm::consumeError(tensor.takeError());
  return 0;
}
