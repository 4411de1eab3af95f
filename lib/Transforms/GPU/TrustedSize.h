//===- TrustedSize.h - A size that is said to be right ----------*- C++ -*-===//

#ifndef RINT_LIB_TRANSFORMS_GPU_TRUSTEDSIZE_H
#define RINT_LIB_TRANSFORMS_GPU_TRUSTEDSIZE_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/IRMapping.h"
#include "rint/Dialect/Rint/IR/Rint.h"

namespace mlir::rint {

/// Turns the checks of a number that is on the device into checks of what it
/// is said to be, and one that it is just that.
class TrustedSize {
public:
  /// `ops` load the number and check it up to `equality`, which says that it is
  /// `stated`.
  TrustedSize(ArrayRef<Operation *> ops, CheckOp equality, Value stated);

  /// The condition under which all checks hold, if `stated` is right. The
  /// values computed on the way are used from here on.
  Value buildIsGood(OpBuilder &builder);
  /// Checks the real number, and then what was taken for it. The run does not
  /// get past that.
  void buildFailure(OpBuilder &builder) const;
  /// What is left to do when the real number can be had.
  SmallVector<Operation *> buildComparison(OpBuilder &builder);

private:
  ArrayRef<Operation *> ops;
  CheckOp equality;
  Operation *load, *compare;
  /// From the real number, and what is made of it, to what is stated.
  IRMapping stated;
};

} // namespace mlir::rint

#endif // RINT_LIB_TRANSFORMS_GPU_TRUSTEDSIZE_H
