//===- librint.cpp - The C library by itself --------------------*- C++ -*-===//
//
// Calls into memory that is there, from C, by one thread:
//   c++ -O2 -std=c++17 benchmarks/librint.cpp -I include -L build/lib -lrint
//     -lbenchmark -lpthread -Wl,-rpath,$PWD/build/lib -o build/bench-librint
//   build/bench-librint --benchmark_repetitions=9
//     --benchmark_report_aggregates_only
//
//===----------------------------------------------------------------------===//

#include "rint/rint.h"

#include <benchmark/benchmark.h>
#include <cstring>
#include <random>
#include <vector>

static constexpr int64_t kBytes = int64_t(64) << 20;

namespace {

/// Memory of the pool, touched once.
class Buffer {
public:
  explicit Buffer(int64_t bytes) : data(rint_pool_allocate(size_t(bytes))) {
    std::memset(data, 1, size_t(bytes));
  }
  ~Buffer() { rint_pool_free(data); }
  Buffer(const Buffer &) = delete;
  Buffer &operator=(const Buffer &) = delete;

  void *const data;
};

} // namespace

/// Repeats slices of `inner` bytes `count` times for a result of `bytes`.
static void repeat(benchmark::State &state, int64_t bytes, int64_t inner,
                   int64_t count) {
  rint_shape shape = {1, bytes / inner / count, inner};
  Buffer source(shape.slices * inner), result(bytes);
  for (auto _ : state)
    rint_repeat(source.data, shape, count, result.data, 0, shape.slices * count,
                nullptr);
  state.SetBytesProcessed(state.iterations() * shape.slices * count * inner);
}

/// The same with a count in [0, 4) for each slice; the plan is made each time.
template <typename Count>
static void repeatByCounts(benchmark::State &state, int64_t bytes,
                           int64_t inner) {
  rint_shape shape = {1, bytes / inner * 2 / 3, inner};
  rint_integer type = sizeof(Count) == 4 ? RINT_I32 : RINT_I64;
  int64_t n = shape.slices, total = 0;
  std::vector<Count> counts(n);
  std::vector<int64_t> plan(rint_plan_words(type, n));
  std::mt19937 random(1);
  for (Count &count : counts)
    count = Count(random() % 4);
  rint_make_plan(counts.data(), type, n, shape, nullptr, plan.data(), &total,
                 nullptr);
  Buffer source(n * inner), result(total * inner);
  for (auto _ : state) {
    rint_make_plan(counts.data(), type, n, shape, nullptr, plan.data(), &total,
                   nullptr);
    rint_repeat_by_counts(source.data, shape, counts.data(), type, n,
                          plan.data(), result.data, 0, total, nullptr);
  }
  state.SetBytesProcessed(state.iterations() * total * inner);
}

/// Sums up segments of [0, 4) rows of `inner` bytes, `bytes` in all.
static void sumSegments(benchmark::State &state, int64_t bytes, int64_t inner) {
  rint_shape shape = {1, 0, inner};
  std::vector<int64_t> offsets = {0};
  std::mt19937 random(1);
  while (offsets.back() < bytes / inner)
    offsets.push_back(offsets.back() + int64_t(random() % 4));
  int64_t segments = int64_t(offsets.size()) - 1;
  shape.slices = offsets.back();
  Buffer source(shape.slices * inner), result(segments * inner);
  for (auto _ : state)
    rint_segment_reduce(RINT_SUM, RINT_ELEMENT_F32, source.data, shape,
                        offsets.data(), segments, result.data, 0, segments,
                        nullptr);
  state.SetBytesProcessed(state.iterations() * shape.slices * inner);
}

/// What other copies are measured by.
static void copyMemory(benchmark::State &state, int64_t bytes) {
  Buffer source(bytes), result(bytes);
  for (auto _ : state)
    std::memcpy(result.data, source.data, size_t(bytes));
  state.SetBytesProcessed(state.iterations() * bytes);
}

static void addCase(const char *name, void (*body)(benchmark::State &)) {
  benchmark::RegisterBenchmark(name, body)->Unit(benchmark::kMicrosecond);
}

#define CASE(name, call) addCase(name, [](benchmark::State &state) { call; })

int main(int argc, char **argv) {
  benchmark::AddCustomContext("kernels", rint_kernels());
  CASE("memcpy", copyMemory(state, kBytes));
  CASE("i8 r = 4", repeat(state, kBytes, 1, 4));
  CASE("f16 r = 4", repeat(state, kBytes, 2, 4));
  CASE("f32 r = 4", repeat(state, kBytes, 4, 4));
  CASE("f64 r = 4", repeat(state, kBytes, 8, 4));
  CASE("f32 r = 7", repeat(state, kBytes, 4, 7));
  CASE("f32 rows of 64, r = 4", repeat(state, kBytes, 256, 4));
  CASE("f16 heads of 4096 x 128, r = 4", repeat(state, kBytes, 1 << 20, 4));
  CASE("f32 counts in [0, 4), i64", repeatByCounts<int64_t>(state, kBytes, 4));
  CASE("f32 counts in [0, 4), i32", repeatByCounts<int32_t>(state, kBytes, 4));
  CASE("f32 rows of 64, counts in [0, 4)",
       repeatByCounts<int64_t>(state, kBytes, 256));
  CASE("sums of f32 in segments of [0, 4)", sumSegments(state, kBytes, 4));
  CASE("sums of f32 rows of 64", sumSegments(state, kBytes, 256));
  CASE("10 elements: f32 r = 2", repeat(state, 40, 4, 2));
  CASE("10 elements: f32 r = 5", repeat(state, 40, 4, 5));
  CASE("10 elements: f32 counts", repeatByCounts<int64_t>(state, 40, 4));
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
