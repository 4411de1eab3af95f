//===- FuzzSpec.cpp - Arguments on the command line -------------*- C++ -*-===//
//
// The first byte chooses the type of the argument, the others are the SPEC.
//
//===----------------------------------------------------------------------===//

#include "FuzzTypes.h"
#include "Runner/InputSpec.h"
#include "Runner/TensorPrinter.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;
using namespace mlir::rint;

/// What is printed has to be read as the same bytes.
static void checkWayBack(const HostTensor &tensor, Type type) {
  std::string text;
  llvm::raw_string_ostream os(text);
  TensorView view = {tensor.getLayout(), llvm::to_vector(tensor.getShape()),
                     getRowMajorStrides(tensor.getShape()), tensor.getData()};
  printTensor(view, /*all=*/true, os);
  HostTensor back =
      llvm::cantFail(parseInputSpec(StringRef(text).rtrim(), type));
  if (std::memcmp(back.getData(), tensor.getData(), tensor.getNumBytes()) != 0)
    abort();
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0)
    return 0;
  StringRef spec(reinterpret_cast<const char *>(data) + 1, size - 1);
  // Files have a fuzzer of their own.
  if (spec.starts_with("@"))
    return 0;
  Type type = chooseFuzzType(data[0]);
  llvm::Expected<HostTensor> tensor = parseInputSpec(spec, type);
  if (!tensor) {
    llvm::consumeError(tensor.takeError());
    return 0;
  }
  // The bytes between elements are not written.
  if (!isa<ShapedType>(type))
    checkWayBack(*tensor, type);
  return 0;
}
