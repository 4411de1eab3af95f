//===- Plan.h - Checked counts and offsets ----------------------*- C++ -*-===//
//
// A plan says how large a result is and fills any rows of it, whatever the
// copies are described by.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_PYTHON_PLAN_H
#define RINT_PYTHON_PLAN_H

#include "Arguments.h"

#include <memory>

class Result;

/// Numbers for librint, on the stack where they are few.
class Scratch {
public:
  int64_t *allocate(int64_t number);
  int64_t *data() { return isSmall ? small : large.get(); }

private:
  static constexpr int64_t kSmall = 64;

  bool isSmall = true;
  int64_t small[kSmall];
  std::unique_ptr<int64_t[]> large;
};

/// How often each of `slices` slices is copied.
class Plan {
public:
  explicit Plan(Clause clause) : clause(std::move(clause)) {}

  /// Checks everything for the slices of `shape` (C3 to C6, C9), and says how
  /// many there are in the result.
  int64_t compute(rint_shape shape);

  /// Writes the rows from `begin` to `end`.
  rint_status fill(const void *source, void *result, int64_t begin, int64_t end,
                   rint_error *error);

  /// Writes the indices of the slices that those rows come from, for counts.
  rint_status fillIndices(rint_integer type, void *result, int64_t begin,
                          int64_t end, rint_error *error);

  /// Copies what the plan reads, if `result` overlaps it.
  void moveAwayFrom(const Result &result);

private:
  int64_t computeScalar();
  int64_t computeCounts();

  rint_shape shape = {};
  Clause clause;
  Scratch plan;
};

/// Checks the row offsets of so many slices, and returns the total (C6, C9).
int64_t checkOffsets(const Array &offsets, int64_t slices);

/// Checks the number of slices that the caller expects, if any (C7).
void checkOutputSize(std::optional<int64_t> expected, int64_t total);

#endif // RINT_PYTHON_PLAN_H
