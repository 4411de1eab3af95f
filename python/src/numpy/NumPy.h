//===- NumPy.h - NumPy's C API, in all files of the front -------*- C++ -*-===//
//
// NumPy's functions are reached through a table that is loaded once, by
// Module.cpp; the other files are told where it is.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_PYTHON_NUMPY_H
#define RINT_PYTHON_NUMPY_H

#include <nanobind/nanobind.h>

#define NPY_NO_DEPRECATED_API NPY_1_22_API_VERSION
#define NPY_TARGET_VERSION NPY_1_22_API_VERSION
#define PY_ARRAY_UNIQUE_SYMBOL rint_numpy_api
#ifndef RINT_LOADS_NUMPY
#define NO_IMPORT_ARRAY
#endif
#include <numpy/arrayobject.h>

namespace nb = nanobind;

/// A type of NumPy as the object of Python that it is, and the other way round.
inline nb::handle asHandle(PyArray_Descr *type) {
  return reinterpret_cast<PyObject *>(type);
}
inline PyArray_Descr *asType(nb::handle object) {
  return reinterpret_cast<PyArray_Descr *>(object.ptr());
}

/// A NumPy array that is known to be one, and is kept alive.
class Array {
public:
  Array() = default;
  /// Takes over a new reference; throws what Python has to say if it is null.
  explicit Array(PyObject *owned) : object(nb::steal(owned)) {
    if (!owned)
      throw nb::python_error();
  }
  explicit Array(nb::object object) : object(std::move(object)) {}

  PyArrayObject *get() const {
    return reinterpret_cast<PyArrayObject *>(object.ptr());
  }
  const nb::object &asObject() const { return object; }
  bool isNull() const { return !object.is_valid(); }

  char *data() const { return PyArray_BYTES(get()); }
  int rank() const { return PyArray_NDIM(get()); }
  int64_t size(int dim) const { return PyArray_DIM(get(), dim); }
  int64_t itemSize() const { return PyArray_ITEMSIZE(get()); }
  int64_t numElements() const { return PyArray_SIZE(get()); }
  PyArray_Descr *type() const { return PyArray_DESCR(get()); }

private:
  nb::object object;
};

#endif // RINT_PYTHON_NUMPY_H
