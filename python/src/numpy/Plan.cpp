//===- Plan.cpp - Checked counts and offsets --------------------*- C++ -*-===//
//
// Plan.h says what for. librint is asked without the sizes around the dim: what
// it would say of the bytes of a result has no shape in it, and what it says of
// an output size would come before they are known to be few enough.
//
//===----------------------------------------------------------------------===//

#include "Plan.h"
#include "Errors.h"
#include "Result.h"
#include "Rows.h"

#include <limits>

int64_t *Scratch::allocate(int64_t number) {
  isSmall = number <= kSmall;
  if (isSmall)
    return small;
  int64_t bytes;
  if (number < 0 || __builtin_mul_overflow(number, sizeof(int64_t), &bytes))
    raiseRule(Rule::OffsetsOverflow, {std::to_string(number)});
  large.reset(new (std::nothrow) int64_t[number]);
  if (!large)
    raiseRule(Rule::OffsetsMemory, {std::to_string(bytes)});
  return large.get();
}

/// The shape without the sizes around the dim.
static rint_shape withoutSides(rint_shape shape) {
  return {1, shape.slices, 0};
}

int64_t checkOffsets(const Array &offsets, int64_t slices) {
  int64_t total;
  auto check = [&](int64_t, int64_t, rint_error *error) {
    return rint_check_offsets(reinterpret_cast<const int64_t *>(offsets.data()),
                              offsets.size(0), {1, slices, 0}, &total, error);
  };
  // One row, so that it is not cut.
  fillRows(1, PyArray_NBYTES(offsets.get()), check);
  return total;
}

int64_t Plan::compute(rint_shape around) {
  shape = around;
  if (clause.hasOffsets())
    return checkOffsets(clause.offsets, shape.slices);
  Counts &counts = clause.counts;
  if (!counts.isScalar && counts.number() != 1 &&
      counts.number() != shape.slices)
    raiseRule(Rule::RepeatsCount,
              {std::to_string(shape.slices), std::to_string(counts.number())});
  counts.readElements();
  return counts.isScalar ? computeScalar() : computeCounts();
}

int64_t Plan::computeScalar() {
  const Counts &counts = clause.counts;
  // The nearest number that 64 bits hold has no sign if it is too large.
  if (counts.exceeds && counts.scalar > 0)
    raiseRule(Rule::ProductOverflow,
              {std::to_string(shape.slices),
               std::to_string(std::numeric_limits<uint64_t>::max())});
  int64_t total;
  rint_error error;
  rint_status status = rint_total(withoutSides(shape), counts.scalar,
                                  /*output_size=*/nullptr, &total, &error);
  raiseIfFailed(status, error);
  return total;
}

int64_t Plan::computeCounts() {
  const Counts &counts = clause.counts;
  int64_t words = rint_plan_words(counts.type, shape.slices);
  if (words < 0)
    raiseRule(Rule::OffsetsOverflow, {std::to_string(shape.slices)});
  plan.allocate(words);

  int64_t total;
  auto make = [&](int64_t, int64_t, rint_error *error) {
    return rint_make_plan(counts.data(), counts.type, counts.number(),
                          withoutSides(shape), /*output_size=*/nullptr,
                          plan.data(), &total, error);
  };
  fillRows(1, PyArray_NBYTES(counts.values.get()), make);
  return total;
}

rint_status Plan::fill(const void *source, void *result, int64_t begin,
                       int64_t end, rint_error *error) {
  if (clause.hasOffsets())
    return rint_repeat_by_offsets(source, shape, clause.offsetData(), result,
                                  begin, end, error);
  const Counts &counts = clause.counts;
  if (counts.isScalar)
    return rint_repeat(source, shape, counts.scalar, result, begin, end, error);
  return rint_repeat_by_counts(source, shape, counts.data(), counts.type,
                               counts.number(), plan.data(), result, begin, end,
                               error);
}

rint_status Plan::fillIndices(rint_integer type, void *result, int64_t begin,
                              int64_t end, rint_error *error) {
  const Counts &counts = clause.counts;
  return rint_repeat_indices(counts.data(), counts.type, counts.number(),
                             shape.slices, plan.data(), type, result, begin,
                             end, error);
}

void Plan::moveAwayFrom(const Result &result) {
  for (Array *read : {&clause.offsets, &clause.counts.values})
    if (!read->isNull() && result.overlaps(*read))
      *read = Array(PyArray_NewCopy(read->get(), NPY_CORDER));
}

void checkOutputSize(std::optional<int64_t> expected, int64_t total) {
  if (!expected)
    return;
  if (*expected < 0)
    raiseRule(Rule::OutputSizeNegative, {std::to_string(*expected)});
  if (*expected != total)
    raiseRule(Rule::OutputSize,
              {std::to_string(total), std::to_string(*expected)});
}
