//===- Passes.td - Passes from rint to other dialects ------*- tablegen -*-===//

#ifndef RINT_CONVERSION_PASSES_TD
#define RINT_CONVERSION_PASSES_TD

include "mlir/Pass/PassBase.td"

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
    never n times output.

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
    "arith::ArithDialect", "linalg::LinalgDialect", "memref::MemRefDialect",
    "scf::SCFDialect"
  ];
}

def ConvertRintToVectorPass : Pass<"convert-rint-to-vector"> {
  let summary = "Lower copies with repetition on memrefs to vector code";
  let description = [{
    Lowers `linalg.broadcast` on contiguous memrefs, which is what one count for
    every slice and copies of a whole tensor become. Elements are moved as
    integers of their size. The dimensions are merged to [n, inner] -> [n, r,
    inner], and what is known of these three sizes picks the code:

    | n rows of `inner` elements, `r` times | code |
    |---|---|
    | small r, rows up to half a vector | load as many rows as fill vectors, shuffle them with constant masks into the vectors of the result |
    | r not known, rows of known size | `scf.index_switch` among the shuffles for small r and the code for large r |
    | one element | stores of a broadcast vector, the last one overlapping |
    | rows shorter than a vector | loads and stores of 16 bytes, the last one running over into the next row |
    | other rows | vectors; long rows in blocks of 16 KiB that go to all their destinations while they are in the cache |

    Nothing is ever written, or read, outside the buffers: where a vector would
    be, the code falls back to single elements.

    Results of at least `streaming-bytes` are stored past the caches: directly
    where all vectors are aligned, else through a buffer of 16 KiB on the stack.

    Ops that the pass does not match, because of strides, memory spaces or
    elements that take a part of a byte-sized word (i24, f80), are left to
    `--convert-linalg-to-loops`.

    Example:

    ```mlir
    // Input
    linalg.broadcast ins(%x : memref<16xf32>) outs(%y : memref<16x2xf32>)
        dimensions = [1]

    // Output, shortened
    %from = rint.flat_view %x : memref<16xf32> to memref<?xi32>
    %to = rint.flat_view %y : memref<16x2xf32> to memref<?xi32>
    scf.for %i = %c0 to %c1 step %c1 {
      %v = vector.load %from[%s] : memref<?xi32>, vector<16xi32>
      %a = vector.shuffle %v, %v [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7]
          : vector<16xi32>, vector<16xi32>
      vector.store %a, %to[%d] : memref<?xi32>, vector<16xi32>
      // and the other half
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
           "that of the last-level cache; 0 for never">
  ];
  let dependentDialects = [
    "arith::ArithDialect", "LLVM::LLVMDialect", "memref::MemRefDialect",
    "rint::RintDialect", "scf::SCFDialect", "vector::VectorDialect"
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

#endif // RINT_CONVERSION_PASSES_TD
