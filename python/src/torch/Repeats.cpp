//===- Repeats.cpp - Repeats of PyTorch's tensors -------------------------===//
//
// Arguments are checked in the order of the rules, before there is a result.
//
//===----------------------------------------------------------------------===//

#include "Clause.h"
#include "Kernels.h"

using namespace rint_torch;

/// What fills a range of rows of the result at `to`.
using FillResult = std::function<rint_status(void *to, int64_t begin,
                                             int64_t end, rint_error *error)>;

/// Makes the result of repeats, whose sizes are known and right.
static Tensor fillResult(const AroundDim &around, int32_t type,
                         const FillResult &fill) {
  Tensor result = makeResult(around.sizes, type);
  int64_t rows = around.rows();
  if (rows == 0 || around.shape.inner_bytes == 0)
    return result;
  void *to = result.mutableData();
  fillRows(rows, rows * around.shape.inner_bytes,
           [&](int64_t begin, int64_t end, rint_error *error) {
             return fill(to, begin, end, error);
           });
  return result;
}

static Tensor repeat(Tensor source, AroundDim around, int64_t count,
                     std::optional<int64_t> outputSize) {
  int64_t total;
  rint_error error;
  raiseIfFailed(
      rint_total({1, around.shape.slices, 0}, count, nullptr, &total, &error),
      error);
  around.setTotal(total);
  checkByteSize(around.sizes, source.elementSize());
  checkOutputSize(outputSize, total);
  source = std::move(source).contiguous();
  const void *from = source.data();
  return fillResult(around, source.type(),
                    [&](void *to, int64_t begin, int64_t end, rint_error *e) {
                      return rint_repeat(from, around.shape, count, to, begin,
                                         end, e);
                    });
}

void rint_torch::repeatByCount(shims::Value *stack, uint64_t, uint64_t) {
  Tensor source = Tensor::take(stack[0]);
  auto count = static_cast<int64_t>(stack[1]);
  std::optional<int64_t> dim = takeOptional(stack[2]);
  std::optional<int64_t> outputSize = takeOptional(stack[3]);
  AroundDim around = lookAround(source, dim);
  stack[0] =
      repeat(std::move(source), std::move(around), count, outputSize).give();
}

namespace {
/// Counts that have been checked, and where their copies begin.
struct Plan {
  /// Throws what rules C5 and C6 say.
  Plan(const Counts &counts, int64_t slices);
  int64_t *data() { return many ? many->data() : few; }

  int64_t total;
  int64_t few[64];
  std::optional<Numbers> many;
};
} // namespace

Plan::Plan(const Counts &counts, int64_t slices) {
  int64_t words = rint_plan_words(counts.type, slices);
  if (words < 0)
    raiseRule(Rule::OffsetsOverflow, {std::to_string(slices)});
  if (words > static_cast<int64_t>(std::size(few)))
    many.emplace(words);
  rint_error error;
  raiseIfFailed(rint_make_plan(counts.data(), counts.type, counts.number(),
                               {1, slices, 0}, nullptr, data(), &total, &error),
                error);
}

void rint_torch::repeatByCounts(shims::Value *stack, uint64_t, uint64_t) {
  Tensor source = Tensor::take(stack[0]), repeats = Tensor::take(stack[1]);
  std::optional<int64_t> dim = takeOptional(stack[2]);
  std::optional<int64_t> outputSize = takeOptional(stack[3]);
  checkRank(repeats);
  AroundDim around = lookAround(source, dim);
  checkNumber(repeats, around.shape.slices);
  if (repeats.rank() == 0) {
    int64_t count = readScalar(std::move(repeats), around.shape.slices);
    stack[0] =
        repeat(std::move(source), std::move(around), count, outputSize).give();
    return;
  }
  Counts counts(std::move(repeats));
  Plan plan(counts, around.shape.slices);
  around.setTotal(plan.total);
  checkByteSize(around.sizes, source.elementSize());
  checkOutputSize(outputSize, plan.total);
  source = std::move(source).contiguous();
  const void *from = source.data();
  stack[0] =
      fillResult(around, source.type(),
                 [&](void *to, int64_t begin, int64_t end, rint_error *error) {
                   return rint_repeat_by_counts(
                       from, around.shape, counts.data(), counts.type,
                       counts.number(), plan.data(), to, begin, end, error);
                 })
          .give();
}

void rint_torch::repeatByOffsets(shims::Value *stack, uint64_t, uint64_t) {
  Tensor source = Tensor::take(stack[0]);
  Tensor given = Tensor::take(stack[1]);
  std::optional<int64_t> dim = takeOptional(stack[2]);
  AroundDim around = lookAround(source, dim);
  Tensor offsets = readOffsets(std::move(given));
  around.setTotal(checkOffsets(offsets, around.shape.slices));
  checkByteSize(around.sizes, source.elementSize());
  source = std::move(source).contiguous();
  const void *from = source.data();
  auto *numbers = static_cast<const int64_t *>(offsets.data());
  stack[0] =
      fillResult(around, source.type(),
                 [&](void *to, int64_t begin, int64_t end, rint_error *error) {
                   return rint_repeat_by_offsets(from, around.shape, numbers,
                                                 to, begin, end, error);
                 })
          .give();
}

/// Throws if elements of `type`, of that many bytes, cannot hold `index` (C11).
static void checkWidth(int64_t index, int64_t bytes, const TypeInfo &type) {
  int bits = static_cast<int>(bytes) * 8 - (type.integer < RINT_U8 ? 1 : 0);
  if (bits < 63 && index >> bits > 0)
    raiseRule(Rule::IndicesWidth, {std::to_string(index), type.name});
}

void rint_torch::repeatIndices(shims::Value *stack, uint64_t, uint64_t) {
  Tensor repeats = Tensor::take(stack[0]);
  std::optional<int64_t> outputSize = takeOptional(stack[1]);
  std::optional<int64_t> type = takeOptional(stack[2]);
  checkVector(repeats);
  Counts counts(std::move(repeats));
  int64_t slices = counts.number();
  Plan plan(counts, slices);
  auto resultType = static_cast<int32_t>(type ? *type : typeNamed("int64"));
  const TypeInfo &info = typeInfo(resultType);
  AroundDim around{{1, slices, 0}, {plan.total}, 0};
  checkOutputSize(outputSize, plan.total);
  if (!info.integer || std::string(info.name) == "bool")
    raiseRule(Rule::IndicesType, {info.name});
  around.shape.inner_bytes = static_cast<int64_t>(
      shims::table.aoti_torch_dtype_element_size(resultType));
  checkByteSize(around.sizes, around.shape.inner_bytes);
  checkWidth(slices - 1, around.shape.inner_bytes, info);
  auto fill = [&](void *to, int64_t begin, int64_t end, rint_error *error) {
    return rint_repeat_indices(counts.data(), counts.type, counts.number(),
                               slices, plan.data(), *info.integer, to, begin,
                               end, error);
  };
  stack[0] = fillResult(around, resultType, fill).give();
}

void rint_torch::rowOffsets(shims::Value *stack, uint64_t, uint64_t) {
  Tensor repeats = Tensor::take(stack[0]);
  std::optional<int64_t> size = takeOptional(stack[1]);
  checkVector(repeats);
  int64_t slices = size ? *size : repeats.sizes()[0];
  if (slices < 0)
    raiseRule(Rule::SizeNegative, {std::to_string(slices)});
  checkNumber(repeats, slices);
  Counts counts(std::move(repeats));
  int64_t entries;
  if (__builtin_add_overflow(slices, 1, &entries) ||
      entries > INT64_MAX / int64_t{sizeof(int64_t)})
    raiseRule(Rule::OffsetsOverflow, {std::to_string(slices)});
  Tensor result = makeResult({entries}, typeNamed("int64"));
  rint_error error;
  raiseIfFailed(
      rint_make_offsets(counts.data(), counts.type, counts.number(), slices,
                        static_cast<int64_t *>(result.mutableData()), &error),
      error);
  stack[0] = result.give();
}
