//===- Broadcast.h - Copies along new dimensions ----------------*- C++ -*-===//
//
// A repeat by one count reaches linalg as a broadcast into new dimensions that
// a reshape then merges with those beside them. Frontends write broadcasts in
// many ways; here they are read into one form, and rint ops are made of it.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_CONVERSION_LINALGTORINT_BROADCAST_H
#define RINT_LIB_CONVERSION_LINALGTORINT_BROADCAST_H

#include "mlir/Dialect/Utils/ReshapeOpsUtils.h"
#include "mlir/IR/PatternMatch.h"

#include <optional>

namespace mlir::rint {

/// A part of a dimension of a broadcast: a dimension of the source, or copies.
struct BroadcastPart {
  bool isSource() const { return sourceDim >= 0; }
  bool isCopies() const { return sourceDim < 0; }

  /// The dimension of the source; -1 for copies.
  int64_t sourceDim = -1;
  /// The number of copies, or null where it is that dimension of a tensor.
  OpFoldResult count;
  Value sized;
  int64_t sizedDim = 0;
};

/// A tensor whose dimensions are those of `source`, in order, and copies. Parts
/// of a dimension stand in row-major order. Source dimensions that do not occur
/// have one element.
struct Broadcast {
  Value source;
  SmallVector<SmallVector<BroadcastPart>> dims;
};

/// Reads the broadcast that makes `tensor`: a linalg op that yields its input,
/// a generic that extracts from a tensor at its own indices, or copies by
/// rint.repeat.
std::optional<Broadcast> readBroadcast(Value tensor);

/// Merges the dimensions of a broadcast as a collapse_shape does.
Broadcast mergeDims(const Broadcast &broadcast,
                    ArrayRef<ReassociationIndices> groups);

/// Whether some dimension is made of source elements and copies: then it is a
/// repeat. `canTile` says whether copies in front of the elements count.
bool isRepeat(const Broadcast &broadcast, bool canTile = true);

/// Builds a broadcast that is a repeat as rint ops. The result has `type`. Null
/// if there is no way to say it.
Value buildRepeat(RewriterBase &rewriter, Location loc, Broadcast broadcast,
                  RankedTensorType type);

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_LINALGTORINT_BROADCAST_H
