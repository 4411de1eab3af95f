//===- SourceNames.h - What users call their values -------------*- C++ -*-===//
//
// MLIR forgets the names of values when it reads a module. Here they become
// part of the locations, which every pass hands on, so that what `%r` turned
// into is called `%r` down to the LLVM dialect.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_EXPLAIN_SOURCENAMES_H
#define RINT_LIB_EXPLAIN_SOURCENAMES_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

namespace llvm {
class SourceMgr;
} // namespace llvm

namespace mlir::rint {

/// Reads the main file of `sources`, and puts the names of values in front of
/// their locations. Bytecode has no names. Emits errors.
OwningOpRef<ModuleOp> readWithNames(llvm::SourceMgr &sources,
                                    MLIRContext *context);

/// Takes the names away from what a lowering has only made on the way: of the
/// ops that come from one op of the source, its result is the last one that
/// others read, in the outermost block. A constant has a better name already.
void dropSurplusNames(ModuleOp module);

} // namespace mlir::rint

#endif // RINT_LIB_EXPLAIN_SOURCENAMES_H
