//===- Call.h - A call from XLA ---------------------------------*- C++ -*-===//
//
// What handlers know of XLA: arrays, attributes, errors and threads.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_PYTHON_JAX_CALL_H
#define RINT_PYTHON_JAX_CALL_H

#include "../common/Rules.h"
#include "XlaFfi.h"
#include "rint/rint.h"

#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace rint_jax {

/// Becomes the error of the call.
struct Failure : std::runtime_error {
  using runtime_error::runtime_error;
};

[[noreturn]] void raiseRule(Rule rule, const std::vector<std::string> &values);
/// Throws the error that a call of librint has reported, if it has.
void raiseIfFailed(rint_status status, const rint_error &error);

/// How librint sees a type of elements.
struct TypeInfo {
  int64_t size;
  std::optional<rint_integer> integer;
  /// As elements to reduce; for complex numbers, their parts.
  std::optional<rint_element> element;
};
TypeInfo typeInfo(xla_ffi::ElementType type);

/// An array, whose first dimensions are those of a batch.
struct Array {
  const xla_ffi::Buffer *buffer;
  int64_t batchRank;

  TypeInfo type() const { return typeInfo(buffer->type); }
  /// What librint calls the type, of counts and of what is computed with.
  rint_integer integer() const;
  rint_element element() const;
  /// The sizes behind the batch.
  const int64_t *sizes() const { return buffer->sizes + batchRank; }
  /// The bytes of each array of the batch.
  int64_t bytes() const;
  /// The array that belongs to the entry at `index` of the batch of `result`:
  /// its own, or where there is one for all, that.
  char *at(int64_t index, const Array &result) const;
  /// The entries of the batch.
  int64_t batchSize() const;
  /// Each array around the dimension with `behind` dimensions behind it.
  rint_shape around(int64_t behind) const;
};

using FillRows =
    std::function<rint_status(int64_t begin, int64_t end, rint_error *error)>;

class Call {
public:
  explicit Call(const xla_ffi::CallFrame &frame) : frame(frame) {}

  Array argument(int64_t index, int64_t batchRank) const {
    return {frame.arguments.buffers[index], batchRank};
  }
  Array result(int64_t batchRank) const {
    return {frame.results.buffers[0], batchRank};
  }
  /// How many dimensions the batch has, told by an argument that is a vector
  /// without it.
  int64_t batchRank(int64_t index) const {
    return frame.arguments.buffers[index]->rank - 1;
  }
  int64_t attribute(const char *name) const;

  /// Calls `fill` for ranges of rows on XLA's threads. `bytes` is what all rows
  /// take, read and written.
  void fillRows(int64_t rows, int64_t bytes, const FillRows &fill) const;

private:
  const xla_ffi::CallFrame &frame;
};

using Handler = void (*)(const Call &call);
/// Runs a handler, or tells XLA about it.
xla_ffi::Error *run(xla_ffi::CallFrame *frame, Handler handler);

} // namespace rint_jax

#endif // RINT_PYTHON_JAX_CALL_H
