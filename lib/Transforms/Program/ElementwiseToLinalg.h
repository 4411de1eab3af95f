//===- ElementwiseToLinalg.h - What is elementwise --------------*- C++ -*-===//

#ifndef RINT_LIB_TRANSFORMS_PROGRAM_ELEMENTWISETOLINALG_H
#define RINT_LIB_TRANSFORMS_PROGRAM_ELEMENTWISETOLINALG_H

namespace mlir {
class Operation;
} // namespace mlir

namespace mlir::rint {

/// Whether `op` works element by element on ranked tensors, which excludes a
/// choice between two tensors as they are.
bool isElementwiseOnTensors(Operation *op);

} // namespace mlir::rint

#endif // RINT_LIB_TRANSFORMS_PROGRAM_ELEMENTWISETOLINALG_H
