//===- Result.h - Arrays that results are written to ------------*- C++ -*-===//
//
// New ones of some size lie in librint's pool: their memory goes back to it
// when the last reference to the array is gone.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_PYTHON_RESULT_H
#define RINT_PYTHON_RESULT_H

#include "NumPy.h"

#include <optional>
#include <vector>

/// Contiguous memory for a result, and the array that is returned.
class Result {
public:
  /// A new array (C6).
  Result(PyArray_Descr *type, const std::vector<npy_intp> &sizes);
  /// The array `out` of the caller, which must be writable and have this type
  /// and these sizes (C8).
  Result(nb::handle out, PyArray_Descr *type,
         const std::vector<npy_intp> &sizes);
  Result(const Result &) = delete;
  Result &operator=(const Result &) = delete;
  ~Result();

  char *data() const { return target.data(); }
  int64_t numBytes() const { return PyArray_NBYTES(target.get()); }

  /// Whether memory of `array` may be overwritten.
  bool overlaps(const Array &array) const;

  /// The array, after all of it has been written.
  Array finish();

private:
  /// What is returned, and what is written: a copy where the array of the
  /// caller has gaps.
  Array array, target;
};

/// Checks that the byte size of a result fits 63 bits (C6).
void checkByteSize(const std::vector<npy_intp> &sizes, int64_t itemSize);

#endif // RINT_PYTHON_RESULT_H
