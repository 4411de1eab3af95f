//===- Arguments.h - What Python passes, as librint takes it ----*- C++ -*-===//
//
// Arrays of any layout become contiguous ones, counts of any form become an
// array of integers, and a dim becomes a shape around it.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_PYTHON_ARGUMENTS_H
#define RINT_PYTHON_ARGUMENTS_H

#include "NumPy.h"
#include "rint/rint.h"

#include <optional>
#include <string>
#include <vector>

/// The name of a type of elements, such as float64.
std::string nameOf(PyArray_Descr *type);

/// `value` as an array. Refuses elements that are references to objects, which
/// cannot be moved bit for bit, and masked arrays, whose masks would be lost.
Array readSource(nb::handle value);

/// `array` without gaps, in row-major order.
Array makeContiguous(const Array &array);

/// `array` contiguous, aligned and as `type`.
Array convert(const Array &array, PyArray_Descr *type);
Array convert(const Array &array, int typeNumber);

/// `type` in the byte order of the machine.
nb::object nativeType(PyArray_Descr *type);

/// An integer, or std::nullopt for None. Values that 64 bits cannot hold become
/// the nearest that they can. Throws TypeError for what is no integer.
std::optional<int64_t> readInteger(nb::handle value);

/// An array seen around one of its dimensions.
struct AroundDim {
  rint_shape shape;
  /// The sizes of the result, where `dim` says which is the repeated one.
  std::vector<npy_intp> sizes;
  int dim;

  void setTotal(int64_t total) { sizes[dim] = total; }
};
/// Looks at `source` around `dim`, or at its elements in order if that is None
/// (C2, C6).
AroundDim lookAround(const Array &source, nb::handle dim);

/// Counts: one for every slice, or an array of them.
struct Counts {
  bool isScalar = false;
  /// Where `isScalar`; 64 bits cannot hold it if `exceeds`, and it is the
  /// nearest number then.
  int64_t scalar = 0;
  bool exceeds = false;

  /// Else. `values` is what was passed, as a 1-D array, of any type until
  /// `readElements` has run.
  Array values;
  rint_integer type = RINT_I64;

  const void *data() const { return values.data(); }
  int64_t number() const { return values.size(0); }

  /// Makes the values integers of a type that librint takes (C4).
  void readElements();
};
/// Reads counts and checks their rank (C1). The index forms take no scalar.
Counts readCounts(nb::handle repeats, bool allowScalar);

/// What says how often slices are copied, or how long segments are: counts, or
/// row offsets as a contiguous array of int64.
struct Clause {
  Counts counts;
  Array offsets;

  bool hasOffsets() const { return !offsets.isNull(); }
  const int64_t *offsetData() const {
    return reinterpret_cast<const int64_t *>(offsets.data());
  }
};
/// One of the two is None. Checks the rank of counts (C1) and the type of
/// offsets (C9).
Clause readClause(nb::handle repeats, nb::handle offsets);

#endif // RINT_PYTHON_ARGUMENTS_H
