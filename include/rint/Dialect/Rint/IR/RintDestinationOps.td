//===- RintDestinationOps.td - Destination-passing rint ops *- tablegen -*-===//

#ifndef RINT_DIALECT_RINT_IR_RINTDESTINATIONOPS_TD
#define RINT_DIALECT_RINT_IR_RINTDESTINATIONOPS_TD

include "rint/Dialect/Rint/IR/RintBase.td"
include "mlir/Interfaces/DestinationStyleOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

/// The number of slices in a block.
def Rint_BlockSize : ConfinedAttr<I64Attr, [IntPositive]>;

/// An op that fills its one init and, on tensors, returns it.
class Rint_DestinationOp<string mnemonic, list<Trait> traits = []>
    : Rint_Op<mnemonic, !listconcat(traits, [
        DestinationStyleOpInterface,
        DeclareOpInterfaceMethods<MemoryEffectsOpInterface>])> {
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

    A `packed` init has room behind the total for the counts of every block, in
    two bits each: a word that is 1 if they are there, and else 0, and then words
    of 32 counts, as many as the longest block needs. A block is packed only if
    its counts are below 4. A copy that reads them instead of wide counts moves
    much less memory.

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
    OptionalAttr<Rint_BlockSize>:$block,
    UnitAttr:$packed
  );
  let results = (outs Optional<1DTensorOf<[Index]>>:$result);
  let assemblyFormat = [{
    `ins` `(` $repeats `:` type($repeats) `)`
    (`slices` `(` $slices^ `)`)? (`block` `(` $block^ `)`)?
    (`packed` $packed^)?
    `outs` `(` $init `:` type($init) `)` attr-dict (`->` type($result)^)?
  }];
}

def Rint_ExpandRunsOp : Rint_DestinationOp<"expand_runs",
    [AttrSizedOperandSegments]> {
  let summary = "Copies each slice of a source to its run in the destination";
  let description = [{
    Copies slice `i` of `source` along `dim` to the slices `offsets[i]` up to
    `offsets[i + 1]` of `init`. The offsets satisfy C9 and end at the size of
    `dim` in `init`; the other dimensions of `source` and `init` are the same.

    With `repeats`, the offsets are those of every block of `block` slices and
    the total (see `rint.scan_repeats`), and the counts say the rest; `packed` if
    they are there in two bits each, too.

    With `rows`, only the slices of `init` in that range are written, so that
    several calls can share the work, each with the whole of the buffers. `dim`
    is then 0, and the range within `init`.

    Example:

    ```mlir
    %r = rint.expand_runs ins(%x, %o : tensor<?x4xf32>, tensor<?xindex>)
        outs(%e : tensor<?x4xf32>) dim(0) -> tensor<?x4xf32>
    rint.expand_runs ins(%x, %o : memref<?x4xf32>, memref<?xindex>)
        outs(%r : memref<?x4xf32>) dim(0)
    rint.expand_runs ins(%x, %b : memref<?x4xf32>, memref<?xindex>)
        repeats(%rs : memref<?xi32>) block(4096) outs(%r : memref<?x4xf32>)
        dim(0)
    rint.expand_runs ins(%x, %o : memref<?x4xf32>, memref<?xindex>)
        outs(%r : memref<?x4xf32>) rows(%begin to %end) dim(0)
    ```
  }];
  let arguments = (ins
    Rint_TensorOrMemRef:$source,
    Rint_IndexVector:$offsets,
    Optional<Rint_IntegerVector>:$repeats,
    Rint_TensorOrMemRef:$init,
    Optional<Index>:$rowsBegin,
    Optional<Index>:$rowsEnd,
    ConfinedAttr<I64Attr, [IntNonNegative]>:$dim,
    OptionalAttr<Rint_BlockSize>:$block,
    UnitAttr:$packed
  );
  let results = (outs Optional<Rint_Tensor>:$result);
  let assemblyFormat = [{
    `ins` `(` $source `,` $offsets `:` type($source) `,` type($offsets) `)`
    (`repeats` `(` $repeats^ `:` type($repeats) `)`)?
    (`block` `(` $block^ `)`)?
    (`packed` $packed^)?
    `outs` `(` $init `:` type($init) `)`
    (`rows` `(` $rowsBegin^ `to` $rowsEnd `)`)? `dim` `(` $dim `)`
    attr-dict (`->` type($result)^)?
  }];
}

def Rint_ExpandIndicesOp : Rint_DestinationOp<"expand_indices",
    [AttrSizedOperandSegments]> {
  let summary = "Fills each run of the destination with the index of its slice";
  let description = [{
    Writes `i` to the entries `offsets[i]` up to `offsets[i + 1]` of `init`. The
    offsets satisfy C9 and end at the size of `init`.

    With `repeats`, of which there is one for each slice, the offsets are those
    of every block of `block` slices and the total, and with `rows`, only those
    entries of `init` are written, as for `rint.expand_runs`.

    Example:

    ```mlir
    %r = rint.expand_indices ins(%o : tensor<?xindex>) outs(%e : tensor<?xi32>)
        -> tensor<?xi32>
    rint.expand_indices ins(%o : memref<?xindex>) outs(%r : memref<?xi32>)
    rint.expand_indices ins(%b : memref<?xindex>)
        repeats(%rs : memref<?xi32>) block(4096) outs(%r : memref<?xi32>)
        rows(%begin to %end)
    ```
  }];
  let arguments = (ins
    Rint_IndexVector:$offsets,
    Optional<Rint_IntegerVector>:$repeats,
    Rint_IntegerVector:$init,
    Optional<Index>:$rowsBegin,
    Optional<Index>:$rowsEnd,
    OptionalAttr<Rint_BlockSize>:$block,
    UnitAttr:$packed
  );
  let results = (outs Optional<1DTensorOf<[AnyInteger, Index]>>:$result);
  let assemblyFormat = [{
    `ins` `(` $offsets `:` type($offsets) `)`
    (`repeats` `(` $repeats^ `:` type($repeats) `)`)?
    (`block` `(` $block^ `)`)?
    (`packed` $packed^)?
    `outs` `(` $init `:` type($init) `)`
    (`rows` `(` $rowsBegin^ `to` $rowsEnd `)`)? attr-dict (`->` type($result)^)?
  }];
}

def Rint_ReduceSegmentsOp : Rint_DestinationOp<"reduce_segments",
    [AttrSizedOperandSegments]> {
  let summary = "Reduces each segment of a source to a slice of the destination";
  let description = [{
    Makes slice `i` of `init` along `dim` of the slices `offsets[i]` up to
    `offsets[i + 1]` of `source`, as `rint.segment_reduce` says. The offsets
    satisfy C9 and end at the size of `dim` in `source`; the other dimensions of
    `source` and `init` are the same.

    With a `count` in place of offsets, segment `i` is made of the slices
    `i * count` up to `(i + 1) * count`.

    With `repeats`, the offsets are those of every block of `block` segments and
    the total (see `rint.scan_repeats`; packed counts behind them are not read),
    and the counts say the rest.

    Example:

    ```mlir
    %r = rint.reduce_segments sum ins(%x : tensor<?x4xf32>)
        offsets(%o : tensor<?xindex>) outs(%e : tensor<?x4xf32>) dim(0)
        -> tensor<?x4xf32>
    rint.reduce_segments sum ins(%x : memref<?x4xf32>)
        offsets(%o : memref<?xindex>) outs(%r : memref<?x4xf32>) dim(0)
    rint.reduce_segments mean ins(%x : memref<?x4xf32>) count(%n)
        outs(%r : memref<?x4xf32>) dim(0)
    rint.reduce_segments max ins(%x : memref<?x4xf32>)
        offsets(%b : memref<?xindex>) repeats(%rs : memref<?xi32>) block(4096)
        outs(%r : memref<?x4xf32>) dim(0)
    ```
  }];
  let arguments = (ins
    Rint_ReductionKind:$kind,
    Rint_TensorOrMemRef:$source,
    Optional<Rint_IndexVector>:$offsets,
    Optional<Rint_IntegerVector>:$repeats,
    Optional<Index>:$count,
    Rint_TensorOrMemRef:$init,
    ConfinedAttr<I64Attr, [IntNonNegative]>:$dim,
    OptionalAttr<Rint_BlockSize>:$block
  );
  let results = (outs Optional<Rint_Tensor>:$result);
  let assemblyFormat = [{
    $kind `ins` `(` $source `:` type($source) `)`
    (`offsets` `(` $offsets^ `:` type($offsets) `)`)?
    (`repeats` `(` $repeats^ `:` type($repeats) `)`)?
    (`block` `(` $block^ `)`)?
    (`count` `(` $count^ `)`)?
    `outs` `(` $init `:` type($init) `)` `dim` `(` $dim `)`
    attr-dict (`->` type($result)^)?
  }];
}

#endif // RINT_DIALECT_RINT_IR_RINTDESTINATIONOPS_TD
