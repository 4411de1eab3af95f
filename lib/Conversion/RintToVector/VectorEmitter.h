//===- VectorEmitter.h - Code on vectors and buffers ------------*- C++ -*-===//

#ifndef RINT_LIB_CONVERSION_RINTTOVECTOR_VECTOREMITTER_H
#define RINT_LIB_CONVERSION_RINTTOVECTOR_VECTOREMITTER_H

#include "../Utils/IndexEmitter.h"

namespace mlir::rint {

class KernelLibrary;

/// The bytes of the widest vector that is loaded and stored. LLVM splits it on
/// machines whose registers are narrower.
inline constexpr int64_t kVectorBytes = 64;

/// Builds the body of a kernel, or the code around its call.
class VectorEmitter : public IndexEmitter {
public:
  VectorEmitter(Location loc, OpBuilder &builder, KernelLibrary &kernels)
      : IndexEmitter(loc, builder), kernels(kernels) {}

  // Memory, one element or several side by side. `align` is what is known of
  // the addresses, in bytes.
  Value load(Value memref, Value position, int64_t align);
  void store(Value element, Value memref, Value position, int64_t align);
  Value loadVector(Value memref, Value position, int64_t lanes, int64_t align);
  void storeVector(Value vector, Value memref, Value position, int64_t align);
  /// Stores to an address that is a multiple of the vector's size, past the
  /// caches (a non-temporal store).
  void streamVector(Value vector, Value memref, Value position);
  /// A buffer on the stack of the kernel, aligned to whole vectors.
  Value stackBuffer(int64_t size, Type element);
  Value broadcast(Value element, int64_t lanes);
  Value shuffle(Value lhs, Value rhs, ArrayRef<int64_t> mask);
  /// The lanes of `vector` that the lanes of `mask`, integers of the same type,
  /// name. One instruction where the target has it for vectors of this type.
  Value permute(Value vector, Value mask);

  /// The kernels of the module, which this code may call.
  KernelLibrary &kernels;
};

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_RINTTOVECTOR_VECTOREMITTER_H
