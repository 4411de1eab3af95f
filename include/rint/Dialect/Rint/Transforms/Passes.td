//===- Passes.td - Passes from rint to rint ----------------*- tablegen -*-===//

#ifndef RINT_DIALECT_RINT_TRANSFORMS_PASSES_TD
#define RINT_DIALECT_RINT_TRANSFORMS_PASSES_TD

include "mlir/Pass/PassBase.td"

def RintGenerateRuntimeChecksPass
    : Pass<"rint-generate-runtime-checks"> {
  let summary = "Check at run time what types and constants cannot decide";
  let description = [{
    Puts the checks of `RuntimeVerifiableOpInterface` before every op of the rint
    dialect: one `rint.check` for each rule that the verifier could not decide,
    in the order of the rules' numbers. Checks that hold for sure are not made,
    or are removed by canonicalization.

    A pipeline that leaves the pass out trusts its input: an op whose rules are
    broken then has no defined result. Upstream's
    `--generate-runtime-verification` makes the same checks, together with those
    of all other dialects.

    Example:

    ```mlir
    // Input
    %y = rint.repeat_interleave %x repeats(%r : index) dim(0)
        : tensor<3xf32> -> tensor<?xf32>

    // Output, shortened
    %ok = arith.cmpi sge, %r, %c0 : index
    rint.check %ok, "'rint.repeat_interleave' op expected repeats to be non-negative, but got {0}" (%r : index)
    ```
  }];
  let dependentDialects = [
    "arith::ArithDialect", "scf::SCFDialect", "tensor::TensorDialect"
  ];
}

def RintNormalizePass : Pass<"rint-normalize"> {
  let summary = "Bring every rint op to one of its core forms";
  let description = [{
    Afterwards every `rint.repeat_interleave` has a dim counted from the front
    and either one count, an index, or row offsets:

    *   without a dim the source is flattened by `tensor.collapse_shape`;
    *   a 0-D tensor or a vector of one count becomes an index;
    *   a vector of counts becomes `rint.offsets`, so that ops with the same
        counts share one plan and CSE merges what is left.

    Output sizes are dropped: the run-time checks have compared them by now. A
    `tensor.dim` of a result is replaced by what the size is computed from: the
    last row offset, or slices times count.

    Example:

    ```mlir
    // Input
    %y = rint.repeat_interleave %x repeats(%rs : tensor<3xi64>) dim(-1)
        : tensor<4x3xf32> -> tensor<4x?xf32>

    // Output
    %o = rint.offsets repeats(%rs : tensor<3xi64>) : tensor<4xindex>
    %y = rint.repeat_interleave %x offsets(%o : tensor<4xindex>) dim(1)
        : tensor<4x3xf32> -> tensor<4x?xf32>
    ```
  }];
  let dependentDialects = [
    "arith::ArithDialect", "rint::RintDialect", "tensor::TensorDialect"
  ];
}

def RintAnnotateEntryPointsPass
    : Pass<"rint-annotate-entry-points", "ModuleOp"> {
  let summary = "Let a host program call the public functions by their types";
  let description = [{
    Gives every public function with a body a C interface
    (`llvm.emit_c_interface`) and keeps its type, which later passes lower, in
    the attribute `rint.signature`. A runner can then call lowered code without
    having seen the source.

    Example:

    ```mlir
    // Input
    func.func @main(%x: tensor<3xf32>) -> tensor<3xf32> {
      return %x : tensor<3xf32>
    }

    // Output
    func.func @main(%x: tensor<3xf32>) -> tensor<3xf32> attributes {
        llvm.emit_c_interface,
        rint.signature = (tensor<3xf32>) -> tensor<3xf32>} {
      return %x : tensor<3xf32>
    }
    ```
  }];
}

#endif // RINT_DIALECT_RINT_TRANSFORMS_PASSES_TD
