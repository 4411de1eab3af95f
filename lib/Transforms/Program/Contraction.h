//===- Contraction.h - How a contraction fits vectors -----------*- C++ -*-===//

#ifndef RINT_LIB_TRANSFORMS_PROGRAM_CONTRACTION_H
#define RINT_LIB_TRANSFORMS_PROGRAM_CONTRACTION_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"

#include <optional>

namespace mlir::rint {

/// A linalg op on buffers that sums up products, or what its body has in their
/// place, and how its loops are to be done with vectors. The lanes of a vector
/// are neighbours of the result; each of them takes the summands in the order
/// in which the op's loops do, so that the result is the same bit for bit.
struct Contraction {
  enum class Access {
    /// An element serves all lanes.
    Scalar,
    /// Lanes are neighbours in memory.
    Row,
    /// Lanes are apart, but summands of a lane are neighbours.
    Column
  };

  linalg::LinalgOp op;
  /// How each input is read.
  SmallVector<Access> accesses;
  /// The loop over the lanes.
  int64_t laneLoop;
  /// The loop some of whose rounds are done side by side, since they share a
  /// vector, if there is any.
  std::optional<int64_t> rowLoop;
  /// The other parallel loops, from the outermost to the innermost.
  SmallVector<int64_t> outerLoops;
  SmallVector<int64_t> reductionLoops;
  /// The lanes of a vector.
  int64_t lanes;
  /// The rows that are done side by side.
  int64_t rows;

  /// How to do `op`, if it is such a contraction, vectors fit its buffers and
  /// there is enough to do.
  static std::optional<Contraction> get(linalg::LinalgOp op);

  bool hasColumns() const {
    return llvm::is_contained(accesses, Access::Column);
  }
};

} // namespace mlir::rint

#endif // RINT_LIB_TRANSFORMS_PROGRAM_CONTRACTION_H
