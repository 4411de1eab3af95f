//===- Kernels.h - The kernels of rint's ops --------------------*- C++ -*-===//

#ifndef RINT_LIB_CONVERSION_RINTTOGPU_KERNELS_H
#define RINT_LIB_CONVERSION_RINTTOGPU_KERNELS_H

#include "KernelBuilder.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "rint/Dialect/Rint/IR/Rint.h"

namespace mlir::rint {

/// How elements are moved: each is `count` units of an unsigned integer `type`.
struct ElementUnits {
  static ElementUnits get(Type elementType);

  /// How many units 16 bytes hold, and the type of a vector of that size: of
  /// words of at least 32 bits, as devices have vectors of no others.
  int64_t getPerVector() const;
  VectorType getVectorType() const;
  /// Builds such a vector of the units that `load` makes for each place. They
  /// are of `type`, or of type index where `type` has 64 bits.
  Value buildVector(KernelBuilder &kernel,
                    function_ref<Value(int64_t)> load) const;

  Type type;
  int64_t bytes;
  int64_t count;
};

/// How rows are copied: by 16-byte units where their size is a multiple of
/// that, else by the units of their elements. The host decides, at compile time
/// if it can.
class RowCopy {
public:
  /// `rowUnits` is the size of a row in units of its elements.
  RowCopy(IndexBuilder &host, Value rowUnits, const ElementUnits &units,
          Value sourceBytes, Value resultBytes);

  /// The size of a row in the units by which it is copied.
  Value getRowUnits() const { return rowUnits; }
  /// Names what is copied in the name of a kernel.
  std::string getName() const;
  /// The first operands of the launch.
  ArrayRef<Value> getOperands() const { return operands; }
  /// Builds `body`, which gets the source and the result, for each unit that
  /// the kernel may have to copy by.
  void build(KernelBuilder &kernel,
             function_ref<void(Value, Value)> body) const;

private:
  bool mayBeWide = true, mayBeNarrow = true;
  int64_t bytes;
  Value rowUnits;
  SmallVector<Value> operands;
};

/// Builds the launches that do what an op on device buffers does.
void launchBroadcast(KernelLauncher &launcher, linalg::BroadcastOp op);
void launchScanRepeats(KernelLauncher &launcher, ScanRepeatsOp op);
void launchExpandRuns(KernelLauncher &launcher, ExpandRunsOp op);
void launchExpandIndices(KernelLauncher &launcher, ExpandIndicesOp op);

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_RINTTOGPU_KERNELS_H
