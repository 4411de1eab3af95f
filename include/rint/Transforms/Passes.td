//===- Passes.td - Passes on the program around rint ops ---*- tablegen -*-===//

#ifndef RINT_TRANSFORMS_PASSES_TD
#define RINT_TRANSFORMS_PASSES_TD

include "mlir/Pass/PassBase.td"

def RintConvertElementwiseToLinalgPass
    : Pass<"rint-convert-elementwise-to-linalg"> {
  let summary = "Convert elementwise ops on tensors, but no choices, to linalg";
  let description = [{
    As upstream's `--convert-elementwise-to-linalg`, but leaves alone an
    `arith.select` with a condition of one bit. It chooses between two tensors
    as they are, so they need not have the same size, and no element has to be
    copied.

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
  let dependentDialects = ["linalg::LinalgDialect", "tensor::TensorDialect"];
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

#endif // RINT_TRANSFORMS_PASSES_TD
