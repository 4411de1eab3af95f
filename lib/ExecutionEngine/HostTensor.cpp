//===- HostTensor.cpp - Tensors in the host's memory ------------*- C++ -*-===//

#include "rint/ExecutionEngine/HostTensor.h"
#include "rint/ExecutionEngine/Error.h"
#include "rint/Runtime/AvailableMemory.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace mlir::rint;
using llvm::Expected;

/// Vector loads and stores of compiled code are fastest on a cache line.
static constexpr size_t kBufferAlignment = 64;

int64_t TensorView::getNumElements() const {
  // The other sizes of an empty tensor may overflow.
  if (llvm::is_contained(shape, 0))
    return 0;
  int64_t count = 1;
  for (int64_t size : shape)
    count *= size;
  return count;
}

void rint::forEachElement(const TensorView &view,
                          llvm::function_ref<void(const char *)> visit) {
  int64_t rank = view.shape.size();
  int64_t bytes = view.layout.getBytes();
  SmallVector<int64_t> index(rank, 0);
  const char *element = view.data;
  for (int64_t left = view.getNumElements(); left > 0; --left) {
    visit(element);
    // Advance the last dimension that is not at its end.
    for (int64_t dim = rank - 1; dim >= 0; --dim) {
      int64_t step = view.strides[dim] * bytes;
      element += step;
      if (++index[dim] < view.shape[dim])
        break;
      element -= step * view.shape[dim];
      index[dim] = 0;
    }
  }
}

Expected<HostTensor> HostTensor::allocate(ElementLayout layout,
                                          ArrayRef<int64_t> shape) {
  HostTensor tensor(layout);
  tensor.shape.assign(shape.begin(), shape.end());

  // A size of 0 makes any product fit, wherever it stands.
  int64_t numElements = llvm::is_contained(shape, 0) ? 0 : 1;
  int64_t numBytes = 0;
  bool overflow = false;
  if (numElements != 0)
    for (int64_t size : shape)
      overflow |= llvm::MulOverflow(numElements, size, numElements);
  overflow |= llvm::MulOverflow(numElements, layout.getBytes(), numBytes);
  std::string type = formatTensorType(shape, layout.getType());
  if (overflow)
    return makeError("expected the byte size of {0} to fit 63 bits, but got an "
                     "overflow",
                     type);
  tensor.numElements = numElements;

  size_t rounded =
      llvm::alignTo(std::max<uint64_t>(numBytes, 1), kBufferAlignment);
  if (rint_runtime::takeAvailableMemory(numBytes))
    tensor.data.reset(
        static_cast<char *>(std::aligned_alloc(kBufferAlignment, rounded)));
  if (!tensor.data)
    return makeError("expected {0} to fit in memory, but got {1} bytes", type,
                     numBytes);
  return tensor;
}

SmallVector<int64_t> rint::getRowMajorStrides(ArrayRef<int64_t> shape) {
  SmallVector<int64_t> strides(shape.size());
  // An empty tensor has no elements to stride over, but sizes whose product may
  // overflow, so the arithmetic wraps.
  uint64_t stride = 1;
  for (size_t dim = shape.size(); dim-- > 0;) {
    strides[dim] = stride;
    stride *= shape[dim];
  }
  return strides;
}

std::string rint::formatTensorType(ArrayRef<int64_t> shape, Type elementType) {
  std::string text;
  llvm::raw_string_ostream os(text);
  for (int64_t size : shape)
    os << size << 'x';
  os << elementType;
  return text;
}
