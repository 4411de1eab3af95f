//===- RintOps.td - Ops of the rint dialect ----------------*- tablegen -*-===//

#ifndef RINT_DIALECT_RINT_IR_RINTOPS_TD
#define RINT_DIALECT_RINT_IR_RINTOPS_TD

include "rint/Dialect/Rint/IR/RintBase.td"
include "rint/Dialect/Rint/IR/RintInterfaces.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

/// A literal `repeats` clause: one count, or one count for each slice.
def Rint_LiteralRepeats : AnyAttrOf<[I64Attr, DenseI64ArrayAttr],
    "one count or a list of counts">;

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

def Rint_SegmentReduceOp : Rint_TensorOp<"segment_reduce",
    [AttrSizedOperandSegments]> {
  let summary = "Reduces segments of slices along one dimension to a slice each";
  let description = [{
    The adjoint of `rint.repeat_interleave`: cuts `source` along `dim` into
    segments of neighbouring slices and makes one slice of each, as
    `torch.segment_reduce` and `numpy.add.reduceat` do. Entry `i` of the result
    along `dim` is the `sum`, `mean`, `max`, `min` or `prod` of the slices
    `offsets[i]` up to, but not including, `offsets[i + 1]` of the source.
    Without `dim` the source is flattened in row-major order and the result has
    one dimension. A negative `dim` counts from the end.

    The segments are given in one of these forms:

    *   `repeats(4)` or `repeats(%r : index)`, of any integer type or index, or
        a 0-D tensor of those: segments of so many slices each, which divides
        the size of `dim`;
    *   `repeats([1, 3, 2])` or `repeats(%rs : tensor<?xi64>)`: the number of
        slices of each segment. There are as many segments as counts, also where
        that is one;
    *   `offsets(%o : tensor<?xindex>)`: where each segment begins, and the
        total (see `rint.offsets`).

    All slices of the source are in a segment. An empty one gives 0 as a sum, 1
    as a product, NaN as a mean, and the least and the greatest value of the type
    as a maximum and a minimum. Where the one count is 0 the source has no
    slices, and there are as many empty segments as the result type states, or
    none where it does not.

    Integers wrap; a NaN wins over every number; -0 is less than +0. Floats of
    less than 32 bits are accumulated in f32 and rounded once. A mean is one of
    floats, and complex numbers have no order. The bits of the result are the
    same in every run and for any number of threads.

    Rules: C1, C2, C4 to C6, C8, C9 and C12 of the specification.

    Example:

    ```mlir
    // [1, 2, 3, 4, 5, 6] gives [1, 9, 11].
    %a = rint.segment_reduce sum %s repeats([1, 3, 2])
        : tensor<6xi64> -> tensor<3xi64>
    %b = rint.segment_reduce max %y repeats(%ls : tensor<?xi64>) dim(0)
        : tensor<?x4xf32> -> tensor<?x4xf32>
    %c = rint.segment_reduce mean %y repeats(2) dim(-1)
        : tensor<?x4xf32> -> tensor<?x2xf32>
    %d = rint.segment_reduce prod %s offsets(%o : tensor<4xindex>) dim(0)
        : tensor<6xi64> -> tensor<3xi64>
    ```
  }];
  let arguments = (ins
    Rint_ReductionKind:$kind,
    Rint_Tensor:$source,
    Optional<AnyType>:$repeats,
    Optional<AnyType>:$offsets,
    OptionalAttr<Rint_LiteralRepeats>:$static_repeats,
    OptionalAttr<I64Attr>:$dim
  );
  let results = (outs Rint_Tensor:$result);
  let assemblyFormat = [{
    $kind $source custom<Counts>($repeats, type($repeats), $static_repeats,
                                 $offsets, type($offsets))
    (`dim` `(` custom<Dim>($dim)^ `)`)?
    attr-dict `:` type($source) `->` type($result)
  }];
  let skipDefaultBuilders = 1;
  let builders = [
    // Without a result type it is inferred (see inferResultType).
    OpBuilder<(ins "ReductionKind":$kind, "Value":$source,
                   "const CountClause &":$counts,
                   CArg<"std::optional<int64_t>", "std::nullopt">:$dim)>,
    OpBuilder<(ins "Type":$result, "ReductionKind":$kind, "Value":$source,
                   "const CountClause &":$counts,
                   CArg<"std::optional<int64_t>", "std::nullopt">:$dim)>
  ];
  let hasFolder = 1;
  let extraClassDeclaration = [{
    /// How many slices each segment has.
    CountClause getClause() {
      return {getRepeats(), getStaticRepeatsAttr(), getOffsets()};
    }

    /// Whether what a segment of one slice becomes is the slice, bit for bit. The
    /// product of a complex number with 1 need not be, if a part is infinite.
    bool keepsSlices() {
      return getKind() != ReductionKind::prod ||
             !isa<ComplexType>(
                 cast<RankedTensorType>(getType()).getElementType());
    }

    /// The reduced dimension counted from the front, or nothing where the
    /// source is flattened. The op must satisfy C2.
    std::optional<int64_t> getNormalizedDim();

    /// The most that can be said of the result of an op with these operands.
    /// Where they break a rule, reports it through `emitError`, if there is
    /// one, and fails.
    static FailureOr<RankedTensorType>
    inferResultType(function_ref<InFlightDiagnostic()> emitError,
                    ReductionKind kind, RankedTensorType source,
                    const CountClause &counts,
                    std::optional<int64_t> dim = std::nullopt);
  }];
}

//===----------------------------------------------------------------------===//
// Other ops, which the dialect is made of as well
//===----------------------------------------------------------------------===//

include "rint/Dialect/Rint/IR/RintDestinationOps.td"
include "rint/Dialect/Rint/IR/RintCheckOps.td"

#endif // RINT_DIALECT_RINT_IR_RINTOPS_TD
