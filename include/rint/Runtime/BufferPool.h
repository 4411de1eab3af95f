//===- BufferPool.h - Memory for large buffers ------------------*- C++ -*-===//

#ifndef RINT_RUNTIME_BUFFERPOOL_H
#define RINT_RUNTIME_BUFFERPOOL_H

#include <cstddef>

extern "C" {

/// As malloc and free. Large buffers are kept when they are freed and handed
/// out again, and lie on large pages where the system has them.
void *rintPoolAllocate(size_t bytes);
void rintPoolFree(void *memory);

/// Gives all that is kept back to the system.
void rintPoolDrop();
}

#endif // RINT_RUNTIME_BUFFERPOOL_H
