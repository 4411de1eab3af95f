//===- Repeats.cpp - Repeats of NumPy's arrays ------------------*- C++ -*-===//
//
// What librint does once for its shapes is made into functions of arrays here.
// The rules are checked in the order of their numbers.
//
//===----------------------------------------------------------------------===//

#include "Errors.h"
#include "Operations.h"
#include "Plan.h"
#include "Result.h"
#include "Rows.h"

#include <algorithm>
#include <limits>

nb::object repeatInterleave(nb::handle x, nb::handle repeats, nb::handle dim,
                            nb::handle outputSize, nb::handle offsets,
                            nb::handle out) {
  Array source = readSource(x);
  Plan plan(readClause(repeats, offsets));
  AroundDim around = lookAround(source, dim);
  std::optional<int64_t> expected = readInteger(outputSize);
  if (expected && !offsets.is_none())
    raiseRule(Rule::OutputSizeWithOffsets, {});

  int64_t total = plan.compute(around.shape);
  around.setTotal(total);
  checkByteSize(around.sizes, source.itemSize());
  checkOutputSize(expected, total);
  auto result = out.is_none() ? Result(source.type(), around.sizes)
                              : Result(out, source.type(), around.sizes);
  if (!out.is_none()) {
    if (result.overlaps(source))
      source = Array(PyArray_NewCopy(source.get(), NPY_CORDER));
    plan.moveAwayFrom(result);
  }
  source = makeContiguous(source);

  int64_t bytes = result.numBytes();
  if (bytes > 0)
    fillRows(around.shape.outer * total, bytes,
             [&](int64_t begin, int64_t end, rint_error *error) {
               return plan.fill(source.data(), result.data(), begin, end,
                                error);
             });
  return result.finish().asObject();
}

//===----------------------------------------------------------------------===//
// The index form and offsets
//===----------------------------------------------------------------------===//

/// The integer type of an array of indices, and the largest number that it
/// holds (C11).
static rint_integer readIndexType(PyArray_Descr *type, int64_t largest) {
  bool isUnsigned = type->kind == 'u';
  if (!isUnsigned && type->kind != 'i')
    raiseRule(Rule::IndicesType, {nameOf(type)});
  int width = static_cast<int>(PyDataType_ELSIZE(type));
  int bits = std::min(8 * width - !isUnsigned, 63);
  if (largest > std::numeric_limits<int64_t>::max() >> (63 - bits))
    raiseRule(Rule::IndicesWidth, {std::to_string(largest), nameOf(type)});
  switch (width) {
  case 1:
    return isUnsigned ? RINT_U8 : RINT_I8;
  case 2:
    return isUnsigned ? RINT_U16 : RINT_I16;
  case 4:
    return isUnsigned ? RINT_U32 : RINT_I32;
  default:
    return isUnsigned ? RINT_U64 : RINT_I64;
  }
}

/// A type of NumPy, int64 for None.
static nb::object readType(nb::handle type) {
  PyArray_Descr *descriptor = nullptr;
  if (type.is_none())
    descriptor = PyArray_DescrFromType(NPY_INT64);
  else if (!PyArray_DescrConverter(type.ptr(), &descriptor))
    throw nb::python_error();
  return nb::steal(asHandle(descriptor));
}

nb::object repeatIndices(nb::handle repeats, nb::handle outputSize,
                         nb::handle typeArgument) {
  nb::object typeOwner = readType(typeArgument);
  PyArray_Descr *type = asType(typeOwner);
  Counts counts = readCounts(repeats, /*allowScalar=*/false);
  int64_t slices = counts.number();
  std::optional<int64_t> expected = readInteger(outputSize);

  Plan plan({counts, {}});
  int64_t total = plan.compute({1, slices, 0});
  checkByteSize({total}, PyDataType_ELSIZE(type));
  checkOutputSize(expected, total);
  rint_integer integer = readIndexType(type, std::max<int64_t>(slices - 1, 0));

  nb::object native = nativeType(type);
  Result result(asType(native), {total});
  if (total > 0)
    fillRows(total, result.numBytes(),
             [&](int64_t begin, int64_t end, rint_error *error) {
               return plan.fillIndices(integer, result.data(), begin, end,
                                       error);
             });
  return convert(result.finish(), type).asObject();
}

nb::object makeOffsets(nb::handle repeats) {
  Counts counts = readCounts(repeats, /*allowScalar=*/false);
  counts.readElements();
  int64_t number = counts.number();
  nb::object type = readType(nb::none());
  Result result(asType(type), {number + 1});
  fillRows(1, result.numBytes(), [&](int64_t, int64_t, rint_error *error) {
    return rint_make_offsets(counts.data(), counts.type, number, number,
                             reinterpret_cast<int64_t *>(result.data()), error);
  });
  return result.finish().asObject();
}

//===----------------------------------------------------------------------===//
// Tiles
//===----------------------------------------------------------------------===//

/// One count, or a list or an array of them.
static std::vector<int64_t> readTileCounts(nb::handle argument) {
  nb::object list = nb::hasattr(argument, "__len__")
                        ? nb::borrow(argument)
                        : nb::object(nb::make_tuple(argument));
  std::vector<int64_t> counts;
  for (nb::handle count : nb::iter(list)) {
    counts.push_back(readInteger(count).value_or(-1));
    if (counts.back() < 0)
      raiseRule(Rule::NegativeCountAt, {std::to_string(counts.size() - 1),
                                        std::to_string(counts.back())});
  }
  return counts;
}

/// Copies all of `source` `count` times along `dim`.
static Array tileAlong(const Array &source, int dim, int64_t count) {
  AroundDim around = lookAround(source, nb::int_(dim));
  around.setTotal(around.shape.slices * count);
  Result result(source.type(), around.sizes);
  int64_t bytes = result.numBytes();
  if (bytes > 0)
    fillRows(around.shape.outer * around.sizes[dim], bytes,
             [&](int64_t begin, int64_t end, rint_error *error) {
               return rint_tile(source.data(), around.shape, count,
                                result.data(), begin, end, error);
             });
  return result.finish();
}

/// A view with ones in front, so that there are `rank` dimensions.
static Array addLeadingDims(const Array &source, size_t rank) {
  std::vector<npy_intp> sizes(rank - source.rank(), 1);
  for (int i = 0; i < source.rank(); ++i)
    sizes.push_back(source.size(i));
  PyArray_Dims dims = {sizes.data(), static_cast<int>(sizes.size())};
  return Array(PyArray_Newshape(source.get(), &dims, NPY_CORDER));
}

/// Checks what the tiles become, before the first is made (C6).
static void checkTileSizes(const Array &source,
                           const std::vector<int64_t> &counts) {
  std::vector<npy_intp> sizes;
  for (int i = 0; i < source.rank(); ++i) {
    int64_t size;
    if (__builtin_mul_overflow(source.size(i), counts[i], &size))
      raiseRule(Rule::CountOverflow,
                {std::to_string(source.size(i)), std::to_string(i),
                 std::to_string(counts[i])});
    sizes.push_back(size);
  }
  checkByteSize(sizes, source.itemSize());
}

nb::object tile(nb::handle x, nb::handle argument) {
  Array source = readSource(x);
  std::vector<int64_t> counts = readTileCounts(argument);
  // As numpy.tile: missing counts are ones in front, and so are missing sizes.
  if (counts.size() < static_cast<size_t>(source.rank()))
    counts.insert(counts.begin(), source.rank() - counts.size(), 1);
  if (counts.size() > NPY_MAXDIMS)
    raise(Raised::ValueError,
          "expected at most " + std::to_string(NPY_MAXDIMS) +
              " counts, but got " + std::to_string(counts.size()));
  Array wide = addLeadingDims(source, counts.size());
  checkTileSizes(wide, counts);

  // From the inside, so that the last pass writes the most in a row.
  Array result = makeContiguous(wide);
  for (int i = wide.rank(); i-- > 0;)
    if (counts[i] != 1)
      result = tileAlong(result, i, counts[i]);
  // The result is new, also where there is nothing to repeat.
  if (std::all_of(counts.begin(), counts.end(),
                  [](int64_t count) { return count == 1; }))
    return Array(PyArray_NewCopy(wide.get(), NPY_CORDER)).asObject();
  return result.asObject();
}
