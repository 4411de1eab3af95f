//===- Broadcast.cpp - linalg.broadcast on buffers to kernels ---*- C++ -*-===//

#include "Patterns.h"
#include "Piece.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "rint/Dialect/Rint/IR/Rint.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::rint;

std::optional<Moved> rint::getMoved(Type element) {
  Moved moved;
  Type part = element;
  if (auto complex = dyn_cast<ComplexType>(element))
    part = complex.getElementType();
  int64_t bits = part.isIndex() ? 64 : part.getIntOrFloatBitWidth();
  int64_t bytes = llvm::PowerOf2Ceil(llvm::divideCeil(bits, 8));
  // Where fewer bytes are stored than an element takes, the others hold nothing
  // that may be read.
  if (bytes > 16 || int64_t(llvm::divideCeil(bits, 8)) != bytes)
    return std::nullopt;
  moved.align = std::min<int64_t>(bytes, 8);
  int64_t total = getElementBytes(element);
  moved.bits = std::min<int64_t>(total, 8) * 8;
  moved.words = total * 8 / moved.bits;
  return moved;
}

bool rint::isContiguous(Value buffer) {
  auto type = dyn_cast<MemRefType>(buffer.getType());
  return type && type.areTrailingDimsContiguous(type.getRank()) &&
         !type.getMemorySpace();
}

Value rint::buildFlatView(Emitter &e, Value buffer, const Moved &moved) {
  auto type =
      MemRefType::get({ShapedType::kDynamic}, e.getIntegerType(moved.bits));
  if (buffer.getType() == type)
    return buffer;
  return FlatViewOp::create(e, type, buffer);
}

namespace {

/// Dimensions of the result side by side that are all copied, or all read.
struct DimGroup {
  bool isAdded;
  Value size;
};

} // namespace

static void addGroup(Emitter &e, SmallVectorImpl<DimGroup> &groups,
                     bool isAdded, Value size) {
  if (isConstantIntValue(size, 1))
    return;
  if (!groups.empty() && groups.back().isAdded == isAdded)
    groups.back().size = e.mul(groups.back().size, size);
  else
    groups.push_back({isAdded, size});
}

/// The dimensions of a broadcast's result, merged as far as they can be.
static SmallVector<DimGroup> getGroups(Emitter &e, linalg::BroadcastOp op,
                                       int64_t words) {
  SmallVector<DimGroup> groups;
  auto type = cast<MemRefType>(op.getInit().getType());
  for (int64_t dim = 0; dim < type.getRank(); ++dim) {
    Value size = type.isDynamicDim(dim)
                     ? e.createOrFold<memref::DimOp>(op.getInit(), dim)
                     : e.index(type.getDimSize(dim));
    addGroup(e, groups, llvm::is_contained(op.getDimensions(), dim), size);
  }
  addGroup(e, groups, /*isAdded=*/false, e.index(words));
  return groups;
}

/// The piece number `i` of those that the groups around make of the first one.
static Piece getPiece(Emitter &e, ArrayRef<DimGroup> outer, const Piece &first,
                      Value i) {
  Piece piece = first;
  Value size = e.mul(piece.n, piece.inner);
  piece.destBegin = e.add(first.destBegin, e.mul(i, e.mul(size, piece.r)));
  // From the innermost group on, as the digits of a number.
  for (const DimGroup &group : llvm::reverse(outer)) {
    bool isOutermost = &group == outer.begin();
    Value extent = e.max(group.size, e.index(1));
    if (!group.isAdded) {
      Value digit = isOutermost ? i : e.createOrFold<arith::RemUIOp>(i, extent);
      piece.sourceBegin = e.add(piece.sourceBegin, e.mul(digit, size));
      size = e.mul(size, group.size);
    }
    if (!isOutermost)
      i = e.div(i, extent);
  }
  return piece;
}

namespace {

struct LowerBroadcast final : OpRewritePattern<linalg::BroadcastOp> {
  LowerBroadcast(MLIRContext *context,
                 const ConvertRintToVectorPassOptions &options)
      : OpRewritePattern(context), options(options) {}

  LogicalResult matchAndRewrite(linalg::BroadcastOp op,
                                PatternRewriter &rewriter) const override {
    if (!op.hasPureBufferSemantics() || !isContiguous(op.getInput()) ||
        !isContiguous(op.getInit()))
      return failure();
    std::optional<Moved> moved =
        getMoved(getElementTypeOrSelf(op.getInput().getType()));
    if (!moved)
      return failure();

    Emitter e(op.getLoc(), rewriter);
    SmallVector<DimGroup> groups = getGroups(e, op, moved->words);
    Piece piece;
    piece.bits = moved->bits;
    piece.align = moved->align;
    piece.source = buildFlatView(e, op.getInput(), *moved);
    piece.dest = buildFlatView(e, op.getInit(), *moved);
    piece.sourceBegin = piece.destBegin = e.index(0);
    piece.n = piece.r = piece.inner = e.index(1);
    // The last three groups are rows, their copies and the elements of a row.
    auto take = [&](bool isAdded, Value &size) {
      if (!groups.empty() && groups.back().isAdded == isAdded)
        size = groups.pop_back_val().size;
    };
    take(/*isAdded=*/false, piece.inner);
    take(/*isAdded=*/true, piece.r);
    take(/*isAdded=*/false, piece.n);
    Value count = e.index(1);
    for (const DimGroup &group : groups)
      count = e.mul(count, group.size);
    auto get = [&](Value i) { return getPiece(e, groups, piece, i); };
    buildRepeat(e, Pieces{count, get}, options);
    rewriter.eraseOp(op);
    return success();
  }

private:
  ConvertRintToVectorPassOptions options;
};

} // namespace

void rint::populateBroadcastPatterns(
    RewritePatternSet &patterns,
    const ConvertRintToVectorPassOptions &options) {
  patterns.add<LowerBroadcast>(patterns.getContext(), options);
}
