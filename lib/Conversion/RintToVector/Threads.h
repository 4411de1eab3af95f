//===- Threads.h - Work for several threads ---------------------*- C++ -*-===//

#ifndef RINT_LIB_CONVERSION_RINTTOVECTOR_THREADS_H
#define RINT_LIB_CONVERSION_RINTTOVECTOR_THREADS_H

#include "VectorEmitter.h"

namespace mlir::rint {

/// Cuts `count` parts of the work into one share for each thread, a multiple of
/// `grain`, if `bytes` bytes are worth it. `body` gets the first part of a
/// share and how many there are. It is built for each of the two cases, so it
/// is best a call.
void buildThreads(VectorEmitter &e, Value count, Value grain, Value bytes,
                  function_ref<void(Value, Value)> body);

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_RINTTOVECTOR_THREADS_H
