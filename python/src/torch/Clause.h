//===- Clause.h - How often slices are copied -------------------*- C++ -*-===//
//
// A dim becomes a shape around it, and counts or row offsets become what
// librint takes.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_PYTHON_TORCH_CLAUSE_H
#define RINT_PYTHON_TORCH_CLAUSE_H

#include "Tensor.h"

#include <memory>

namespace rint_torch {

/// A tensor seen around one of its dimensions.
struct AroundDim {
  rint_shape shape;
  /// The sizes of a result, where `dim` says which is the repeated one.
  std::vector<int64_t> sizes;
  int64_t dim;

  void setTotal(int64_t total) { sizes[dim] = total; }
  /// All rows of a result whose total has been set.
  int64_t rows() const { return shape.outer * sizes[dim]; }
};
/// Looks at `source` around `dim`, or at its elements in order without one
/// (C2).
AroundDim lookAround(const Tensor &source, std::optional<int64_t> dim);

/// Numbers for the time of a call, in librint's pool where there are many.
class Numbers {
public:
  /// Throws what a result that does not fit memory does.
  explicit Numbers(int64_t number);
  int64_t *data() { return memory.get(); }
  const int64_t *data() const { return memory.get(); }

private:
  struct Free {
    void operator()(int64_t *data) const { rint_pool_free(data); }
  };
  std::unique_ptr<int64_t, Free> memory;
};

/// A vector of counts, contiguous.
struct Counts {
  /// Throws if the counts are no integers (C4).
  explicit Counts(Tensor values);

  const void *data() const { return values.data(); }
  int64_t number() const { return values.sizes()[0]; }

  Tensor values;
  rint_integer type;
};

/// Row offsets, contiguous and of int64 (C9).
Tensor readOffsets(Tensor offsets);

/// Throws unless there are `slices` + 1 offsets that start at 0 and never fall,
/// else returns the last (C9).
int64_t checkOffsets(const Tensor &offsets, int64_t slices);

/// The row offsets of counts, of which there are `size` or one (C3, C5, C6).
Numbers makeOffsets(const Counts &counts, int64_t size);

/// Throws if there are neither `slices` counts nor one (C3).
void checkNumber(const Tensor &repeats, int64_t slices);

/// The value of a 0-D tensor of counts (C4). Throws if `slices` times as much
/// is more than 63 bits can hold, and so is the count itself (C6).
int64_t readScalar(Tensor repeats, int64_t slices);

/// Throws if the rank of `repeats` is above 1 (C1).
void checkRank(const Tensor &repeats);
/// Throws unless the rank of `repeats` is 1 (C1).
void checkVector(const Tensor &repeats);

/// Throws if `outputSize` is there and not the total (C7).
void checkOutputSize(std::optional<int64_t> outputSize, int64_t total);

} // namespace rint_torch

#endif // RINT_PYTHON_TORCH_CLAUSE_H
