//===- Tiles.h - Parts of sources that make tiles ---------------*- C++ -*-===//

#ifndef RINT_LIB_DIALECT_RINT_TRANSFORMS_TILES_H
#define RINT_LIB_DIALECT_RINT_TRANSFORMS_TILES_H

#include "../../../Conversion/Utils/IndexEmitter.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Interfaces/TilingInterface.h"
#include "rint/Dialect/Rint/IR/Rint.h"

namespace mlir::rint {

using Sizes = ArrayRef<OpFoldResult>;

/// A part of one dimension.
struct Window {
  OpFoldResult begin;
  OpFoldResult size;
};

/// Slices of a source, and the row offsets of what is made of them.
struct PlanPart {
  Window slices;
  Value offsets;
};

/// Slices of a source, and how many copies of the first are not wanted.
struct CopiedPart {
  Window slices;
  Value cut;
  /// Whether all copies of all slices are wanted.
  bool isWhole;
};

/// A plan of blocks of slices (see ScanRepeatsOp), and the counts that say the
/// rest.
struct BlockPlan {
  Value offsets;
  Value repeats;
  Value slices;
  int64_t block;
};

/// The type of a tile. Sizes that are values are dynamic, as upstream takes it.
RankedTensorType getTileType(Type elementType, Sizes sizes);

/// The part of `source` at `offsets`, of `sizes`.
tensor::ExtractSliceOp buildSlice(IndexEmitter &emit, Value source,
                                  Sizes offsets, Sizes sizes);

/// A tile that is part of `wide`, at `offset` along each dimension.
TilingResult cutTile(IndexEmitter &emit, Operation *wide, Sizes offsets,
                     Sizes sizes, Operation *slice);

/// Whether `window` is sure to begin and to end at multiples of `divisor`.
bool isAligned(const Window &window, int64_t divisor);

/// Builds `entries` row offsets, each of which `getEntry` makes of its number.
Value buildOffsets(IndexEmitter &emit, Value entries,
                   function_ref<Value(IndexEmitter &, Value)> getEntry);

/// Builds the slices whose copies lie in `tile`, and the row offsets of the
/// copies in it. An empty tile has copies of none or few slices, each 0 times.
PlanPart buildRuns(IndexEmitter &emit, Value plan, const Window &tile);
PlanPart buildRuns(IndexEmitter &emit, const BlockPlan &plan,
                   const Window &tile);

/// Builds the slices of which `tile` shows copies, `count` of each.
CopiedPart buildCopied(IndexEmitter &emit, Value count, const Window &tile);

/// Builds a tile of the copies that one count makes of each slice of `source`:
/// of the slices that it shows, and then what is too much at its ends is cut.
TilingResult tileCopies(IndexEmitter &emit, Value source,
                        const CountClause &clause, int64_t dim, Sizes offsets,
                        Sizes sizes);

/// Builds a tile of the copies that `plan` makes of the slices of `source`.
TilingResult tileRuns(IndexEmitter &emit, Value source, Value plan, int64_t dim,
                      Sizes offsets, Sizes sizes);

/// The slices of the segments of `tile`, of `count` slices each.
Window buildEvenSlices(IndexEmitter &emit, const Window &tile, Value count);

/// The segments of `tile` of those that `plan` tells of.
PlanPart buildSegments(IndexEmitter &emit, Value plan, const Window &tile);
PlanPart buildSegments(IndexEmitter &emit, const BlockPlan &plan,
                       const Window &tile);

} // namespace mlir::rint

#endif // RINT_LIB_DIALECT_RINT_TRANSFORMS_TILES_H
