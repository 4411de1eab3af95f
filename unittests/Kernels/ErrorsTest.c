/*===- ErrorsTest.c - What librint refuses ------------------------*- C -*-===*/

#include "Testing.h"

static rint_error error;

/* Checks that a call failed by `rule` and with `text`. */
#define EXPECT_ERROR(call, expectedRule, expectedText)                         \
  do {                                                                         \
    memset(&error, 'x', sizeof(error));                                        \
    EXPECT((call) == RINT_INVALID);                                            \
    EXPECT(error.rule == (expectedRule));                                      \
    if (strcmp(error.text, expectedText) != 0) {                               \
      fprintf(stderr, "%s:%d: got %s\n", __FILE__, __LINE__, error.text);      \
      ++failures;                                                              \
    }                                                                          \
  } while (0)

static const rint_shape three = {1, 3, 4};

static void testTotals(void) {
  int64_t total = 7, wanted = 5, negative = -1, right = 6;
  rint_shape large = {1, INT64_MAX / 4, 4}, bad = {1, -2, 4};
  rint_shape tooLarge = {INT64_MAX, 2, 1};
  EXPECT_ERROR(rint_total(three, -1, NULL, &total, &error), 5,
               "expected repeats to be non-negative, but got -1");
  EXPECT_ERROR(rint_total(large, 4, NULL, &total, &error), 6,
               "expected the byte size of the result to fit 63 bits, but got "
               "an overflow for the shape [1, 9223372036854775804, 4]");
  EXPECT_ERROR(rint_total(large, INT64_MAX, NULL, &total, &error), 6,
               "expected the size of the result to fit 63 bits, but got an "
               "overflow for 2305843009213693951 slices and repeats = "
               "9223372036854775807");
  EXPECT_ERROR(rint_total(three, 2, &wanted, &total, &error), 7,
               "expected output_size to be 6, the sum of repeats, but got 5");
  EXPECT_ERROR(rint_total(three, 2, &negative, &total, &error), 7,
               "expected output_size to be non-negative, but got -1");
  EXPECT_ERROR(rint_total(bad, 2, NULL, &total, &error), 0,
               "expected the sizes of a shape to be non-negative, but got "
               "[1, -2, 4]");
  EXPECT_ERROR(rint_total(tooLarge, 2, NULL, &total, &error), 6,
               "expected the number of elements of the input to fit 63 bits, "
               "but got an overflow");
  EXPECT(total == 7);
  EXPECT(rint_total(three, 2, &right, &total, NULL) == RINT_OK && total == 6);
  /* A null pointer asks for no text. */
  EXPECT(rint_total(three, -1, NULL, &total, NULL) == RINT_INVALID);
}

static void testPlans(void) {
  int64_t plan[16], total = 7, wanted = 5;
  const int32_t negative[] = {1, 0, -1}, good[] = {1, 2, 3};
  const int8_t narrow[] = {1, -2, -1};
  const int64_t overflow[] = {INT64_MAX, 1, 2}, both[] = {INT64_MAX, 1, -2};
  const int64_t bytes[] = {INT64_MAX / 4, 1, 0};
  const uint64_t huge[] = {1, UINT64_MAX, 2};
  EXPECT_ERROR(
      rint_make_plan(good, RINT_I32, 2, three, NULL, plan, &total, &error), 3,
      "expected the number of elements of repeats to be 1 or 3, but got 2");
  EXPECT_ERROR(
      rint_make_plan(negative, RINT_I32, 3, three, NULL, plan, &total, &error),
      5, "expected repeats[2] to be non-negative, but got -1");
  EXPECT_ERROR(
      rint_make_plan(narrow, RINT_I8, 3, three, NULL, plan, &total, &error), 5,
      "expected repeats[1] to be non-negative, but got -2");
  EXPECT_ERROR(
      rint_make_plan(narrow + 1, RINT_I8, 1, three, NULL, plan, &total, &error),
      5, "expected repeats[0] to be non-negative, but got -2");
  EXPECT_ERROR(
      rint_make_plan(overflow, RINT_I64, 3, three, NULL, plan, &total, &error),
      6,
      "expected the sum of repeats to fit 63 bits, but got an overflow at "
      "repeats[1] = 1");
  EXPECT_ERROR(
      rint_make_plan(both, RINT_I64, 3, three, NULL, plan, &total, &error), 5,
      "expected repeats[2] to be non-negative, but got -2");
  EXPECT_ERROR(
      rint_make_plan(huge, RINT_U64, 3, three, NULL, plan, &total, &error), 6,
      "expected the sum of repeats to fit 63 bits, but got an overflow at "
      "repeats[1] = 18446744073709551615");
  EXPECT_ERROR(
      rint_make_plan(huge + 1, RINT_U64, 1, three, NULL, plan, &total, &error),
      6,
      "expected the sum of repeats to fit 63 bits, but got an overflow at "
      "repeats[0] = 18446744073709551615");
  EXPECT_ERROR(
      rint_make_plan(overflow, RINT_I64, 1, three, NULL, plan, &total, &error),
      6,
      "expected the size of the result to fit 63 bits, but got an overflow for "
      "3 slices and repeats = 9223372036854775807");
  EXPECT_ERROR(
      rint_make_plan(bytes, RINT_I64, 3, three, NULL, plan, &total, &error), 6,
      "expected the byte size of the result to fit 63 bits, but got an "
      "overflow for the shape [1, 2305843009213693952, 4]");
  EXPECT_ERROR(
      rint_make_plan(good, RINT_I32, 3, three, &wanted, plan, &total, &error),
      7, "expected output_size to be 6, the sum of repeats, but got 5");
  EXPECT_ERROR(rint_make_plan(good, (rint_integer)9, 3, three, NULL, plan,
                              &total, &error),
               0, "expected type to be one that rint.h lists, but got 9");
  EXPECT(total == 7);
  /* Negative counts are refused with nothing to repeat, too. */
  rint_shape empty = {0, 3, 4};
  EXPECT(rint_make_plan(negative, RINT_I32, 3, empty, NULL, plan, &total,
                        NULL) == RINT_INVALID);
  EXPECT(rint_plan_words(RINT_I64, -1) == -1);
  EXPECT(rint_plan_words(RINT_I64, INT64_MAX) == -1);
}

static void testOffsets(void) {
  int64_t total = 7, made[4];
  const int64_t good[] = {0, 1, 1, 4}, start[] = {1, 1, 1, 4};
  const int64_t fall[] = {0, 2, 1, 4}, large[] = {0, 1, 2, INT64_MAX};
  const int16_t counts[] = {1, 2, 3}, negative[] = {1, -2, 3};
  EXPECT_ERROR(rint_check_offsets(good, 3, three, &total, &error), 9,
               "expected offsets to have 4 entries, one more than there are "
               "slices, but got 3");
  EXPECT_ERROR(rint_check_offsets(good, 0, three, &total, &error), 9,
               "expected offsets to have at least one entry, but got 0");
  EXPECT_ERROR(rint_check_offsets(start, 4, three, &total, &error), 9,
               "expected offsets[0] to be 0, but got 1");
  EXPECT_ERROR(rint_check_offsets(fall, 4, three, &total, &error), 9,
               "expected offsets[2] to be at least 2, the entry before it, but "
               "got 1");
  EXPECT_ERROR(rint_check_offsets(large, 4, three, &total, &error), 6,
               "expected the byte size of the result to fit 63 bits, but got "
               "an overflow for the shape [1, 9223372036854775807, 4]");
  EXPECT(total == 7);
  EXPECT(rint_check_offsets(good, 4, three, &total, NULL) == RINT_OK);
  EXPECT(total == 4);
  EXPECT_ERROR(rint_make_offsets(counts, RINT_I16, 3, -1, made, &error), 3,
               "expected size to be non-negative, but got -1");
  EXPECT_ERROR(
      rint_make_offsets(counts, RINT_I16, 3, 2, made, &error), 3,
      "expected the number of elements of repeats to be 1 or 2, but got 3");
  EXPECT_ERROR(rint_make_offsets(negative, RINT_I16, 3, 3, made, &error), 5,
               "expected repeats[1] to be non-negative, but got -2");
}

/* Calls that fail write nothing. */
static void testFills(void) {
  const int32_t source[] = {1, 2, 3}, counts[] = {1, 2, 3};
  const int64_t offsets[] = {0, 1, 3, 6};
  int64_t plan[16], total;
  int32_t result[8];
  memset(result, UNWRITTEN, sizeof(result));
  rint_make_plan(counts, RINT_I32, 3, three, NULL, plan, &total, NULL);
  EXPECT_ERROR(rint_repeat(source, three, -2, result, 0, 0, &error), 5,
               "expected repeats to be non-negative, but got -2");
  EXPECT_ERROR(rint_repeat(source, three, 2, result, 0, 7, &error), 0,
               "expected a range of the 6 rows of the result, but got 0 up to "
               "7");
  EXPECT_ERROR(rint_tile(source, three, 2, result, 3, 2, &error), 0,
               "expected a range of the 6 rows of the result, but got 3 up to "
               "2");
  EXPECT_ERROR(rint_repeat_by_counts(source, three, counts, RINT_I32, 3, plan,
                                     result, -1, 2, &error),
               0,
               "expected a range of the 6 rows of the result, but got -1 up to "
               "2");
  EXPECT_ERROR(rint_repeat_by_counts(source, three, counts, RINT_I32, 2, plan,
                                     result, 0, 2, &error),
               3,
               "expected the number of elements of repeats to be 1 or 3, but "
               "got 2");
  EXPECT_ERROR(
      rint_repeat_by_offsets(source, three, offsets, result, 0, 9, &error), 0,
      "expected a range of the 6 rows of the result, but got 0 up to "
      "9");
  EXPECT_ERROR(rint_repeat_indices(counts, RINT_I32, 3, 3, plan, RINT_I32,
                                   result, 0, 7, &error),
               0,
               "expected a range of the 6 rows of the result, but got 0 up to "
               "7");
  EXPECT_ERROR(rint_repeat_indices(counts, RINT_I32, 1, 200, plan, RINT_I8,
                                   result, 0, 7, &error),
               11,
               "expected the element type of the result to hold 199, the "
               "largest index, but got 'i8'");
  for (size_t i = 0; i < sizeof(result); ++i)
    EXPECT(((unsigned char *)result)[i] == UNWRITTEN);
}

static void testReductions(void) {
  const int32_t source[] = {1, 2, 3};
  const int64_t offsets[] = {0, 1, 2};
  int32_t result[3];
  memset(result, UNWRITTEN, sizeof(result));
  rint_shape odd = {1, 3, 6};
  EXPECT_ERROR(rint_segment_reduce(RINT_MEAN, RINT_ELEMENT_I32, source, three,
                                   offsets, 2, result, 0, 2, &error),
               12,
               "expected the element type of segments to be a float or a "
               "complex of floats for mean, but got 'i32'");
  EXPECT_ERROR(rint_segment_reduce(RINT_SUM, RINT_ELEMENT_I32, source, three,
                                   offsets, 2, result, 0, 2, &error),
               12,
               "expected the segments to have 3 slices, those of the source, "
               "but got 2");
  EXPECT_ERROR(rint_segment_reduce_same(RINT_SUM, RINT_ELEMENT_I32, source,
                                        three, 2, 1, result, 0, 1, &error),
               12,
               "expected segments of 2 slices to divide those of the source, "
               "but got 3");
  EXPECT_ERROR(rint_segment_reduce_same(RINT_SUM, RINT_ELEMENT_I32, source,
                                        three, -1, 1, result, 0, 1, &error),
               5, "expected repeats to be non-negative, but got -1");
  EXPECT_ERROR(rint_segment_reduce_same(RINT_SUM, RINT_ELEMENT_I32, source,
                                        three, 1, 2, result, 0, 1, &error),
               12,
               "expected the segments to have 3 slices, those of the source, "
               "but got 2");
  EXPECT_ERROR(rint_segment_reduce(RINT_SUM, RINT_ELEMENT_I32, source, odd,
                                   offsets, 2, result, 0, 2, &error),
               0, "expected inner_bytes to be a multiple of 4, but got 6");
  EXPECT_ERROR(rint_segment_reduce((rint_reduction)5, RINT_ELEMENT_I32, source,
                                   three, offsets, 2, result, 0, 2, &error),
               0, "expected kind to be one that rint.h lists, but got 5");
  EXPECT_ERROR(rint_segment_reduce(RINT_SUM, (rint_element)12, source, three,
                                   offsets, 2, result, 0, 2, &error),
               0, "expected element to be one that rint.h lists, but got 12");
  EXPECT_ERROR(rint_segment_reduce(RINT_SUM, RINT_ELEMENT_I32, source, three,
                                   offsets, -1, result, 0, 2, &error),
               0,
               "expected the number of segments to be non-negative, but got "
               "-1");
  for (size_t i = 0; i < sizeof(result); ++i)
    EXPECT(((unsigned char *)result)[i] == UNWRITTEN);
}

void testErrors(void) {
  testTotals();
  testPlans();
  testOffsets();
  testFills();
  testReductions();
}
