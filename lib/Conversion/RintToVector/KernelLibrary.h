//===- KernelLibrary.h - The kernels of a module ----------------*- C++ -*-===//
//
// A kernel is a private function, made once in a module and called by every op
// that it serves. Its name says what it does and all that its code takes for
// known, so equal names mean equal kernels; whatever else differs from op to op
// is an operand. So the time to compile a module grows with the kinds of its
// ops and not with their number, stack buffers are freed when a call returns,
// and a strategy can be seen in the IR and in a profile.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_CONVERSION_RINTTOVECTOR_KERNELLIBRARY_H
#define RINT_LIB_CONVERSION_RINTTOVECTOR_KERNELLIBRARY_H

#include "VectorEmitter.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/SymbolTable.h"
#include "rint/Conversion/Passes.h"

#include "llvm/ADT/StringMap.h"

namespace mlir::rint {

class KernelLibrary {
public:
  /// Kernels are put at the end of `symbolTableOp`, a module.
  KernelLibrary(Operation *symbolTableOp,
                const ConvertRintToVectorPassOptions &options)
      : options(options), symbols(symbolTableOp) {}

  using BodyFn =
      function_ref<SmallVector<Value>(VectorEmitter &, ValueRange operands)>;

  /// Calls the kernel `name` with `operands`. `build` builds its body, and
  /// returns its results, where the module has no such kernel yet.
  SmallVector<Value> call(VectorEmitter &e, const Twine &name,
                          ValueRange operands, BodyFn build);

  /// The constant `name` of the module, a buffer of `bytes` aligned to whole
  /// vectors, which is made where there is none yet.
  Value getTable(VectorEmitter &e, const Twine &name, ArrayRef<uint8_t> bytes);

  const ConvertRintToVectorPassOptions options;

private:
  func::FuncOp create(StringRef name, TypeRange operands, BodyFn build);

  SymbolTable symbols;
  llvm::StringMap<func::FuncOp> kernels;
  llvm::StringMap<memref::GlobalOp> tables;
};

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_RINTTOVECTOR_KERNELLIBRARY_H
