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

def RintBuildGradientsPass : Pass<"rint-build-gradients", "ModuleOp"> {
  let summary = "Add the gradients of functions that consist of rint ops";
  let description = [{
    For each function with the attribute `rint.differentiate`, adds a function of
    the same name with `_gradient` behind it. It takes the arguments of the
    function, and for each result of floats the gradient with respect to that;
    and it returns the gradient with respect to each argument that is a tensor of
    floats. Beside the rint ops that copy and add (`repeat_interleave`, `repeat`,
    `segment_reduce sum` and `mean`), the function may have `arith.addf` and
    `arith.mulf` on tensors on the way, and any op that no gradient has to pass.

    A compiler that differentiates more than that calls `buildSourceGradient`
    (`rint/Dialect/Rint/Transforms/Gradient.h`) for each op.

    Example:

    ```mlir
    // Input
    func.func @main(%x: tensor<?xf32>, %r: tensor<?xi64>) -> tensor<?xf32>
        attributes {rint.differentiate} {
      %y = rint.repeat_interleave %x repeats(%r : tensor<?xi64>) dim(0)
          : tensor<?xf32> -> tensor<?xf32>
      return %y : tensor<?xf32>
    }

    // Output, shortened: and the function
    func.func @main_gradient(%x: tensor<?xf32>, %r: tensor<?xi64>,
        %dy: tensor<?xf32>) -> tensor<?xf32> {
      %o = rint.offsets repeats(%r : tensor<?xi64>) size(%n) : tensor<?xindex>
      %dx = rint.segment_reduce sum %dy offsets(%o : tensor<?xindex>) dim(0)
          : tensor<?xf32> -> tensor<?xf32>
      return %dx : tensor<?xf32>
    }
    ```
  }];
  let dependentDialects = [
    "arith::ArithDialect", "complex::ComplexDialect", "linalg::LinalgDialect",
    "rint::RintDialect", "tensor::TensorDialect"
  ];
}

def RintSinkRepeatsPass : Pass<"rint-sink-repeats"> {
  let summary = "Do before a repeat what is done to every copy alike";
  let description = [{
    Moves repeats behind the ops that use them, in one block, where that is less
    work:

    *   elementwise ops of linalg, transposes among them, whose operands are repeated
        alike, hold one element, or do not tell the copies of a slice apart;
    *   `tensor.extract_slice` along other dimensions than the repeated one; and along
        that, of one count, where the part of the source that it shows is one piece of
        memory: what is too much at its ends is cut off after the repeat;
    *   `tensor.concat` of tensors that are repeated alike: along the repeated dimension
        by one count, or along another one by any counts.

    A reduction over all copies takes the slices: the greatest of each, or sums of
    integers, each element times its copies. A `tensor.extract_slice` that shows one
    copy is a slice of the source, also in a loop, where nobody uses more than one copy
    at a time. The repeats must be in core form (`--rint-normalize`), and nobody else
    may use what they make.

    A count that is not known is taken to be worth it; a count of 0 or 1, of one
    bit, and a result that is known to be no larger than the source are not. What
    may fail, as an integer division can, is moved only if each slice has a copy
    for sure.

    Example:

    ```mlir
    // Input
    %y = rint.repeat_interleave %x repeats(4) dim(0)
        : tensor<8xf32> -> tensor<32xf32>
    %z = linalg.exp ins(%y : tensor<32xf32>)
        outs(%e : tensor<32xf32>) -> tensor<32xf32>

    // Output
    %0 = tensor.empty() : tensor<8xf32>
    %1 = linalg.exp ins(%x : tensor<8xf32>)
        outs(%0 : tensor<8xf32>) -> tensor<8xf32>
    %z = rint.repeat_interleave %1 repeats(4) dim(0)
        : tensor<8xf32> -> tensor<32xf32>
    ```

    A slice, from the last copy of slice 3 to the second of slice 5:

    ```mlir
    // Input
    %y = rint.repeat_interleave %x repeats(4) dim(0)
        : tensor<100x8xf32> -> tensor<400x8xf32>
    %t = tensor.extract_slice %y[15, 1] [7, 5] [1, 1]
        : tensor<400x8xf32> to tensor<7x5xf32>

    // Output
    %0 = tensor.extract_slice %x[3, 1] [3, 5] [1, 1]
        : tensor<100x8xf32> to tensor<3x5xf32>
    %1 = rint.repeat_interleave %0 repeats(4) dim(0)
        : tensor<3x5xf32> -> tensor<12x5xf32>
    %t = tensor.extract_slice %1[3, 0] [7, 5] [1, 1]
        : tensor<12x5xf32> to tensor<7x5xf32>
    ```

    A slice of one copy:

    ```mlir
    // Input
    %y = rint.repeat_interleave %x repeats(3) dim(0)
        : tensor<4x6xf32> -> tensor<12x6xf32>
    %a = tensor.extract_slice %y[7, 0] [1, 6] [1, 1]
        : tensor<12x6xf32> to tensor<6xf32>

    // Output
    %a = tensor.extract_slice %x[2, 0] [1, 6] [1, 1]
        : tensor<4x6xf32> to tensor<6xf32>
    ```

    A concatenation:

    ```mlir
    // Input
    %0 = rint.repeat_interleave %x repeats(2) dim(0)
        : tensor<3x8xf32> -> tensor<6x8xf32>
    %1 = rint.repeat_interleave %y repeats(2) dim(0)
        : tensor<5x8xf32> -> tensor<10x8xf32>
    %c = tensor.concat dim(0) %0, %1
        : (tensor<6x8xf32>, tensor<10x8xf32>) -> tensor<16x8xf32>

    // Output
    %0 = tensor.concat dim(0) %x, %y
        : (tensor<3x8xf32>, tensor<5x8xf32>) -> tensor<8x8xf32>
    %c = rint.repeat_interleave %0 repeats(2) dim(0)
        : tensor<8x8xf32> -> tensor<16x8xf32>
    ```
  }];
  let dependentDialects = [
    "arith::ArithDialect", "linalg::LinalgDialect", "rint::RintDialect",
    "tensor::TensorDialect"
  ];
}

def RintReadThroughRepeatsPass : Pass<"rint-read-through-repeats"> {
  let summary = "Let consumers read the source of a repeat by one count";
  let description = [{
    Works on what `--convert-rint-to-linalg` makes of one count: a
    `linalg.broadcast` whose dimensions are merged by `tensor.collapse_shape`. A
    consumer that reduces (a batch matmul with grouped heads, say) gets a loop for
    the slices and a loop for their copies, and reads what was broadcast. So does
    an elementwise consumer, if it is the only user of the repeated tensor and has
    16 elements or more to do for a copy; with less, a copy by one of rint's
    kernels is faster. A consumer that reduces reads through a transpose between
    the two as well. Repeats of a repeated tensor become one broadcast.

    Example:

    ```mlir
    // Input
    %k = linalg.broadcast ins(%x : tensor<2x3x5xf32>)
        outs(%e : tensor<2x4x3x5xf32>) dimensions = [1]
    %r = tensor.collapse_shape %k [[0, 1], [2], [3]]
        : tensor<2x4x3x5xf32> into tensor<8x3x5xf32>
    %s = linalg.batch_matmul
        ins(%q, %r : tensor<8x1x3xf32>, tensor<8x3x5xf32>)
        outs(%f : tensor<8x1x5xf32>) -> tensor<8x1x5xf32>

    // Output, shortened
    %0 = tensor.expand_shape %q [[0, 1], [2], [3]] output_shape [2, 4, 1, 3]
        : tensor<8x1x3xf32> into tensor<2x4x1x3xf32>
    %2 = linalg.generic {
        indexing_maps = [affine_map<(h, r, m, n, k) -> (h, r, m, k)>,
                         affine_map<(h, r, m, n, k) -> (h, k, n)>,
                         affine_map<(h, r, m, n, k) -> (h, r, m, n)>], ...}
        ins(%0, %x : tensor<2x4x1x3xf32>, tensor<2x3x5xf32>)
        outs(%1 : tensor<2x4x1x5xf32>) {...} -> tensor<2x4x1x5xf32>
    %s = tensor.collapse_shape %2 [[0, 1], [2], [3]]
        : tensor<2x4x1x5xf32> into tensor<8x1x5xf32>
    ```
  }];
  let dependentDialects = [
    "affine::AffineDialect", "arith::ArithDialect", "linalg::LinalgDialect",
    "tensor::TensorDialect"
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
