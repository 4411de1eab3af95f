/*===- LargeTest.c - Large results, threads and the pool ----------*- C -*-===*/

#define _DEFAULT_SOURCE
#include "Testing.h"

#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

/*===----------------------------------------------------------------------===*\
|* Stores past the caches                                                     *|
\*===----------------------------------------------------------------------===*/

/* Enough for a call of a kernel to store past the caches. */
#define LARGE (5 << 20)

/* Checks that every row of the result is the one of its slice. */
static int areRows(const char *result, const char *source,
                   const int64_t *offsets, rint_shape shape) {
  size_t inner = (size_t)shape.inner_bytes;
  for (int64_t i = 0; i < shape.slices; ++i)
    for (int64_t row = offsets[i]; row < offsets[i + 1]; ++row)
      if (memcmp(result + row * inner, source + i * inner, inner) != 0)
        return 0;
  return 1;
}

/* Repeats by one count and by many, with a result that begins `shift` bytes
 * behind a page. */
static void testLargeRows(int64_t inner, int64_t count, size_t shift) {
  rint_shape shape = {1, LARGE / (inner * count) + 1, inner};
  int64_t n = shape.slices, rows = n * count, total;
  char *source = malloc((size_t)(n * inner));
  fillBytes(source, (size_t)(n * inner));
  int32_t *counts = malloc((size_t)n * sizeof(int32_t));
  int64_t *offsets = malloc((size_t)(n + 1) * sizeof(int64_t));
  int64_t *plan =
      malloc((size_t)rint_plan_words(RINT_I32, n) * sizeof(int64_t));
  Guarded result = guardBegin((size_t)(rows * inner) + 2 * shift);
  char *to = result.data + shift;
  for (int64_t i = 0; i <= n; ++i)
    offsets[i] = i * count;
  EXPECT(rint_repeat(source, shape, count, to, 0, rows, NULL) == RINT_OK);
  EXPECT(areRows(to, source, offsets, shape));
  /* Now some runs long, and most of them short, with the same total. */
  int64_t spread = n / 7 * 7;
  for (int64_t i = 0; i < n; ++i)
    counts[i] = (int32_t)(i >= spread ? count : i % 7 ? 1 : 7 * count - 6);
  EXPECT(rint_make_offsets(counts, RINT_I32, n, n, offsets, NULL) == RINT_OK);
  EXPECT(rint_make_plan(counts, RINT_I32, n, shape, NULL, plan, &total, NULL) ==
         RINT_OK);
  EXPECT(total == rows);
  memset(to, 0, (size_t)(rows * inner));
  EXPECT(rint_repeat_by_counts(source, shape, counts, RINT_I32, n, plan, to, 0,
                               rows, NULL) == RINT_OK);
  EXPECT(areRows(to, source, offsets, shape));
  memset(to, 0, (size_t)(rows * inner));
  EXPECT(rint_repeat_by_offsets(source, shape, offsets, to, 0, rows, NULL) ==
         RINT_OK);
  EXPECT(areRows(to, source, offsets, shape));
  for (size_t i = 0; i < shift; ++i) {
    EXPECT((unsigned char)result.data[i] == UNWRITTEN);
    EXPECT((unsigned char)result.data[result.size - 1 - i] == UNWRITTEN);
  }
  free(source);
  free(counts);
  free(offsets);
  free(plan);
  freeGuarded(result);
}

void testLarge(void) {
  static const int64_t inners[] = {1, 2, 4, 8, 16, 12, 64, 1000};
  for (int64_t streamed = 0; streamed <= 1; ++streamed) {
    rint_set_streaming_bytes(streamed);
    for (size_t i = 0; i < sizeof(inners) / sizeof(*inners); ++i) {
      testLargeRows(inners[i], 2 + (int64_t)i % 2, 0);
      testLargeRows(inners[i], 5, 16);
    }
  }
}

/*===----------------------------------------------------------------------===*\
|* Threads                                                                    *|
\*===----------------------------------------------------------------------===*/

enum { numThreads = 4, numSlices = 20000 };

static int32_t threadSource[numSlices];
static int64_t threadCounts[numSlices], threadOffsets[numSlices + 1];
static int64_t *threadPlan, threadTotal;
static int32_t *threadResult, *threadSums;

/* Fills the part of the results that belongs to a thread. */
static void *fillPart(void *argument) {
  int64_t thread = *(int64_t *)argument;
  int64_t begin = threadTotal * thread / numThreads;
  int64_t end = threadTotal * (thread + 1) / numThreads;
  rint_shape shape = {1, numSlices, 4};
  if (rint_repeat_by_counts(threadSource, shape, threadCounts, RINT_I64,
                            numSlices, threadPlan, threadResult, begin, end,
                            NULL))
    abort();
  void *memory = rint_pool_allocate((size_t)2 << 20);
  memset(memory, (int)thread, (size_t)2 << 20);
  rint_pool_free(memory);
  return NULL;
}

/* Sums up the segments that belong to a thread. */
static void *reducePart(void *argument) {
  int64_t thread = *(int64_t *)argument;
  rint_shape shape = {1, threadTotal, 4};
  if (rint_segment_reduce(RINT_SUM, RINT_ELEMENT_I32, threadResult, shape,
                          threadOffsets, numSlices, threadSums,
                          numSlices * thread / numThreads,
                          numSlices * (thread + 1) / numThreads, NULL))
    abort();
  return NULL;
}

static void runThreads(void *(*body)(void *)) {
  pthread_t threads[numThreads];
  int64_t numbers[numThreads];
  for (int i = 0; i < numThreads; ++i) {
    numbers[i] = i;
    pthread_create(&threads[i], NULL, body, &numbers[i]);
  }
  for (int i = 0; i < numThreads; ++i)
    pthread_join(threads[i], NULL);
}

void testThreads(void) {
  rint_shape shape = {1, numSlices, 4};
  for (int i = 0; i < numSlices; ++i) {
    threadSource[i] = i;
    threadCounts[i] = i % 5 == 0 ? 30 : i % 3;
    threadOffsets[i + 1] = threadOffsets[i] + threadCounts[i];
  }
  threadPlan =
      malloc((size_t)rint_plan_words(RINT_I64, numSlices) * sizeof(int64_t));
  EXPECT(rint_make_plan(threadCounts, RINT_I64, numSlices, shape, NULL,
                        threadPlan, &threadTotal, NULL) == RINT_OK);
  threadResult = malloc((size_t)threadTotal * 4);
  threadSums = malloc(sizeof(threadSource));
  runThreads(fillPart);
  EXPECT(areRows((char *)threadResult, (char *)threadSource, threadOffsets,
                 shape));
  runThreads(reducePart);
  for (int i = 0; i < numSlices; ++i)
    EXPECT(threadSums[i] == i * threadCounts[i]);
  free(threadPlan);
  free(threadResult);
  free(threadSums);
}

/*===----------------------------------------------------------------------===*\
|* The pool                                                                   *|
\*===----------------------------------------------------------------------===*/

static rint_pool_statistics getStatistics(void) {
  rint_pool_statistics statistics;
  rint_pool_get_statistics(&statistics);
  return statistics;
}

void testPool(void) {
  size_t bytes = (size_t)4 << 20;
  rint_pool_drop();
  rint_pool_statistics before = getStatistics();
  EXPECT(before.kept_buffers == 0 && before.kept_bytes == 0);
  char *memory = rint_pool_allocate(bytes);
  EXPECT((uintptr_t)memory % ((size_t)2 << 20) == 0);
  memset(memory, 1, bytes);
  EXPECT(getStatistics().used_bytes == before.used_bytes + bytes);
  rint_pool_free(memory);
  EXPECT(getStatistics().kept_bytes == bytes);
  EXPECT(rint_pool_allocate(bytes) == (void *)memory);
  EXPECT(getStatistics().reuses == before.reuses + 1);
  EXPECT(getStatistics().allocations == before.allocations + 2);
  /* A child has the pool of its parent. */
  pid_t child = fork();
  if (child == 0) {
    rint_pool_free(memory);
    _exit(rint_pool_allocate(bytes) == (void *)memory ? 0 : 1);
  }
  int status = 1;
  waitpid(child, &status, 0);
  EXPECT(status == 0);
  rint_pool_set_limit(0);
  rint_pool_free(memory);
  EXPECT(getStatistics().kept_buffers == 0);
  /* Small buffers, and none. */
  memory = rint_pool_allocate(100);
  memset(memory, 1, 100);
  rint_pool_free(memory);
  rint_pool_free(NULL);
  EXPECT(rint_pool_allocate((size_t)-1) == NULL);
}
