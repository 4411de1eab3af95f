//===- KernelLauncher.h - Launches, and the kernels they need ---*- C++ -*-===//

#ifndef RINT_LIB_CONVERSION_RINTTOGPU_KERNELLAUNCHER_H
#define RINT_LIB_CONVERSION_RINTTOGPU_KERNELLAUNCHER_H

#include "KernelBuilder.h"
#include "llvm/ADT/STLForwardCompat.h"

namespace mlir::rint {

/// Launches kernels and makes those that the module does not have yet.
class KernelLauncher {
public:
  KernelLauncher(OpBuilder &builder, Operation *op)
      : host(op->getLoc(), builder), module(op->getParentOfType<ModuleOp>()) {}

  template <typename Operands>
  using Body = function_ref<void(KernelBuilder &, const Operands &)>;

  /// Builds a launch of the kernel `name`. Equal names mean equal kernels: the
  /// body is only built where there is none of that name. Fields without a
  /// value are not passed.
  template <typename Operands>
  void launch(StringRef name, Value numBlocks, Operands operands,
              Body<llvm::type_identity_t<Operands>> body,
              TypeRange workgroupMemory = {}) {
    SmallVector<Value *> fields;
    operands.list(fields);
    launchFields(
        name, numBlocks, fields,
        [&](KernelBuilder &kernel) { body(kernel, operands); },
        workgroupMemory);
  }

  /// As `launch`, for a kernel whose threads stride over `work` positions.
  template <typename Operands>
  void
  launchOverPositions(StringRef name, Value work, Operands operands,
                      function_ref<void(KernelBuilder &,
                                        const llvm::type_identity_t<Operands> &,
                                        const Positions &)>
                          body) {
    Value numBlocks = getNumBlocks(work);
    Positions positions = {work,
                           host.mul(numBlocks, host.index(kBlockThreads))};
    SmallVector<Value *> fields;
    operands.list(fields);
    positions.list(fields);
    launchFields(name, numBlocks, fields, [&](KernelBuilder &kernel) {
      body(kernel, operands, positions);
    });
  }

  /// Builds what `body` launches so that it is launched only if `condition`
  /// holds. There must be launches only.
  void launchIf(Value condition, function_ref<void()> body);

  IndexEmitter host;

private:
  gpu::GPUModuleOp getKernelModule();
  Value getNumBlocks(Value work);
  /// Lets `fields` hold the arguments of the kernel while `body` builds it.
  void launchFields(StringRef name, Value numBlocks, ArrayRef<Value *> fields,
                    function_ref<void(KernelBuilder &)> body,
                    TypeRange workgroupMemory = {});

  ModuleOp module;
};

/// The type of memory for `size` numbers that the threads of a block share.
MemRefType getWorkgroupMemory(Type type, int64_t size);

/// The bytes of a device buffer as units of `unitType`.
Value buildUnits(IndexEmitter &host, Value bytes, Type unitType);

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_RINTTOGPU_KERNELLAUNCHER_H
