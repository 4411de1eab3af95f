//===- Segments.cpp - Reductions of segments of NumPy's arrays --*- C++ -*-===//
//
// librint knows the types that processors compute with. Others are brought to
// them: complex numbers are pairs of floats, floats of 8 bits are accumulated
// as float32 anyway, and numbers of the other byte order are turned.
//
//===----------------------------------------------------------------------===//

#include "../common/Reductions.h"
#include "Errors.h"
#include "Operations.h"
#include "Plan.h"
#include "Result.h"
#include "Rows.h"

#include <algorithm>

static rint_reduction readKind(const char *kind) {
  if (std::optional<rint_reduction> reduction = findReduction(kind))
    return *reduction;
  raiseRule(Rule::Reduction, {kind});
}

namespace {
/// How elements of a type are reduced.
struct ElementType {
  rint_element element;
  /// The type that they are converted to before, and back from after; null if
  /// they are not.
  int convertedTo = NPY_NOTYPE;
};
} // namespace

static std::optional<rint_element> integerElement(char kind, int64_t size) {
  int first = kind == 'u' ? RINT_ELEMENT_U8 : RINT_ELEMENT_I8;
  switch (size) {
  case 1:
    return static_cast<rint_element>(first);
  case 2:
    return static_cast<rint_element>(first + 1);
  case 4:
    return static_cast<rint_element>(first + 2);
  case 8:
    return static_cast<rint_element>(first + 3);
  default:
    return std::nullopt;
  }
}

static std::optional<ElementType> floatElement(PyArray_Descr *type) {
  switch (type->type_num) {
  case NPY_HALF:
    return ElementType{RINT_ELEMENT_F16};
  case NPY_FLOAT:
  case NPY_CFLOAT:
    return ElementType{RINT_ELEMENT_F32};
  case NPY_DOUBLE:
  case NPY_CDOUBLE:
    return ElementType{RINT_ELEMENT_F64};
  default:
    break;
  }
  // The types of the package ml_dtypes.
  if (!PyTypeNum_ISUSERDEF(type->type_num))
    return std::nullopt;
  std::string name = nameOf(type);
  if (name == "bfloat16")
    return ElementType{RINT_ELEMENT_BF16};
  if (name.rfind("float", 0) == 0)
    return ElementType{RINT_ELEMENT_F32, NPY_FLOAT};
  return std::nullopt;
}

/// std::nullopt where the kind does not take the type (C12).
static std::optional<ElementType> findElementType(PyArray_Descr *type,
                                                  rint_reduction kind) {
  bool isOrder = kind == RINT_MAX || kind == RINT_MIN;
  switch (type->kind) {
  case 'b':
    return isOrder ? std::optional(ElementType{RINT_ELEMENT_U8}) : std::nullopt;
  case 'i':
  case 'u': {
    std::optional<rint_element> element =
        integerElement(type->kind, PyDataType_ELSIZE(type));
    if (!element || kind == RINT_MEAN)
      return std::nullopt;
    return ElementType{*element};
  }
  case 'c':
    // The parts of a sum are the sums of the parts.
    return isOrder || kind == RINT_PROD ? std::nullopt : floatElement(type);
  default:
    return floatElement(type);
  }
}

static ElementType readElementType(PyArray_Descr *type, rint_reduction kind,
                                   const char *name) {
  if (std::optional<ElementType> element = findElementType(type, kind))
    return *element;
  const char *wanted = "an integer or float of at most 64 bits";
  if (kind == RINT_MEAN)
    wanted = "a float or complex of at most 64 bits";
  else if (kind == RINT_SUM)
    wanted = "a number of at most 64 bits";
  raiseRule(Rule::SegmentsType, {wanted, name, nameOf(type)});
}

namespace {
/// The segments of a source, all of the same length or by offsets.
class Segments {
public:
  /// Checks the clause, but not that it fits the slices (C4 to C6, C9).
  Segments(Clause clauseRead, int64_t slices);

  int64_t number() const { return numSegments; }

  /// Writes the rows from `begin` to `end` of the result, if the segments are
  /// those of the source (C12).
  rint_status reduce(rint_reduction kind, rint_element element,
                     const void *source, rint_shape shape, void *result,
                     int64_t begin, int64_t end, rint_error *error) const {
    if (!clause.hasOffsets())
      return rint_segment_reduce_same(kind, element, source, shape,
                                      clause.counts.scalar, numSegments, result,
                                      begin, end, error);
    return rint_segment_reduce(kind, element, source, shape,
                               clause.offsetData(), numSegments, result, begin,
                               end, error);
  }

private:
  Clause clause;
  int64_t numSegments = 0;
};
} // namespace

Segments::Segments(Clause clauseRead, int64_t slices)
    : clause(std::move(clauseRead)) {
  if (clause.hasOffsets()) {
    numSegments = std::max<int64_t>(clause.offsets.size(0) - 1, 0);
    checkOffsets(clause.offsets, numSegments);
    return;
  }
  Counts &counts = clause.counts;
  counts.readElements();
  if (!counts.isScalar) {
    clause.offsets = Array(makeOffsets(counts.values.asObject()));
    numSegments = counts.number();
  } else if (counts.scalar > 0) {
    numSegments = slices / counts.scalar;
  } else if (counts.scalar < 0) {
    raiseRule(Rule::NegativeRepeat, {std::to_string(counts.scalar)});
  }
}

nb::object segmentReduce(nb::handle x, nb::handle repeats, nb::handle offsets,
                         const char *kindName, nb::handle dim) {
  rint_reduction kind = readKind(kindName);
  Array source = readSource(x);
  Clause clause = readClause(repeats, offsets);
  AroundDim around = lookAround(source, dim);
  Segments segments(std::move(clause), around.shape.slices);
  around.setTotal(segments.number());
  checkByteSize(around.sizes, source.itemSize());

  ElementType element = readElementType(source.type(), kind, kindName);
  nb::object computed =
      element.convertedTo == NPY_NOTYPE
          ? nativeType(source.type())
          : nb::steal(asHandle(PyArray_DescrFromType(element.convertedTo)));
  Array input = convert(source, asType(computed));
  around.shape = lookAround(input, dim).shape;
  auto reduce = [&](void *to, int64_t begin, int64_t end, rint_error *error) {
    return segments.reduce(kind, element.element, input.data(), around.shape,
                           to, begin, end, error);
  };
  // No rows yet: what does not fit is found before there is a result.
  rint_error error;
  rint_status status = reduce(nullptr, 0, 0, &error);
  raiseIfFailed(status, error);

  Result result(asType(computed), around.sizes);
  int64_t bytes = result.numBytes();
  if (bytes > 0)
    fillRows(around.shape.outer * segments.number(),
             std::max<int64_t>(bytes, PyArray_NBYTES(input.get())),
             [&](int64_t begin, int64_t end, rint_error *error) {
               return reduce(result.data(), begin, end, error);
             });
  return convert(result.finish(), source.type()).asObject();
}
