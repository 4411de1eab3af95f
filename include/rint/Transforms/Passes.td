//===- Passes.td - Passes on the program around rint ops ---*- tablegen -*-===//

#ifndef RINT_TRANSFORMS_PASSES_TD
#define RINT_TRANSFORMS_PASSES_TD

include "mlir/Pass/PassBase.td"

def RintVerifySymbolsPass : Pass<"rint-verify-symbols", "ModuleOp"> {
  let summary = "Refuse names that compiled code calls something else by";
  let description = [{
    Lowered code calls functions of the C library and of the run-time, such as
    `malloc` and `rintReportError`, by their names. A symbol of the program that
    has one of these names is an error, unless it is a declaration of the right
    type, or a function of the LLVM dialect of that type, which may take the
    other's place. Names of mathematical functions, such as `expf`, are refused
    where the program has ops that may call them.

    Example:

    ```mlir
    // error: expected symbols of the program to have other names than functions
    // that compiled code calls, but got 'malloc'
    func.func private @malloc(%n: index) -> tensor<?xf32> {...}
    ```
  }];
}

def RintReportAssertionsPass : Pass<"rint-report-assertions"> {
  let summary = "Turn assertions into checks, which say where they stand";
  let description = [{
    Upstream lowers `cf.assert` to a call of `abort`. A `rint.check` ends the
    program with one line that has the place of the assertion.

    Example:

    ```mlir
    // Input
    cf.assert %ok, "expected a positive size"

    // Output
    rint.check %ok, "expected a positive size"
    ```
  }];
  let dependentDialects = ["rint::RintDialect"];
}

def RintLowerIndirectCallsPass
    : Pass<"rint-lower-indirect-calls", "ModuleOp"> {
  let summary = "Call functions of tensors that are values by their number";
  let description = [{
    A function of tensors whose address is taken gets a number among those of its
    type, and an indirect call becomes a switch between calls of them. Functions
    that have to do with tensors nowhere stay as they are.

    Example:

    ```mlir
    // Input
    %f = func.constant @twice : (tensor<?xf32>) -> tensor<?xf32>
    %y = func.call_indirect %f(%x) : (tensor<?xf32>) -> tensor<?xf32>

    // Output
    %f = arith.constant 0 : index
    %y = scf.index_switch %f -> tensor<?xf32>
    default {
      %0 = func.call @twice(%x) : (tensor<?xf32>) -> tensor<?xf32>
      scf.yield %0 : tensor<?xf32>
    }
    ```
  }];
  let dependentDialects = [
    "arith::ArithDialect", "func::FuncDialect", "scf::SCFDialect"
  ];
}

def RintStructureControlFlowPass : Pass<"rint-structure-control-flow"> {
  let summary = "Give control flow that tensors take the structure of scf";
  let description = [{
    Blocks that hold tensors are lifted to scf, by the algorithm of upstream's
    `--lift-cf-to-scf`, affine ops that carry tensors are lowered to scf, and
    a choice of tensors by `scf.index_switch`, which upstream does not bufferize
    right, becomes such by `scf.if`.
    Where no tensors are concerned, control flow stays as it is.

    Example:

    ```mlir
    // Input
    cf.cond_br %c, ^end(%a : tensor<?xf32>), ^end(%b : tensor<?xf32>)
    ^end(%r: tensor<?xf32>):

    // Output
    %r = scf.if %c -> tensor<?xf32> {
      scf.yield %a : tensor<?xf32>
    } else {
      scf.yield %b : tensor<?xf32>
    }
    ```
  }];
  let dependentDialects = [
    "arith::ArithDialect", "cf::ControlFlowDialect", "memref::MemRefDialect",
    "scf::SCFDialect", "tensor::TensorDialect", "ub::UBDialect",
    "vector::VectorDialect"
  ];
}

def RintExpandTensorOpsPass : Pass<"rint-expand-tensor-ops"> {
  let summary = "Expand tensor ops that upstream cannot bufferize";
  let description = [{
    | op | becomes |
    |---|---|
    | `tensor.gather`, `tensor.bitcast`, `linalg.pack`, `linalg.unpack` | `tensor.generate` |
    | `tensor.collapse_shape` of what is known to be empty | `tensor.empty` |
    | `ml_program.global_load` of a mutable global | the same, and a copy of it |
    | `tensor.scatter` | loops that insert elements |
    | `linalg.softmax`, `linalg.winograd_*` | what upstream decomposes them into |

    Example:

    ```mlir
    // Input
    %y = tensor.bitcast %x : tensor<4xf32> to tensor<4xi32>

    // Output
    %y = tensor.generate {
    ^bb0(%i: index):
      %0 = tensor.extract %x[%i] : tensor<4xf32>
      %1 = arith.bitcast %0 : f32 to i32
      tensor.yield %1 : i32
    } : tensor<4xi32>
    ```
  }];
  let dependentDialects = [
    "affine::AffineDialect", "arith::ArithDialect",
    "bufferization::BufferizationDialect", "linalg::LinalgDialect",
    "math::MathDialect", "scf::SCFDialect", "tensor::TensorDialect"
  ];
}

def RintConvertElementwiseToLinalgPass
    : Pass<"rint-convert-elementwise-to-linalg"> {
  let summary = "Convert elementwise ops on tensors, but no choices, to linalg";
  let description = [{
    As upstream's `--convert-elementwise-to-linalg`, but leaves alone an
    `arith.select` with a condition of one bit. It chooses between two tensors
    as they are, so they need not have the same size, and no element has to be
    copied.

    With `only-comparable` it converts `arith.xori` and `arith.cmpi` on tensors of
    unknown size and nothing else. With two equal operands, upstream's folder
    makes constants of those that have no size.

    Example:

    ```mlir
    // Input
    %0 = arith.addf %a, %b : tensor<?xf32>
    %1 = arith.select %c, %0, %a : tensor<?xf32>

    // Output
    %0 = linalg.generic ... ins(%a, %b : tensor<?xf32>, tensor<?xf32>)
        outs(%a : tensor<?xf32>) {...} -> tensor<?xf32>
    %1 = arith.select %c, %0, %a : tensor<?xf32>
    ```
  }];
  let options = [
    Option<"onlyComparable", "only-comparable", "bool", /*default=*/"false",
           "Convert only what would be folded to a constant without a size">
  ];
  let dependentDialects = ["linalg::LinalgDialect", "tensor::TensorDialect"];
}

def RintExpandRankReducingSlicesPass
    : Pass<"rint-expand-rank-reducing-slices"> {
  let summary = "Have slices keep their dimensions";
  let description = [{
    Of a slice that leaves out dimensions of one element and keeps others, upstream may
    mistake which ones it leaves out: if another size is 1, too, or once it turns out to
    be. A `tensor.extract_slice` that keeps a dimension of one element or of an unknown
    size, and a `memref.subview` that keeps one of one element, keep them all, and a
    `collapse_shape` leaves them out.

    Bufferization (`--rint-bufferize`) gives slices that leave out all dimensions of one
    element their form back, and has insertions follow.

    Example:

    ```mlir
    // Input
    %s = tensor.extract_slice %x[2, 0] [1, %n] [1, 1]
        : tensor<4x6xf32> to tensor<?xf32>

    // Output
    %0 = tensor.extract_slice %x[2, 0] [1, %n] [1, 1]
        : tensor<4x6xf32> to tensor<1x?xf32>
    %s = tensor.collapse_shape %0 [[0, 1]] : tensor<1x?xf32> into tensor<?xf32>
    ```
  }];
  let dependentDialects = ["memref::MemRefDialect", "tensor::TensorDialect"];
}

def RintFuseElementwisePass : Pass<"rint-fuse-elementwise"> {
  let summary = "Merge elementwise ops that use each other's results";
  let description = [{
    Merges elementwise ops on tensors into one `linalg.generic`, where nothing
    between them uses what they make or writes to memory: one loop goes over
    memory instead of one for each op. Each element is computed by the same
    operations as before, once, so no value changes.

    It also keeps the time of upstream's bufferization in bounds, which grows with
    the third power of the number of ops that may share a buffer.

    Example:

    ```mlir
    // Input
    %0 = arith.mulf %a, %b : tensor<?xf32>
    %1 = arith.addf %0, %a : tensor<?xf32>

    // Output
    %1 = linalg.generic ... ins(%a, %b : tensor<?xf32>, tensor<?xf32>)
        outs(%a : tensor<?xf32>) {
    ^bb0(%p: f32, %q: f32, %out: f32):
      %2 = arith.mulf %p, %q : f32
      %3 = arith.addf %2, %p : f32
      linalg.yield %3 : f32
    } -> tensor<?xf32>
    ```
  }];
  let dependentDialects = ["linalg::LinalgDialect", "tensor::TensorDialect"];
}

def RintResultsToDestinationsPass
    : Pass<"rint-results-to-destinations", "ModuleOp"> {
  let summary = "Have functions fill buffers of their callers";
  let description = [{
    A public function that no other calls takes a row-major buffer for each of its
    results that is a tensor, after its other arguments, and fills it with what it
    has returned so far. Then `--rint-fill-destinations` computes it there, and
    checks the size.

    Example:

    ```mlir
    // Input
    func.func @f(%x: tensor<?xf32>) -> tensor<?xf32> {
      ...
      return %y : tensor<?xf32>
    }

    // Output
    func.func @f(%x: tensor<?xf32>, %out: memref<?xf32>) {
      ...
      bufferization.materialize_in_destination %y in restrict writable %out
          : (tensor<?xf32>, memref<?xf32>) -> ()
      return
    }
    ```
  }];
  let dependentDialects = [
    "bufferization::BufferizationDialect", "memref::MemRefDialect"
  ];
}

def RintFillDestinationsPass : Pass<"rint-fill-destinations", "ModuleOp"> {
  let summary = "Compute tensors where they are wanted: in a buffer, in a slice";
  let description = [{
    Bufferization copies a tensor that `bufferization.materialize_in_destination`
    puts into a buffer, or that a slice or a concatenation takes up. Where the
    tensor is computed in a `tensor.empty`, upstream's elimination of such lets it
    be computed in place. This pass has upstream do that, after it has

    - moved the views of a repeat by one count to the destination,
    - taken concatenations apart,
    - put computations next to where their results are inserted or put into a buffer.

    A buffer is written where the program fills it, and no sooner: where a check, or
    something that reads the buffer, stands between the computation and that, and the
    computation cannot be put behind it, the tensor is copied.
    A buffer of another size than the tensor is an error, before it is written
    (`checks`). A slice is computed in place only where its size is known to be
    that of the tensor.

    Example:

    ```mlir
    // Input
    %b = linalg.broadcast ins(%x : tensor<?xf32>)
        outs(%e : tensor<?x2xf32>) dimensions = [1]
    %y = tensor.collapse_shape %b [[0, 1]] : tensor<?x2xf32> into tensor<?xf32>
    bufferization.materialize_in_destination %y in restrict writable %out
        : (tensor<?xf32>, memref<?xf32>) -> ()

    // Output
    rint.check %ok, "'bufferization.materialize_in_destination' op expected
        dimension {0} of the destination to be {1}, but got {2}"(%c0, %m, %size)
    %v = memref.expand_shape %out [[0, 1]] output_shape [%n, 2]
        : memref<?xf32> into memref<?x2xf32>
    %e = bufferization.to_tensor %v restrict writable
        : memref<?x2xf32> to tensor<?x2xf32>
    %b = linalg.broadcast ins(%x : tensor<?xf32>)
        outs(%e : tensor<?x2xf32>) dimensions = [1]
    bufferization.materialize_in_destination %b in writable %v
        : (tensor<?x2xf32>, memref<?x2xf32>) -> ()
    ```
  }];
  let options = [
    Option<"checks", "checks", "bool", /*default=*/"true",
           "Check the sizes of buffers that types do not tell">,
    Option<"inPlace", "in-place", "bool", /*default=*/"true",
           "Compute in place; else sizes are checked and no more">
  ];
  let dependentDialects = [
    "affine::AffineDialect", "arith::ArithDialect",
    "bufferization::BufferizationDialect", "memref::MemRefDialect",
    "rint::RintDialect", "tensor::TensorDialect"
  ];
}

def RintBufferizePass : Pass<"rint-bufferize", "ModuleOp"> {
  let summary = "Bufferize a module with sound layouts at function boundaries";
  let description = [{
    Upstream's One-Shot Bufferize with these choices:

    *   Public functions and declarations, which are called from outside or
        defined there, take and return row-major buffers. All others take and
        return buffers of any strides, so that slices are passed without copies.
    *   Where a buffer has to be row-major and may not be, it is copied. (Upstream
        takes a buffer whose strides are not known for a row-major one.)
    *   An op that cannot be bufferized is an error that names the op.

    Example:

    ```mlir
    // Input
    func.func @main(%x: tensor<?x?xf32>, %n: index) -> tensor<?x?xf32> {
      %s = tensor.extract_slice %x[0, 0] [%n, %n] [1, 1]
          : tensor<?x?xf32> to tensor<?x?xf32>
      return %s : tensor<?x?xf32>
    }

    // Output
    func.func @main(%x: memref<?x?xf32>, %n: index) -> memref<?x?xf32> {
      %s = memref.subview %x[0, 0] [%n, %n] [1, 1]
          : memref<?x?xf32> to memref<?x?xf32, strided<[?, 1]>>
      %y = memref.alloc(%n, %n) {alignment = 64 : i64} : memref<?x?xf32>
      memref.copy %s, %y
          : memref<?x?xf32, strided<[?, 1]>> to memref<?x?xf32>
      return %y : memref<?x?xf32>
    }
    ```
  }];
  let dependentDialects = [
    "bufferization::BufferizationDialect", "memref::MemRefDialect"
  ];
}

def RintRefineLayoutsPass : Pass<"rint-refine-layouts", "ModuleOp"> {
  let summary = "Say what is row-major at the boundaries of private functions";
  let description = [{
    Bufferization gives private functions buffers of any strides. Where all calls
    pass row-major buffers, or all returns do, the type says so afterwards, and
    code for row-major buffers can be made on the other side.

    Example:

    ```mlir
    // Input
    func.func private @f(%x: memref<?xf32, strided<[?], offset: ?>>) {...}
    func.func @main(%x: memref<?xf32>) {
      %0 = memref.cast %x : memref<?xf32> to memref<?xf32, strided<[?], offset: ?>>
      call @f(%0) : (memref<?xf32, strided<[?], offset: ?>>) -> ()
      return
    }

    // Output
    func.func private @f(%x: memref<?xf32>) {...}
    func.func @main(%x: memref<?xf32>) {
      call @f(%x) : (memref<?xf32>) -> ()
      return
    }
    ```
  }];
  let dependentDialects = ["memref::MemRefDialect"];
}

def RintVectorizeContractionsPass : Pass<"rint-vectorize-contractions"> {
  let summary = "Do contractions on buffers with vectors, bit for bit";
  let description = [{
    Sums of products (`linalg.batch_matmul` and its kin, and what
    `linalg.generic` says of that kind) become loops over vectors of 64 bytes.
    The lanes are neighbours of the result, a few rows of which are kept in
    registers while their summands are read, in the order of the op's own loops:
    every element is rounded as it would have been one by one. An operand whose
    summands are neighbours (the transposed one of a matmul) is transposed in
    registers, block by block. A mask cuts the last vector of a row.

    With several `threads`, one of the parallel loops is cut into as many parts, if
    there are 2^20 rounds in all.

    Contractions of less than 1024 rounds in all, buffers with strides in their
    last dimension, elements that LLVM has no vectors of and bodies that are more
    than arithmetic are left to other passes.

    Example:

    ```mlir
    // Input
    linalg.matmul ins(%a, %b : memref<4x64xf32>, memref<64x16xf32>)
        outs(%c : memref<4x16xf32>)

    // Output, shortened to one of the four rows
    %0 = vector.load %c[%c0, %c0] : memref<4x16xf32>, vector<16xf32>
    %1 = scf.for %k = %c0 to %c64 step %c1 iter_args(%sum = %0) -> (vector<16xf32>) {
      %2 = memref.load %a[%c0, %k] : memref<4x64xf32>
      %3 = vector.broadcast %2 : f32 to vector<16xf32>
      %4 = vector.load %b[%k, %c0] : memref<64x16xf32>, vector<16xf32>
      %5 = arith.mulf %3, %4 : vector<16xf32>
      %6 = arith.addf %sum, %5 : vector<16xf32>
      scf.yield %6 : vector<16xf32>
    }
    vector.store %1, %c[%c0, %c0] : memref<4x16xf32>, vector<16xf32>
    ```
  }];
  let dependentDialects = [
    "arith::ArithDialect", "memref::MemRefDialect", "scf::SCFDialect",
    "vector::VectorDialect"
  ];
  let options = [
    Option<"threads", "threads", "int64_t", /*default=*/"1",
           "How many threads may share the work">
  ];
}

def RintExpandReshapesPass : Pass<"rint-expand-reshapes"> {
  let summary = "Lower views of more dimensions whose sizes are not known";
  let description = [{
    Replaces `memref.expand_shape` where several sizes of a group are not known by
    `memref.reinterpret_cast` to the sizes that the op states.
    `--expand-strided-metadata` takes those with one such size.

    Example:

    ```mlir
    // Input
    %y = memref.expand_shape %x [[0, 1]] output_shape [%a, %b]
        : memref<?xf32> into memref<?x?xf32>

    // Output
    %base, %offset, %size, %stride = memref.extract_strided_metadata %x
        : memref<?xf32> -> memref<f32>, index, index, index
    %y = memref.reinterpret_cast %base to offset: [0], sizes: [%a, %b], strides: [%b, 1]
        : memref<f32> to memref<?x?xf32>
    ```
  }];
  let dependentDialects = ["arith::ArithDialect", "memref::MemRefDialect"];
}

def RintExpandMathPass : Pass<"rint-expand-math"> {
  let summary = "Expand math ops that have no lowering, or a wrong one, upstream";
  let description = [{
    `math.clampf` becomes a maximum with the lower bound and a minimum with the
    upper one, which give NaN if an operand is NaN.

    Example:

    ```mlir
    // Input
    %y = math.clampf %x to [%lo, %hi] : f32

    // Output
    %0 = arith.maximumf %x, %lo : f32
    %y = arith.minimumf %0, %hi : f32
    ```
  }];
  let dependentDialects = ["arith::ArithDialect"];
}

def RintExpandSmallFloatsPass : Pass<"rint-expand-small-floats"> {
  let summary = "Do arithmetic on floats of up to 8 bits in f32";
  let description = [{
    LLVM has no floats of less than 16 bits. Operations on them are done in f32
    and rounded, and conversions become arithmetic on bits: to nearest, ties to
    even; what is too large becomes infinite, NaN, or the largest number, of
    which the type has the first. No value is ever kept in a wider type.

    Example:

    ```mlir
    // Input
    %s = arith.addf %a, %b : f8E4M3FN

    // Output, shortened
    %0 = // %a as f32, by shifts and a multiplication
    %1 = // %b
    %2 = arith.addf %0, %1 : f32
    %s = // %2 rounded
    ```
  }];
  let dependentDialects = [
    "arith::ArithDialect", "math::MathDialect", "vector::VectorDialect"
  ];
}

def RintScopeStackBuffersPass : Pass<"rint-scope-stack-buffers"> {
  let summary = "Free stack buffers at the end of each round of a loop";
  let description = [{
    Upstream lowers loops to branches without regard to `memref.alloca` in their
    bodies, so that the stack grows with every round. After this pass, a round
    that uses the stack gives it back, unless it hands on a buffer, and a
    `memref.alloca_scope` has become what gives it back behind the scope, so that
    control flow inside of it can be lowered.

    Example:

    ```mlir
    // Input
    scf.for %i = %c0 to %n step %c1 {
      %b = memref.alloca() : memref<8xf32>
      ...
    }

    // Output
    scf.for %i = %c0 to %n step %c1 {
      %stack = llvm.intr.stacksave : !llvm.ptr
      %b = memref.alloca() : memref<8xf32>
      ...
      llvm.intr.stackrestore %stack : !llvm.ptr
    }
    ```
  }];
  let dependentDialects = ["LLVM::LLVMDialect"];
}

def RintVerifyGPUOptionsPass : Pass<"rint-verify-gpu-options", "ModuleOp"> {
  let summary = "Refuse a chip, a format or a toolkit that does not exist";
  let description = [{
    The first pass of the pipelines for the GPUs of a vendor. An error lists what
    there is.

    Example:

    ```mlir
    // --rint-verify-gpu-options=format=exe
    // error: expected format to be one of isa, bin, fatbin, but got 'exe'
    ```
  }];
  let options = [
    Option<"triple", "triple", "std::string", [{"nvptx64-nvidia-cuda"}],
           "The kind of GPU, as LLVM calls it">,
    Option<"chip", "chip", "std::string", [{"sm_75"}], "The GPU to compile for">,
    Option<"format", "format", "std::string", [{"isa"}],
           "What the module is to hold for the device">,
    Option<"toolkit", "toolkit", "std::string", [{""}],
           "Where the vendor's tools are">
  ];
}

def RintVerifyLoweredPass : Pass<"rint-verify-lowered"> {
  let summary = "Check that all ops have been lowered to the LLVM dialect";
  let description = [{
    An op that cannot be translated to LLVM IR is an error that names it. It
    stands at the end of rint's pipelines.

    Example:

    ```mlir
    // error: expected every op to have a lowering to the LLVM dialect, but got
    // 'vector.scan'
    %0:2 = vector.scan <add>, %v, %a ...
    ```
  }];
}

def RintOutlineFailuresPass : Pass<"rint-outline-failures", "ModuleOp"> {
  let summary = "Move what only the message of an error needs into functions";
  let description = [{
    A branch that ends in a `rint.check` which always fails begins with ops that
    find what its message tells, such as the count that made a sum overflow. If
    there is a loop among them, they become a private function, one for all
    branches that do the same, which LLVM does not spend time on. The checks
    stay where they are, with their locations.

    Example:

    ```mlir
    // Input
    scf.if %isBad {
      %at = scf.for %i = %c0 to %n step %c1 iter_args(%j = %c0) -> (index) {
        ...
      }
      rint.check %false, "expected ..., but got {0}"(%at : index)
    }

    // Output
    scf.if %isBad {
      %at = func.call @rint_find_culprit(%counts, %n)
          : (memref<?xi64>, index) -> index
      rint.check %false, "expected ..., but got {0}"(%at : index)
    }
    ```
  }];
  let dependentDialects = ["func::FuncDialect", "LLVM::LLVMDialect"];
}

def RintVerifyStagePass : Pass<"rint-verify-stage"> {
  let summary = "Verify what a stage of a pipeline has made";
  let description = [{
    Does what a pass manager does after each pass unless `--verify-each=false`.
    It stands at the end of each stage of rint's pipelines, for programs that
    compile in order to run, such as `rint-runner`, which verify only there.
  }];
}

def RintSplitLongBlocksPass : Pass<"rint-split-long-blocks"> {
  let summary = "Split long blocks where later lowerings would";
  let description = [{
    Ends a block of more than 500 ops behind each `rint.check`,
    `rint.fits_memory` and op with regions. Their lowerings split the block that
    they are in and move all that follows, which takes quadratic time in a long
    one.

    Example:

    ```mlir
    // Input
    rint.check %0, "..."
    %1 = arith.addi %x, %x : index

    // Output
      rint.check %0, "..."
      cf.br ^bb1
    ^bb1:
      %1 = arith.addi %x, %x : index
    ```
  }];
  let dependentDialects = ["cf::ControlFlowDialect"];
}

#endif // RINT_TRANSFORMS_PASSES_TD
