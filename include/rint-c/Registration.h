/*===- rint-c/Registration.h - rint in a context of MLIR ----------*- C -*-===*\
|*                                                                            *|
|* The dialect and the passes of rint for programs in C, and for bindings of  *|
|* other languages, beside upstream's mlir-c. Ops are built by their generic  *|
|* form (mlirOperationCreate) or by parsing; pipelines run by name            *|
|* (mlirParsePassPipeline). *|
|*                                                                            *|
\*===----------------------------------------------------------------------===*/

#ifndef RINT_C_REGISTRATION_H
#define RINT_C_REGISTRATION_H

#include "mlir-c/IR.h"

#ifdef __cplusplus
extern "C" {
#endif

/** `mlirGetDialectHandle__rint__()`: the dialect alone, without the models of
 *  interfaces that its passes need. */
MLIR_DECLARE_CAPI_DIALECT_REGISTRATION(Rint, rint);

/** Adds the dialect of rint with all that it promises, upstream's dialects, and
 *  the translations that compiling takes, to `registry`. */
MLIR_CAPI_EXPORTED void rintRegisterAllDialects(MlirDialectRegistry registry);

/** Registers the passes and pipelines of rint and of upstream, once in a
 *  process. */
MLIR_CAPI_EXPORTED void rintRegisterAllPasses(void);

#ifdef __cplusplus
}
#endif

#endif /* RINT_C_REGISTRATION_H */
