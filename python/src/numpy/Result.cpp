//===- Result.cpp - Arrays that results are written to ----------*- C++ -*-===//
//
// Result.h says what for.
//
//===----------------------------------------------------------------------===//

#include "Result.h"
#include "../common/Memory.h"
#include "../common/Sizes.h"
#include "Arguments.h"
#include "Errors.h"
#include "rint/rint.h"

/// From here on the pool keeps buffers. NumPy has a faster way to small ones.
static constexpr int64_t kPooledBytes = 1 << 20;

static constexpr char kCapsuleName[] = "rint.buffer";

void checkByteSize(const std::vector<npy_intp> &sizes, int64_t itemSize) {
  if (!byteSize(sizes, itemSize))
    raiseRule(Rule::ByteOverflow, {listSizes(sizes)});
}

static void freeBuffer(PyObject *capsule) {
  rint_pool_free(PyCapsule_GetPointer(capsule, kCapsuleName));
}

static Array makeArray(PyArray_Descr *type, const std::vector<npy_intp> &sizes,
                       void *data) {
  // Where NumPy allocates, any flag means Fortran's order.
  int flags = data ? NPY_ARRAY_CARRAY : 0;
  // The call takes over a reference to the type.
  asHandle(type).inc_ref();
  return Array(PyArray_NewFromDescr(
      &PyArray_Type, type, static_cast<int>(sizes.size()), sizes.data(),
      /*strides=*/nullptr, data, flags,
      /*obj=*/nullptr));
}

static Array makePooled(PyArray_Descr *type, const std::vector<npy_intp> &sizes,
                        int64_t bytes) {
  void *memory = allocateResult(bytes);
  if (!memory)
    raiseRule(Rule::Memory, {std::to_string(bytes)});
  PyObject *capsule = PyCapsule_New(memory, kCapsuleName, freeBuffer);
  if (!capsule) {
    rint_pool_free(memory);
    throw nb::python_error();
  }
  nb::object owner = nb::steal(capsule);
  Array array = makeArray(type, sizes, memory);
  // The call takes over the reference, also when it fails.
  if (PyArray_SetBaseObject(array.get(), owner.release().ptr()) < 0)
    throw nb::python_error();
  return array;
}

Result::Result(PyArray_Descr *type, const std::vector<npy_intp> &sizes) {
  checkByteSize(sizes, PyDataType_ELSIZE(type));
  int64_t bytes = *byteSize(sizes, PyDataType_ELSIZE(type));
  array = bytes < kPooledBytes ? makeArray(type, sizes, nullptr)
                               : makePooled(type, sizes, bytes);
  target = array;
}

Result::Result(nb::handle out, PyArray_Descr *type,
               const std::vector<npy_intp> &sizes) {
  checkByteSize(sizes, PyDataType_ELSIZE(type));
  if (!PyArray_Check(out.ptr()))
    raise(Raised::TypeError,
          std::string("expected out to be a NumPy array, but got ") +
              nb::inst_name(out).c_str());
  array = Array(nb::borrow(out));
  if (!PyArray_EquivTypes(array.type(), type))
    raiseRule(Rule::ResultElementType, {nameOf(type), nameOf(array.type())});
  if (array.rank() != static_cast<int>(sizes.size()))
    raiseRule(Rule::ResultRank,
              {std::to_string(sizes.size()), std::to_string(array.rank())});
  for (int i = 0; i < array.rank(); ++i)
    if (array.size(i) != sizes[i])
      raiseRule(Rule::ResultSize, {std::to_string(i), std::to_string(sizes[i]),
                                   std::to_string(array.size(i))});
  if (!PyArray_ISWRITEABLE(array.get()))
    raise(Raised::ValueError, "expected out to be writable, but got an array "
                              "that is read-only");
  target = PyArray_IS_C_CONTIGUOUS(array.get())
               ? array
               : Array(PyArray_FromArray(array.get(), nullptr,
                                         NPY_ARRAY_C_CONTIGUOUS |
                                             NPY_ARRAY_WRITEBACKIFCOPY));
}

Result::~Result() {
  // Does nothing where the copy has been written back, or there is none.
  if (!target.isNull())
    PyArray_DiscardWritebackIfCopy(target.get());
}

/// The addresses from the first to the last byte of an array, whatever its
/// strides; begin and end are equal if it has none.
static std::pair<const char *, const char *> extent(const Array &array) {
  const char *begin = array.data(), *end = begin + array.itemSize();
  for (int i = 0; i < array.rank(); ++i) {
    if (array.size(i) == 0)
      return {begin, begin};
    npy_intp reach = (array.size(i) - 1) * PyArray_STRIDE(array.get(), i);
    (reach < 0 ? begin : end) += reach;
  }
  return {begin, end};
}

bool Result::overlaps(const Array &other) const {
  auto [begin, end] = extent(array);
  auto [otherBegin, otherEnd] = extent(other);
  return begin < otherEnd && otherBegin < end;
}

Array Result::finish() {
  if (PyArray_ResolveWritebackIfCopy(target.get()) < 0)
    throw nb::python_error();
  return array;
}
