//===- Passes.h - Passes around GPU kernels ---------------------*- C++ -*-===//
//
// They convert nothing: they decide where buffers live, when checks are made
// and in which order the device works, before and after
// `--convert-rint-to-gpu`.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_TRANSFORMS_GPU_PASSES_H
#define RINT_TRANSFORMS_GPU_PASSES_H

#include "mlir/Pass/Pass.h"

namespace mlir::rint {

#define GEN_PASS_DECL
#include "rint/Transforms/GPU/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "rint/Transforms/GPU/Passes.h.inc"

} // namespace mlir::rint

#endif // RINT_TRANSFORMS_GPU_PASSES_H
