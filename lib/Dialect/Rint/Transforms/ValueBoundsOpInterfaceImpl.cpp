//===- ValueBoundsOpInterfaceImpl.cpp - Sizes of rint's results -*- C++ -*-===//
//
// What upstream's analysis of bounds may take for granted of an op that breaks
// no rule. A total that only the run knows is bounded by 0 alone.
//
//===----------------------------------------------------------------------===//

#include "mlir/Interfaces/ValueBoundsOpInterface.h"
#include "rint/Dialect/Rint/IR/Rint.h"
#include "rint/Dialect/Rint/Transforms/AllInterfaces.h"

using namespace mlir;
using namespace mlir::rint;

/// The one count of `clause` as an expression; null where it has several, or is
/// of a type that the analysis has no expressions for.
static AffineExpr getOneCount(const CountClause &clause,
                              ValueBoundsConstraintSet &cstr) {
  if (auto literal = dyn_cast_if_present<IntegerAttr>(clause.getLiteral()))
    return cstr.getExpr(literal.getInt());
  if (DenseI64ArrayAttr list = clause.getList(); list && list.size() == 1)
    return cstr.getExpr(list[0]);
  if (clause.getRepeats() && clause.getRepeats().getType().isIndex())
    return cstr.getExpr(clause.getRepeats());
  return {};
}

/// Bounds `dim` of the result of `op`, which is repeated by several counts.
template <typename OpTy>
static void boundTotal(OpTy op, int64_t dim, ValueBoundsConstraintSet &cstr) {
  Value result = op.getResult();
  cstr.bound(result)[dim] >= 0;
  if (OpFoldResult outputSize = op.getMixedOutputSize())
    cstr.bound(result)[dim] == cstr.getExpr(outputSize);
}

namespace {

/// A model whose op has `populateBounds` called for the sizes that types,
/// literals and constants leave open.
template <typename ModelTy, typename OpTy>
struct SizeModel : ValueBoundsOpInterface::ExternalModel<ModelTy, OpTy> {
  void populateBoundsForShapedValueDim(Operation *op, Value value, int64_t dim,
                                       ValueBoundsConstraintSet &cstr) const {
    auto ruled = cast<RuledOpInterface>(op);
    // What breaks a rule has no size; the bounds would contradict each other.
    if (isKnownInvalid(ruled))
      return;
    RankedTensorType type = getSharpestType(ruled);
    if (type.isDynamicDim(dim))
      ModelTy::populateBounds(cast<OpTy>(op), dim, cstr);
    else
      cstr.bound(value)[dim] == type.getDimSize(dim);
  }
};

struct RepeatInterleaveModel final
    : SizeModel<RepeatInterleaveModel, RepeatInterleaveOp> {
  static void populateBounds(RepeatInterleaveOp op, int64_t dim,
                             ValueBoundsConstraintSet &cstr) {
    std::optional<int64_t> repeated = op.getNormalizedDim();
    if (repeated && dim != *repeated) {
      cstr.bound(op.getResult())[dim] == cstr.getExpr(op.getSource(), dim);
      return;
    }
    boundTotal(op, dim, cstr);
    AffineExpr size = getOneCount(op.getClause(), cstr);
    if (!size)
      return;
    auto source = cast<RankedTensorType>(op.getSource().getType());
    for (int64_t i = 0, rank = source.getRank(); i < rank; ++i)
      if (!repeated || i == *repeated)
        size = size * cstr.getExpr(op.getSource(), i);
    cstr.bound(op.getResult())[dim] == size;
  }
};

struct RepeatIndicesModel final
    : SizeModel<RepeatIndicesModel, RepeatIndicesOp> {
  static void populateBounds(RepeatIndicesOp op, int64_t dim,
                             ValueBoundsConstraintSet &cstr) {
    boundTotal(op, dim, cstr);
  }
};

struct OffsetsModel final : SizeModel<OffsetsModel, OffsetsOp> {
  static void populateBounds(OffsetsOp op, int64_t dim,
                             ValueBoundsConstraintSet &cstr) {
    // The number of entries of a list is part of the sharpest type.
    AffineExpr slices = op.getSize() ? cstr.getExpr(op.getSize())
                                     : cstr.getExpr(op.getRepeats(), 0);
    cstr.bound(op.getResult())[dim] == slices + 1;
  }
};

struct RepeatModel final : SizeModel<RepeatModel, RepeatOp> {
  static void populateBounds(RepeatOp op, int64_t dim,
                             ValueBoundsConstraintSet &cstr) {
    SmallVector<OpFoldResult> counts = op.getMixedCounts();
    auto source = cast<RankedTensorType>(op.getSource().getType());
    int64_t sourceDim = dim - (int64_t(counts.size()) - source.getRank());
    AffineExpr size = cstr.getExpr(counts[dim]);
    if (sourceDim >= 0)
      size = size * cstr.getExpr(op.getSource(), sourceDim);
    cstr.bound(op.getResult())[dim] == size;
  }
};

struct SegmentReduceModel final
    : SizeModel<SegmentReduceModel, SegmentReduceOp> {
  static void populateBounds(SegmentReduceOp op, int64_t dim,
                             ValueBoundsConstraintSet &cstr) {
    Value result = op.getResult();
    std::optional<int64_t> reduced = op.getNormalizedDim();
    if (reduced && dim != *reduced) {
      cstr.bound(result)[dim] == cstr.getExpr(op.getSource(), dim);
      return;
    }
    cstr.bound(result)[dim] >= 0;
    CountClause clause = op.getClause();
    if (Value offsets = clause.getOffsets())
      cstr.bound(result)[dim] == cstr.getExpr(offsets, 0) - 1;
    else if (!clause.isScalar())
      cstr.bound(result)[dim] == cstr.getExpr(clause.getRepeats(), 0);
    else if (auto count = dyn_cast_if_present<IntegerAttr>(clause.getLiteral()))
      boundByCount(op, dim, count.getInt(), cstr);
  }

private:
  /// The segments of a literal number of slices. They are no more than the
  /// slices, as the size is not declared.
  static void boundByCount(SegmentReduceOp op, int64_t dim, int64_t count,
                           ValueBoundsConstraintSet &cstr) {
    if (!op.getNormalizedDim() || count == 0)
      return;
    AffineExpr slices = cstr.getExpr(op.getSource(), *op.getNormalizedDim());
    cstr.bound(op.getResult())[dim] == slices.floorDiv(count);
  }
};

} // namespace

void rint::registerValueBoundsOpInterfaceExternalModels(
    DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, RintDialect *) {
    OffsetsOp::attachInterface<OffsetsModel>(*context);
    RepeatIndicesOp::attachInterface<RepeatIndicesModel>(*context);
    RepeatInterleaveOp::attachInterface<RepeatInterleaveModel>(*context);
    RepeatOp::attachInterface<RepeatModel>(*context);
    SegmentReduceOp::attachInterface<SegmentReduceModel>(*context);
  });
}
