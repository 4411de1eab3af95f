/*===- RepeatTest.c - Repeats of every form against plain loops ---*- C -*-===*\
|*                                                                            *|
|* Every result is made twice, in front of and behind a page that is not      *|
|* there, and in ranges: all cuts of small results, random cuts of others.    *|
\*===----------------------------------------------------------------------===*/

#include "Testing.h"

/* A result, and how to fill a range of it. */
typedef struct Case {
  rint_shape shape;
  const char *source;
  int64_t count;      /* Of rint_repeat and rint_tile. */
  const void *counts; /* Of the others. */
  rint_integer type;
  int64_t number;
  const int64_t *plan, *offsets;
  int64_t total;
  rint_status (*fill)(const struct Case *, void *, int64_t, int64_t);
} Case;

static rint_status fillRepeat(const Case *c, void *result, int64_t begin,
                              int64_t end) {
  return rint_repeat(c->source, c->shape, c->count, result, begin, end, NULL);
}

static rint_status fillTile(const Case *c, void *result, int64_t begin,
                            int64_t end) {
  return rint_tile(c->source, c->shape, c->count, result, begin, end, NULL);
}

static rint_status fillCounts(const Case *c, void *result, int64_t begin,
                              int64_t end) {
  return rint_repeat_by_counts(c->source, c->shape, c->counts, c->type,
                               c->number, c->plan, result, begin, end, NULL);
}

static rint_status fillOffsets(const Case *c, void *result, int64_t begin,
                               int64_t end) {
  return rint_repeat_by_offsets(c->source, c->shape, c->offsets, result, begin,
                                end, NULL);
}

/* Fills a range of `result` and compares it with `expected`: what is outside of
 * the range stays as it is. */
static void checkRange(const Case *c, const char *expected, Guarded result,
                       int64_t begin, int64_t end) {
  size_t inner = (size_t)c->shape.inner_bytes;
  memset(result.data, UNWRITTEN, result.size);
  EXPECT(c->fill(c, result.data, begin, end) == RINT_OK);
  EXPECT(memcmp(result.data + begin * inner, expected + begin * inner,
                (end - begin) * inner) == 0);
  EXPECT(isUnwritten(result.data, result.data + begin * inner));
  EXPECT(isUnwritten(result.data + end * inner, result.data + result.size));
}

static void checkCase(const Case *c, const char *expected, size_t align) {
  int64_t rows = c->shape.outer * c->total;
  size_t size = (size_t)(rows * c->shape.inner_bytes);
  Guarded results[] = {guardEnd(size, align), guardBegin(size)};
  for (int i = 0; i < 2; ++i) {
    checkRange(c, expected, results[i], 0, rows);
    if (rows <= 12) {
      for (int64_t begin = 0; begin <= rows; ++begin)
        for (int64_t end = begin; end <= rows; ++end)
          checkRange(c, expected, results[i], begin, end);
    } else {
      for (int cut = 0; cut < 4; ++cut) {
        int64_t begin = nextRandom((unsigned)rows + 1);
        int64_t end = begin + nextRandom((unsigned)(rows - begin) + 1);
        checkRange(c, expected, results[i], begin, end);
      }
    }
    freeGuarded(results[i]);
  }
}

static const int64_t innerSizes[] = {1,  2,  3,  4,  6,   8,
                                     12, 16, 24, 40, 100, 256};
static const int64_t sliceSizes[] = {0, 1, 2, 3, 7, 33, 130};

/* Calls `test` for shapes of every width, with sources that end in front of a
 * page that is not there, aligned and not. */
static void forShapes(void (*test)(rint_shape, const char *, size_t)) {
  for (size_t w = 0; w < sizeof(innerSizes) / sizeof(*innerSizes); ++w)
    for (size_t s = 0; s < sizeof(sliceSizes) / sizeof(*sliceSizes); ++s)
      for (int64_t outer = 0; outer <= 3; outer += outer == 0 ? 1 : 2) {
        rint_shape shape = {outer, sliceSizes[s], innerSizes[w]};
        size_t size = (size_t)(outer * shape.slices * shape.inner_bytes);
        size_t align = (s + w) % 4 == 3 ? 1 : (size_t)(shape.inner_bytes & 15);
        align = align ? align & (~align + 1) : 16;
        Guarded source = guardEnd(size, align);
        fillBytes(source.data, size);
        test(shape, source.data, align);
        freeGuarded(source);
      }
}

/* Copies slice `from` of the source to slice `to` of the result. */
static void copySlice(const Case *c, int64_t outer, int64_t from, char *result,
                      int64_t to) {
  size_t inner = (size_t)c->shape.inner_bytes;
  memcpy(result + (outer * c->total + to) * inner,
         c->source + (outer * c->shape.slices + from) * inner, inner);
}

static char *allocateExpected(const Case *c) {
  return malloc((size_t)(c->shape.outer * c->total * c->shape.inner_bytes) + 1);
}

static const int64_t counts[] = {0, 1, 2, 3, 4, 5, 8, 9, 17, 70};

static void testRepeatOf(rint_shape shape, const char *source, size_t align) {
  Case c = {.shape = shape, .source = source, .fill = fillRepeat};
  for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); ++i) {
    c.count = counts[i];
    EXPECT(rint_total(shape, c.count, NULL, &c.total, NULL) == RINT_OK);
    EXPECT(c.total == shape.slices * c.count);
    char *expected = allocateExpected(&c);
    for (int64_t outer = 0; outer < shape.outer; ++outer)
      for (int64_t row = 0; row < c.total; ++row)
        copySlice(&c, outer, row / c.count, expected, row);
    checkCase(&c, expected, align);
    free(expected);
  }
}

static void testTileOf(rint_shape shape, const char *source, size_t align) {
  Case c = {.shape = shape, .source = source, .fill = fillTile};
  for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); ++i) {
    c.count = counts[i];
    c.total = shape.slices * c.count;
    char *expected = allocateExpected(&c);
    for (int64_t outer = 0; outer < shape.outer; ++outer)
      for (int64_t row = 0; row < c.total; ++row)
        copySlice(&c, outer, row % shape.slices, expected, row);
    checkCase(&c, expected, align);
    free(expected);
  }
}

void testRepeat(void) { forShapes(testRepeatOf); }
void testTile(void) { forShapes(testTileOf); }

/* Counts that are small, mostly 0, or of which one is large. */
static int64_t makeCount(int pattern, int64_t i, int64_t slices) {
  switch (pattern) {
  case 0:
    return nextRandom(4);
  case 1:
    return nextRandom(10) == 0 ? nextRandom(9) : 0;
  case 2:
    return i == slices / 2 ? 100 : 0;
  default:
    return nextRandom(20);
  }
}

static void storeCount(void *counts, rint_integer type, int64_t i,
                       int64_t value) {
  switch (type) {
  case RINT_I8:
  case RINT_U8:
    ((int8_t *)counts)[i] = (int8_t)value;
    break;
  case RINT_I16:
  case RINT_U16:
    ((int16_t *)counts)[i] = (int16_t)value;
    break;
  case RINT_I32:
  case RINT_U32:
    ((int32_t *)counts)[i] = (int32_t)value;
    break;
  default:
    ((int64_t *)counts)[i] = value;
  }
}

static size_t getWidth(rint_integer type) { return (size_t)1 << (type & 3); }

/* Checks a shape with counts of `type`, by counts and by their offsets. */
static void testPattern(rint_shape shape, const char *source, size_t align,
                        rint_integer type, int pattern) {
  Case c = {.shape = shape, .source = source, .type = type};
  int64_t n = c.number = shape.slices;
  Guarded counts = guardEnd((size_t)n * getWidth(type), getWidth(type));
  int64_t *offsets = malloc((size_t)(n + 1) * sizeof(int64_t));
  int64_t *made = malloc((size_t)(n + 1) * sizeof(int64_t));
  size_t words = (size_t)rint_plan_words(type, n);
  Guarded plan = guardEnd(words * sizeof(int64_t), sizeof(int64_t));
  offsets[0] = 0;
  for (int64_t i = 0; i < n; ++i) {
    int64_t count = makeCount(pattern, i, n);
    storeCount(counts.data, type, i, count);
    offsets[i + 1] = offsets[i] + count;
  }
  c.counts = counts.data;
  c.plan = (int64_t *)plan.data;
  c.offsets = offsets;
  EXPECT(rint_make_plan(c.counts, type, n, shape, &offsets[n],
                        (int64_t *)plan.data, &c.total, NULL) == RINT_OK);
  EXPECT(c.total == offsets[n]);
  EXPECT(rint_make_offsets(c.counts, type, n, n, made, NULL) == RINT_OK);
  EXPECT(memcmp(made, offsets, (size_t)(n + 1) * sizeof(int64_t)) == 0);
  EXPECT(rint_check_offsets(offsets, n + 1, shape, &c.total, NULL) == RINT_OK);
  char *expected = allocateExpected(&c);
  for (int64_t outer = 0; outer < shape.outer; ++outer)
    for (int64_t i = 0; i < n; ++i)
      for (int64_t row = offsets[i]; row < offsets[i + 1]; ++row)
        copySlice(&c, outer, i, expected, row);
  c.fill = fillCounts;
  checkCase(&c, expected, align);
  c.fill = fillOffsets;
  checkCase(&c, expected, align);
  free(expected);
  free(offsets);
  free(made);
  freeGuarded(plan);
  freeGuarded(counts);
}

/* One count in a vector serves every slice. */
static void testOnlyCount(rint_shape shape, const char *source, size_t align) {
  int16_t count = 3;
  Case c = {.shape = shape, .source = source, .fill = fillCounts};
  c.counts = &count;
  c.type = RINT_I16;
  c.number = 1;
  int64_t plan[2];
  c.plan = plan;
  EXPECT(rint_make_plan(&count, RINT_I16, 1, shape, NULL, plan, &c.total,
                        NULL) == RINT_OK);
  EXPECT(c.total == 3 * shape.slices);
  char *expected = allocateExpected(&c);
  for (int64_t outer = 0; outer < shape.outer; ++outer)
    for (int64_t row = 0; row < c.total; ++row)
      copySlice(&c, outer, row / 3, expected, row);
  checkCase(&c, expected, align);
  free(expected);
}

static void testCountsOf(rint_shape shape, const char *source, size_t align) {
  for (int pattern = 0; pattern < 4; ++pattern) {
    testPattern(shape, source, align, RINT_I32, pattern);
    testPattern(shape, source, align, RINT_I64, pattern);
  }
  testPattern(shape, source, align, (rint_integer)nextRandom(8), 0);
  testOnlyCount(shape, source, align);
}

void testCounts(void) { forShapes(testCountsOf); }
