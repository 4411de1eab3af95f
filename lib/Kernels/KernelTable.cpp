//===- KernelTable.cpp - The kernels of one level ---------------*- C++ -*-===//
//
// Compiled and linked with the kernels of each level, RINT_LEVEL, after which
// all names but that of the table are gone.
//
//===----------------------------------------------------------------------===//

#include "Kernels.h"

using namespace rint_library;

extern "C" {

#define RINT_RUNS(name)                                                        \
  OffsetsKernel name##_by_offsets;                                             \
  CountsKernel name##_by_i32, name##_by_i64;
#define RINT_ELEMENTS(name)                                                    \
  RepeatKernel repeat_##name;                                                  \
  KnownRepeatKernel repeat_##name##_r2, repeat_##name##_r3,                    \
      repeat_##name##_r4, repeat_##name##_r8;                                  \
  RINT_RUNS(runs_##name)
#define RINT_ROWS(name)                                                        \
  RepeatKernel repeat_rows_##name;                                             \
  TileKernel tile_##name;                                                      \
  RINT_RUNS(row_runs_##name)
#define RINT_INDICES(name)                                                     \
  OffsetIndicesKernel indices_##name##_by_offsets;                             \
  CountIndicesKernel indices_##name##_by_i32, indices_##name##_by_i64;
#define RINT_KIND(kind)                                                        \
  SegmentsKernel kind##_i8, kind##_i16, kind##_i32, kind##_i64, kind##_ui8,    \
      kind##_ui16, kind##_ui32, kind##_ui64, kind##_f16, kind##_bf16,          \
      kind##_f32, kind##_f64;

RINT_ELEMENTS(i8)
RINT_ELEMENTS(i16)
RINT_ELEMENTS(i32)
RINT_ELEMENTS(i64)
RINT_ELEMENTS(i64x2)
RINT_ROWS(i8)
RINT_ROWS(i16)
RINT_ROWS(i32)
RINT_ROWS(i64)
RINT_INDICES(i32)
RINT_INDICES(i64)
RINT_KIND(sum)
RINT_KIND(prod)
RINT_KIND(mean)
RINT_KIND(max)
RINT_KIND(min)
PlanKernel plan_i32, plan_i64;
extern const Kernels RINT_TABLE;

#undef RINT_RUNS
#undef RINT_ELEMENTS
#undef RINT_ROWS
#undef RINT_INDICES
#undef RINT_KIND
}

#define RINT_RUNS(name)                                                        \
  {                                                                            \
    name##_by_offsets, { name##_by_i32, name##_by_i64 }                        \
  }
#define RINT_ELEMENTS(name)                                                    \
  {repeat_##name,      repeat_##name##_r2, repeat_##name##_r3,                 \
   repeat_##name##_r4, repeat_##name##_r8, RINT_RUNS(runs_##name)}
#define RINT_ROWS(name)                                                        \
  {repeat_rows_##name, tile_##name, RINT_RUNS(row_runs_##name)}
#define RINT_FLOATS(kind) kind##_f16, kind##_bf16, kind##_f32, kind##_f64
#define RINT_SIGNED(kind) kind##_i8, kind##_i16, kind##_i32, kind##_i64
#define RINT_UNSIGNED(kind) kind##_ui8, kind##_ui16, kind##_ui32, kind##_ui64

// Sums and products that wrap are the same with and without signs.
const Kernels RINT_TABLE = {
    RINT_LEVEL,
    {RINT_ELEMENTS(i8), RINT_ELEMENTS(i16), RINT_ELEMENTS(i32),
     RINT_ELEMENTS(i64), RINT_ELEMENTS(i64x2)},
    {RINT_ROWS(i8), RINT_ROWS(i16), RINT_ROWS(i32), RINT_ROWS(i64)},
    {plan_i32, plan_i64},
    {RINT_RUNS(indices_i32), RINT_RUNS(indices_i64)},
    {{RINT_SIGNED(sum), RINT_SIGNED(sum), RINT_FLOATS(sum)},
     {RINT_SIGNED(prod), RINT_SIGNED(prod), RINT_FLOATS(prod)},
     {nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr,
      RINT_FLOATS(mean)},
     {RINT_SIGNED(max), RINT_UNSIGNED(max), RINT_FLOATS(max)},
     {RINT_SIGNED(min), RINT_UNSIGNED(min), RINT_FLOATS(min)}}};
