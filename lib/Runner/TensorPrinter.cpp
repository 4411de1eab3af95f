//===- TensorPrinter.cpp - Results as text ----------------------*- C++ -*-===//

#include "TensorPrinter.h"
#include "ElementText.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;
using namespace mlir::rint;

/// NumPy's defaults: printoptions threshold and edgeitems.
static constexpr int64_t kThreshold = 1000;
static constexpr int64_t kEdgeItems = 3;

/// Writes the part of `tensor` from dimension `dim` on that starts at `data`.
static void printFrom(const TensorView &tensor, size_t dim, const char *data,
                      bool shorten, raw_ostream &os) {
  if (dim == tensor.shape.size())
    return printElement(data, tensor.layout, os);
  int64_t size = tensor.shape[dim];
  int64_t step = tensor.strides[dim] * tensor.layout.getBytes();
  os << '[';
  for (int64_t i = 0; i < size; ++i) {
    if (i > 0)
      os << ", ";
    if (shorten && i == kEdgeItems && size > 2 * kEdgeItems) {
      os << "...";
      i = size - kEdgeItems - 1;
      continue;
    }
    printFrom(tensor, dim + 1, data + i * step, shorten, os);
  }
  os << ']';
}

void rint::printTensor(const TensorView &tensor, bool all, raw_ostream &os) {
  os << formatTensorType(tensor.shape, tensor.layout.getType()) << '=';
  int64_t count = tensor.getNumElements();
  if (count == 0)
    os << "[]";
  else
    printFrom(tensor, 0, tensor.data, !all && count > kThreshold, os);
  os << '\n';
}
