/*===- Testing.c - What the tests of librint share ----------------*- C -*-===*/

#define _DEFAULT_SOURCE
#include "Testing.h"

#include <sys/mman.h>
#include <unistd.h>

int failures = 0;

static Guarded map(size_t size, size_t page) {
  Guarded guarded;
  size_t inner = (size + 64 + page - 1) / page * page;
  guarded.mapped = inner + 2 * page;
  guarded.mapping =
      mmap(NULL, guarded.mapped, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (guarded.mapping == MAP_FAILED)
    abort();
  mprotect(guarded.mapping + page, inner, PROT_READ | PROT_WRITE);
  memset(guarded.mapping + page, UNWRITTEN, inner);
  guarded.size = size;
  return guarded;
}

Guarded guardEnd(size_t size, size_t align) {
  size_t page = (size_t)sysconf(_SC_PAGESIZE);
  Guarded guarded = map(size, page);
  char *end = guarded.mapping + guarded.mapped - page;
  guarded.data = end - (size + align - 1) / align * align;
  return guarded;
}

Guarded guardBegin(size_t size) {
  size_t page = (size_t)sysconf(_SC_PAGESIZE);
  Guarded guarded = map(size, page);
  guarded.data = guarded.mapping + page;
  return guarded;
}

int isUnwritten(const char *begin, const char *end) {
  for (; begin < end; ++begin)
    if ((unsigned char)*begin != UNWRITTEN)
      return 0;
  return 1;
}

void freeGuarded(Guarded guarded) {
  size_t page = (size_t)sysconf(_SC_PAGESIZE);
  char *begin = guarded.mapping + page;
  char *end = guarded.mapping + guarded.mapped - page;
  EXPECT(isUnwritten(begin, guarded.data));
  EXPECT(isUnwritten(guarded.data + guarded.size, end));
  munmap(guarded.mapping, guarded.mapped);
}

static unsigned state = 1;

unsigned nextRandom(unsigned limit) {
  state = state * 1664525u + 1013904223u;
  return (unsigned)(((unsigned long long)(state >> 8) * limit) >> 24);
}

void fillBytes(void *data, size_t size) {
  unsigned char *bytes = data;
  for (size_t i = 0; i < size; ++i)
    bytes[i] = (unsigned char)nextRandom(256);
}

/* What ctest takes as the sign that a test was left out. */
#define SKIPPED 77

int main(void) {
  const char *level = getenv("RINT_KERNELS");
  if (level && strcmp(level, rint_kernels()) != 0)
    return SKIPPED;
  testErrors();
  testRepeat();
  testTile();
  testCounts();
  testIndices();
  testSegments();
  testLarge();
  testThreads();
  testPool();
  if (failures)
    fprintf(stderr, "%d failures with %s\n", failures, rint_kernels());
  return failures != 0;
}
