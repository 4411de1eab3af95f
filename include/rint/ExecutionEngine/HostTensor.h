//===- HostTensor.h - Tensors in the host's memory --------------*- C++ -*-===//
//
// The arguments of a program are tensors that the host owns, its results are
// views of buffers that the compiled code has allocated.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_EXECUTIONENGINE_HOSTTENSOR_H
#define RINT_EXECUTIONENGINE_HOSTTENSOR_H

#include "rint/ExecutionEngine/ElementLayout.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Error.h"
#include <cstdlib>
#include <memory>

namespace mlir::rint {

/// Elements in memory that belongs to somebody else. Strides count elements. A
/// scalar is a view of rank 0.
struct TensorView {
  ElementLayout layout;
  SmallVector<int64_t> shape;
  SmallVector<int64_t> strides;
  const char *data;

  int64_t getNumElements() const;
};

/// Calls `visit` with the address of each element of `view`, in row-major
/// order.
void forEachElement(const TensorView &view,
                    llvm::function_ref<void(const char *)> visit);

/// A row-major tensor that owns its elements. A scalar is a tensor of rank 0.
class HostTensor {
public:
  /// Memory for a tensor of `shape`, with elements that are not set. Fails if
  /// its size does not fit 63 bits, or memory.
  static llvm::Expected<HostTensor> allocate(ElementLayout layout,
                                             ArrayRef<int64_t> shape);

  const ElementLayout &getLayout() const { return layout; }
  ArrayRef<int64_t> getShape() const { return shape; }
  int64_t getNumElements() const { return numElements; }
  int64_t getNumBytes() const { return numElements * layout.getBytes(); }
  char *getData() const { return data.get(); }
  char *getElement(int64_t i) const {
    return data.get() + i * layout.getBytes();
  }

private:
  struct Free {
    void operator()(char *data) const { std::free(data); }
  };

  explicit HostTensor(ElementLayout layout) : layout(layout) {}

  ElementLayout layout;
  SmallVector<int64_t> shape;
  int64_t numElements = 0;
  std::unique_ptr<char, Free> data;
};

/// The strides of a row-major tensor of `shape`.
SmallVector<int64_t> getRowMajorStrides(ArrayRef<int64_t> shape);

/// `shape` and the type of the elements, as in 2x3xf32, or f32 for a scalar.
std::string formatTensorType(ArrayRef<int64_t> shape, Type elementType);

} // namespace mlir::rint

#endif // RINT_EXECUTIONENGINE_HOSTTENSOR_H
