//===- Handlers.cpp - What XLA calls --------------------------------------===//
//
// rint/jax registers these functions. The sizes of results are part of the
// program that XLA runs, so what is checked here is that the values fit them.
// In a batch, every array is done by itself, with counts of its own or those of
// all.
//
//===----------------------------------------------------------------------===//

#include "Call.h"

#include <algorithm>

using namespace rint_jax;

using Numbers = std::vector<int64_t>;

namespace {
/// Counts, and where their copies begin.
struct Counts {
  Counts(const Array &array, const void *data)
      : data(data), type(array.integer()), number(array.sizes()[0]) {}

  /// Throws unless the copies are `total` (C5 to C7).
  void makePlan(int64_t total);

  const void *data;
  rint_integer type;
  int64_t number;
  Numbers plan;
};
} // namespace

void Counts::makePlan(int64_t total) {
  plan.resize(std::max<int64_t>(rint_plan_words(type, number), 0));
  rint_error error;
  int64_t counted;
  raiseIfFailed(rint_make_plan(data, type, number, {1, number, 0}, &total,
                               plan.data(), &counted, &error),
                error);
}

/// Row offsets as 64 bits.
static Numbers readOffsets(const Array &array, const void *data) {
  int64_t number = array.sizes()[0];
  Numbers offsets(number);
  if (array.integer() == RINT_I64)
    std::copy_n(static_cast<const int64_t *>(data), number, offsets.data());
  else
    std::copy_n(static_cast<const int32_t *>(data), number, offsets.data());
  return offsets;
}

static void checkOffsets(const Numbers &offsets, int64_t slices) {
  rint_error error;
  int64_t total;
  raiseIfFailed(rint_check_offsets(offsets.data(),
                                   static_cast<int64_t>(offsets.size()),
                                   {1, slices, 0}, &total, &error),
                error);
}

static void repeat(const Call &call) {
  int64_t behind = call.attribute("behind"), batch = call.batchRank(1);
  Array source = call.argument(0, batch), counts = call.argument(1, batch);
  Array result = call.result(batch);
  rint_shape shape = source.around(behind);
  int64_t total = result.around(behind).slices;
  for (int64_t i = 0, e = result.batchSize(); i < e; ++i) {
    Counts own(counts, counts.at(i, result));
    own.makePlan(total);
    const char *from = source.at(i, result);
    char *to = result.at(i, result);
    call.fillRows(shape.outer * total, result.bytes(),
                  [&](int64_t begin, int64_t end, rint_error *error) {
                    return rint_repeat_by_counts(
                        from, shape, own.data, own.type, own.number,
                        own.plan.data(), to, begin, end, error);
                  });
  }
}

static void repeatByOffsets(const Call &call) {
  int64_t behind = call.attribute("behind"), batch = call.batchRank(1);
  Array source = call.argument(0, batch), given = call.argument(1, batch);
  Array result = call.result(batch);
  rint_shape shape = source.around(behind);
  int64_t total = result.around(behind).slices;
  for (int64_t i = 0, e = result.batchSize(); i < e; ++i) {
    Numbers offsets = readOffsets(given, given.at(i, result));
    checkOffsets(offsets, shape.slices);
    if (offsets.back() != total)
      raiseRule(Rule::OutputSize,
                {std::to_string(offsets.back()), std::to_string(total)});
    const char *from = source.at(i, result);
    char *to = result.at(i, result);
    call.fillRows(shape.outer * total, result.bytes(),
                  [&](int64_t begin, int64_t end, rint_error *error) {
                    return rint_repeat_by_offsets(from, shape, offsets.data(),
                                                  to, begin, end, error);
                  });
  }
}

static void repeatIndices(const Call &call) {
  int64_t batch = call.batchRank(0);
  Array counts = call.argument(0, batch), result = call.result(batch);
  int64_t total = result.sizes()[0];
  for (int64_t i = 0, e = result.batchSize(); i < e; ++i) {
    Counts own(counts, counts.at(i, result));
    own.makePlan(total);
    char *to = result.at(i, result);
    call.fillRows(total, result.bytes(),
                  [&](int64_t begin, int64_t end, rint_error *error) {
                    return rint_repeat_indices(own.data, own.type, own.number,
                                               own.number, own.plan.data(),
                                               result.integer(), to, begin, end,
                                               error);
                  });
  }
}

/// Writes offsets as the 32 or 64 bits that the program has for them.
static void writeOffsets(const Numbers &offsets, rint_integer type, void *to) {
  if (type == RINT_I64) {
    std::copy(offsets.begin(), offsets.end(), static_cast<int64_t *>(to));
    return;
  }
  if (offsets.back() > INT32_MAX)
    throw Failure("expected offsets that fit 32 bits, or jax_enable_x64, but "
                  "got " +
                  std::to_string(offsets.back()));
  std::copy(offsets.begin(), offsets.end(), static_cast<int32_t *>(to));
}

static void rowOffsets(const Call &call) {
  int64_t batch = call.batchRank(0);
  Array counts = call.argument(0, batch), result = call.result(batch);
  Numbers offsets(result.sizes()[0]);
  for (int64_t i = 0, e = result.batchSize(); i < e; ++i) {
    Counts own(counts, counts.at(i, result));
    rint_error error;
    raiseIfFailed(rint_make_offsets(own.data, own.type, own.number, own.number,
                                    offsets.data(), &error),
                  error);
    writeOffsets(offsets, result.integer(), result.at(i, result));
  }
}

static void segmentReduce(const Call &call) {
  int64_t behind = call.attribute("behind"), batch = call.batchRank(1);
  auto kind = static_cast<rint_reduction>(call.attribute("kind"));
  Array source = call.argument(0, batch), given = call.argument(1, batch);
  Array result = call.result(batch);
  rint_shape shape = source.around(behind);
  rint_element element = source.element();
  int64_t segments = result.around(behind).slices;
  for (int64_t i = 0, e = result.batchSize(); i < e; ++i) {
    Numbers offsets = readOffsets(given, given.at(i, result));
    checkOffsets(offsets, segments);
    const char *from = source.at(i, result);
    char *to = result.at(i, result);
    auto reduce = [&](int64_t begin, int64_t end, rint_error *error) {
      return rint_segment_reduce(kind, element, from, shape, offsets.data(),
                                 segments, to, begin, end, error);
    };
    // No rows yet: the segments have to fit also where there are none.
    rint_error error;
    raiseIfFailed(reduce(0, 0, &error), error);
    call.fillRows(shape.inner_bytes ? shape.outer * segments : 0,
                  std::max(source.bytes(), result.bytes()), reduce);
  }
}

#define RINT_HANDLER(name, handler)                                            \
  extern "C" __attribute__((visibility("default"))) xla_ffi::Error *name(      \
      xla_ffi::CallFrame *frame) {                                             \
    return run(frame, handler);                                                \
  }

RINT_HANDLER(rint_jax_repeat, repeat)
RINT_HANDLER(rint_jax_repeat_by_offsets, repeatByOffsets)
RINT_HANDLER(rint_jax_repeat_indices, repeatIndices)
RINT_HANDLER(rint_jax_offsets, rowOffsets)
RINT_HANDLER(rint_jax_segment_reduce, segmentReduce)
