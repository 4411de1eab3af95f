/*===- client.c - A program that an installed librint serves ------*- C -*-===*/

#include <rint/rint.h>

#include <stdio.h>

int main(void) {
  const int32_t x[] = {10, 20, 30}, counts[] = {1, 3, 2};
  const rint_shape shape = {1, 3, sizeof(int32_t)};
  int64_t plan[8], total;
  int32_t y[6];
  rint_error error;
  if (rint_plan_words(RINT_I32, 3) > 8 ||
      rint_make_plan(counts, RINT_I32, 3, shape, NULL, plan, &total, &error) ||
      rint_repeat_by_counts(x, shape, counts, RINT_I32, 3, plan, y, 0, total,
                            &error)) {
    printf("%s\n", error.text);
    return 1;
  }
  for (int i = 0; i < 6; ++i)
    printf("%d%c", y[i], i < 5 ? ' ' : '\n');
  return 0;
}
