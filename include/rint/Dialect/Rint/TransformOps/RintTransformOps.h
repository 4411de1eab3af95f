//===- RintTransformOps.h - rint's patterns in schedules --------*- C++ -*-===//

#ifndef RINT_DIALECT_RINT_TRANSFORMOPS_RINTTRANSFORMOPS_H
#define RINT_DIALECT_RINT_TRANSFORMOPS_RINTTRANSFORMOPS_H

#include "mlir/Dialect/Transform/Interfaces/TransformInterfaces.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/IR/PatternMatch.h"

namespace mlir {
class DialectRegistry;
} // namespace mlir

namespace mlir::rint {

/// Adds the ops `transform.apply_patterns.rint.*` to the transform dialect.
void registerTransformDialectExtension(DialectRegistry &registry);

} // namespace mlir::rint

#define GET_OP_CLASSES
#include "rint/Dialect/Rint/TransformOps/RintTransformOps.h.inc"

#endif // RINT_DIALECT_RINT_TRANSFORMOPS_RINTTRANSFORMOPS_H
