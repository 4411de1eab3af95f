/*===- rint-c/Program.h - Modules that are compiled and called ----*- C -*-===*\
|*                                                                            *|
|* A module of rint ops and upstream ops on tensors becomes machine code for  *|
|* the host, which is called on buffers of the caller. Nothing ends the       *|
|* process: what fails is told to a callback, in the words of the             *|
|* specification. *|
|*                                                                            *|
\*===----------------------------------------------------------------------===*/

#ifndef RINT_C_PROGRAM_H
#define RINT_C_PROGRAM_H

#include "mlir-c/IR.h"
#include "mlir-c/Support.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct RintProgram {
  void *ptr;
} RintProgram;

typedef struct RintCall {
  void *ptr;
} RintCall;

/** Elements side by side in row-major order, or by `strides`, which count
 *  elements and may be null for row-major order. `data` belongs to whoever made
 *  the tensor. A number is a tensor of rank 0. */
typedef struct RintTensor {
  intptr_t rank;
  const int64_t *shape;
  const int64_t *strides;
  const void *data;
} RintTensor;

/** What the code may do; 0 and null stand for the default. */
typedef struct RintProgramOptions {
  /** Threads that a copy may use; 1 by default. */
  unsigned threads;
  /** Whether rules that types cannot decide are not checked at run time: then
   * bad input has no defined result. */
  bool omitsChecks;
  /** The strategy that writes every copy which it can serve. */
  const char *strategy;
} RintProgramOptions;

/** Compiles the function `entry` of `module`, or `main` or the only public one
 * if `entry` is empty. The module is changed, and may be destroyed afterwards;
 * its context has to outlive the program. Null if that fails; the errors are
 * emitted to the context. */
MLIR_CAPI_EXPORTED RintProgram rintProgramCompile(
    MlirModule module, MlirStringRef entry, const RintProgramOptions *options);
static inline bool rintProgramIsNull(RintProgram program) {
  return !program.ptr;
}
MLIR_CAPI_EXPORTED void rintProgramDestroy(RintProgram program);

/** Calls the program. There has to be an argument for each of the function, in
 *  row-major order, with elements as compiled code has them: those of N bits
 * take the next power of two of bytes. They are read only. Several threads may
 * call a program at a time. Null if that fails: `onError` is given a line that
 * says where and why, and nothing is left allocated. */
MLIR_CAPI_EXPORTED RintCall rintProgramCall(RintProgram program,
                                            intptr_t numArguments,
                                            const RintTensor *arguments,
                                            MlirStringCallback onError,
                                            void *userData);
static inline bool rintCallIsNull(RintCall call) { return !call.ptr; }

/** The results of a call, which live as long as it does. */
MLIR_CAPI_EXPORTED intptr_t rintCallGetNumResults(RintCall call);
MLIR_CAPI_EXPORTED RintTensor rintCallGetResult(RintCall call, intptr_t i);
MLIR_CAPI_EXPORTED void rintCallDestroy(RintCall call);

#ifdef __cplusplus
}
#endif

#endif /* RINT_C_PROGRAM_H */
