//===- ExpandTensorOps.cpp - Tensor ops without a bufferization -*- C++ -*-===//
//
// Ops that only move elements become tensor.generate, whose body says where an
// element comes from: that fits every size, known or not, with one pass over
// memory.
//
//===----------------------------------------------------------------------===//

#include "EmptyTensors.h"
#include "rint/Transforms/Passes.h"

#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/MLProgram/IR/MLProgram.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Transforms/WalkPatternRewriteDriver.h"

namespace mlir::rint {
#define GEN_PASS_DEF_RINTEXPANDTENSOROPSPASS
#include "rint/Transforms/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;

/// Makes the element at `indices`.
using ElementBuilder =
    llvm::function_ref<Value(OpBuilder &, Location, ValueRange indices)>;

/// A tensor of the type and sizes, element by element.
static Value buildGenerate(OpBuilder &builder, Location loc,
                           RankedTensorType type, ArrayRef<OpFoldResult> sizes,
                           ElementBuilder element) {
  SmallVector<Value> dynamicSizes;
  for (auto [i, size] : llvm::enumerate(sizes))
    if (type.isDynamicDim(i))
      dynamicSizes.push_back(
          getValueOrCreateConstantIndexOp(builder, loc, size));
  return tensor::GenerateOp::create(
      builder, loc, type, dynamicSizes,
      [&](OpBuilder &builder, Location loc, ValueRange indices) {
        tensor::YieldOp::create(builder, loc, element(builder, loc, indices));
      });
}

static Value buildIndex(OpBuilder &builder, Location loc, Value value) {
  if (value.getType().isIndex())
    return value;
  return arith::IndexCastOp::create(builder, loc, builder.getIndexType(),
                                    value);
}

//===----------------------------------------------------------------------===//
// Pack and unpack
//===----------------------------------------------------------------------===//

/// For each dimension of the unpacked tensor its dimension among the outer ones
/// of the packed one.
static SmallVector<int64_t> getOuterPositions(ArrayRef<int64_t> outerPerm,
                                              int64_t rank) {
  auto positions = llvm::to_vector(llvm::seq<int64_t>(0, rank));
  for (auto [i, dim] : llvm::enumerate(outerPerm))
    positions[dim] = i;
  return positions;
}

namespace {

struct ExpandPack final : OpRewritePattern<linalg::PackOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(linalg::PackOp op,
                                PatternRewriter &rewriter) const override {
    auto type = dyn_cast<RankedTensorType>(op.getDest().getType());
    if (!type)
      return failure();
    Location loc = op.getLoc();
    int64_t rank = cast<RankedTensorType>(op.getSource().getType()).getRank();
    SmallVector<int64_t> outer = getOuterPositions(op.getOuterDimsPerm(), rank);
    SmallVector<OpFoldResult> tiles = op.getMixedTiles();
    SmallVector<OpFoldResult> sourceSizes =
        tensor::getMixedSizes(rewriter, loc, op.getSource());
    auto element = [&](OpBuilder &builder, Location loc, ValueRange indices) {
      SmallVector<Value> at;
      for (int64_t position : outer)
        at.push_back(indices[position]);
      for (auto [i, dim] : llvm::enumerate(op.getInnerDimsPos())) {
        Value tile = getValueOrCreateConstantIndexOp(builder, loc, tiles[i]);
        Value start = arith::MulIOp::create(builder, loc, at[dim], tile);
        at[dim] = arith::AddIOp::create(builder, loc, start, indices[rank + i]);
      }
      if (!op.getPaddingValue())
        return Value(
            tensor::ExtractOp::create(builder, loc, op.getSource(), at));
      return buildPadded(builder, loc, op, at, sourceSizes);
    };
    rewriter.replaceOp(
        op, buildGenerate(rewriter, loc, type,
                          tensor::getMixedSizes(rewriter, loc, op.getDest()),
                          element));
    return success();
  }

private:
  static Value buildPadded(OpBuilder &builder, Location loc, linalg::PackOp op,
                           ArrayRef<Value> at, ArrayRef<OpFoldResult> sizes) {
    Value inside = arith::ConstantIntOp::create(builder, loc, 1, 1);
    for (int64_t dim : op.getInnerDimsPos()) {
      Value size = getValueOrCreateConstantIndexOp(builder, loc, sizes[dim]);
      Value below = arith::CmpIOp::create(
          builder, loc, arith::CmpIPredicate::ult, at[dim], size);
      inside = arith::AndIOp::create(builder, loc, inside, below);
    }
    auto choice = scf::IfOp::create(
        builder, loc, inside,
        [&](OpBuilder &builder, Location loc) {
          Value value =
              tensor::ExtractOp::create(builder, loc, op.getSource(), at);
          scf::YieldOp::create(builder, loc, value);
        },
        [&](OpBuilder &builder, Location loc) {
          scf::YieldOp::create(builder, loc, op.getPaddingValue());
        });
    return choice.getResult(0);
  }
};

struct ExpandUnPack final : OpRewritePattern<linalg::UnPackOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(linalg::UnPackOp op,
                                PatternRewriter &rewriter) const override {
    auto type = dyn_cast<RankedTensorType>(op.getDest().getType());
    if (!type)
      return failure();
    Location loc = op.getLoc();
    SmallVector<int64_t> outer =
        getOuterPositions(op.getOuterDimsPerm(), type.getRank());
    SmallVector<OpFoldResult> tiles = op.getMixedTiles();
    auto element = [&](OpBuilder &builder, Location loc, ValueRange indices) {
      SmallVector<Value> at(type.getRank());
      for (auto [dim, position] : llvm::enumerate(outer))
        at[position] = indices[dim];
      for (auto [i, dim] : llvm::enumerate(op.getInnerDimsPos())) {
        Value tile = getValueOrCreateConstantIndexOp(builder, loc, tiles[i]);
        at[outer[dim]] =
            arith::DivUIOp::create(builder, loc, indices[dim], tile);
        at.push_back(arith::RemUIOp::create(builder, loc, indices[dim], tile));
      }
      return Value(tensor::ExtractOp::create(builder, loc, op.getSource(), at));
    };
    rewriter.replaceOp(
        op, buildGenerate(rewriter, loc, type,
                          tensor::getMixedSizes(rewriter, loc, op.getDest()),
                          element));
    return success();
  }
};

} // namespace

//===----------------------------------------------------------------------===//
// Gather and scatter
//===----------------------------------------------------------------------===//

/// Where a slice of `rank` dimensions that `coordinates` choose along `dims`
/// has its element at `within`, which counts the dimensions in `dims` too
/// unless it is of a lower rank.
static SmallVector<Value> buildPosition(OpBuilder &builder, Location loc,
                                        Value coordinates, ValueRange batch,
                                        ValueRange within,
                                        ArrayRef<int64_t> dims, int64_t rank) {
  bool isReduced = int64_t(within.size()) < rank;
  SmallVector<Value> at(rank);
  for (auto [i, dim] : llvm::enumerate(dims)) {
    SmallVector<Value> place(batch);
    place.push_back(arith::ConstantIndexOp::create(builder, loc, i));
    at[dim] =
        buildIndex(builder, loc,
                   tensor::ExtractOp::create(builder, loc, coordinates, place));
  }
  size_t next = 0;
  for (int64_t dim = 0; dim < rank; ++dim) {
    if (!at[dim])
      at[dim] = within[next++];
    else if (!isReduced)
      ++next;
  }
  return at;
}

namespace {

struct ExpandGather final : OpRewritePattern<tensor::GatherOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::GatherOp op,
                                PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    RankedTensorType type = op.getResultType();
    int64_t rank = op.getSourceType().getRank();
    int64_t numBatch = op.getIndicesType().getRank() - 1;
    SmallVector<OpFoldResult> sizes =
        tensor::getMixedSizes(rewriter, loc, op.getIndices());
    sizes.truncate(numBatch);
    bool isReduced = type.getRank() < numBatch + rank;
    for (auto [dim, size] : llvm::enumerate(
             tensor::getMixedSizes(rewriter, loc, op.getSource()))) {
      if (!llvm::is_contained(op.getGatherDims(), int64_t(dim)))
        sizes.push_back(size);
      else if (!isReduced)
        sizes.push_back(rewriter.getIndexAttr(1));
    }
    auto element = [&](OpBuilder &builder, Location loc, ValueRange indices) {
      SmallVector<Value> at = buildPosition(
          builder, loc, op.getIndices(), indices.take_front(numBatch),
          indices.drop_front(numBatch), op.getGatherDims(), rank);
      return Value(tensor::ExtractOp::create(builder, loc, op.getSource(), at));
    };
    rewriter.replaceOp(op, buildGenerate(rewriter, loc, type, sizes, element));
    return success();
  }
};

struct ExpandScatter final : OpRewritePattern<tensor::ScatterOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::ScatterOp op,
                                PatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    int64_t rank = op.getDestType().getRank();
    int64_t numBatch = op.getIndicesType().getRank() - 1;
    SmallVector<OpFoldResult> sizes =
        tensor::getMixedSizes(rewriter, loc, op.getSource());
    SmallVector<Value> ends =
        getValueOrCreateConstantIndexOp(rewriter, loc, sizes);
    SmallVector<Value> begins(ends.size(),
                              arith::ConstantIndexOp::create(rewriter, loc, 0));
    SmallVector<Value> steps(ends.size(),
                             arith::ConstantIndexOp::create(rewriter, loc, 1));
    scf::LoopNest nest = scf::buildLoopNest(
        rewriter, loc, begins, ends, steps, op.getDest(),
        [&](OpBuilder &builder, Location loc, ValueRange indices,
            ValueRange carried) -> scf::ValueVector {
          Value value =
              tensor::ExtractOp::create(builder, loc, op.getSource(), indices);
          SmallVector<Value> at = buildPosition(
              builder, loc, op.getIndices(), indices.take_front(numBatch),
              indices.drop_front(numBatch), op.getScatterDims(), rank);
          return {tensor::InsertOp::create(builder, loc, value, carried[0], at)
                      .getResult()};
        });
    rewriter.replaceOp(op, nest.results);
    return success();
  }
};

} // namespace

//===----------------------------------------------------------------------===//
// Bitcasts and aggregates
//===----------------------------------------------------------------------===//

/// The bits of `value` as `type`. What has a sign in its type passes through
/// casts that go away with the signs.
static Value buildBitcast(OpBuilder &builder, Location loc, Value value,
                          Type type) {
  auto getSignless = [&](Type type) -> Type {
    auto integer = dyn_cast<IntegerType>(type);
    return integer ? builder.getIntegerType(integer.getWidth()) : type;
  };
  auto castTo = [&](Type type) {
    if (value.getType() != type)
      value = UnrealizedConversionCastOp::create(builder, loc, type, value)
                  .getResult(0);
  };
  castTo(getSignless(value.getType()));
  if (value.getType() != getSignless(type))
    value = arith::BitcastOp::create(builder, loc, getSignless(type), value);
  castTo(type);
  return value;
}

namespace {

struct ExpandBitcast final : OpRewritePattern<tensor::BitcastOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(tensor::BitcastOp op,
                                PatternRewriter &rewriter) const override {
    auto type = dyn_cast<RankedTensorType>(op.getType());
    if (!type || !isa<RankedTensorType>(op.getSource().getType()))
      return failure();
    Location loc = op.getLoc();
    auto element = [&](OpBuilder &builder, Location loc, ValueRange indices) {
      Value value =
          tensor::ExtractOp::create(builder, loc, op.getSource(), indices);
      return buildBitcast(builder, loc, value, type.getElementType());
    };
    rewriter.replaceOp(
        op, buildGenerate(rewriter, loc, type,
                          tensor::getMixedSizes(rewriter, loc, op.getSource()),
                          element));
    return success();
  }
};

} // namespace

/// A tensor stays as it is when the global that it was read from changes, of
/// which upstream's bufferization knows nothing.
static void copyLoadedGlobals(Operation *root) {
  root->walk([](ml_program::GlobalLoadOp op) {
    auto global = SymbolTable::lookupNearestSymbolFrom<ml_program::GlobalOp>(
        op, op.getGlobalAttr());
    auto type = dyn_cast<RankedTensorType>(op.getType());
    if (!type || (global && !global.getIsMutable()))
      return;
    OpBuilder builder(op);
    builder.setInsertionPointAfter(op);
    auto copy = bufferization::AllocTensorOp::create(
        builder, op.getLoc(), type, /*dynamicSizes=*/ValueRange(),
        /*copy=*/op.getResult());
    op.getResult().replaceAllUsesExcept(copy.getResult(), copy);
  });
}

namespace {

struct ExpandSoftmax final : OpRewritePattern<linalg::SoftmaxOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(linalg::SoftmaxOp op,
                                PatternRewriter &rewriter) const override {
    if (!op.hasPureTensorSemantics())
      return failure();
    FailureOr<SmallVector<Value>> results = op.decomposeOperation(rewriter);
    if (failed(results))
      return failure();
    rewriter.replaceOp(op, *results);
    return success();
  }
};

struct ExpandTensorOps final
    : rint::impl::RintExpandTensorOpsPassBase<ExpandTensorOps> {
  void runOnOperation() override {
    copyLoadedGlobals(getOperation());
    RewritePatternSet patterns(&getContext());
    patterns.add<ExpandBitcast, ExpandGather, ExpandPack, ExpandScatter,
                 ExpandSoftmax, ExpandUnPack>(&getContext());
    populateExpandEmptyTensorPatterns(patterns);
    linalg::populateDecomposeWinogradOpsPatterns(patterns);
    walkAndApplyPatterns(getOperation(), std::move(patterns));
  }
};

} // namespace
