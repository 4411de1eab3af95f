/*===- Testing.h - What the tests of librint share ----------------*- C -*-===*/

#ifndef RINT_UNITTESTS_KERNELS_TESTING_H
#define RINT_UNITTESTS_KERNELS_TESTING_H

#include "rint/rint.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern int failures;

#define EXPECT(condition)                                                      \
  do {                                                                         \
    if (!(condition)) {                                                        \
      fprintf(stderr, "%s:%d: expected %s\n", __FILE__, __LINE__, #condition); \
      ++failures;                                                              \
    }                                                                          \
  } while (0)

/* Memory that ends, and begins, where nothing may be read or written. */
typedef struct Guarded {
  char *mapping;
  size_t mapped;
  char *data;
  size_t size;
} Guarded;

/* Bytes up to the page that is not there; behind the bytes that make up for an
 * alignment of `align`, which are looked at when they are freed. */
Guarded guardEnd(size_t size, size_t align);
/* Bytes from the page that is not there on. */
Guarded guardBegin(size_t size);
void freeGuarded(Guarded guarded);

/* Different bytes at every place. */
void fillBytes(void *data, size_t size);

/* Numbers from 0 up to `limit`, the same in every run. */
unsigned nextRandom(unsigned limit);

/* What is at the places that nobody is to write. */
#define UNWRITTEN 0xC7

/* Whether all bytes from `begin` to `end` are as they were. */
int isUnwritten(const char *begin, const char *end);

void testRepeat(void);
void testTile(void);
void testCounts(void);
void testIndices(void);
void testSegments(void);
void testLarge(void);
void testErrors(void);
void testThreads(void);
void testPool(void);

#endif
