//===- Shards.h - Loops that are divided among processes --------*- C++ -*-===//
//
// What rint's models of upstream's ShardingInterface share. Upstream's defaults
// take it that whatever is divided can be, and that its parts come out even.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_DIALECT_RINT_TRANSFORMS_SHARDS_H
#define RINT_LIB_DIALECT_RINT_TRANSFORMS_SHARDS_H

#include "mlir/Dialect/Shard/Interfaces/ShardingInterface.h"

namespace mlir::rint {

/// The loops of an op with one result, as upstream's sharding sees them: one
/// for each dimension of the result, and one for each dimension of an operand
/// that follows none of these. At first every process needs all of every
/// dimension.
class ShardLoops {
public:
  explicit ShardLoops(Operation *op);

  /// Dimension `dim` of `operand` is divided as `resultDim` of the result is.
  /// Where the one is not as long as the other, `sizes` are what the parts have
  /// to share evenly besides the size of the operand.
  void follow(unsigned operand, unsigned dim, unsigned resultDim,
              std::optional<ArrayRef<int64_t>> sizes = std::nullopt);

  /// Dimension `resultDim` of the result is divided into as many copies as come
  /// out of `count`, and no operand is.
  void divideResult(unsigned resultDim, int64_t count);

  /// The number of loops.
  size_t size() const { return loops.size(); }

  /// The loops of every operand and of the result.
  SmallVector<AffineMap> getIndexingMaps() const;

  /// What the op divides of what its surroundings divide. What it cannot divide
  /// is left whole, for upstream to gather.
  FailureOr<shard::ShardingOption>
  choose(ArrayRef<shard::Sharding> operandShardings,
         ArrayRef<shard::Sharding> resultShardings) const;

  /// Reports a sharding that the op cannot have. Returns into how many parts
  /// each dimension of the result is divided.
  FailureOr<SmallVector<int64_t>>
  verify(ArrayRef<shard::Sharding> operandShardings,
         ArrayRef<shard::Sharding> resultShardings) const;

private:
  struct Loop {
    /// Whether every process needs all of it.
    bool isWhole = true;
    /// Whether a tensor is longer along it than another, so that only parts of
    /// one size go together.
    bool isScaled = false;
    /// What has to come out even.
    SmallVector<int64_t> sizes;
  };

  /// The first of the sizes of `loop` that `parts` do not share evenly, or
  /// nothing.
  static std::optional<int64_t> findUneven(const Loop &loop, int64_t parts);

  /// Whether `parts` processes can share `loop`.
  static bool canDivide(const Loop &loop, int64_t parts);

  /// Reports what is wrong with the sharding of a tensor. Keeps the axes of the
  /// loops of the result, which comes first, in `axes`.
  LogicalResult
  verifyTensor(unsigned tensor, const shard::Sharding &sharding,
               FlatSymbolRefAttr grid,
               SmallVectorImpl<ArrayRef<shard::GridAxis>> &axes) const;

  Operation *op;
  SmallVector<Loop> loops;
  /// The loops of the dimensions of each operand, and then of the result.
  SmallVector<SmallVector<unsigned>> tensors;
};

/// Reports an annotation of an operand of `op` or of its result whose parts are
/// not of one size: upstream forgets what is left over.
LogicalResult verifyAnnotations(Operation *op);

/// Annotates the operands of `op` and its result, in steps of one grid axis
/// each where they are annotated otherwise: upstream takes no other step.
void annotate(Operation *op, OpBuilder &builder,
              ArrayRef<shard::Sharding> shardings);

} // namespace mlir::rint

#endif // RINT_LIB_DIALECT_RINT_TRANSFORMS_SHARDS_H
