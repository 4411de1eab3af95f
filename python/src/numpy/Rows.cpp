//===- Rows.cpp - Work on the rows of a result ------------------*- C++ -*-===//
//
// Rows.h says what for.
//
//===----------------------------------------------------------------------===//

#include "Rows.h"

#include <nanobind/nanobind.h>

#include <algorithm>
#include <atomic>
#include <system_error>
#include <thread>
#include <vector>

namespace nb = nanobind;

/// What a thread has to have to do: some 100 us.
static constexpr int64_t kBytesPerThread = 1 << 20;

static constexpr int64_t kMaxThreads = 1024;

static std::atomic<int> numThreads{1};

int getNumThreads() { return numThreads; }

void setNumThreads(int64_t number) {
  if (number < 1 || number > kMaxThreads)
    raise(Raised::ValueError,
          "expected the number of threads to be between 1 and " +
              std::to_string(kMaxThreads) + ", but got " +
              std::to_string(number));
  numThreads = static_cast<int>(number);
}

namespace {
/// A range of rows, and how filling it went.
struct Part {
  int64_t begin, end;
  rint_status status = RINT_OK;
  rint_error error;

  void run(const FillRows &fill) { status = fill(begin, end, &error); }
};
} // namespace

static std::vector<Part> cutRows(int64_t rows, int64_t number) {
  std::vector<Part> parts(number);
  int64_t begin = 0;
  for (int64_t i = 0; i < number; ++i) {
    parts[i].begin = begin;
    begin += rows / number + (i < rows % number);
    parts[i].end = begin;
  }
  return parts;
}

/// The first part is done by the thread that calls, and so are those that the
/// system has no thread for.
static void runParts(std::vector<Part> &parts, const FillRows &fill) {
  std::vector<std::thread> threads;
  threads.reserve(parts.size());
  size_t next = 1;
  try {
    for (; next < parts.size(); ++next)
      threads.emplace_back([&, next] { parts[next].run(fill); });
  } catch (const std::system_error &) {
  }
  for (; next < parts.size(); ++next)
    parts[next].run(fill);
  parts.front().run(fill);
  for (std::thread &thread : threads)
    thread.join();
}

void fillLarge(int64_t rows, int64_t bytes, const FillRows &fill) {
  int64_t number = std::min(
      {static_cast<int64_t>(getNumThreads()), bytes / kBytesPerThread, rows});
  std::vector<Part> parts = cutRows(rows, std::max<int64_t>(number, 1));
  {
    nb::gil_scoped_release unlocked;
    runParts(parts, fill);
  }
  for (const Part &part : parts)
    raiseIfFailed(part.status, part.error);
}
