//===- RintCheckOps.td - Checks, views and fences ----------*- tablegen -*-===//

#ifndef RINT_DIALECT_RINT_IR_RINTCHECKOPS_TD
#define RINT_DIALECT_RINT_IR_RINTCHECKOPS_TD

include "rint/Dialect/Rint/IR/RintBase.td"
include "mlir/Interfaces/SideEffectInterfaces.td"
include "mlir/Interfaces/ViewLikeInterface.td"

//===----------------------------------------------------------------------===//
// Views and fences
//===----------------------------------------------------------------------===//

def Rint_FlatViewOp : Rint_Op<"flat_view",
    [Pure, DeclareOpInterfaceMethods<ViewLikeOpInterface>]> {
  let summary = "The elements of a contiguous buffer as words in one dimension";
  let description = [{
    Views the elements of `source`, in row-major order, as integers that elements
    are moved as. The size of an element is that of a word or a multiple of it.
    Elements in a buffer whose bits do not fill their bytes keep the bytes that
    they are stored in.

    Example:

    ```mlir
    %a = rint.flat_view %x : memref<?x4xf32> to memref<?xi32>
    // Two words an element.
    %b = rint.flat_view %y : memref<?xcomplex<f64>> to memref<?xi64>
    ```
  }];
  let arguments = (ins MemRefOf<[Rint_Element]>:$source);
  let results = (outs MemRefRankOf<[I8, I16, I32, I64], [1]>:$result);
  let assemblyFormat = "$source attr-dict `:` type($source) `to` type($result)";
  let hasVerifier = 1;
}

def Rint_StoreFenceOp : Rint_Op<"store_fence", [MemoryEffects<[MemWrite]>]> {
  let summary = "Waits for the stores past the caches";
  let description = [{
    Stores that are marked `nontemporal` are not ordered with those that follow.
    After this op, what they wrote is visible to whoever sees a later store.

    Lowered to `llvm.fence seq_cst`.

    Example:

    ```mlir
    rint.store_fence
    ```
  }];
  let assemblyFormat = "attr-dict";
}

//===----------------------------------------------------------------------===//
// Checks
//===----------------------------------------------------------------------===//

def Rint_CheckOp : Rint_Op<"check",
    [DeclareOpInterfaceMethods<MemoryEffectsOpInterface>]> {
  let summary = "Ends the run with a message unless a condition holds";
  let description = [{
    If `condition` is false, reports `message` together with the location of the
    op and ends the run; nothing after the op is executed. `{0}`, `{1}`, ... in
    the message stand for `values`, printed as signed decimals unless their type
    is unsigned.

    Lowered to a call of `rintReportError(const char *message)`, of which the
    module carries a weak definition that prints to stderr and exits with
    status 1. A program that links or registers a definition of its own takes
    over; that function must not return.

    Example:

    ```mlir
    rint.check %ok, "'rint.repeat_interleave' op expected repeats to be non-negative, but got {0}" (%r : index)
    ```
  }];
  let arguments = (ins
    I1:$condition,
    StrAttr:$message,
    Variadic<AnyTypeOf<[AnyInteger, Index]>>:$values
  );
  let assemblyFormat = [{
    $condition `,` $message (`(` $values^ `:` type($values) `)`)? attr-dict
  }];
  let hasCanonicalizeMethod = 1;
}

def Rint_FitsMemoryOp : Rint_Op<"fits_memory", [NoMemoryEffect]> {
  let summary = "Whether memory can hold that many bytes";
  let description = [{
    True if a buffer of `bytes` bytes can be allocated now, on the host or, with
    `on_device`, on the GPU. Small sizes are true without asking.

    Lowered to a compare and, for large sizes, a call of
    `rintFitsMemory(int64_t bytes)`, of which the module carries a weak
    definition that tries an allocation and frees it. For the GPU this is
    `rintFitsDeviceMemory(int64_t bytes)`, whose weak definition is always true;
    rint's GPU run-time libraries have better ones.

    Example:

    ```mlir
    %ok = rint.fits_memory %bytes
    %ok_there = rint.fits_memory %bytes on_device
    ```
  }];
  let arguments = (ins Index:$bytes, UnitAttr:$onDevice);
  let results = (outs I1:$result);
  let assemblyFormat = "$bytes (`on_device` $onDevice^)? attr-dict";
  let hasFolder = 1;
}

#endif // RINT_DIALECT_RINT_IR_RINTCHECKOPS_TD
