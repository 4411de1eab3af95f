//===- MemoryUse.h - What ops do to buffers ---------------------*- C++ -*-===//

#ifndef RINT_LIB_TRANSFORMS_GPU_MEMORYUSE_H
#define RINT_LIB_TRANSFORMS_GPU_MEMORYUSE_H

#include "mlir/IR/Operation.h"

namespace mlir::rint {

/// Whether two roots (see `findRoot`) may share memory.
bool mayOverlap(Value a, Value b);

/// The roots of the buffers of the host that an op, with all in it, reads and
/// writes. New buffers do not count, and neither do checks, which write a
/// message if anything.
struct MemoryUse {
  explicit MemoryUse(Operation *op);

  bool mayRead(Value root) const;
  /// Or free.
  bool mayWrite(Value root) const;
  bool mayTouch(Value root) const { return mayRead(root) || mayWrite(root); }
  /// Whether nothing is written anywhere.
  bool isReadOnly() const { return isKnown && writes.empty(); }
  bool isNone() const { return isReadOnly() && reads.empty(); }

  SmallVector<Value> reads, writes;
  /// False if the op may use memory that is not listed.
  bool isKnown = true;

private:
  void add(Operation *op);
};

} // namespace mlir::rint

#endif // RINT_LIB_TRANSFORMS_GPU_MEMORYUSE_H
