//===- RintOps.td - Ops of the rint dialect ----------------*- tablegen -*-===//

#ifndef RINT_DIALECT_RINT_IR_RINTOPS_TD
#define RINT_DIALECT_RINT_IR_RINTOPS_TD

include "rint/Dialect/Rint/IR/RintDialect.td"
include "rint/Dialect/Rint/IR/RintInterfaces.td"
include "mlir/IR/OpBase.td"
include "mlir/IR/BuiltinAttributes.td"
include "mlir/Interfaces/DestinationStyleOpInterface.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"
include "mlir/Interfaces/ViewLikeInterface.td"

//===----------------------------------------------------------------------===//
// Shared constraints and base classes
//===----------------------------------------------------------------------===//

/// What rint moves: whole elements, bit for bit, and never computes on.
def Rint_Element : AnyTypeOf<[AnyInteger, Index, AnyFloat, AnyComplex],
    "integer, index, floating-point or complex">;
def Rint_Tensor : RankedTensorOf<[Rint_Element]>;
def Rint_TensorOrMemRef : AnyTypeOf<[Rint_Tensor, MemRefOf<[Rint_Element]>]>;
def Rint_IntegerVector : AnyTypeOf<[1DTensorOf<[AnyInteger, Index]>,
                                    MemRefRankOf<[AnyInteger, Index], [1]>]>;
def Rint_IndexVector : AnyTypeOf<[1DTensorOf<[Index]>,
                                  MemRefRankOf<[Index], [1]>]>;

/// A literal `repeats` clause: one count, or one count for each slice.
def Rint_LiteralRepeats : AnyAttrOf<[I64Attr, DenseI64ArrayAttr],
    "one count or a list of counts">;

class Rint_Op<string mnemonic, list<Trait> traits = []>
    : Op<Rint_Dialect, mnemonic, traits>;

/// An op on tensors. It has no effects, yet must not be executed where the
/// program would not have executed it unless its rules are known to hold.
class Rint_TensorOp<string mnemonic, list<Trait> traits = []>
    : Rint_Op<mnemonic, !listconcat(traits, [
        NoMemoryEffect,
        DeclareOpInterfaceMethods<ConditionallySpeculatable>,
        DeclareOpInterfaceMethods<Rint_RuledOpInterface>,
        DeclareOpInterfaceMethods<ReifyRankedShapedTypeOpInterface,
                                  ["reifyResultShapes"]>])> {
  let hasVerifier = 1;
  let hasCanonicalizer = 1;
}

//===----------------------------------------------------------------------===//
// Tensor ops
//===----------------------------------------------------------------------===//

def Rint_RepeatInterleaveOp : Rint_TensorOp<"repeat_interleave",
    [AttrSizedOperandSegments]> {
  let summary = "Repeats every slice of a tensor along one dimension";
  let description = [{
    Copies each slice of `source` along `dim` as many times as `repeats` says,
    the copies of a slice side by side, as `torch.repeat_interleave` and
    `numpy.repeat` do. Without `dim` the source is flattened in row-major order
    and the result has one dimension. A negative `dim` counts from the end.

    The counts are given in one of these forms:

    *   `repeats(2)`: the same literal for every slice;
    *   `repeats([1, 3, 2])`: a literal for each slice;
    *   `repeats(%r : index)`: the same number for every slice, of any integer
        type or index, or a 0-D tensor of those;
    *   `repeats(%rs : tensor<?xi64>)`: a number for each slice. A vector of one
        number serves every slice;
    *   `offsets(%o : tensor<?xindex>)`: the n + 1 row offsets of the slices'
        copies in the result (see `rint.offsets`).

    `output_size` states the size of the repeated dimension, as a literal or an
    index. It goes with `repeats`.

    Rules: C1 to C9 of the specification.

    Example:

    ```mlir
    // The same count for every slice; flattened without a dim.
    %a = rint.repeat_interleave %x repeats(2) : tensor<3xi64> -> tensor<6xi64>
    %b = rint.repeat_interleave %y repeats(%r : index) dim(0)
        : tensor<?x4xf32> -> tensor<?x4xf32>

    // A count for each slice.
    %c = rint.repeat_interleave %x repeats([1, 3, 2]) dim(0)
        : tensor<3xi64> -> tensor<6xi64>
    %d = rint.repeat_interleave %z repeats(%rs : tensor<3xi32>) dim(-1)
        : tensor<1x3xf32> -> tensor<1x?xf32>

    // The size of the result is known to the caller.
    %e = rint.repeat_interleave %x repeats(%rs : tensor<3xi32>) dim(0)
        output_size(%n) : tensor<3xi64> -> tensor<?xi64>

    // The plan is computed once and used twice.
    %o = rint.offsets repeats(%rs : tensor<3xi32>) : tensor<4xindex>
    %k = rint.repeat_interleave %x offsets(%o : tensor<4xindex>) dim(0)
        : tensor<3xi64> -> tensor<?xi64>
    %v = rint.repeat_interleave %w offsets(%o : tensor<4xindex>) dim(0)
        : tensor<3xf32> -> tensor<?xf32>
    ```
  }];
  let arguments = (ins
    Rint_Tensor:$source,
    Optional<AnyType>:$repeats,
    Optional<AnyType>:$offsets,
    Optional<Index>:$output_size,
    OptionalAttr<Rint_LiteralRepeats>:$static_repeats,
    OptionalAttr<I64Attr>:$dim,
    OptionalAttr<I64Attr>:$static_output_size
  );
  let results = (outs Rint_Tensor:$result);
  let assemblyFormat = [{
    $source custom<Counts>($repeats, type($repeats), $static_repeats,
                           $offsets, type($offsets))
    (`dim` `(` custom<Dim>($dim)^ `)`)?
    (`output_size` `(` custom<OutputSize>($output_size, $static_output_size)^
     `)`)?
    attr-dict `:` type($source) `->` type($result)
  }];
  // The clauses are optional operands of like types: only builders that say which
  // is which.
  let skipDefaultBuilders = 1;
  let builders = [
    // Without a result type it is inferred (see inferResultType).
    OpBuilder<(ins "Value":$source, "const CountClause &":$counts,
                   CArg<"std::optional<int64_t>", "std::nullopt">:$dim,
                   CArg<"OpFoldResult", "{}">:$output_size)>,
    OpBuilder<(ins "Value":$source, "const CountClause &":$counts,
                   "std::optional<int64_t>":$dim, "int64_t":$output_size)>,
    OpBuilder<(ins "Type":$result, "Value":$source,
                   "const CountClause &":$counts,
                   CArg<"std::optional<int64_t>", "std::nullopt">:$dim,
                   CArg<"OpFoldResult", "{}">:$output_size)>,
    OpBuilder<(ins "Type":$result, "Value":$source,
                   "const CountClause &":$counts,
                   "std::optional<int64_t>":$dim, "int64_t":$output_size)>
  ];
  let hasFolder = 1;
  let extraClassDeclaration = [{
    /// How often each slice is copied.
    CountClause getClause() {
      return {getRepeats(), getStaticRepeatsAttr(), getOffsets()};
    }

    /// The repeated dimension counted from the front, or nothing where the
    /// source is flattened. The op must satisfy C2.
    std::optional<int64_t> getNormalizedDim();

    /// The output size as a literal or a value; null where none is given.
    OpFoldResult getMixedOutputSize();

    /// The most that can be said of the result of an op with these operands.
    /// Where they break a rule, reports it through `emitError`, if there is
    /// one, and fails.
    static FailureOr<RankedTensorType>
    inferResultType(function_ref<InFlightDiagnostic()> emitError,
                    RankedTensorType source, const CountClause &counts,
                    std::optional<int64_t> dim = std::nullopt,
                    OpFoldResult outputSize = {});
  }];
}

def Rint_OffsetsOp : Rint_TensorOp<"offsets", [AttrSizedOperandSegments]> {
  let summary = "Row offsets of the copies of each slice";
  let description = [{
    The exclusive prefix sum of `repeats` with the total behind it: n + 1 entries
    that start at 0 and never fall, the row pointers of a CSR matrix. Slice `i`
    is copied to `result[i]` up to, but not including, `result[i + 1]`. It is the
    plan of a `rint.repeat_interleave`, computed once and shared by all of its
    users.

    Where `size` is given it is the number of slices n; `repeats` then has n
    entries, or one that serves every slice.

    If a count is negative, or the total does not fit 63 bits, the last entry is
    -1 and the others are unspecified. That is how run-time checks learn of bad
    counts without reading them again.

    Rules: C1, C3 to C6 and C8 of the specification.

    Example:

    ```mlir
    %o = rint.offsets repeats(%rs : tensor<3xi64>) : tensor<4xindex>
    %p = rint.offsets repeats([1, 3, 2]) : tensor<4xindex>
    %q = rint.offsets repeats(%r : tensor<?xi8>) size(%n) : tensor<?xindex>
    ```
  }];
  let arguments = (ins
    Optional<AnyType>:$repeats,
    Optional<Index>:$size,
    OptionalAttr<Rint_LiteralRepeats>:$static_repeats
  );
  let results = (outs 1DTensorOf<[Index]>:$result);
  let assemblyFormat = [{
    custom<Repeats>($repeats, type($repeats), $static_repeats)
    (`size` `(` $size^ `)`)? attr-dict `:` type($result)
  }];
  let skipDefaultBuilders = 1;
  let builders = [
    // Without a result type it is inferred (see inferResultType).
    OpBuilder<(ins "const CountClause &":$repeats,
                   CArg<"OpFoldResult", "{}">:$size)>,
    OpBuilder<(ins "const CountClause &":$repeats, "int64_t":$size)>,
    OpBuilder<(ins "Type":$result, "const CountClause &":$repeats,
                   CArg<"OpFoldResult", "{}">:$size)>,
    OpBuilder<(ins "Type":$result, "const CountClause &":$repeats,
                   "int64_t":$size)>
  ];
  let hasFolder = 1;
  let extraClassDeclaration = [{
    /// How often each slice is copied.
    CountClause getClause() { return {getRepeats(), getStaticRepeatsAttr()}; }

    /// Builds the number of slices.
    OpFoldResult buildNumSlices(OpBuilder &builder);

    /// The most that can be said of the result of an op with these operands.
    /// Where they break a rule, reports it through `emitError`, if there is
    /// one, and fails.
    static FailureOr<RankedTensorType>
    inferResultType(function_ref<InFlightDiagnostic()> emitError,
                    const CountClause &repeats, OpFoldResult size = {});
  }];
}

def Rint_RepeatIndicesOp : Rint_TensorOp<"repeat_indices",
    [AttrSizedOperandSegments]> {
  let summary = "The source index of every slice of a repeated tensor";
  let description = [{
    The index form, `torch.repeat_interleave(repeats)`: entry `j` of the result
    is the slice that lands at `j` when slices are repeated as `repeats` says. It
    is what `rint.repeat_interleave` makes of 0, 1, ..., n - 1. `offsets` may
    stand in place of `repeats`. The result holds integers of any width, or
    index.

    Rules: C1, C4 to C9 and C11 of the specification.

    Example:

    ```mlir
    // [0, 1, 2, 3] gives [1, 2, 2, 3, 3, 3].
    %h = rint.repeat_indices repeats(%rs : tensor<4xi64>) : tensor<?xi64>
    %i = rint.repeat_indices repeats([0, 1, 2, 3]) : tensor<6xi32>
    %j = rint.repeat_indices offsets(%o : tensor<5xindex>) : tensor<?xindex>
    ```
  }];
  let arguments = (ins
    Optional<AnyType>:$repeats,
    Optional<AnyType>:$offsets,
    Optional<Index>:$output_size,
    OptionalAttr<Rint_LiteralRepeats>:$static_repeats,
    OptionalAttr<I64Attr>:$static_output_size
  );
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat = [{
    custom<Counts>($repeats, type($repeats), $static_repeats,
                   $offsets, type($offsets))
    (`output_size` `(` custom<OutputSize>($output_size, $static_output_size)^
     `)`)?
    attr-dict `:` type($result)
  }];
  let skipDefaultBuilders = 1;
  let builders = [
    OpBuilder<(ins "Type":$result, "const CountClause &":$counts,
                   CArg<"OpFoldResult", "{}">:$output_size)>,
    OpBuilder<(ins "Type":$result, "const CountClause &":$counts,
                   "int64_t":$output_size)>
  ];
  let extraClassDeclaration = [{
    /// How often each slice is copied.
    CountClause getClause() {
      return {getRepeats(), getStaticRepeatsAttr(), getOffsets()};
    }

    /// The output size as a literal or a value; null where none is given.
    OpFoldResult getMixedOutputSize();

    /// The most that can be said of the result of an op with these operands and
    /// indices of `elementType`. Where they break a rule, reports it through
    /// `emitError`, if there is one, and fails.
    static FailureOr<RankedTensorType>
    inferResultType(function_ref<InFlightDiagnostic()> emitError,
                    Type elementType, const CountClause &counts,
                    OpFoldResult outputSize = {});
  }];
}

def Rint_RepeatOp : Rint_TensorOp<"repeat"> {
  let summary = "Copies of a whole tensor side by side";
  let description = [{
    `torch.Tensor.repeat` and `numpy.tile`: dimension `d` of the result holds
    `counts[d]` copies of the source, block after block. More counts than the
    source has dimensions add leading dimensions.

    Rules: C5, C6, C8 and C10 of the specification.

    Example:

    ```mlir
    // [1, 2, 3] gives [[1, 2, 3, 1, 2, 3], [1, 2, 3, 1, 2, 3]].
    %a = rint.repeat %x counts(2, 2) : tensor<3xi64> -> tensor<2x6xi64>
    %b = rint.repeat %x counts(2, %n) : tensor<3xi64> -> tensor<2x?xi64>
    ```
  }];
  let arguments = (ins
    Rint_Tensor:$source,
    Variadic<Index>:$counts,
    DenseI64ArrayAttr:$static_counts
  );
  let results = (outs Rint_Tensor:$result);
  let assemblyFormat = [{
    $source custom<CountList>($counts, $static_counts)
    attr-dict `:` type($source) `->` type($result)
  }];
  let builders = [
    // Without a result type it is inferred (see inferResultType).
    OpBuilder<(ins "Value":$source, "ArrayRef<OpFoldResult>":$counts)>,
    OpBuilder<(ins "Type":$result, "Value":$source,
                   "ArrayRef<OpFoldResult>":$counts)>
  ];
  let hasFolder = 1;
  let extraClassDeclaration = [{
    /// One count for each dimension of the result, as literals or values.
    SmallVector<OpFoldResult> getMixedCounts();

    /// The most that can be said of the result of an op with these operands.
    /// Where they break a rule, reports it through `emitError`, if there is
    /// one, and fails.
    static FailureOr<RankedTensorType>
    inferResultType(function_ref<InFlightDiagnostic()> emitError,
                    RankedTensorType source, ArrayRef<OpFoldResult> counts);
  }];
}

//===----------------------------------------------------------------------===//
// Destination-passing ops
//===----------------------------------------------------------------------===//

/// The number of slices in a block.
def Rint_BlockSize : ConfinedAttr<I64Attr, [IntPositive]>;

/// An op that fills its one init and, on tensors, returns it.
class Rint_DestinationOp<string mnemonic>
    : Rint_Op<mnemonic, [
        DestinationStyleOpInterface,
        DeclareOpInterfaceMethods<MemoryEffectsOpInterface>]> {
  let hasVerifier = 1;
  code baseClassDeclaration = [{
    MutableOperandRange getDpsInitsMutable() { return getInitMutable(); }
  }];
  let extraClassDeclaration = baseClassDeclaration;
}

def Rint_ScanRepeatsOp : Rint_DestinationOp<"scan_repeats"> {
  let summary = "Fills a buffer with row offsets";
  let description = [{
    Writes the offsets of `rint.offsets` into `init`, which has n + 1 entries for
    n slices; `repeats` has n entries, or one that serves every slice. The same
    -1 in the last entry tells of bad counts.

    With a `block`, only the offset of every block of that many slices is
    written, and the total behind them: `init` has one entry more than there are
    blocks, and `slices` states n. A copy that reads the counts themselves needs
    no more to find any part of its result, and a block's sum does not depend on
    those before it.

    Example:

    ```mlir
    %o = rint.scan_repeats ins(%rs : tensor<?xi32>) outs(%e : tensor<?xindex>)
        -> tensor<?xindex>
    rint.scan_repeats ins(%rs : memref<?xi32>) outs(%o : memref<?xindex>)
    rint.scan_repeats ins(%rs : memref<?xi32>) slices(%n) block(4096)
        outs(%b : memref<?xindex>)
    ```
  }];
  let arguments = (ins
    Rint_IntegerVector:$repeats,
    Optional<Index>:$slices,
    Rint_IndexVector:$init,
    OptionalAttr<Rint_BlockSize>:$block
  );
  let results = (outs Optional<1DTensorOf<[Index]>>:$result);
  let assemblyFormat = [{
    `ins` `(` $repeats `:` type($repeats) `)`
    (`slices` `(` $slices^ `)`)? (`block` `(` $block^ `)`)?
    `outs` `(` $init `:` type($init) `)` attr-dict (`->` type($result)^)?
  }];
}

def Rint_ExpandRunsOp : Rint_DestinationOp<"expand_runs"> {
  let summary = "Copies each slice of a source to its run in the destination";
  let description = [{
    Copies slice `i` of `source` along `dim` to the slices `offsets[i]` up to
    `offsets[i + 1]` of `init`. The offsets satisfy C9 and end at the size of
    `dim` in `init`; the other dimensions of `source` and `init` are the same.

    With `repeats`, the offsets are those of every block of `block` slices and
    the total (see `rint.scan_repeats`), and the counts say the rest.

    Example:

    ```mlir
    %r = rint.expand_runs ins(%x, %o : tensor<?x4xf32>, tensor<?xindex>)
        outs(%e : tensor<?x4xf32>) dim(0) -> tensor<?x4xf32>
    rint.expand_runs ins(%x, %o : memref<?x4xf32>, memref<?xindex>)
        outs(%r : memref<?x4xf32>) dim(0)
    rint.expand_runs ins(%x, %b : memref<?x4xf32>, memref<?xindex>)
        repeats(%rs : memref<?xi32>) block(4096) outs(%r : memref<?x4xf32>)
        dim(0)
    ```
  }];
  let arguments = (ins
    Rint_TensorOrMemRef:$source,
    Rint_IndexVector:$offsets,
    Optional<Rint_IntegerVector>:$repeats,
    Rint_TensorOrMemRef:$init,
    ConfinedAttr<I64Attr, [IntNonNegative]>:$dim,
    OptionalAttr<Rint_BlockSize>:$block
  );
  let results = (outs Optional<Rint_Tensor>:$result);
  let assemblyFormat = [{
    `ins` `(` $source `,` $offsets `:` type($source) `,` type($offsets) `)`
    (`repeats` `(` $repeats^ `:` type($repeats) `)`)?
    (`block` `(` $block^ `)`)?
    `outs` `(` $init `:` type($init) `)` `dim` `(` $dim `)`
    attr-dict (`->` type($result)^)?
  }];
}

def Rint_ExpandIndicesOp : Rint_DestinationOp<"expand_indices"> {
  let summary = "Fills each run of the destination with the index of its slice";
  let description = [{
    Writes `i` to the entries `offsets[i]` up to `offsets[i + 1]` of `init`. The
    offsets satisfy C9 and end at the size of `init`.

    With `repeats`, of which there is one for each slice, the offsets are those
    of every block of `block` slices and the total.

    Example:

    ```mlir
    %r = rint.expand_indices ins(%o : tensor<?xindex>) outs(%e : tensor<?xi32>)
        -> tensor<?xi32>
    rint.expand_indices ins(%o : memref<?xindex>) outs(%r : memref<?xi32>)
    rint.expand_indices ins(%b : memref<?xindex>)
        repeats(%rs : memref<?xi32>) block(4096) outs(%r : memref<?xi32>)
    ```
  }];
  let arguments = (ins
    Rint_IndexVector:$offsets,
    Optional<Rint_IntegerVector>:$repeats,
    Rint_IntegerVector:$init,
    OptionalAttr<Rint_BlockSize>:$block
  );
  let results = (outs Optional<1DTensorOf<[AnyInteger, Index]>>:$result);
  let assemblyFormat = [{
    `ins` `(` $offsets `:` type($offsets) `)`
    (`repeats` `(` $repeats^ `:` type($repeats) `)`)?
    (`block` `(` $block^ `)`)?
    `outs` `(` $init `:` type($init) `)` attr-dict (`->` type($result)^)?
  }];
}

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

#endif // RINT_DIALECT_RINT_IR_RINTOPS_TD
