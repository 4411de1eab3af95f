//===- KernelBuilder.h - Building GPU kernels -------------------*- C++ -*-===//
//
// Kernels are written as sequences of calls of this builder, so that their
// arithmetic reads like a program. Unless said otherwise values are of type
// index, which the device computes in 64 bits.
//
// What a kernel is passed is a struct of values. Its function `list` names the
// fields, and is the one place where they have an order: the host fills the
// struct, and the body of the kernel gets one of the same type that holds the
// arguments.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_CONVERSION_RINTTOGPU_KERNELBUILDER_H
#define RINT_LIB_CONVERSION_RINTTOGPU_KERNELBUILDER_H

#include "../Utils/IndexEmitter.h"

#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/IR/BuiltinOps.h"

namespace mlir::rint {

/// Threads of a block, of every kernel.
inline constexpr int64_t kBlockThreads = 256;

/// The most blocks of a launch; Vulkan does not have to allow more on one axis.
inline constexpr int64_t kMaxBlocks = 65535;

/// The addresses of what a kernel is passed, in order.
using KernelFields = SmallVectorImpl<Value *>;

/// What a kernel divides by: a multiplier and a shift that the host makes.
struct Divisor {
  Divisor() = default;
  Divisor(IndexEmitter &host, Value divisor);
  void list(KernelFields &fields) { fields.append({&multiplier, &shift}); }

  Value multiplier, shift;
};

/// The positions that the threads of a kernel stride over.
struct Positions {
  void list(KernelFields &fields) { fields.append({&work, &numThreads}); }

  /// How many positions and how many threads there are.
  Value work, numThreads;
};

/// The body of a kernel, and what only exists there.
class KernelBuilder : public IndexEmitter {
public:
  KernelBuilder(OpBuilder &builder, gpu::GPUFuncOp kernel);

  /// The workgroup memory `i` that the kernel was made with.
  Value shared(unsigned i) { return kernel.getWorkgroupAttributions()[i]; }
  Value thread() { return threadId; }
  Value block() { return blockId; }
  void barrier();

  /// Integers keep their type; those of 64 bits become index.
  Value load(Value buffer, Value position);
  /// Integers become index, as signed numbers.
  Value loadIndex(Value buffer, Value position);
  void store(Value value, Value buffer, Value position);

  /// All positions that are this thread's.
  void forOwnPositions(const Positions &positions,
                       function_ref<void(Value)> body);

  /// The first position in [begin, end) for which `isPast` holds, or `end`. If
  /// it holds for a position, it holds for all behind.
  Value search(Value begin, Value end, function_ref<Value(Value)> isPast);

  /// Replaces the entries of `memory`, one for each thread of the block, by
  /// what `combine` makes of all up to and including them.
  void scanBlock(Value memory, Value neutral,
                 function_ref<Value(Value, Value)> combine);

  /// n / divisor for n below 2^63.
  Value divide(Value n, const Divisor &divisor);

private:
  gpu::GPUFuncOp kernel;
  Value threadId, blockId;
};

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_RINTTOGPU_KERNELBUILDER_H
