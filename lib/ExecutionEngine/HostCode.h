//===- HostCode.h - How code for the host is generated ----------*- C++ -*-===//
//
// The engine runs this code and the assembly shows it, so both have to be made
// in the same way.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_EXECUTIONENGINE_HOSTCODE_H
#define RINT_LIB_EXECUTIONENGINE_HOSTCODE_H

#include "mlir/IR/BuiltinOps.h"
#include "llvm/Support/Error.h"
#include <functional>
#include <memory>

namespace llvm {
class Module;
class TargetMachine;
} // namespace llvm

namespace mlir::rint {

/// The processor that this process runs on, at -O3.
llvm::Expected<std::unique_ptr<llvm::TargetMachine>> createHostMachine();

/// Tells `module`, which is in the LLVM dialect, how `machine` lays out data:
/// translation folds the sizes of types.
void setDataLayout(ModuleOp module, const llvm::TargetMachine &machine);

/// LLVM's optimizations of -O3 for `machine`, which outlives the function; but
/// for rint's kernels only what they need.
std::function<llvm::Error(llvm::Module *)>
createHostOptimizer(llvm::TargetMachine &machine);

} // namespace mlir::rint

#endif // RINT_LIB_EXECUTIONENGINE_HOSTCODE_H
