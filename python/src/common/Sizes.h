//===- Sizes.h - Sizes of results -------------------------------*- C++ -*-===//

#ifndef RINT_PYTHON_SIZES_H
#define RINT_PYTHON_SIZES_H

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// The size in bytes, or std::nullopt if 63 bits cannot hold it.
std::optional<int64_t> byteSize(const std::vector<int64_t> &sizes,
                                int64_t elementSize);

/// Sizes as errors list them.
std::string listSizes(const std::vector<int64_t> &sizes);

#endif // RINT_PYTHON_SIZES_H
