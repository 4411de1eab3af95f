//===- Arguments.cpp - What Python passes, as librint takes it --*- C++ -*-===//
//
// Arguments.h says what for.
//
//===----------------------------------------------------------------------===//

#include "Arguments.h"
#include "Errors.h"

#include <algorithm>
#include <cstdint>
#include <limits>

static constexpr int64_t kMax = std::numeric_limits<int64_t>::max();
static constexpr int64_t kMin = std::numeric_limits<int64_t>::min();

std::string nameOf(PyArray_Descr *type) {
  return nb::str(asHandle(type)).c_str();
}

Array convert(const Array &array, PyArray_Descr *type) {
  // The call takes over a reference to the type.
  asHandle(type).inc_ref();
  return Array(PyArray_FromArray(array.get(), type,
                                 NPY_ARRAY_CARRAY_RO | NPY_ARRAY_FORCECAST));
}

Array convert(const Array &array, int typeNumber) {
  nb::object type = nb::steal(asHandle(PyArray_DescrFromType(typeNumber)));
  return convert(array, asType(type));
}

nb::object nativeType(PyArray_Descr *type) {
  return nb::steal(asHandle(PyArray_DescrNewByteorder(type, NPY_NATIVE)));
}

/// Any object as an array of the base class.
static Array readArray(nb::handle value) {
  if (PyArray_CheckExact(value.ptr()))
    return Array(nb::borrow(value));
  if (PyArray_Check(value.ptr()) && nb::hasattr(value, "mask"))
    raise(Raised::TypeError, "expected an array without a mask, but got one of "
                             "the class " +
                                 std::string(nb::inst_name(value).c_str()));
  return Array(PyArray_FromAny(value.ptr(), nullptr, 0, 0,
                               NPY_ARRAY_ENSUREARRAY, nullptr));
}

Array readSource(nb::handle value) {
  Array array = readArray(value);
  if (PyDataType_REFCHK(array.type()))
    raise(Raised::TypeError,
          "expected elements that are moved bit for bit, but got the type " +
              nameOf(array.type()));
  return array;
}

Array makeContiguous(const Array &array) {
  if (PyArray_IS_C_CONTIGUOUS(array.get()))
    return array;
  return Array(PyArray_FromArray(array.get(), nullptr, NPY_ARRAY_C_CONTIGUOUS));
}

/// What an integer of Python is, in 64 bits; `exceeds` tells that it is more or
/// less than they can hold.
static int64_t readLong(nb::handle value, bool &exceeds) {
  int overflow = 0;
  long long number = PyLong_AsLongLongAndOverflow(value.ptr(), &overflow);
  if (number == -1 && PyErr_Occurred())
    throw nb::python_error();
  exceeds = overflow != 0;
  if (overflow)
    return overflow < 0 ? kMin : kMax;
  return number;
}

std::optional<int64_t> readInteger(nb::handle value) {
  if (value.is_none())
    return std::nullopt;
  PyObject *index = PyNumber_Index(value.ptr());
  if (!index)
    throw nb::python_error();
  nb::object owner = nb::steal(index);
  bool exceeds;
  return readLong(owner, exceeds);
}

//===----------------------------------------------------------------------===//
// The dim
//===----------------------------------------------------------------------===//

static int64_t multiply(int64_t left, int64_t right) {
  int64_t product;
  if (__builtin_mul_overflow(left, right, &product))
    raiseRule(Rule::ElementsOverflow, {});
  return product;
}

AroundDim lookAround(const Array &source, nb::handle dimArgument) {
  std::optional<int64_t> dim = readInteger(dimArgument);
  int rank = source.rank();
  if (!dim)
    return {{1, source.numElements(), source.itemSize()}, {0}, 0};
  if (rank == 0)
    raiseRule(Rule::DimOfScalar, {std::to_string(*dim)});
  if (*dim < -rank || *dim >= rank)
    raiseRule(Rule::DimRange, {std::to_string(rank), std::to_string(*dim)});

  int at = static_cast<int>(*dim < 0 ? *dim + rank : *dim);
  AroundDim around = {{1, source.size(at), source.itemSize()}, {}, at};
  for (int i = 0; i < rank; ++i) {
    around.sizes.push_back(source.size(i));
    int64_t &side = i < at ? around.shape.outer : around.shape.inner_bytes;
    if (i != at)
      side = multiply(side, source.size(i));
  }
  return around;
}

//===----------------------------------------------------------------------===//
// Counts and offsets
//===----------------------------------------------------------------------===//

/// The type of librint for an integer type of NumPy, whatever its byte order.
static std::optional<rint_integer> integerOf(PyArray_Descr *type) {
  bool isUnsigned = type->kind == 'u' || type->kind == 'b';
  if (!isUnsigned && type->kind != 'i')
    return std::nullopt;
  switch (PyDataType_ELSIZE(type)) {
  case 1:
    return isUnsigned ? RINT_U8 : RINT_I8;
  case 2:
    return isUnsigned ? RINT_U16 : RINT_I16;
  case 4:
    return isUnsigned ? RINT_U32 : RINT_I32;
  case 8:
    return isUnsigned ? RINT_U64 : RINT_I64;
  default:
    return std::nullopt;
  }
}

/// Integers of Python that NumPy has no type for, as the nearest that 64 bits
/// hold: those without a sign, unless there is a negative one. std::nullopt if
/// there are other objects as well.
static std::optional<Array> readObjects(const Array &array) {
  npy_intp number = array.numElements();
  Array flat(PyArray_Ravel(array.get(), NPY_CORDER));
  auto *const *objects = reinterpret_cast<PyObject *const *>(flat.data());
  bool isNegative = false;
  for (npy_intp i = 0; i < number; ++i) {
    if (!objects[i] || !PyLong_Check(objects[i]))
      return std::nullopt;
    bool exceeds;
    isNegative |= readLong(objects[i], exceeds) < 0;
  }

  Array result(
      PyArray_SimpleNew(1, &number, isNegative ? NPY_INT64 : NPY_UINT64));
  for (npy_intp i = 0; i < number; ++i) {
    bool exceeds;
    int64_t value = readLong(objects[i], exceeds);
    // More than 63 bits: anything above is as good.
    uint64_t bits = static_cast<uint64_t>(value);
    if (exceeds && value > 0 && !isNegative)
      bits = std::numeric_limits<uint64_t>::max();
    reinterpret_cast<uint64_t *>(result.data())[i] = bits;
  }
  return result;
}

/// Integers of a type that is not NumPy's own, such as an int4, as int64.
static std::optional<Array> readForeign(const Array &array) {
  bool isInteger = PyTypeNum_ISUSERDEF(array.type()->type_num) &&
                   PyArray_CanCastSafely(array.type()->type_num, NPY_INT64);
  if (!isInteger)
    return std::nullopt;
  return convert(array, NPY_INT64);
}

/// Integers of any width as plain ones, and their type; std::nullopt where they
/// are no integers.
static std::optional<Array> readIntegers(const Array &array,
                                         rint_integer &integer) {
  Array values = array;
  if (array.type()->type_num == NPY_OBJECT) {
    std::optional<Array> numbers = readObjects(array);
    if (!numbers)
      return std::nullopt;
    values = *numbers;
  }
  if (std::optional<rint_integer> known = integerOf(values.type())) {
    integer = *known;
    if (PyArray_ISCARRAY_RO(values.get()))
      return values;
    return convert(values, asType(nativeType(values.type())));
  }
  integer = RINT_I64;
  return readForeign(values);
}

/// A list without elements has no type; NumPy says float64.
static bool isEmptyList(nb::handle value, const Array &array) {
  return !PyArray_Check(value.ptr()) && array.numElements() == 0 &&
         (PyList_Check(value.ptr()) || PyTuple_Check(value.ptr()));
}

static Counts readScalar(nb::handle number) {
  Counts counts;
  counts.isScalar = true;
  counts.scalar = readLong(number, counts.exceeds);
  return counts;
}

Counts readCounts(nb::handle repeats, bool allowScalar) {
  if (allowScalar && PyLong_Check(repeats.ptr()))
    return readScalar(repeats);

  Counts counts;
  counts.values = readArray(repeats);
  int rank = counts.values.rank();
  if (rank > 1 || (rank == 0 && !allowScalar))
    raiseRule(allowScalar ? Rule::RepeatsRank : Rule::RepeatsVectorRank,
              {std::to_string(rank)});
  if (isEmptyList(repeats, counts.values))
    counts.values = convert(counts.values, NPY_INT64);
  counts.isScalar = rank == 0;
  return counts;
}

void Counts::readElements() {
  if (values.isNull())
    return;
  std::optional<Array> integers = readIntegers(values, type);
  if (!integers)
    raiseRule(Rule::RepeatsType, {nameOf(values.type())});
  values = *integers;
  if (isScalar) {
    nb::object number = nb::steal(
        PyArray_GETITEM(values.get(), static_cast<char *>(values.data())));
    *this = readScalar(number);
  }
}

static std::string describe(const Array &array) {
  std::string text =
      "an array of " + nameOf(array.type()) + " with the shape [";
  for (int i = 0; i < array.rank(); ++i)
    text += (i ? ", " : "") + std::to_string(array.size(i));
  return text + "]";
}

/// Offsets of 64 bits without a sign, where those that exceed 63 bits become
/// the largest that does not, which no result can have.
static void limitOffsets(Array &offsets) {
  Array limited(PyArray_NewLikeArray(offsets.get(), NPY_CORDER, nullptr, 0));
  auto *from = reinterpret_cast<const uint64_t *>(offsets.data());
  auto *to = reinterpret_cast<uint64_t *>(limited.data());
  for (int64_t i = 0, e = offsets.size(0); i < e; ++i)
    to[i] = std::min(from[i], static_cast<uint64_t>(kMax));
  offsets = limited;
}

/// The part of C9 that types tell.
static Array readOffsets(nb::handle argument) {
  Array offsets = readArray(argument);
  if (offsets.rank() != 1)
    raise(Raised::ValueError, textOf(Rule::OffsetsType, {describe(offsets)}));
  if (isEmptyList(argument, offsets))
    return convert(offsets, NPY_INT64);
  rint_integer type;
  std::optional<Array> integers = readIntegers(offsets, type);
  if (!integers)
    raiseRule(Rule::OffsetsType, {describe(offsets)});
  if (type == RINT_U64)
    limitOffsets(*integers);
  if (type == RINT_U64 || type == RINT_I64)
    return *integers;
  return convert(*integers, NPY_INT64);
}

Clause readClause(nb::handle repeats, nb::handle offsets) {
  if (repeats.is_none() == offsets.is_none())
    raiseRule(Rule::Clause, {repeats.is_none() ? "neither" : "both"});
  if (offsets.is_none())
    return {readCounts(repeats, /*allowScalar=*/true), {}};
  return {{}, readOffsets(offsets)};
}
