//===- Passes.h - Passes on the program around rint ops ---------*- C++ -*-===//

#ifndef RINT_TRANSFORMS_PASSES_H
#define RINT_TRANSFORMS_PASSES_H

#include "mlir/Pass/Pass.h"

namespace mlir::rint {

#define GEN_PASS_DECL
#include "rint/Transforms/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "rint/Transforms/Passes.h.inc"

} // namespace mlir::rint

#endif // RINT_TRANSFORMS_PASSES_H
