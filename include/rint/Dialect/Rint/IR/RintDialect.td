//===- RintDialect.td - The rint dialect -------------------*- tablegen -*-===//

#ifndef RINT_DIALECT_RINT_IR_RINTDIALECT_TD
#define RINT_DIALECT_RINT_IR_RINTDIALECT_TD

include "mlir/IR/DialectBase.td"

def Rint_Dialect : Dialect {
  let name = "rint";
  let cppNamespace = "::mlir::rint";
  let summary = "Repeating the slices of a tensor";
  let description = [{
    The dialect holds `repeat_interleave` and its family: ops that copy every
    slice of a tensor along one dimension as often as a scalar or a vector of
    counts says, the row offsets that are the plan of such a copy, the index
    form, and the adjoint, which reduces segments of slices.

    The ops come in three groups.

    *   **Tensor ops** (`repeat_interleave`, `offsets`, `repeat_indices`,
        `repeat`, `segment_reduce`) have value semantics and are what users write. The rules they
        are verified against are numbered C1 to C12; `docs/specification.md`
        lists them. A rule that types and constants decide is a verifier error;
        the others are checked at run time by the IR that
        `--rint-generate-runtime-checks` adds. An op whose rules are broken at
        run time and that carries no such check has no defined result.
    *   **Destination-passing ops** (`scan_repeats`, `expand_runs`,
        `expand_indices`, `reduce_segments`) do the data-dependent part of the work, on tensors and
        on memrefs, as the ops of `linalg` do.
    *   **Checks** (`check`, `fits_memory`) are what run-time verification
        consists of.
  }];
  let dependentDialects = [
    "arith::ArithDialect", "tensor::TensorDialect"
  ];
  let hasConstantMaterializer = 1;
}

#endif // RINT_DIALECT_RINT_IR_RINTDIALECT_TD
