//===- RankReducingSlices.cpp - Slices with fewer dimensions ----*- C++ -*-===//
//
// A slice may leave out dimensions of size 1. Which ones, upstream finds out
// from sizes and strides, again and again: once another size turns out to be 1,
// too, it takes others, or finds none. So tensors are sliced with all their
// dimensions until they become buffers, when SoundCanonicalizer.cpp sees to it
// that sizes stay as they are.
//
//===----------------------------------------------------------------------===//

#include "RankReducingSlices.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
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
                                           ShapedType reduced) {
  ArrayRef<int64_t> sizes = slice.getStaticSizes();
  llvm::SmallBitVector dropped(sizes.size());
  if (auto mask = computeRankReductionMask(sizes, reduced.getShape()))
    for (unsigned dim : *mask)
      dropped.set(dim);
  return dropped;
}

/// Whether `slice` leaves out some dimensions of one element and keeps others.
/// If it leaves out all, upstream has no need of strides.
static bool isAmbiguous(OffsetSizeAndStrideOpInterface slice,
                        ShapedType reduced) {
  size_t dropped = slice.getStaticSizes().size() - reduced.getRank();
  return dropped && dropped < size_t(llvm::count(slice.getStaticSizes(), 1));
}

/// The same, or it may be found out that a size is 1.
static bool mayBeAmbiguous(OffsetSizeAndStrideOpInterface slice,
                           ShapedType reduced) {
  return size_t(reduced.getRank()) != slice.getStaticSizes().size() &&
         (isAmbiguous(slice, reduced) || !reduced.hasStaticShape());
}

/// The dimensions of a slice with those that are dropped in the groups of
/// others, as reshapes take them.
static SmallVector<ReassociationIndices>
getGroups(const llvm::SmallBitVector &dropped) {
  SmallVector<ReassociationIndices> groups;
  int64_t firstKept = dropped.find_first_unset();
  if (firstKept < 0)
    return groups;
  for (int64_t dim = 0, rank = dropped.size(); dim < rank; ++dim) {
    if (groups.empty() || (!dropped[dim] && dim != firstKept))
      groups.emplace_back();
    groups.back().push_back(dim);
  }
  return groups;
}

//===----------------------------------------------------------------------===//
// What takes a slice
//===----------------------------------------------------------------------===//

static void expand(RewriterBase &rewriter, tensor::ExtractSliceOp op) {
  rewriter.setInsertionPoint(op);
  Value slice = tensor::ExtractSliceOp::create(
      rewriter, op.getLoc(), op.getSource(), op.getMixedOffsets(),
      op.getMixedSizes(), op.getMixedStrides());
  rewriter.replaceOpWithNewOp<tensor::CollapseShapeOp>(
      op, op.getType(), slice, getGroups(getDroppedDims(op, op.getType())));
}

/// Leaves out the dimensions of the slice that `op` reshapes right away, if
/// there can be no doubt of it. That keeps what is known of its strides.
static void contract(RewriterBase &rewriter, tensor::CollapseShapeOp op) {
  auto slice = op.getSrc().getDefiningOp<tensor::ExtractSliceOp>();
  if (!slice)
    return;
  ArrayRef<int64_t> sizes = slice.getStaticSizes();
  auto keepsOneDim = [&](ArrayRef<int64_t> group) {
    return llvm::count_if(group,
                          [&](int64_t dim) { return sizes[dim] != 1; }) == 1;
  };
  if (slice.getType().getRank() != int64_t(sizes.size()) ||
      !llvm::all_of(op.getReassociationIndices(), keepsOneDim) ||
      isAmbiguous(slice, op.getResultType()))
    return;
  rewriter.setInsertionPoint(slice);
  rewriter.replaceOpWithNewOp<tensor::ExtractSliceOp>(
      op, op.getResultType(), slice.getSource(), slice.getMixedOffsets(),
      slice.getMixedSizes(), slice.getMixedStrides());
}

static void expand(RewriterBase &rewriter, memref::SubViewOp op) {
  rewriter.setInsertionPoint(op);
  SmallVector<ReassociationIndices> groups =
      getGroups(getDroppedDims(op, op.getType()));
  MemRefType whole = memref::SubViewOp::inferResultType(
      op.getSourceType(), op.getStaticOffsets(), op.getStaticSizes(),
      op.getStaticStrides());
  MemRefType type =
      memref::CollapseShapeOp::computeCollapsedType(whole, groups);
  // A type that says other strides is upstream's to judge.
  if (!memref::CastOp::areCastCompatible(type, op.getType()))
    return;
  Value slice = memref::SubViewOp::create(
      rewriter, op.getLoc(), whole, op.getSource(), op.getMixedOffsets(),
      op.getMixedSizes(), op.getMixedStrides());
  Value reduced = memref::CollapseShapeOp::create(rewriter, op.getLoc(), type,
                                                  slice, groups);
  if (type != op.getType())
    reduced =
        memref::CastOp::create(rewriter, op.getLoc(), op.getType(), reduced);
  rewriter.replaceOp(op, reduced);
}

//===----------------------------------------------------------------------===//
// What puts one
//===----------------------------------------------------------------------===//

/// Builds the source of `op`, an insertion, with the dimensions that it leaves
/// out.
template <typename OpTy>
static Value buildFullSource(OpBuilder &builder, OpTy op) {
  RankedTensorType type = op.getSourceType();
  return tensor::ExpandShapeOp::create(
      builder, op.getLoc(), type.clone(op.getStaticSizes()), op.getSource(),
      getGroups(getDroppedDims(op, type)), op.getMixedSizes());
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

//===----------------------------------------------------------------------===//
// All of them
//===----------------------------------------------------------------------===//

template <typename OpTy>
static void expandTaken(Operation *root,
                        bool (*isInDoubt)(OffsetSizeAndStrideOpInterface,
                                          ShapedType)) {
  IRRewriter rewriter(root->getContext());
  root->walk([&](OpTy op) {
    if (isInDoubt(op, op.getType()))
      expand(rewriter, op);
  });
}

template <typename OpTy> static void expandPut(Operation *root) {
  IRRewriter rewriter(root->getContext());
  root->walk([&](OpTy op) {
    if (isAmbiguous(op, op.getSourceType()))
      expand(rewriter, op);
  });
}

void rint::settleRankReducingSlices(Operation *root) {
  IRRewriter rewriter(root->getContext());
  root->walk([&](tensor::CollapseShapeOp op) { contract(rewriter, op); });
  expandTaken<tensor::ExtractSliceOp>(root, isAmbiguous);
  expandPut<tensor::InsertSliceOp>(root);
  expandPut<tensor::ParallelInsertSliceOp>(root);
}

namespace {

struct ExpandRankReducingSlicesPass final
    : rint::impl::RintExpandRankReducingSlicesPassBase<
          ExpandRankReducingSlicesPass> {
  void runOnOperation() override {
    expandTaken<tensor::ExtractSliceOp>(getOperation(), mayBeAmbiguous);
    expandTaken<memref::SubViewOp>(getOperation(), isAmbiguous);
  }
};

} // namespace
