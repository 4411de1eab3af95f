//===- EmptyTensors.h - Ops on tensors that are known to be empty -*- C++ -*-=//

#ifndef RINT_LIB_TRANSFORMS_PROGRAM_EMPTYTENSORS_H
#define RINT_LIB_TRANSFORMS_PROGRAM_EMPTYTENSORS_H

namespace mlir {
class Operation;
class RewritePatternSet;
} // namespace mlir

namespace mlir::rint {

/// Adds patterns that replace tensor.concat, tensor.pad and
/// tensor.collapse_shape, where a type of theirs has a size 0, by what upstream
/// can bufferize.
void populateExpandEmptyTensorPatterns(RewritePatternSet &patterns);

/// Applies them to the ops below `root`.
void expandEmptyTensors(Operation *root);

} // namespace mlir::rint

#endif // RINT_LIB_TRANSFORMS_PROGRAM_EMPTYTENSORS_H
