//===- Clause.cpp - How often slices are copied ---------------------------===//
//
// Clause.h says what for.
//
//===----------------------------------------------------------------------===//

#include "Clause.h"

#include "../common/Sizes.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <numeric>

using namespace rint_torch;

static int64_t product(const int64_t *begin, const int64_t *end) {
  return std::accumulate(begin, end, int64_t{1}, std::multiplies<>());
}

AroundDim rint_torch::lookAround(const Tensor &source,
                                 std::optional<int64_t> dim) {
  int64_t rank = source.rank(), elementSize = source.elementSize();
  const int64_t *sizes = source.sizes();
  if (!dim) {
    int64_t elements = product(sizes, sizes + rank);
    return {{1, elements, elementSize}, {elements}, 0};
  }
  if (rank == 0)
    raiseRule(Rule::DimOfScalar, {std::to_string(*dim)});
  if (*dim < -rank || *dim >= rank)
    raiseRule(Rule::DimRange, {std::to_string(rank), std::to_string(*dim)});
  int64_t at = *dim < 0 ? *dim + rank : *dim;
  return {{product(sizes, sizes + at), sizes[at],
           product(sizes + at + 1, sizes + rank) * elementSize},
          source.sizeVector(),
          at};
}

Numbers::Numbers(int64_t number) {
  size_t bytes;
  if (__builtin_mul_overflow(std::max<int64_t>(number, 1), sizeof(int64_t),
                             &bytes))
    raiseRule(Rule::OffsetsOverflow, {std::to_string(number)});
  memory.reset(static_cast<int64_t *>(rint_pool_allocate(bytes)));
  if (!memory)
    raiseRule(Rule::OffsetsMemory, {std::to_string(bytes)});
}

Counts::Counts(Tensor given) : values(std::move(given).contiguous()) {
  const TypeInfo &info = values.info();
  if (!info.integer)
    raiseRule(Rule::RepeatsType, {info.name});
  type = *info.integer;
}

Tensor rint_torch::readOffsets(Tensor offsets) {
  const TypeInfo &info = offsets.info();
  bool isInteger = info.integer && std::string(info.name) != "bool";
  if (offsets.rank() != 1 || !isInteger)
    raiseRule(Rule::OffsetsType,
              {std::string("a tensor of ") + info.name + " with the shape [" +
               listSizes(offsets.sizeVector()) + "]"});
  if (info.integer == RINT_I64)
    return std::move(offsets).contiguous();
  return std::move(offsets).convertedTo("int64");
}

int64_t rint_torch::checkOffsets(const Tensor &offsets, int64_t slices) {
  int64_t total;
  rint_error error;
  raiseIfFailed(rint_check_offsets(static_cast<const int64_t *>(offsets.data()),
                                   offsets.sizes()[0], {1, slices, 0}, &total,
                                   &error),
                error);
  return total;
}

Numbers rint_torch::makeOffsets(const Counts &counts, int64_t size) {
  Numbers offsets(size + 1);
  rint_error error;
  raiseIfFailed(rint_make_offsets(counts.data(), counts.type, counts.number(),
                                  size, offsets.data(), &error),
                error);
  return offsets;
}

void rint_torch::checkNumber(const Tensor &repeats, int64_t slices) {
  int64_t number = repeats.rank() == 0 ? 1 : repeats.sizes()[0];
  if (number != 1 && number != slices)
    raiseRule(Rule::RepeatsCount,
              {std::to_string(slices), std::to_string(number)});
}

template <typename Integer>
static int64_t readAs(const void *data, int64_t slices) {
  Integer value = *static_cast<const Integer *>(data);
  constexpr auto most = std::numeric_limits<int64_t>::max();
  if (value > 0 && static_cast<uint64_t>(value) > uint64_t{most} && slices > 0)
    raiseRule(Rule::ProductOverflow,
              {std::to_string(slices), std::to_string(value)});
  return static_cast<int64_t>(value);
}

int64_t rint_torch::readScalar(Tensor repeats, int64_t slices) {
  Counts count(std::move(repeats));
  switch (count.type) {
  case RINT_I8:
    return readAs<int8_t>(count.data(), slices);
  case RINT_I16:
    return readAs<int16_t>(count.data(), slices);
  case RINT_I32:
    return readAs<int32_t>(count.data(), slices);
  case RINT_I64:
    return readAs<int64_t>(count.data(), slices);
  case RINT_U8:
    return readAs<uint8_t>(count.data(), slices);
  case RINT_U16:
    return readAs<uint16_t>(count.data(), slices);
  case RINT_U32:
    return readAs<uint32_t>(count.data(), slices);
  case RINT_U64:
    // A count that serves no slice may be as large as it likes.
    return slices == 0 ? 0 : readAs<uint64_t>(count.data(), slices);
  }
  __builtin_unreachable();
}

void rint_torch::checkRank(const Tensor &repeats) {
  if (repeats.rank() > 1)
    raiseRule(Rule::RepeatsRank, {std::to_string(repeats.rank())});
}

void rint_torch::checkVector(const Tensor &repeats) {
  if (repeats.rank() != 1)
    raiseRule(Rule::RepeatsVectorRank, {std::to_string(repeats.rank())});
}

void rint_torch::checkOutputSize(std::optional<int64_t> outputSize,
                                 int64_t total) {
  if (outputSize && *outputSize < 0)
    raiseRule(Rule::OutputSizeNegative, {std::to_string(*outputSize)});
  if (outputSize && *outputSize != total)
    raiseRule(Rule::OutputSize,
              {std::to_string(total), std::to_string(*outputSize)});
}
