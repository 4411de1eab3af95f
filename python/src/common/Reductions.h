//===- Reductions.h - How segments are reduced ------------------*- C++ -*-===//

#ifndef RINT_PYTHON_REDUCTIONS_H
#define RINT_PYTHON_REDUCTIONS_H

#include "rint/rint.h"

#include <optional>
#include <string_view>

/// The reduction that Python calls `kind`, if there is one.
std::optional<rint_reduction> findReduction(std::string_view kind);

#endif // RINT_PYTHON_REDUCTIONS_H
