/*===- SegmentsTest.c - Indices and segments against plain loops --*- C -*-===*/

#include "Testing.h"

#include <math.h>

/*===----------------------------------------------------------------------===*\
|* Indices                                                                    *|
\*===----------------------------------------------------------------------===*/

static int64_t loadInteger(const void *data, rint_integer type, int64_t i) {
  switch (type) {
  case RINT_I8:
    return ((const int8_t *)data)[i];
  case RINT_I16:
    return ((const int16_t *)data)[i];
  case RINT_I32:
    return ((const int32_t *)data)[i];
  case RINT_U8:
    return ((const uint8_t *)data)[i];
  case RINT_U16:
    return ((const uint16_t *)data)[i];
  case RINT_U32:
    return ((const uint32_t *)data)[i];
  default:
    return ((const int64_t *)data)[i];
  }
}

/* Checks the indices from `begin` to `end`, those of slices with the given
 * offsets, and that nothing else is written. */
static void checkIndices(Guarded result, rint_integer type,
                         const int64_t *offsets, int64_t total, int64_t begin,
                         int64_t end) {
  int64_t slice = 0;
  size_t width = (size_t)1 << (type & 3);
  for (int64_t i = 0; i < total; ++i) {
    while (offsets[slice + 1] <= i)
      ++slice;
    if (i >= begin && i < end)
      EXPECT(loadInteger(result.data, type, i) == slice);
    else
      EXPECT((unsigned char)result.data[i * width] == UNWRITTEN);
  }
}

static void testIndicesOf(rint_integer type, rint_integer resultType,
                          int64_t slices, int64_t number) {
  int64_t counts[200] = {2}, offsets[201] = {0}, total;
  for (int64_t i = 0; i < slices; ++i) {
    int64_t count = i < number ? nextRandom(5) : loadInteger(counts, type, 0);
    if (i < number && (type == RINT_I64 || type == RINT_U64))
      counts[i] = count;
    else if (i < number && (type & 3) == 2)
      ((int32_t *)counts)[i] = (int32_t)count;
    else if (i < number && (type & 3) == 1)
      ((int16_t *)counts)[i] = (int16_t)count;
    else if (i < number)
      ((int8_t *)counts)[i] = (int8_t)count;
    offsets[i + 1] = offsets[i] + count;
  }
  size_t width = (size_t)1 << (resultType & 3);
  rint_shape shape = {1, slices, (int64_t)width};
  int64_t words = rint_plan_words(type, slices);
  int64_t *plan = malloc((size_t)words * sizeof(int64_t));
  EXPECT(rint_make_plan(counts, type, number, shape, NULL, plan, &total,
                        NULL) == RINT_OK);
  EXPECT(total == offsets[slices]);
  for (int cut = 0; cut < 6; ++cut) {
    Guarded result = guardEnd((size_t)total * width, width);
    int64_t begin = cut == 0 ? 0 : nextRandom((unsigned)total + 1);
    int64_t end =
        cut == 0 ? total : begin + nextRandom((unsigned)(total - begin) + 1);
    EXPECT(rint_repeat_indices(counts, type, number, slices, plan, resultType,
                               result.data, begin, end, NULL) == RINT_OK);
    checkIndices(result, resultType, offsets, total, begin, end);
    freeGuarded(result);
  }
  free(plan);
}

void testIndices(void) {
  static const int64_t sizes[] = {0, 1, 2, 5, 33, 120};
  for (int type = RINT_I8; type <= RINT_U64; ++type)
    for (int result = RINT_I8; result <= RINT_U64; ++result)
      for (size_t s = 0; s < sizeof(sizes) / sizeof(*sizes); ++s) {
        testIndicesOf((rint_integer)type, (rint_integer)result, sizes[s],
                      sizes[s]);
        testIndicesOf((rint_integer)type, (rint_integer)result, sizes[s], 1);
      }
}

/*===----------------------------------------------------------------------===*\
|* Elements                                                                   *|
\*===----------------------------------------------------------------------===*/

static const size_t elementBytes[] = {1, 2, 4, 8, 1, 2, 4, 8, 2, 2, 4, 8};

static int isFloat(rint_element element) { return element >= RINT_ELEMENT_F16; }

static uint32_t getBits(float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof(bits));
  return bits;
}

static float fromBits(uint32_t bits) {
  float value;
  memcpy(&value, &bits, sizeof(value));
  return value;
}

static float fromHalf(uint16_t half) {
  float sign = half >> 15 ? -1.0f : 1.0f;
  int exponent = half >> 10 & 31, fraction = half & 1023;
  if (exponent == 31)
    return fraction ? NAN : sign * INFINITY;
  if (exponent == 0)
    return sign * ldexpf((float)fraction, -24);
  return sign * ldexpf((float)(fraction + 1024), exponent - 25);
}

/* The nearest half float, the even one of two. */
static uint16_t toHalf(float value) {
  uint16_t sign = (uint16_t)(getBits(value) >> 16 & 0x8000);
  float size = fabsf(value);
  if (isnan(value))
    return 0x7e00;
  if (size == 0)
    return sign;
  if (size >= 65520.0f)
    return sign | 0x7c00;
  int exponent;
  frexpf(size, &exponent);
  int least = exponent < -13 ? -24 : exponent - 11;
  float units = nearbyintf(ldexpf(size, -least));
  if (least == -24)
    return sign | (uint16_t)units;
  return (uint16_t)(sign | (((least + 24) << 10) + (uint16_t)units));
}

static uint16_t toBrain(float value) {
  uint32_t bits = getBits(value);
  if (isnan(value))
    return 0x7fc0;
  return (uint16_t)((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
}

static double loadFloat(const void *data, rint_element element, int64_t i) {
  switch (element) {
  case RINT_ELEMENT_F16:
    return fromHalf(((const uint16_t *)data)[i]);
  case RINT_ELEMENT_BF16:
    return fromBits((uint32_t)((const uint16_t *)data)[i] << 16);
  case RINT_ELEMENT_F32:
    return ((const float *)data)[i];
  default:
    return ((const double *)data)[i];
  }
}

static void storeFloat(void *data, rint_element element, int64_t i,
                       double value) {
  switch (element) {
  case RINT_ELEMENT_F16:
    ((uint16_t *)data)[i] = toHalf((float)value);
    break;
  case RINT_ELEMENT_BF16:
    ((uint16_t *)data)[i] = toBrain((float)value);
    break;
  case RINT_ELEMENT_F32:
    ((float *)data)[i] = (float)value;
    break;
  default:
    ((double *)data)[i] = value;
  }
}

/*===----------------------------------------------------------------------===*\
|* Segments                                                                   *|
\*===----------------------------------------------------------------------===*/

static const rint_reduction kinds[] = {RINT_SUM, RINT_PROD, RINT_MEAN, RINT_MAX,
                                       RINT_MIN};

typedef struct Segments {
  rint_reduction kind;
  rint_element element;
  rint_shape shape;
  const char *source;
  const int64_t *offsets;
  int64_t segments;
} Segments;

static int64_t combine(rint_reduction kind, int isUnsigned, int64_t a,
                       int64_t b) {
  int isLess = isUnsigned ? (uint64_t)a < (uint64_t)b : a < b;
  switch (kind) {
  case RINT_SUM:
    return (int64_t)((uint64_t)a + (uint64_t)b);
  case RINT_PROD:
    return (int64_t)((uint64_t)a * (uint64_t)b);
  case RINT_MAX:
    return isLess ? b : a;
  default:
    return isLess ? a : b;
  }
}

/* What an empty segment of integers gives. */
static int64_t getStart(rint_reduction kind, rint_element element) {
  int bits = 8 << (element & 3);
  int isUnsigned = element >= RINT_ELEMENT_U8;
  uint64_t ones = ~(uint64_t)0 >> (64 - bits);
  switch (kind) {
  case RINT_SUM:
    return 0;
  case RINT_PROD:
    return 1;
  case RINT_MAX:
    return isUnsigned ? 0 : -(int64_t)(ones >> 1) - 1;
  default:
    return isUnsigned ? (int64_t)ones : (int64_t)(ones >> 1);
  }
}

static void reduceIntegers(const Segments *s, int64_t begin, int64_t end,
                           int64_t step, const char *source, char *result) {
  rint_integer type = (rint_integer)s->element;
  int64_t value = getStart(s->kind, s->element);
  for (int64_t i = begin; i < end; ++i)
    value = combine(s->kind, type >= RINT_U8, value,
                    loadInteger(source, type, i * step));
  memcpy(result, &value, elementBytes[s->element]);
}

/* Exact for the values of these tests, in which no sum is rounded. */
static void reduceFloats(const Segments *s, int64_t begin, int64_t end,
                         int64_t step, const char *source, char *result) {
  double value = s->kind == RINT_PROD  ? 1
                 : s->kind == RINT_MAX ? -INFINITY
                 : s->kind == RINT_MIN ? INFINITY
                                       : 0;
  for (int64_t i = begin; i < end; ++i) {
    double next = loadFloat(source, s->element, i * step);
    if (s->kind == RINT_PROD)
      value *= next;
    else if (s->kind == RINT_SUM || s->kind == RINT_MEAN)
      value += next;
    else if (s->kind == RINT_MAX ? next > value : next < value)
      value = next;
  }
  if (s->kind == RINT_MEAN && s->element == RINT_ELEMENT_F64)
    value /= (double)(end - begin);
  else if (s->kind == RINT_MEAN)
    value = (float)value / (float)(end - begin);
  storeFloat(result, s->element, 0, value);
}

static void reduce(const Segments *s, char *result) {
  size_t bytes = elementBytes[s->element];
  int64_t inner = s->shape.inner_bytes / (int64_t)bytes;
  for (int64_t outer = 0; outer < s->shape.outer; ++outer)
    for (int64_t i = 0; i < s->segments; ++i)
      for (int64_t k = 0; k < inner; ++k) {
        const char *source =
            s->source + (outer * s->shape.slices * inner + k) * bytes;
        char *to = result + ((outer * s->segments + i) * inner + k) * bytes;
        (isFloat(s->element) ? reduceFloats : reduceIntegers)(
            s, s->offsets[i], s->offsets[i + 1], inner, source, to);
      }
}

/* Whether two results are the same, where all NaN are. */
static int areSame(const Segments *s, const char *a, const char *b,
                   size_t size) {
  size_t bytes = elementBytes[s->element];
  if (!isFloat(s->element))
    return memcmp(a, b, size) == 0;
  for (size_t i = 0; i < size; i += bytes)
    if (memcmp(a + i, b + i, bytes) != 0 &&
        !(isnan(loadFloat(a + i, s->element, 0)) &&
          isnan(loadFloat(b + i, s->element, 0))))
      return 0;
  return 1;
}

/* Reduces rows from `begin` to `end` and compares them. */
static void checkRows(const Segments *s, int64_t count, const char *expected,
                      int64_t begin, int64_t end) {
  size_t inner = (size_t)s->shape.inner_bytes;
  size_t size = (size_t)(s->shape.outer * s->segments) * inner;
  Guarded result = guardEnd(size, elementBytes[s->element]);
  rint_status status =
      count < 0 ? rint_segment_reduce(s->kind, s->element, s->source, s->shape,
                                      s->offsets, s->segments, result.data,
                                      begin, end, NULL)
                : rint_segment_reduce_same(s->kind, s->element, s->source,
                                           s->shape, count, s->segments,
                                           result.data, begin, end, NULL);
  EXPECT(status == RINT_OK);
  EXPECT(areSame(s, result.data + begin * inner, expected + begin * inner,
                 (size_t)(end - begin) * inner));
  EXPECT(isUnwritten(result.data, result.data + begin * inner));
  EXPECT(isUnwritten(result.data + end * inner, result.data + size));
  freeGuarded(result);
}

/* Numbers whose sums and products are exact in every type. */
static void fillSmall(char *data, rint_element element, int64_t number,
                      rint_reduction kind) {
  size_t bytes = elementBytes[element];
  if (!isFloat(element)) {
    fillBytes(data, (size_t)number * bytes);
    return;
  }
  for (int64_t i = 0; i < number; ++i)
    storeFloat(data, element, i,
               kind == RINT_PROD ? (nextRandom(2) ? 1.0 : -1.0)
                                 : (double)nextRandom(5) - 2.0);
}

/* Checks segments of `count` slices each, or of all sizes if that is -1. */
static void testSegmentsOf(rint_reduction kind, rint_element element,
                           int64_t outer, int64_t segments, int64_t inner,
                           int64_t count) {
  int64_t offsets[80] = {0};
  for (int64_t i = 0; i < segments; ++i)
    offsets[i + 1] = offsets[i] + (count >= 0           ? count
                                   : nextRandom(8) == 0 ? nextRandom(90)
                                                        : nextRandom(4));
  size_t bytes = elementBytes[element];
  Segments s = {
      kind, element, {outer, offsets[segments], inner * (int64_t)bytes},
      NULL, offsets, segments};
  int64_t number = outer * s.shape.slices * inner;
  Guarded source = guardEnd((size_t)number * bytes, bytes);
  fillSmall(source.data, element, number, kind);
  s.source = source.data;
  int64_t rows = outer * segments;
  char *expected = malloc((size_t)(rows * inner) * bytes + 1);
  reduce(&s, expected);
  checkRows(&s, count, expected, 0, rows);
  for (int cut = 0; cut < 3; ++cut) {
    int64_t begin = nextRandom((unsigned)rows + 1);
    checkRows(&s, count, expected, begin,
              begin + nextRandom((unsigned)(rows - begin) + 1));
  }
  free(expected);
  freeGuarded(source);
}

/* Cuts change no bit of sums that are rounded. */
static void testRounding(rint_element element, int64_t inner) {
  enum { slices = 3000, segments = 60 };
  size_t bytes = elementBytes[element];
  int64_t offsets[segments + 1];
  rint_shape shape = {1, slices, inner * (int64_t)bytes};
  size_t size = (size_t)inner * bytes;
  char *source = malloc(slices * size);
  char *whole = malloc(segments * size), *parts = malloc(segments * size);
  for (int64_t i = 0; i < slices * inner; ++i)
    storeFloat(source, element, i, nextRandom(1 << 20) / 1048576.0 - 0.5);
  for (int i = 0; i <= segments; ++i)
    offsets[i] = i * i * slices / (segments * segments);
  EXPECT(rint_segment_reduce(RINT_SUM, element, source, shape, offsets,
                             segments, whole, 0, segments, NULL) == RINT_OK);
  for (int64_t begin = 0; begin < segments;) {
    int64_t end = begin + 1 + nextRandom(9);
    end = end < segments ? end : segments;
    EXPECT(rint_segment_reduce(RINT_SUM, element, source, shape, offsets,
                               segments, parts, begin, end, NULL) == RINT_OK);
    begin = end;
  }
  EXPECT(memcmp(whole, parts, segments * size) == 0);
  free(source);
  free(whole);
  free(parts);
}

/* NaN wins, and -0 is less than +0. */
static void testSpecial(void) {
  const float source[] = {1, NAN, 2, -0.0f, 0.0f, 0.0f, -0.0f};
  const int64_t offsets[] = {0, 3, 5, 7};
  float result[3];
  rint_shape shape = {1, 7, 4};
  rint_segment_reduce(RINT_MAX, RINT_ELEMENT_F32, source, shape, offsets, 3,
                      result, 0, 3, NULL);
  EXPECT(isnan(result[0]) && !signbit(result[1]) && !signbit(result[2]));
  rint_segment_reduce(RINT_MIN, RINT_ELEMENT_F32, source, shape, offsets, 3,
                      result, 0, 3, NULL);
  EXPECT(isnan(result[0]) && signbit(result[1]) && signbit(result[2]));
}

void testSegments(void) {
  static const int64_t inners[] = {0, 1, 2, 5, 16, 37};
  for (size_t k = 0; k < sizeof(kinds) / sizeof(*kinds); ++k)
    for (int element = 0; element <= RINT_ELEMENT_F64; ++element) {
      if (kinds[k] == RINT_MEAN && !isFloat((rint_element)element))
        continue;
      for (size_t i = 0; i < sizeof(inners) / sizeof(*inners); ++i)
        for (int64_t segments = 0; segments <= 70;
             segments += 1 + segments * 5) {
          rint_element type = (rint_element)element;
          testSegmentsOf(kinds[k], type, 1, segments, inners[i], -1);
          testSegmentsOf(kinds[k], type, 2, segments, inners[i], -1);
          testSegmentsOf(kinds[k], type, 2, segments, inners[i], nextRandom(6));
        }
    }
  for (int element = RINT_ELEMENT_F16; element <= RINT_ELEMENT_F64; ++element)
    for (size_t i = 1; i < sizeof(inners) / sizeof(*inners); ++i)
      testRounding((rint_element)element, inners[i]);
  testSpecial();
}
