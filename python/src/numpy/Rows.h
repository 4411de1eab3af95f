//===- Rows.h - Work on the rows of a result --------------------*- C++ -*-===//
//
// librint fills any range of rows, so threads share a result by cutting it.
// They are started for each call that is large enough: that takes some 50 us,
// nothing has to be stopped when the interpreter ends, and a process that forks
// takes no thread with it.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_PYTHON_ROWS_H
#define RINT_PYTHON_ROWS_H

#include "Errors.h"

#include <cstdint>
#include <functional>

/// Below this much work the lock of the interpreter is kept: taking it again
/// costs more.
inline constexpr int64_t kLockedBytes = 1 << 16;

/// Fills the rows from `begin` up to `end`.
using FillRows =
    std::function<rint_status(int64_t begin, int64_t end, rint_error *error)>;

/// Fills all the rows, without the lock of the interpreter and by as many
/// threads as are worth it for so many bytes.
void fillLarge(int64_t rows, int64_t bytes, const FillRows &fill);

template <class Fill>
void fillRows(int64_t rows, int64_t bytes, const Fill &fill) {
  if (bytes >= kLockedBytes)
    return fillLarge(rows, bytes, fill);
  rint_error error;
  rint_status status = fill(0, rows, &error);
  raiseIfFailed(status, error);
}

/// How many threads fill large results: at least 1.
int getNumThreads();
void setNumThreads(int64_t number);

#endif // RINT_PYTHON_ROWS_H
