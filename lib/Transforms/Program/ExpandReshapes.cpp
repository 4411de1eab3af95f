//===- ExpandReshapes.cpp - Views of more dimensions ------------*- C++ -*-===//
//
// Upstream computes the sizes of such a view from those of its source, which it
// can do for one unknown size in a group. The op states them all.
//
//===----------------------------------------------------------------------===//

#include "rint/Transforms/Passes.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Transforms/WalkPatternRewriteDriver.h"

namespace mlir::rint {
#define GEN_PASS_DEF_RINTEXPANDRESHAPESPASS
#include "rint/Transforms/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;

/// Whether several sizes of a group are not known.
static bool hasGroupOfUnknownSizes(memref::ExpandShapeOp op) {
  MemRefType type = op.getResultType();
  return llvm::any_of(op.getReassociationIndices(),
                      [&](ArrayRef<int64_t> dims) {
                        return llvm::count_if(dims, [&](int64_t dim) {
                                 return type.isDynamicDim(dim);
                               }) > 1;
                      });
}

/// What the type says where it says something, else `value`.
static OpFoldResult getKnown(OpBuilder &builder, int64_t known, Value value) {
  if (ShapedType::isStatic(known))
    return builder.getIndexAttr(known);
  return value;
}

namespace {

struct ExpandExpandShape final : OpRewritePattern<memref::ExpandShapeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(memref::ExpandShapeOp op,
                                PatternRewriter &rewriter) const override {
    if (!hasGroupOfUnknownSizes(op))
      return failure();
    Location loc = op.getLoc();
    MemRefType type = op.getResultType();
    auto [knownStrides, knownOffset] = type.getStridesAndOffset();
    auto source =
        memref::ExtractStridedMetadataOp::create(rewriter, loc, op.getSrc());
    SmallVector<OpFoldResult> sizes = op.getMixedOutputShape();
    SmallVector<OpFoldResult> strides(type.getRank());
    for (auto [group, dims] : llvm::enumerate(op.getReassociationIndices())) {
      Value stride = source.getStrides()[group];
      for (int64_t dim : llvm::reverse(dims)) {
        strides[dim] = getKnown(rewriter, knownStrides[dim], stride);
        Value size = getValueOrCreateConstantIndexOp(rewriter, loc, sizes[dim]);
        stride = arith::MulIOp::create(rewriter, loc, stride, size);
      }
    }
    rewriter.replaceOpWithNewOp<memref::ReinterpretCastOp>(
        op, type, source.getBaseBuffer(),
        getKnown(rewriter, knownOffset, source.getOffset()), sizes, strides);
    return success();
  }
};

struct ExpandReshapes final
    : rint::impl::RintExpandReshapesPassBase<ExpandReshapes> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add<ExpandExpandShape>(&getContext());
    walkAndApplyPatterns(getOperation(), std::move(patterns));
  }
};

} // namespace
