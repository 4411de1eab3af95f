//===- AvailableMemory.h - How much memory is left --------------*- C++ -*-===//

#ifndef RINT_RUNTIME_AVAILABLEMEMORY_H
#define RINT_RUNTIME_AVAILABLEMEMORY_H

#include <cstdint>

namespace rint_runtime {

/// Whether `bytes` bytes are available by the limits of the machine, of the
/// process and of the control groups that it is in. The limits are read again
/// when they may have changed: after a while, and when what has been taken
/// since would exhaust them.
bool isMemoryAvailable(int64_t bytes);

/// The same, for bytes that are about to be allocated.
bool takeAvailableMemory(int64_t bytes);

} // namespace rint_runtime

#endif // RINT_RUNTIME_AVAILABLEMEMORY_H
