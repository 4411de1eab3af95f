//===- Passes.td - Passes from rint to other dialects ------*- tablegen -*-===//

#ifndef RINT_CONVERSION_PASSES_TD
#define RINT_CONVERSION_PASSES_TD

include "mlir/Pass/PassBase.td"

def ConvertLinalgToRintPass : Pass<"convert-linalg-to-rint"> {
  let summary = "Raise what frontends write for repeats to rint ops";
  let description = [{
    PyTorch, JAX, ONNX and TOSA have no op that compilers keep for repeats: what
    reaches linalg are broadcasts, reshapes, masks and gathers. This pass finds
    the repeats among them and changes no value and no error.

    *   A broadcast into new dimensions, in any of the forms that frontends write,
        which `tensor.collapse_shape`, `tensor.reshape` or `tosa.reshape` merges
        with the dimension before them is `rint.repeat_interleave` by one count;
        with the dimension behind them, `rint.repeat`. `tosa.tile` is
        `rint.repeat`. A reshape by a computed shape is raised where the shape is
        known to merge dimensions and nothing else.

    *   The sum over i of `ends[i] <= j`, by which frameworks without sizes that
        depend on data find the slice of a position j, is `rint.repeat_indices`
        with the ends as row offsets. Any way to compare and to count is read, and
        how many are not reached, too. The sum is a number for all ends, while row
        offsets must rise from 0 to the number of positions: so the ends are
        clamped to the positions, and sorted at run time if they fall.
    *   What is gathered at such indices is `rint.repeat_interleave`. Wrapped and
        clamped indices are seen through where they are in range, and assertions
        that they are go. Indices clamped to the last slice give it the positions
        behind the last end, which is how JAX pads.
    *   The inclusive sums in front, as JAX's windows over a padded vector or as
        `tm_tensor.scan` of torch-mlir in generic form, are one loop instead of
        n * n additions. They wrap as before.

    Whatever is not known to be a repeat is left alone.

    Example:

    ```mlir
    // Input
    %e = tensor.empty() : tensor<3x4x2xf32>
    %b = linalg.broadcast ins(%x : tensor<3x4xf32>)
        outs(%e : tensor<3x4x2xf32>) dimensions = [2]
    %y = tensor.collapse_shape %b [[0], [1, 2]]
        : tensor<3x4x2xf32> into tensor<3x8xf32>

    // Output
    %y = rint.repeat_interleave %x repeats(2) dim(1)
        : tensor<3x4xf32> -> tensor<3x8xf32>
    ```

    A gather at the sum of a mask of 4 ends and 7 positions, where %reached is
    `%j >= %end`:

    ```mlir
    // Input, shortened
    %mask = linalg.generic ... ins(%ends : tensor<4xi64>) ... {
      %one = arith.extui %reached : i1 to i64
      linalg.yield %one : i64
    } -> tensor<4x7xi64>
    %sum = linalg.generic {..., iterator_types = ["reduction", "parallel"]}
        ins(%mask : tensor<4x7xi64>) ...
    %y = linalg.generic ... ins(%sum : tensor<7xi64>) ... {
      %row = tensor.extract %x[%i, %d] : tensor<4x2xf32>
      linalg.yield %row : f32
    } -> tensor<7x2xf32>

    // Output, shortened
    %offsets = scf.if %sorted -> (tensor<5xindex>) ...
    %y = rint.repeat_interleave %x offsets(%offsets : tensor<5xindex>) dim(0)
        : tensor<4x2xf32> -> tensor<7x2xf32>
    ```
  }];
  let dependentDialects = [
    "arith::ArithDialect", "linalg::LinalgDialect", "rint::RintDialect",
    "scf::SCFDialect", "tensor::TensorDialect"
  ];
}

def ConvertRintToLinalgPass : Pass<"convert-rint-to-linalg"> {
  let summary = "Lower rint's tensor ops to destination-passing style";
  let description = [{
    *   One count for every slice: `linalg.broadcast` into a fresh dimension
        behind the repeated one, and `tensor.collapse_shape` of the two. (Not a
        `linalg.generic` that reads `d floordiv r`: tiling miscompiles those.)
    *   `rint.repeat`: `linalg.broadcast` into a fresh dimension before each
        dimension, and `tensor.collapse_shape`.
    *   A vector of counts: `rint.scan_repeats` for the row offsets, then
        `rint.expand_runs` or `rint.expand_indices` into a `tensor.empty`.
    *   `rint.segment_reduce`: `rint.reduce_segments` into a `tensor.empty`, by
        row offsets or one count.

    With a `block-size`, row offsets of which only the copies and the total are
    used become those of every block of that many slices (see
    `rint.scan_repeats`), and the copies read the counts. With `pack-counts`, they
    read them packed where each is for a single element: that is most of what
    such a copy reads.

    The ops have to be normalized (`--rint-normalize`).

    Example:

    ```mlir
    // Input
    %y = rint.repeat_interleave %x repeats(2) dim(0)
        : tensor<3xf32> -> tensor<6xf32>

    // Output
    %e = tensor.empty() : tensor<3x2xf32>
    %b = linalg.broadcast ins(%x : tensor<3xf32>) outs(%e : tensor<3x2xf32>)
        dimensions = [1]
    %y = tensor.collapse_shape %b [[0, 1]] : tensor<3x2xf32> into tensor<6xf32>
    ```
  }];
  let options = [
    Option<"blockSize", "block-size", "int64_t", "0",
           "The number of slices in a block of row offsets; 0 for an offset of "
           "every slice">,
    Option<"packCounts", "pack-counts", "bool", "false",
           "Pack the counts of a block where they are small and each is for a "
           "single element">
  ];
  let dependentDialects = [
    "arith::ArithDialect", "linalg::LinalgDialect", "rint::RintDialect",
    "tensor::TensorDialect"
  ];
}

def ConvertRintToSCFPass : Pass<"convert-rint-to-scf"> {
  let summary = "Lower rint's destination-passing ops on memrefs to loops";
  let description = [{
    `rint.scan_repeats` becomes one loop over the counts, with a sum that turns
    to -1 when a count is negative or the sum does not fit. `rint.expand_runs`
    and `rint.expand_indices` become loops over the runs: n + output steps,
    never n times output. `rint.reduce_segments` becomes a loop over the slices
    of each segment inside of loops over the result.

    Example:

    ```mlir
    // Input
    rint.expand_indices ins(%o : memref<?xindex>) outs(%r : memref<?xindex>)

    // Output
    scf.for %i = %c0 to %n step %c1 {
      %next = arith.addi %i, %c1 : index
      %begin = memref.load %o[%i] : memref<?xindex>
      %end = memref.load %o[%next] : memref<?xindex>
      scf.for %j = %begin to %end step %c1 {
        memref.store %i, %r[%j] : memref<?xindex>
      }
    }
    ```
  }];
  let dependentDialects = [
    "arith::ArithDialect", "complex::ComplexDialect", "linalg::LinalgDialect",
    "memref::MemRefDialect", "scf::SCFDialect"
  ];
}

def ConvertRintToVectorPass : Pass<"convert-rint-to-vector", "ModuleOp"> {
  let summary = "Lower copies with repetition on memrefs to vector code";
  let description = [{
    Lowers copies with repetition on contiguous memrefs, and the sums of counts, to
    calls of kernels: private functions of the module, made once for each kind of
    copy. The name of a kernel says what its code takes for known
    (`rint_shuffle_i32_r2_row1`: words of 32 bits, two copies, rows of one word);
    everything else is an operand, so that many ops share it.

    One count for every slice, and copies of a whole tensor, have become
    `linalg.broadcast`. Elements are moved as integers of their size. The
    dimensions are merged to [n, inner] -> [n, r, inner]. The first of these
    strategies that serves the three sizes writes the copy; where they are not
    known, it is picked at run time:

    | strategy | serves | code |
    |---|---|---|
    | `tile` | n = 1, a short row of known size | shuffles of the row that make up a period, stored round and round |
    | `shuffle` | r up to 16, rows up to half a vector, both known; small r that are not known | load as many rows as fill vectors, shuffle them with constant masks into the vectors of the result |
    | `permute` | r or row not known, or many masks, with `permute-bytes` | masks made at run time: one load, one permutation and one aligned store for each vector |
    | `fill` | rows of one word, r of a vector and more | stores of a broadcast vector, aligned but for the first and the last |
    | `short-runs` | rows of one word | stores of 16 bytes, the last one running over into the next run |
    | `held-rows` | rows of 1 to 8 vectors, size known | loaded once, stored r times, the last vector overlapping |
    | `blocked-rows` | rows of a vector and more | vectors; long rows in blocks of 16 KiB that go to all their destinations while they are in the cache |
    | `doubled-row` | n = 1 | a block of copies is made and then copied itself |
    | `short-rows` | rows shorter than a vector | loads and stores of 16 bytes, the last one running over into the next row |
    | `elements` | everything | word by word |

    Nothing is ever written, or read, outside the buffers: where a vector would
    be, the code falls back to single words.

    Results of at least `streaming-bytes` are stored past the caches (by
    non-temporal stores): directly where all vectors are aligned, else through a
    buffer of 16 KiB on the stack of the kernel.

    A vector of counts: `rint.scan_repeats` of blocks adds up each block by
    itself in vectors, with the signs and high bits of its counts in the same
    pass; a block that might be bad is added up again with care.
    `rint.expand_runs` and `rint.expand_indices` find the block in which a part
    of the result begins by a binary search, skip blocks without copies, and
    write the others run after run:

    | strategy | serves | code |
    |---|---|---|
    | `tiny-runs` | rows of one word in one dimension, at most 32 slices and rows of the result | word by word |
    | `staged-runs` | rows of one word, large results | runs are put together in a buffer in the cache, from which whole lines are streamed; long runs are streamed directly |
    | `grouped-runs` | rows of up to half a vector, size known | a vector of copies that runs over into the next run: for four slices at once while all of their runs are short, else one by one |
    | `held-row-runs` | rows of 1 to 8 vectors, size known | loaded once, and stored for each copy |
    | `row-runs` | other rows | copied row by row, by vectors or by 16 bytes |

    A block whose counts are all below 4 has them `packed` in two bits each (see
    `rint.scan_repeats`), where copies of single elements read them. The counts
    of four slices are then the number of a row in a table, which says from which
    of the slices every word of their runs comes: staged and grouped runs are
    written so by permutations of 16 bytes.

    Segments: `rint.reduce_segments` is cut for the threads between segments, by
    slices and segments together, so that a sum has the same bits for any number
    of threads. Floats of less than 32 bits are accumulated in f32, and complex
    numbers part by part, but for products.

    | strategy | serves | code |
    |---|---|---|
    | `lane-segments` | rows of one element | element i goes to lane i modulo 64 bytes of accumulators, whose halves are then combined; the one strategy that adds floats in another order than that of the slices |
    | `row-segments` | rows of a vector and more | up to 8 vectors of a row stay in registers |
    | `narrow-segments` | shorter rows | a vector that runs over into the next row, and into the next result |

    `strategy=NAME` lets one of them write every copy that it can serve, in place
    of the first; `strategy=loops` leaves all ops to plain loops.

    Ops that the pass does not match, because of strides, memory spaces or
    elements that take a part of a byte-sized word (i24, f80), are left to
    `--convert-rint-to-scf` and `--convert-linalg-to-loops`.

    Example:

    ```mlir
    // Input
    linalg.broadcast ins(%x : memref<16xf32>) outs(%y : memref<16x2xf32>)
        dimensions = [1]

    // Output, shortened
    %from = rint.flat_view %x : memref<16xf32> to memref<?xi32>
    %to = rint.flat_view %y : memref<16x2xf32> to memref<?xi32>
    call @rint_repeat_i32_n_r2_small(%from, %to, %c16)

    // The strategy, which that kernel calls
    func.func private @rint_shuffle_i32_r2_row1(%from, %s, %to, %d, %n) {
      scf.for %i = %c0 to %groups step %c1 {
        %v = vector.load %from[%p] : memref<?xi32>, vector<16xi32>
        %a = vector.shuffle %v, %v [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7]
            : vector<16xi32>, vector<16xi32>
        vector.store %a, %to[%q] : memref<?xi32>, vector<16xi32>
        // and the other half
      }
    }
    ```
  }];
  let options = [
    Option<"threads", "threads", "int64_t", "1",
           "How many threads the code may use">,
    Option<"parallelBytes", "parallel-bytes", "int64_t", "524288",
           "The least size of a result that is written by several threads">,
    Option<"streamingBytes", "streaming-bytes", "int64_t", "33554432",
           "The least size of a result that is stored past the caches, about "
           "that of the last-level cache; 0 for never">,
    Option<"permuteBytes", "permute-bytes", "int64_t", "0",
           "The size of the vectors whose lanes the target permutes by a mask "
           "that is not constant: 64 (AVX-512 with VBMI), 16 (SSSE3, AVX2, "
           "AArch64) or 0 for none">,
    Option<"strategy", "strategy", "std::string", "",
           "The strategy that writes every copy which it can serve, or loops "
           "for plain loops everywhere; by default the best one">
  ];
  let dependentDialects = [
    "arith::ArithDialect", "func::FuncDialect", "LLVM::LLVMDialect",
    "memref::MemRefDialect", "rint::RintDialect", "scf::SCFDialect",
    "vector::VectorDialect"
  ];
}

def ConvertRintToLLVMPass : Pass<"convert-rint-to-llvm", "ModuleOp"> {
  let summary = "Lower rint's checks to calls of the run-time hooks";
  let description = [{
    A `rint.check` becomes a branch to a cold block that formats the message and
    calls `rintReportError`; a `rint.fits_memory` becomes a compare and, for
    large sizes, a call of `rintFitsMemory`. The module gets weak definitions of
    both hooks that need nothing but the C library, so that a program may bring
    its own and need not. Part of `--convert-to-llvm`, too.

    Example:

    ```mlir
    // Input
    rint.check %ok, "expected repeats to be non-negative, but got {0}" (%r : i64)

    // Output, shortened
    llvm.cond_br %ok, ^bb2, ^bb1
    ^bb1:
      llvm.call @rintReportError(%text) : (!llvm.ptr) -> ()
      llvm.unreachable
    ```
  }];
  let dependentDialects = ["LLVM::LLVMDialect"];
}

def ConvertRintToGPUPass : Pass<"convert-rint-to-gpu", "ModuleOp"> {
  let summary = "Lower rint's ops on device buffers to GPU kernels";
  let description = [{
    Every device op (see `--rint-insert-device-buffers`) becomes one or more
    `gpu.launch_func` of kernels that are made as needed in one `gpu.module`. A
    kernel works on flat buffers of integers as wide as the elements, or of
    16-byte vectors, and on extents that are passed as numbers, so one kernel
    serves every shape and every type of that width. Threads and blocks lie along
    one axis and stride over the work.

    *   One count for every slice: each thread makes 16 bytes of the result;
        positions are divided by a multiplication with a number that the host
        makes.
    *   `rint.scan_repeats`: sums of tiles of counts, a scan of the sums, and a
        scan of each tile, which alone is launched where there is one tile.
    *   `rint.expand_runs`, `rint.expand_indices`: tiles that hold as many
        slices and copies together, so that neither empty nor long runs cost
        more than others. Elements are written by 16 bytes. A launch before
        finds where tiles start, if they are more than a few.
    *   `rint.reduce_segments`: a thread for each element of the result, or a
        block where rows are short and segments long, which combines what its
        threads have in halves. On integers of 8 to 64 bits, `index`, f16, bf16
        and f32; the host does the others.

    Example:

    ```mlir
    // Input
    rint.expand_indices ins(%o : memref<?xindex>) outs(%r : memref<?xindex>)

    // Output, shortened
    gpu.launch_func @rint_kernels::@expand_indices_i64
        blocks in (%blocks, %c1, %c1) threads in (%c256, %c1, %c1)
        args(%offsets : memref<?xi64>, %result : memref<?xi64>, %n : index, ...)
    ```
  }];
  let dependentDialects = [
    "arith::ArithDialect", "gpu::GPUDialect", "linalg::LinalgDialect",
    "math::MathDialect", "memref::MemRefDialect", "scf::SCFDialect",
    "vector::VectorDialect"
  ];
}

def ConvertTorchToRintPass : Pass<"convert-torch-to-rint"> {
  let summary = "Convert the torch dialect's repeats to rint ops";
  let description = [{
    Reads the torch dialect in generic form, which
    `torch-mlir-opt --mlir-print-op-generic` prints and rint-opt takes with
    `--allow-unregistered-dialect`: the ops are known by their names. torch-mlir
    takes what comes out (`rint-opt --mlir-print-op-generic`), leaves the rint ops
    alone and lowers what is around them. `docs/frontends.md` shows the whole way.

    | op of the torch dialect | op of rint |
    |---|---|
    | `torch.aten.repeat_interleave.self_int` | `rint.repeat_interleave`, one count |
    | `torch.operator "torch.aten.repeat_interleave.self_Tensor"` | `rint.repeat_interleave` |
    | `torch.aten.repeat_interleave.Tensor` | `rint.repeat_indices` |
    | the same, read by `torch.aten.index_select` | `rint.repeat_interleave`, where there are as many slices as counts |
    | `torch.aten.repeat`, `torch.aten.tile` | `rint.repeat` |
    | `view`, `reshape`, `_unsafe_view` of `expand`, `broadcast_to`, `repeat` or `tile` of `unsqueeze` | the repeat that they are |
    | `_assert_scalar` that a size is not negative | nothing |
    | `torch.bind_symbolic_shape`, once it has been read | nothing |

    Sizes are the same where their types, the ints that were read of them, or the
    symbols that `torch.bind_symbolic_shape` binds them to say so.

    An op of this list whose operands are not known well enough (ranks, element
    types, lists that are not made in place) is left to torch-mlir as it is. One
    that breaks a rule of rint's is converted, and the error names the rule and the
    place in the frontend's program.

    Example:

    ```mlir
    // Input
    %y = "torch.operator"(%x, %r, %int0, %none)
        <{name = "torch.aten.repeat_interleave.self_Tensor"}>
        : (!torch.vtensor<[3,4],f32>, !torch.vtensor<[3],si64>, !torch.int,
           !torch.none) -> !torch.vtensor<[?,4],f32>

    // Output
    %0 = "torch_c.to_builtin_tensor"(%r)
        : (!torch.vtensor<[3],si64>) -> tensor<3xi64>
    %1 = "torch_c.to_builtin_tensor"(%x)
        : (!torch.vtensor<[3,4],f32>) -> tensor<3x4xf32>
    %2 = rint.repeat_interleave %1 repeats(%0 : tensor<3xi64>) dim(0)
        : tensor<3x4xf32> -> tensor<?x4xf32>
    %y = "torch_c.from_builtin_tensor"(%2)
        : (tensor<?x4xf32>) -> !torch.vtensor<[?,4],f32>
    ```
  }];
  let dependentDialects = [
    "arith::ArithDialect", "linalg::LinalgDialect", "rint::RintDialect",
    "tensor::TensorDialect"
  ];
}

#endif // RINT_CONVERSION_PASSES_TD
