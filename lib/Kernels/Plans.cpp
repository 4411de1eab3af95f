//===- Plans.cpp - How large a result is, and where its parts are -*- C++ -*-=//
//
// Where kernels read counts, a plan is what their scan makes of them (see
// rint.scan_repeats): the offsets of blocks of slices, and small counts in two
// bits each. For counts of other types a plan is their row offsets.
//
//===----------------------------------------------------------------------===//

#include "Counts.h"
#include "Shapes.h"

#include <algorithm>
#include <type_traits>

using namespace rint_library;

static constexpr int64_t kPackedCounts = 32;

template <typename T> static Value asValue(T count) {
  if (std::is_unsigned_v<T>)
    return Value::asUnsigned(uint64_t(count));
  return Value(int64_t(count));
}

/// C5 and the part of C6 that is about the sum of `number` counts, one of which
/// breaks one of them: a negative one first.
template <typename T>
static rint_status failSum(const T *counts, int64_t number, rint_error *error) {
  int64_t sum = 0, overflow = -1;
  for (int64_t i = 0; i < number; ++i) {
    if (counts[i] < T(0))
      return fail(error, messages::kNegativeRepeatAt, {i, asValue(counts[i])});
    if (overflow < 0 && __builtin_add_overflow(sum, counts[i], &sum))
      overflow = i;
  }
  return fail(error, messages::kSumOverflow,
              {overflow, asValue(counts[overflow])});
}

/// Writes row offsets. False if a count is negative or the sum too large.
template <typename T>
static bool writeOffsets(const T *counts, int64_t number, int64_t *offsets) {
  int64_t sum = 0;
  for (int64_t i = 0; i < number; ++i) {
    offsets[i] = sum;
    if (counts[i] < T(0) || __builtin_add_overflow(sum, counts[i], &sum))
      return false;
  }
  offsets[number] = sum;
  return true;
}

rint_status rint_library::checkNumber(rint_integer type, int64_t number,
                                      int64_t slices, rint_error *error) {
  if (!isInteger(type))
    return fail(error, messages::kEnumerator, {"type", int64_t(type)});
  if (number != slices && number != 1)
    return fail(error, messages::kRepeatsCount, {slices, number});
  return RINT_OK;
}

/// C5 and C6 of one count for `slices` slices, of which there are not one.
static rint_status checkOnlyCount(const void *counts, rint_integer type,
                                  int64_t slices, int64_t &total,
                                  rint_error *error) {
  return visitIntegers(counts, type, [&](const auto *data) {
    auto count = *data;
    int64_t signedCount;
    if (count < decltype(count)(0))
      return fail(error, messages::kNegativeRepeatAt,
                  {int64_t(0), asValue(count)});
    if (__builtin_add_overflow(count, 0, &signedCount))
      return fail(error, messages::kSumOverflow, {int64_t(0), asValue(count)});
    if (!multiply(slices, signedCount, total))
      return fail(error, messages::kProductOverflow, {slices, signedCount});
    return RINT_OK;
  });
}

/// C7.
static rint_status checkOutputSize(const int64_t *outputSize, int64_t total,
                                   rint_error *error) {
  if (!outputSize || *outputSize == total)
    return RINT_OK;
  if (*outputSize < 0)
    return fail(error, messages::kOutputSizeNegative, {*outputSize});
  return fail(error, messages::kOutputSize, {total, *outputSize});
}

rint_status rint_total(rint_shape shape, int64_t count,
                       const int64_t *outputSize, int64_t *total,
                       rint_error *error) {
  int64_t result;
  if (rint_status status = checkShape(shape, error))
    return status;
  if (rint_status status = checkCount(shape, count, result, error))
    return status;
  if (rint_status status = checkOutputSize(outputSize, result, error))
    return status;
  *total = result;
  return RINT_OK;
}

int64_t rint_plan_words(rint_integer type, int64_t slices) {
  if (slices < 0 || slices > INT64_MAX / 16)
    return -1;
  if (getCountType(type) < 0)
    return slices + 1;
  int64_t blocks = getNumBlocks(slices);
  int64_t longest = std::min(slices, kBlock);
  int64_t packed = (longest + kPackedCounts - 1) / kPackedCounts + 1;
  return blocks + 1 + blocks * packed;
}

/// Makes the plan of a count for each slice.
static rint_status makePlan(const void *counts, rint_integer type,
                            int64_t slices, int64_t *plan, int64_t &total,
                            rint_error *error) {
  int kind = getCountType(type);
  bool isGood = true;
  if (kind >= 0) {
    getKernels().plan[kind](RINT_BUFFER(counts, slices), slices,
                            RINT_BUFFER(plan, rint_plan_words(type, slices)));
    isGood = plan[getNumBlocks(slices)] >= 0;
  } else {
    isGood = visitIntegers(counts, type, [&](const auto *data) {
      return writeOffsets(data, slices, plan);
    });
  }
  if (!isGood)
    return visitIntegers(counts, type, [&](const auto *data) {
      return failSum(data, slices, error);
    });
  total = plan[getTotalAt(type, slices)];
  return RINT_OK;
}

rint_status rint_make_plan(const void *counts, rint_integer type,
                           int64_t number, rint_shape shape,
                           const int64_t *outputSize, int64_t *plan,
                           int64_t *total, rint_error *error) {
  int64_t result = 0;
  if (rint_status status = checkShape(shape, error))
    return status;
  if (rint_status status = checkNumber(type, number, shape.slices, error))
    return status;
  rint_status status =
      number == shape.slices
          ? makePlan(counts, type, number, plan, result, error)
          : checkOnlyCount(counts, type, shape.slices, result, error);
  if (status)
    return status;
  if (rint_status status = checkBytes(shape, result, error))
    return status;
  if (rint_status status = checkOutputSize(outputSize, result, error))
    return status;
  *total = result;
  return RINT_OK;
}

rint_status rint_make_offsets(const void *counts, rint_integer type,
                              int64_t number, int64_t size, int64_t *offsets,
                              rint_error *error) {
  if (size < 0)
    return fail(error, messages::kSizeNegative, {size});
  if (rint_status status = checkNumber(type, number, size, error))
    return status;
  if (number != size) {
    int64_t total = 0;
    if (rint_status status = checkOnlyCount(counts, type, size, total, error))
      return status;
    int64_t count = loadFirst(counts, type);
    for (int64_t i = 0; i <= size; ++i)
      offsets[i] = i * count;
    return RINT_OK;
  }
  return visitIntegers(counts, type, [&](const auto *data) {
    return writeOffsets(data, number, offsets) ? RINT_OK
                                               : failSum(data, number, error);
  });
}

rint_status rint_check_offsets(const int64_t *offsets, int64_t number,
                               rint_shape shape, int64_t *total,
                               rint_error *error) {
  if (rint_status status = checkShape(shape, error))
    return status;
  if (number < 1)
    return fail(error, messages::kOffsetsEmpty, {number});
  // Numbers below the last offset are known to be smaller only afterwards, but
  // C6 comes first.
  int64_t last = offsets[number - 1];
  if (last >= 0)
    if (rint_status status = checkBytes(shape, last, error))
      return status;
  if (number - 1 != shape.slices)
    return fail(error, messages::kOffsetsCount, {shape.slices + 1, number});
  if (offsets[0] != 0)
    return fail(error, messages::kOffsetsStart, {offsets[0]});
  for (int64_t i = 1; i < number; ++i)
    if (offsets[i] < offsets[i - 1])
      return fail(error, messages::kOffsetsFall,
                  {i, offsets[i - 1], offsets[i]});
  *total = last;
  return RINT_OK;
}
