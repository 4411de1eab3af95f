//===- Tensor.h - Tensors, types and results of PyTorch ---------*- C++ -*-===//
//
// What the kernels know of PyTorch: tensors that own themselves, types of
// elements, arguments, results and threads. Failures become exceptions, which
// PyTorch turns into those of Python.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_PYTHON_TORCH_TENSOR_H
#define RINT_PYTHON_TORCH_TENSOR_H

#include "../common/Rules.h"
#include "Shims.h"
#include "rint/rint.h"

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace rint_torch {

/// Throws what PyTorch raises as an IndexError for rules that have one, else as
/// a RuntimeError; rint.torch makes those of the other rules what they should
/// be.
[[noreturn]] void raise(Raised kind, const std::string &text);
[[noreturn]] void raiseRule(Rule rule, const std::vector<std::string> &values);

/// Throws the error that a call of librint has reported, if it has.
void raiseIfFailed(rint_status status, const rint_error &error);

/// Throws if a call of PyTorch has failed, which is not expected.
void require(shims::Error error);

/// How librint sees a type of elements.
struct TypeInfo {
  const char *name;
  /// As counts, or std::nullopt.
  std::optional<rint_integer> integer;
  /// As elements to reduce, or std::nullopt; for complex numbers, their parts.
  std::optional<rint_element> element;
  bool isComplex = false;
};
/// Of a type by PyTorch's number.
const TypeInfo &typeInfo(int32_t type);

/// PyTorch's number of the type named `name` by TypeInfo.
int32_t typeNamed(const char *name);

/// A tensor in memory of the CPU, owned.
class Tensor {
public:
  explicit Tensor(shims::TensorHandle handle) : handle(handle) {}
  Tensor(Tensor &&other) noexcept : handle(other.release()) {}
  Tensor &operator=(Tensor &&other) noexcept;
  ~Tensor();

  /// An argument of a kernel, which owns it from then on.
  static Tensor take(shims::Value value) {
    return Tensor(reinterpret_cast<shims::TensorHandle>(value));
  }
  /// As the result of a kernel.
  shims::Value give() { return reinterpret_cast<shims::Value>(release()); }

  int64_t rank() const;
  const int64_t *sizes() const;
  std::vector<int64_t> sizeVector() const {
    return {sizes(), sizes() + rank()};
  }
  int32_t type() const;
  const TypeInfo &info() const { return typeInfo(type()); }
  int64_t elementSize() const;
  const void *data() const;
  void *mutableData();

  /// This tensor if it is contiguous, else a copy that is.
  Tensor contiguous() &&;
  /// A contiguous copy with elements of the type that TypeInfo names so.
  Tensor convertedTo(const char *name) &&;

private:
  shims::TensorHandle release() { return std::exchange(handle, nullptr); }

  shims::TensorHandle handle;
};

/// A tensor without values. Large ones are taken from librint's pool. Throws if
/// it does not fit 63 bits or memory (C6).
Tensor makeResult(const std::vector<int64_t> &sizes, int32_t type);

/// Whether the size in bytes fits 63 bits, or it throws (C6).
void checkByteSize(const std::vector<int64_t> &sizes, int64_t elementSize);

/// Takes an argument that may be None.
std::optional<int64_t> takeOptional(shims::Value value);
/// Takes a string.
std::string takeString(shims::Value value);

using FillRows =
    std::function<rint_status(int64_t begin, int64_t end, rint_error *error)>;
/// Calls `fill` for ranges of rows on PyTorch's threads, such that each has
/// enough to do. `bytes` is what all rows take, read and written.
void fillRows(int64_t rows, int64_t bytes, const FillRows &fill);

} // namespace rint_torch

#endif // RINT_PYTHON_TORCH_TENSOR_H
