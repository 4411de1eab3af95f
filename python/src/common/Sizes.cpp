//===- Sizes.cpp - Sizes of results -----------------------------*- C++ -*-===//

#include "Sizes.h"

#include <algorithm>

std::optional<int64_t> byteSize(const std::vector<int64_t> &sizes,
                                int64_t elementSize) {
  if (std::find(sizes.begin(), sizes.end(), 0) != sizes.end())
    return 0;
  int64_t bytes = elementSize;
  for (int64_t size : sizes)
    if (__builtin_mul_overflow(bytes, size, &bytes))
      return std::nullopt;
  return bytes;
}

std::string listSizes(const std::vector<int64_t> &sizes) {
  std::string list;
  for (int64_t size : sizes)
    list += (list.empty() ? "" : ", ") + std::to_string(size);
  return list;
}
