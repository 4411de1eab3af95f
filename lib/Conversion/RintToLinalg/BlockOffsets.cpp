//===- BlockOffsets.cpp - Row offsets of blocks of slices -------*- C++ -*-===//
//
// A copy, or a reduction of segments, that has the counts at hand needs few of
// the row offsets: enough to find where any part of the result begins. n + 1
// offsets take more memory than the counts themselves and have to be written
// and read once more.
//
//===----------------------------------------------------------------------===//

#include "BlockOffsets.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/IR/TypeUtilities.h"
#include "rint/Dialect/Rint/IR/ElementTypes.h"
#include "rint/Dialect/Rint/IR/Rint.h"

using namespace mlir;
using namespace mlir::rint;

/// Whether `index` is known to be the number of slices of `op`, which is the
/// position of the total.
static bool isNumSlices(OffsetsOp op, Value index) {
  int64_t entries = cast<RankedTensorType>(op.getType()).getDimSize(0);
  if (ShapedType::isStatic(entries) && isConstantIntValue(index, entries - 1))
    return true;
  if (op.getSize())
    return index == op.getSize();
  auto dim = index.getDefiningOp<tensor::DimOp>();
  return dim && dim.getSource() == op.getRepeats();
}

/// Whether `use` is the plan of a copy or reads the total. Offsets can also be
/// the data of an op, or its counts.
static bool needsOnlyBlocks(OffsetsOp op, OpOperand &use) {
  Operation *user = use.getOwner();
  if (auto extract = dyn_cast<tensor::ExtractOp>(user))
    return isNumSlices(op, extract.getIndices()[0]);
  if (auto repeat = dyn_cast<RepeatInterleaveOp>(user))
    return repeat.getDim() && repeat.getOffsets() &&
           &use == &repeat.getOffsetsMutable()[0];
  if (auto segments = dyn_cast<SegmentReduceOp>(user))
    return segments.getDim() && segments.getOffsets() &&
           &use == &segments.getOffsetsMutable()[0];
  auto indices = dyn_cast<RepeatIndicesOp>(user);
  return indices && indices.getOffsets();
}

static bool needsOnlyBlocks(OffsetsOp op) {
  return op.getRepeats() && llvm::all_of(op->getUses(), [&](OpOperand &use) {
           return needsOnlyBlocks(op, use);
         });
}

/// An init of the shape of `type`; the size of `dim` is `size`, the others are
/// those of `source`.
static Value buildInit(RewriterBase &rewriter, Location loc,
                       RankedTensorType type, Value source, int64_t dim,
                       Value size) {
  SmallVector<OpFoldResult> shape;
  for (int64_t i = 0; i < type.getRank(); ++i) {
    if (!type.isDynamicDim(i))
      shape.push_back(rewriter.getIndexAttr(type.getDimSize(i)));
    else if (i == dim)
      shape.push_back(size);
    else
      shape.push_back(tensor::getMixedSize(rewriter, loc, source, i));
  }
  return tensor::EmptyOp::create(rewriter, loc, shape, type.getElementType());
}

static void replaceWithCast(RewriterBase &rewriter, Operation *op,
                            Value value) {
  Type type = op->getResult(0).getType();
  if (value.getType() != type)
    value = tensor::CastOp::create(rewriter, op->getLoc(), type, value);
  rewriter.replaceOp(op, value);
}

/// Whether `user` copies single elements.
static bool copiesElements(Operation *user) {
  auto repeat = dyn_cast<RepeatInterleaveOp>(user);
  if (!repeat)
    return isa<RepeatIndicesOp>(user);
  ArrayRef<int64_t> shape = repeat.getSource().getType().getShape();
  return llvm::all_of(shape.drop_front(*repeat.getNormalizedDim() + 1),
                      [](int64_t size) { return size == 1; });
}

/// Whether packed counts are much smaller than those of `op`, and of use.
static bool gainsFromPacking(OffsetsOp op) {
  Type count = getElementTypeOrSelf(op.getRepeats().getType());
  return getCountWidth(count) > 8 &&
         llvm::any_of(op->getUsers(), copiesElements);
}

/// Builds the number of entries of the plan for `blocks` blocks of `slices`
/// slices; see ScanRepeatsOp.
static Value buildNumEntries(ImplicitLocOpBuilder &b, Value blocks,
                             Value slices, int64_t blockSize, bool isPacked) {
  auto index = [&](int64_t value) -> Value {
    return arith::ConstantIndexOp::create(b, value);
  };
  Value one = index(1);
  Value entries = b.createOrFold<arith::AddIOp>(blocks, one);
  if (!isPacked)
    return entries;
  Value longest = b.createOrFold<arith::MinUIOp>(slices, index(blockSize));
  Value words =
      b.createOrFold<arith::CeilDivUIOp>(longest, index(kPackedCounts));
  words = b.createOrFold<arith::AddIOp>(words, one);
  words = b.createOrFold<arith::MulIOp>(words, blocks);
  return b.createOrFold<arith::AddIOp>(entries, words);
}

static void convert(RewriterBase &rewriter, OffsetsOp op, int64_t blockSize,
                    bool packCounts) {
  rewriter.setInsertionPoint(op);
  Location loc = op.getLoc();
  IntegerAttr block = rewriter.getI64IntegerAttr(blockSize);
  UnitAttr packed;
  if (packCounts && gainsFromPacking(op))
    packed = rewriter.getUnitAttr();
  int64_t known = cast<RankedTensorType>(op.getType()).getDimSize(0);
  Value slices = op.getSize();
  if (ShapedType::isStatic(known))
    slices = arith::ConstantIndexOp::create(rewriter, loc, known - 1);
  else if (!slices)
    slices = tensor::DimOp::create(rewriter, loc, op.getRepeats(), 0);
  ImplicitLocOpBuilder b(loc, rewriter);
  // Not by adding blockSize, which might overflow.
  Value last = b.createOrFold<arith::CeilDivUIOp>(
      slices, arith::ConstantIndexOp::create(b, blockSize));
  OpFoldResult entries = getAsOpFoldResult(
      buildNumEntries(b, last, slices, blockSize, packed != nullptr));
  Value init = tensor::EmptyOp::create(b, entries, rewriter.getIndexType());
  Value blocks = ScanRepeatsOp::create(b, init.getType(), op.getRepeats(),
                                       slices, init, block, packed)
                     .getResult();
  Value total = tensor::ExtractOp::create(b, blocks, last);

  for (Operation *user : llvm::to_vector(op->getUsers())) {
    if (isa<tensor::ExtractOp>(user)) {
      rewriter.replaceOp(user, total);
      continue;
    }
    rewriter.setInsertionPoint(user);
    auto type = cast<RankedTensorType>(user->getResult(0).getType());
    if (auto repeat = dyn_cast<RepeatInterleaveOp>(user)) {
      int64_t dim = *repeat.getNormalizedDim();
      Value source = repeat.getSource();
      Value init =
          buildInit(rewriter, user->getLoc(), type, source, dim, total);
      auto runs = ExpandRunsOp::create(
          rewriter, user->getLoc(), init.getType(), source, blocks,
          op.getRepeats(), init, /*rowsBegin=*/Value(), /*rowsEnd=*/Value(),
          rewriter.getI64IntegerAttr(dim), block, packed);
      replaceWithCast(rewriter, user, runs.getResult());
      continue;
    }
    if (auto segments = dyn_cast<SegmentReduceOp>(user)) {
      int64_t dim = *segments.getNormalizedDim();
      Value source = segments.getSource();
      Value init =
          buildInit(rewriter, user->getLoc(), type, source, dim, slices);
      auto reduced = ReduceSegmentsOp::create(
          rewriter, user->getLoc(), init.getType(), segments.getKindAttr(),
          source, blocks, op.getRepeats(), /*count=*/Value(), init,
          rewriter.getI64IntegerAttr(dim), block);
      replaceWithCast(rewriter, user, reduced.getResult());
      continue;
    }
    Value init = buildInit(rewriter, user->getLoc(), type, /*source=*/Value(),
                           /*dim=*/0, total);
    auto indices = ExpandIndicesOp::create(
        rewriter, user->getLoc(), init.getType(), blocks, op.getRepeats(), init,
        /*rowsBegin=*/Value(), /*rowsEnd=*/Value(), block, packed);
    replaceWithCast(rewriter, user, indices.getResult());
  }
  rewriter.eraseOp(op);
}

void rint::convertOffsetsToBlocks(Operation *root, int64_t blockSize,
                                  bool packCounts) {
  SmallVector<OffsetsOp> ops;
  root->walk([&](OffsetsOp op) {
    if (needsOnlyBlocks(op))
      ops.push_back(op);
  });
  IRRewriter rewriter(root->getContext());
  for (OffsetsOp op : ops)
    convert(rewriter, op, blockSize, packCounts);
}
