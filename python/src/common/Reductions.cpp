//===- Reductions.cpp - How segments are reduced ----------------*- C++ -*-===//

#include "Reductions.h"

#include <utility>

std::optional<rint_reduction> findReduction(std::string_view kind) {
  static constexpr std::pair<std::string_view, rint_reduction> kKinds[] = {
      {"sum", RINT_SUM},
      {"mean", RINT_MEAN},
      {"max", RINT_MAX},
      {"min", RINT_MIN},
      {"prod", RINT_PROD}};
  for (auto [name, reduction] : kKinds)
    if (kind == name)
      return reduction;
  return std::nullopt;
}
