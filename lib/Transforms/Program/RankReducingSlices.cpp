//===- RankReducingSlices.cpp - Slices with fewer dimensions ----*- C++ -*-===//
//
// A slice may leave out dimensions of size 1. Which ones, upstream finds out
// from sizes and strides, again and again: once another size turns out to be 1,
// too, or if a stride is not known, it takes others or finds none.
//
//===----------------------------------------------------------------------===//

#include "RankReducingSlices.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Tensor/Utils/Utils.h"
#include "mlir/IR/PatternMatch.h"
#include "rint/Transforms/Passes.h"

namespace mlir::rint {
#define GEN_PASS_DEF_RINTEXPANDRANKREDUCINGSLICESPASS
#include "rint/Transforms/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;

/// The dimensions of `slice` that `reduced`, the type of what it takes or puts,
/// leaves out, as the types tell them. A size that is a value is never left
/// out, also if it is a constant.
static llvm::SmallBitVector getDroppedDims(OffsetSizeAndStrideOpInterface slice,
                                           RankedTensorType reduced) {
  ArrayRef<int64_t> sizes = slice.getStaticSizes();
  llvm::SmallBitVector dropped(sizes.size());
  if (auto mask = computeRankReductionMask(sizes, reduced.getShape()))
    for (unsigned dim : *mask)
      dropped.set(dim);
  return dropped;
}

/// Whether `slice` leaves out dimensions and keeps one that has, or may have,
/// one element.
static bool isInDoubt(OffsetSizeAndStrideOpInterface slice,
                      RankedTensorType reduced) {
  return getDroppedDims(slice, reduced).any() &&
         llvm::any_of(reduced.getShape(), [](int64_t size) {
           return ShapedType::isDynamic(size) || size == 1;
         });
}

static void expand(RewriterBase &rewriter, tensor::ExtractSliceOp op) {
  rewriter.setInsertionPoint(op);
  Value slice = tensor::ExtractSliceOp::create(
      rewriter, op.getLoc(), op.getSource(), op.getMixedOffsets(),
      op.getMixedSizes(), op.getMixedStrides());
  Value reduced = tensor::dropGivenUnitDims(rewriter, op.getLoc(), slice,
                                            getDroppedDims(op, op.getType()));
  if (reduced.getType() != op.getType())
    reduced = tensor::CastOp::create(rewriter, op.getLoc(), op.getType(),
                                     reduced);
  rewriter.replaceOp(op, reduced);
}

/// Builds the source of `op`, an insertion, with the dimensions that it leaves
/// out.
template <typename OpTy>
static Value buildFullSource(OpBuilder &builder, OpTy op) {
  RankedTensorType type = op.getSourceType();
  llvm::SmallBitVector dropped = getDroppedDims(op, type);
  SmallVector<ReassociationIndices> groups;
  int64_t firstKept = dropped.find_first_unset();
  for (int64_t dim = 0, rank = dropped.size(); dim < rank && firstKept >= 0;
       ++dim) {
    if (groups.empty() || (!dropped[dim] && dim != firstKept))
      groups.emplace_back();
    groups.back().push_back(dim);
  }
  return tensor::ExpandShapeOp::create(
      builder, op.getLoc(), type.clone(op.getStaticSizes()), op.getSource(),
      groups, op.getMixedSizes());
}

static void expand(RewriterBase &rewriter, tensor::InsertSliceOp op) {
  rewriter.setInsertionPoint(op);
  Value source = buildFullSource(rewriter, op);
  rewriter.replaceOpWithNewOp<tensor::InsertSliceOp>(
      op, source, op.getDest(), op.getMixedOffsets(), op.getMixedSizes(),
      op.getMixedStrides());
}

static void expand(RewriterBase &rewriter, tensor::ParallelInsertSliceOp op) {
  // The region of the terminator holds nothing but insertions.
  rewriter.setInsertionPoint(op->getParentOp());
  Value source = buildFullSource(rewriter, op);
  rewriter.setInsertionPoint(op);
  rewriter.replaceOpWithNewOp<tensor::ParallelInsertSliceOp>(
      op, source, op.getDest(), op.getMixedOffsets(), op.getMixedSizes(),
      op.getMixedStrides());
}

static void expandExtractSlices(Operation *root) {
  IRRewriter rewriter(root->getContext());
  root->walk([&](tensor::ExtractSliceOp op) {
    if (isInDoubt(op, op.getType()))
      expand(rewriter, op);
  });
}

void rint::expandRankReducingSlices(Operation *root) {
  expandExtractSlices(root);
  IRRewriter rewriter(root->getContext());
  root->walk([&](Operation *op) {
    if (auto insert = dyn_cast<tensor::InsertSliceOp>(op)) {
      if (isInDoubt(insert, insert.getSourceType()))
        expand(rewriter, insert);
    } else if (auto insert = dyn_cast<tensor::ParallelInsertSliceOp>(op)) {
      if (isInDoubt(insert, insert.getSourceType()))
        expand(rewriter, insert);
    }
  });
}

namespace {

struct ExpandRankReducingSlicesPass final
    : rint::impl::RintExpandRankReducingSlicesPassBase<
          ExpandRankReducingSlicesPass> {
  void runOnOperation() override { expandExtractSlices(getOperation()); }
};

} // namespace
