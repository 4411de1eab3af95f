//===- Segments.cpp - Reductions of segments of PyTorch's tensors ---------===//
//
// librint knows the types that processors compute with. Others are brought to
// them: complex numbers are pairs of floats, and floats of 8 bits are
// accumulated as float32 anyway.
//
//===----------------------------------------------------------------------===//

#include "../common/Reductions.h"
#include "Clause.h"
#include "Kernels.h"

#include <cstring>

using namespace rint_torch;

static rint_reduction readKind(const std::string &kind) {
  if (std::optional<rint_reduction> reduction = findReduction(kind))
    return *reduction;
  raiseRule(Rule::Reduction, {kind});
}

static bool isFloat8(const TypeInfo &type) {
  return std::strncmp(type.name, "float8", 6) == 0;
}

/// Whether the kind takes the type (C12).
static bool takes(rint_reduction kind, const TypeInfo &type) {
  bool isOrder = kind == RINT_MAX || kind == RINT_MIN;
  if (isFloat8(type))
    return true;
  if (!type.element)
    return false;
  if (type.isComplex)
    return kind == RINT_SUM || kind == RINT_MEAN;
  if (std::strcmp(type.name, "bool") == 0)
    return isOrder;
  return !type.integer || kind != RINT_MEAN;
}

static void checkType(rint_reduction kind, const std::string &name,
                      const TypeInfo &type) {
  if (takes(kind, type))
    return;
  const char *wanted = "an integer or float of at most 64 bits";
  if (kind == RINT_MEAN)
    wanted = "a float or complex of at most 64 bits";
  else if (kind == RINT_SUM)
    wanted = "a number of at most 64 bits";
  raiseRule(Rule::SegmentsType, {wanted, name, type.name});
}

namespace {
/// What is reduced, and how.
struct Reduction {
  /// Takes the arguments but the clause, and checks the dim (C2).
  Reduction(shims::Value self, shims::Value kind, shims::Value dim);

  using Reduce = std::function<rint_status(
      const void *from, rint_element element, void *to, int64_t begin,
      int64_t end, rint_error *error)>;
  /// Makes the result of `segments` segments.
  Tensor run(int64_t segments, const Reduce &reduce);

  Tensor source;
  std::string kindName;
  rint_reduction kind;
  AroundDim around;
};
} // namespace

Reduction::Reduction(shims::Value self, shims::Value kindValue,
                     shims::Value dim)
    : source(Tensor::take(self)), kindName(takeString(kindValue)) {
  std::optional<int64_t> dimTaken = takeOptional(dim);
  kind = readKind(kindName);
  around = lookAround(source, dimTaken);
}

Tensor Reduction::run(int64_t segments, const Reduce &reduce) {
  int32_t type = source.type();
  around.setTotal(segments);
  checkByteSize(around.sizes, source.elementSize());
  checkType(kind, kindName, source.info());

  bool isConverted = isFloat8(source.info());
  Tensor input = isConverted ? std::move(source).convertedTo("float32")
                             : std::move(source).contiguous();
  if (isConverted)
    around.shape.inner_bytes *= sizeof(float);
  rint_element element = *input.info().element;
  const void *from = input.data();
  // No rows yet: what does not fit is found before there is a result.
  rint_error error;
  raiseIfFailed(reduce(from, element, nullptr, 0, 0, &error), error);

  Tensor result = makeResult(around.sizes, input.type());
  int64_t rows = around.rows();
  if (rows > 0 && around.shape.inner_bytes > 0) {
    void *to = result.mutableData();
    int64_t most = std::max(rows, around.shape.outer * around.shape.slices);
    fillRows(rows, most * around.shape.inner_bytes,
             [&](int64_t begin, int64_t end, rint_error *e) {
               return reduce(from, element, to, begin, end, e);
             });
  }
  return isConverted ? std::move(result).convertedTo(typeInfo(type).name)
                     : std::move(result);
}

static Tensor reduceSame(Reduction reduction, int64_t count,
                         std::optional<int64_t> size) {
  int64_t slices = reduction.around.shape.slices;
  if (count < 0)
    raiseRule(Rule::NegativeRepeat, {std::to_string(count)});
  if (size && *size < 0)
    raiseRule(Rule::SizeNegative, {std::to_string(*size)});
  int64_t segments = count > 0 ? slices / count : size.value_or(0);
  if (size && *size != segments)
    raiseRule(Rule::ResultSize,
              {std::to_string(reduction.around.dim), std::to_string(segments),
               std::to_string(*size)});
  rint_shape *shape = &reduction.around.shape;
  return reduction.run(segments, [&](const void *from, rint_element element,
                                     void *to, int64_t begin, int64_t end,
                                     rint_error *error) {
    return rint_segment_reduce_same(reduction.kind, element, from, *shape,
                                    count, segments, to, begin, end, error);
  });
}

static Tensor reduceByNumbers(Reduction reduction, const int64_t *offsets,
                              int64_t segments) {
  rint_shape *shape = &reduction.around.shape;
  return reduction.run(segments, [&](const void *from, rint_element element,
                                     void *to, int64_t begin, int64_t end,
                                     rint_error *error) {
    return rint_segment_reduce(reduction.kind, element, from, *shape, offsets,
                               segments, to, begin, end, error);
  });
}

void rint_torch::reduceByCount(shims::Value *stack, uint64_t, uint64_t) {
  auto count = static_cast<int64_t>(stack[1]);
  std::optional<int64_t> size = takeOptional(stack[4]);
  Reduction reduction(stack[0], stack[2], stack[3]);
  stack[0] = reduceSame(std::move(reduction), count, size).give();
}

void rint_torch::reduceByCounts(shims::Value *stack, uint64_t, uint64_t) {
  Tensor repeats = Tensor::take(stack[1]);
  std::optional<int64_t> size = takeOptional(stack[4]);
  Reduction reduction(stack[0], stack[2], stack[3]);
  checkRank(repeats);
  if (repeats.rank() == 0) {
    int64_t count =
        readScalar(std::move(repeats), reduction.around.shape.slices);
    stack[0] = reduceSame(std::move(reduction), count, size).give();
    return;
  }
  int64_t segments = size ? *size : repeats.sizes()[0];
  if (segments < 0)
    raiseRule(Rule::SizeNegative, {std::to_string(segments)});
  checkNumber(repeats, segments);
  Counts counts(std::move(repeats));
  Numbers offsets = makeOffsets(counts, segments);
  stack[0] =
      reduceByNumbers(std::move(reduction), offsets.data(), segments).give();
}

void rint_torch::reduceByOffsets(shims::Value *stack, uint64_t, uint64_t) {
  Tensor given = Tensor::take(stack[1]);
  Reduction reduction(stack[0], stack[2], stack[3]);
  Tensor offsets = readOffsets(std::move(given));
  int64_t entries = offsets.sizes()[0];
  if (entries == 0)
    raiseRule(Rule::OffsetsEmpty, {std::to_string(entries)});
  checkOffsets(offsets, entries - 1);
  stack[0] =
      reduceByNumbers(std::move(reduction),
                      static_cast<const int64_t *>(offsets.data()), entries - 1)
          .give();
}
