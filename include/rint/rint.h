/*===- rint/rint.h - repeat_interleave as a C library -------------*- C -*-===*\
|*                                                                            *|
|* Kernels that rint's compiler has made ahead of time, behind functions that *|
|* need nothing but the C library. The caller owns all memory; nothing is     *|
|* allocated but by the pool, which is there for results.                     *|
|*                                                                            *|
|* A result is made in two steps. The first checks the arguments and says how *|
|* large the result is: `rint_total` for one count, `rint_make_plan` for a    *|
|* count for each slice, `rint_make_offsets` and `rint_check_offsets` for row *|
|* offsets. The second fills a range of the result's rows in memory of the    *|
|* caller. Any cut into ranges gives the same bytes, and nothing outside of a *|
|* range is written, so the ranges may be filled at the same time by threads  *|
|* of any kind. The whole result is one range.                                *|
|*                                                                            *|
|* The library is safe to use from every thread.                              *|
|*                                                                            *|
\*===----------------------------------------------------------------------===*/

#ifndef RINT_RINT_H
#define RINT_RINT_H

#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32)
#define RINT_API
#else
#define RINT_API __attribute__((visibility("default")))
#endif

/* In C++ an enumeration without a type of its own may not have a value that is
 * no enumerator, not even to be refused. */
#ifdef __cplusplus
#define RINT_UNSIGNED : unsigned
extern "C" {
#else
#define RINT_UNSIGNED
#endif

/*===----------------------------------------------------------------------===*\
|* Errors                                                                     *|
\*===----------------------------------------------------------------------===*/

/** What every function that can fail returns. One that fails has written
 *  nothing but the error, except where it says so. */
typedef enum rint_status RINT_UNSIGNED {
  RINT_OK = 0,
  /** An argument breaks a rule of docs/specification.md, or makes no sense. */
  RINT_INVALID = 1
} rint_status;

/** Why a call failed. Every function takes a null pointer where the caller does
 *  not want to know. It is left alone by calls that succeed. */
typedef struct rint_error {
  /** The number of the rule that is broken: 5 for C5. 0 for mistakes that no
   *  rule is about, such as a range outside of the result. */
  int32_t rule;
  /** The text, in the words of the specification, such as "expected repeats[2]
   *  to be non-negative, but got -1"; always ends in a 0. */
  char text[252];
} rint_error;

/*===----------------------------------------------------------------------===*\
|* Types                                                                      *|
\*===----------------------------------------------------------------------===*/

/** The type of counts and of indices. */
typedef enum rint_integer RINT_UNSIGNED {
  RINT_I8 = 0,
  RINT_I16 = 1,
  RINT_I32 = 2,
  RINT_I64 = 3,
  RINT_U8 = 4,
  RINT_U16 = 5,
  RINT_U32 = 6,
  RINT_U64 = 7
} rint_integer;

/** The type of the elements that `rint_segment_reduce` combines. */
typedef enum rint_element RINT_UNSIGNED {
  RINT_ELEMENT_I8 = 0,
  RINT_ELEMENT_I16 = 1,
  RINT_ELEMENT_I32 = 2,
  RINT_ELEMENT_I64 = 3,
  RINT_ELEMENT_U8 = 4,
  RINT_ELEMENT_U16 = 5,
  RINT_ELEMENT_U32 = 6,
  RINT_ELEMENT_U64 = 7,
  RINT_ELEMENT_F16 = 8,
  RINT_ELEMENT_BF16 = 9,
  RINT_ELEMENT_F32 = 10,
  RINT_ELEMENT_F64 = 11
} rint_element;

/** How `rint_segment_reduce` combines them. */
typedef enum rint_reduction RINT_UNSIGNED {
  RINT_SUM = 0,
  RINT_PROD = 1,
  RINT_MEAN = 2,
  RINT_MAX = 3,
  RINT_MIN = 4
} rint_reduction;

/** An array seen around the dimension that is repeated: `outer` times `slices`
 *  rows of `inner_bytes` bytes, in row-major order without gaps. For an array
 *  of shape [2, 3, 5] with elements of 4 bytes and dimension 1 that is
 *  {2, 3, 20}; for one that is flattened {1, 30, 4}. Sizes may be 0, but not
 *  negative.
 *
 *  Elements may have any size, and buffers any alignment: bits are moved. Row
 *  sizes of 1, 2, 4, 8 and 16 bytes in buffers that are aligned to as much have
 *  kernels of their own, others are copied as rows of such words. */
typedef struct rint_shape {
  int64_t outer;
  int64_t slices;
  int64_t inner_bytes;
} rint_shape;

/*===----------------------------------------------------------------------===*\
|* Sizes and plans                                                            *|
\*===----------------------------------------------------------------------===*/

/** Checks one count for every slice and writes to `total` how many slices the
 *  result has along the dimension: `slices * count`. Needed before
 *  `rint_repeat` and `rint_tile` only to know the size.
 *
 *  `output_size` points to the total that the caller expects, or is null.
 *  Errors: C5, C6, C7. */
RINT_API rint_status rint_total(rint_shape shape, int64_t count,
                                const int64_t *output_size, int64_t *total,
                                rint_error *error);

/** How many `int64_t` a plan for `slices` counts of `type` has: about a number
 *  for every 32 counts of 32 or 64 signed bits, and one for each of others.
 *  -1 if that is more than a size can be. */
RINT_API int64_t rint_plan_words(rint_integer type, int64_t slices);

/** Checks `number` counts at `counts`, of which there are as many as slices or
 *  one that serves them all. Writes to `total` how many slices the result has
 *  along the dimension, and to `plan`, which has `rint_plan_words(type,
 *  shape.slices)` numbers, what `rint_repeat_by_counts` needs to find any part
 *  of the result. If that fails, the plan has no defined content.
 *
 *  One count for several slices needs no plan: the pointer may be null, here
 * and below. `output_size` is as above. Errors: C3, C5, C6, C7. */
RINT_API rint_status rint_make_plan(const void *counts, rint_integer type,
                                    int64_t number, rint_shape shape,
                                    const int64_t *output_size, int64_t *plan,
                                    int64_t *total, rint_error *error);

/** Writes the row offsets of `number` counts: number + 1 numbers, the first 0,
 *  the last the total. `size` is the number of slices, as `number` or with one
 *  count for all of them; there are then size + 1 offsets. Errors: C3, C5, C6;
 *  the offsets then have no defined content. */
RINT_API rint_status rint_make_offsets(const void *counts, rint_integer type,
                                       int64_t number, int64_t size,
                                       int64_t *offsets, rint_error *error);

/** Checks `number` row offsets, one more than `shape` has slices, and writes
 *  the last of them to `total`. Errors: C6, C9. */
RINT_API rint_status rint_check_offsets(const int64_t *offsets, int64_t number,
                                        rint_shape shape, int64_t *total,
                                        rint_error *error);

/*===----------------------------------------------------------------------===*\
|* Repeats                                                                    *|
|*                                                                            *|
|* `source` has the shape `shape`, and `result` [outer, total, inner_bytes].  *|
|* They do not overlap. A row of the result is `inner_bytes` bytes, and there *|
|* are outer * total of them: the functions write those from `begin` up to,   *|
|* but not including, `end`. `result` is the whole result, not the range.     *|
|* A range that is not within the result is an error (rule 0).                *|
\*===----------------------------------------------------------------------===*/

/** Repeats every slice `count` times. Errors: C5, C6. */
RINT_API rint_status rint_repeat(const void *source, rint_shape shape,
                                 int64_t count, void *result, int64_t begin,
                                 int64_t end, rint_error *error);

/** Repeats slice i `counts[i]` times. `counts`, `type`, `number` and the shape
 *  are those that the plan was made of; they are not checked again, and if they
 *  have changed the result is not defined. */
RINT_API rint_status rint_repeat_by_counts(const void *source, rint_shape shape,
                                           const void *counts,
                                           rint_integer type, int64_t number,
                                           const int64_t *plan, void *result,
                                           int64_t begin, int64_t end,
                                           rint_error *error);

/** Copies slice i to the slices `offsets[i]` up to `offsets[i + 1]` of the
 *  result. There are `shape.slices` + 1 offsets, from `rint_make_offsets` or
 *  checked by `rint_check_offsets`; they are not checked again. */
RINT_API rint_status rint_repeat_by_offsets(const void *source,
                                            rint_shape shape,
                                            const int64_t *offsets,
                                            void *result, int64_t begin,
                                            int64_t end, rint_error *error);

/** Copies all slices `count` times behind each other, as `numpy.tile` does
 *  along one dimension. Errors: C5, C6. */
RINT_API rint_status rint_tile(const void *source, rint_shape shape,
                               int64_t count, void *result, int64_t begin,
                               int64_t end, rint_error *error);

/** Writes the index of the slice that each row of a result comes from, as
 *  `torch.repeat_interleave(repeats)`: `total` indices of `result_type`, of
 *  which those from `begin` to `end` are written. The plan is of `slices`
 *  counts, with a shape of {1, slices, size of an index}. Errors: C11. */
RINT_API rint_status rint_repeat_indices(const void *counts, rint_integer type,
                                         int64_t number, int64_t slices,
                                         const int64_t *plan,
                                         rint_integer result_type, void *result,
                                         int64_t begin, int64_t end,
                                         rint_error *error);

/*===----------------------------------------------------------------------===*\
|* Segments                                                                   *|
|*                                                                            *|
|* The adjoint of a repeat: row i of the result is made of the rows           *|
|* `offsets[i]` up to `offsets[i + 1]` of the source, which has the shape     *|
|* `shape`. The result is [outer, segments, inner_bytes], and rows are        *|
|* counted as above. What an empty segment gives, how integers wrap, and what *|
|* is done with NaN is in docs/specification.md, 1.5. The bits of a result    *|
|* are the same for any cut into ranges.                                      *|
\*===----------------------------------------------------------------------===*/

/** Segments by `segments` + 1 row offsets, which have been checked by
 *  `rint_check_offsets` or come from `rint_make_offsets`; here only that they
 *  end at `shape.slices`. Errors: C12, for a mean of integers and if
 *  `inner_bytes` is not a multiple of the size of an element as well. */
RINT_API rint_status rint_segment_reduce(
    rint_reduction kind, rint_element element, const void *source,
    rint_shape shape, const int64_t *offsets, int64_t segments, void *result,
    int64_t begin, int64_t end, rint_error *error);

/** Segments of `count` slices each, of which there are slices / count; with a
 *  count of 0 there are `segments` empty ones. Errors: C5, C12. */
RINT_API rint_status rint_segment_reduce_same(
    rint_reduction kind, rint_element element, const void *source,
    rint_shape shape, int64_t count, int64_t segments, void *result,
    int64_t begin, int64_t end, rint_error *error);

/*===----------------------------------------------------------------------===*\
|* The pool of results                                                        *|
|*                                                                            *|
|* The first touch of new memory costs several times as much as filling it.   *|
|* The pool keeps large buffers that are freed and hands them out again, on   *|
|* large pages where the system has them. Its use is optional, and a process  *|
|* may fork at any time.                                                      *|
\*===----------------------------------------------------------------------===*/

/** As malloc and free; null if there is no memory. Buffers of 1 MiB and more
 *  are aligned to 2 MiB and kept. */
RINT_API void *rint_pool_allocate(size_t bytes);
RINT_API void rint_pool_free(void *memory);

/** Sets how many bytes are kept at most; with 0, none are. */
RINT_API void rint_pool_set_limit(size_t bytes);

/** Gives all that is kept back to the system. */
RINT_API void rint_pool_drop(void);

/** What the pool has done, and what it holds. Small buffers do not count. */
typedef struct rint_pool_statistics {
  /** Allocations so far, and those of them that got a buffer that was kept. */
  uint64_t allocations;
  uint64_t reuses;
  /** Bytes of buffers that are in use, and of those that are kept. */
  uint64_t used_bytes;
  uint64_t kept_bytes;
  /** Buffers that are kept. */
  uint64_t kept_buffers;
} rint_pool_statistics;
RINT_API void rint_pool_get_statistics(rint_pool_statistics *statistics);

/*===----------------------------------------------------------------------===*\
|* The library                                                                *|
\*===----------------------------------------------------------------------===*/

/** The version, such as "0.1.0". */
RINT_API const char *rint_version(void);

/** The instruction set of the kernels that this process uses: x86-64,
 *  x86-64-v2, x86-64-v3, x86-64-v4, x86-64-v4+vbmi, or the name of another
 *  processor. The best that the machine has is chosen when the library is
 *  loaded; the environment variable RINT_KERNELS names a lower one. If that is
 *  unknown or not available, one line on stderr says so, and it is ignored. */
RINT_API const char *rint_kernels(void);

/** From this size on, results are stored past the caches: about the size of
 *  the last-level cache, which the library asks the system for. 0 for never. */
RINT_API void rint_set_streaming_bytes(int64_t bytes);

#ifdef __cplusplus
}
#endif

#endif /* RINT_RINT_H */
