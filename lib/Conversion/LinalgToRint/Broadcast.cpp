//===- Broadcast.cpp - Copies along new dimensions --------------*- C++ -*-===//

#include "Broadcast.h"
#include "Sizes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include "rint/Dialect/Rint/IR/Rint.h"

using namespace mlir;
using namespace mlir::rint;

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

/// As many copies as dimension `dim` of `tensor` has elements.
static BroadcastPart getCopies(Value tensor, int64_t dim) {
  auto type = cast<RankedTensorType>(tensor.getType());
  Builder builder(tensor.getContext());
  if (!type.isDynamicDim(dim))
    return {-1, builder.getIndexAttr(type.getDimSize(dim)), {}, 0};
  if (auto empty = tensor.getDefiningOp<tensor::EmptyOp>())
    return {-1, empty.getMixedSizes()[dim], {}, 0};
  return {-1, {}, tensor, dim};
}

/// The broadcast of `source` that places its dimensions at `positions`, each a
/// dimension of `init` or -1 for one that is left out.
static std::optional<Broadcast>
makeBroadcast(Value source, ArrayRef<int64_t> positions, Value init) {
  auto sourceType = cast<RankedTensorType>(source.getType());
  int64_t rank = cast<RankedTensorType>(init.getType()).getRank();
  Broadcast broadcast{source, {}};
  broadcast.dims.resize(rank);
  int64_t last = -1;
  for (auto [dim, position] : llvm::enumerate(positions)) {
    if (position < 0) {
      if (sourceType.getDimSize(dim) != 1)
        return std::nullopt;
      continue;
    }
    if (position <= last)
      return std::nullopt;
    last = position;
    broadcast.dims[position].push_back({int64_t(dim), {}, {}, 0});
  }
  for (auto [dim, parts] : llvm::enumerate(broadcast.dims))
    if (parts.empty())
      parts.push_back(getCopies(init, dim));
  return broadcast;
}

/// A linalg op that yields its only input, as `linalg.broadcast` and the
/// generic form of it.
static std::optional<Broadcast> readYieldedInput(linalg::LinalgOp op) {
  auto source =
      dyn_cast<TypedValue<RankedTensorType>>(op.getDpsInputOperand(0)->get());
  Block *body = op.getBlock();
  if (!source || !llvm::hasSingleElement(*body) ||
      body->getTerminator()->getOperand(0) != body->getArgument(0))
    return std::nullopt;
  SmallVector<int64_t> positions;
  AffineMap map = op.getMatchingIndexingMap(op.getDpsInputOperand(0));
  for (AffineExpr expr : map.getResults()) {
    if (auto dim = dyn_cast<AffineDimExpr>(expr))
      positions.push_back(dim.getPosition());
    else if (isa<AffineConstantExpr>(expr))
      positions.push_back(-1);
    else
      return std::nullopt;
  }
  return makeBroadcast(source, positions, op.getDpsInitOperand(0)->get());
}

/// The loop that `index` runs through, -1 if it is 0; nothing for other
/// numbers. torch-mlir writes `dim == 1 ? 0 : i` where a dimension may be
/// broadcast, which is `i` if the loop is as long as the dimension.
static std::optional<int64_t> readIndex(Value index, Value source, int64_t dim,
                                        Value init) {
  if (matchPattern(index, m_Zero()))
    return -1;
  if (auto loop = index.getDefiningOp<linalg::IndexOp>())
    return loop.getDim();
  auto select = index.getDefiningOp<arith::SelectOp>();
  if (!select || !matchPattern(select.getTrueValue(), m_Zero()))
    return std::nullopt;
  auto loop = select.getFalseValue().getDefiningOp<linalg::IndexOp>();
  auto isOne = select.getCondition().getDefiningOp<arith::CmpIOp>();
  if (!loop || !isOne || isOne.getPredicate() != arith::CmpIPredicate::eq ||
      !matchPattern(isOne.getRhs(), m_One()) ||
      Size::of(isOne.getLhs()) != Size::of(source, dim) ||
      !areSameSize(source, dim, init, loop.getDim()))
    return std::nullopt;
  return loop.getDim();
}

/// A generic without inputs that extracts an element of a tensor.
static std::optional<Broadcast> readExtractedElement(linalg::GenericOp op) {
  Block *body = op.getBlock();
  auto extract =
      body->getTerminator()->getOperand(0).getDefiningOp<tensor::ExtractOp>();
  if (!extract || extract->getBlock() != body ||
      op->isAncestor(extract.getTensor().getParentBlock()->getParentOp()))
    return std::nullopt;
  // Nothing but the element: no assertions, for one.
  auto isPlain = [](Operation &op) {
    return isMemoryEffectFree(&op) && op.getNumRegions() == 0;
  };
  if (!llvm::all_of(*body, isPlain))
    return std::nullopt;
  Value init = op.getDpsInitOperand(0)->get();
  SmallVector<int64_t> positions;
  for (auto [dim, index] : llvm::enumerate(extract.getIndices())) {
    std::optional<int64_t> position =
        readIndex(index, extract.getTensor(), dim, init);
    if (!position)
      return std::nullopt;
    positions.push_back(*position);
  }
  return makeBroadcast(extract.getTensor(), positions, init);
}

/// Copies of the whole: each dimension is the copies and the source's.
static Broadcast readRepeat(RepeatOp op) {
  Broadcast broadcast{op.getSource(), {}};
  SmallVector<OpFoldResult> counts = op.getMixedCounts();
  int64_t leading = counts.size() - op.getSource().getType().getRank();
  for (auto [i, count] : llvm::enumerate(counts)) {
    SmallVector<BroadcastPart> &parts = broadcast.dims.emplace_back();
    parts.push_back({-1, count, {}, 0});
    if (int64_t(i) >= leading)
      parts.push_back({int64_t(i) - leading, {}, {}, 0});
  }
  return broadcast;
}

std::optional<Broadcast> rint::readBroadcast(Value tensor) {
  if (auto repeat = tensor.getDefiningOp<RepeatOp>())
    return readRepeat(repeat);
  auto op = tensor.getDefiningOp<linalg::LinalgOp>();
  if (!op || op.getNumDpsInits() != 1 || op.getNumDpsInputs() > 1 ||
      op.getNumParallelLoops() != op.getNumLoops() ||
      !op.getMatchingIndexingMap(op.getDpsInitOperand(0)).isIdentity())
    return std::nullopt;
  if (op.getNumDpsInputs() == 1)
    return readYieldedInput(op);
  if (auto generic = dyn_cast<linalg::GenericOp>(*op))
    return readExtractedElement(generic);
  return std::nullopt;
}

Broadcast rint::mergeDims(const Broadcast &broadcast,
                          ArrayRef<ReassociationIndices> groups) {
  Broadcast merged{broadcast.source, {}};
  for (const ReassociationIndices &group : groups) {
    SmallVector<BroadcastPart> &parts = merged.dims.emplace_back();
    for (int64_t dim : group)
      llvm::append_range(parts, broadcast.dims[dim]);
  }
  return merged;
}

//===----------------------------------------------------------------------===//
// Building
//===----------------------------------------------------------------------===//

/// Leaves out what changes nothing: one copy, and source dimensions of one
/// element beside others.
static void simplify(Broadcast &broadcast) {
  auto type = cast<RankedTensorType>(broadcast.source.getType());
  for (SmallVector<BroadcastPart> &parts : broadcast.dims) {
    if (llvm::none_of(parts, [](auto &part) { return part.isSource(); }))
      continue;
    llvm::erase_if(parts, [](const BroadcastPart &part) {
      return part.isCopies() && part.count && isConstantIntValue(part.count, 1);
    });
    int64_t left = llvm::count_if(parts, [](auto &p) { return p.isSource(); });
    llvm::erase_if(parts, [&](const BroadcastPart &part) {
      return part.isSource() && type.getDimSize(part.sourceDim) == 1 &&
             left-- > 1;
    });
  }
}

bool rint::isRepeat(const Broadcast &broadcast, bool canTile) {
  Broadcast simple = broadcast;
  simplify(simple);
  bool found = false;
  for (ArrayRef<BroadcastPart> parts : simple.dims) {
    if (llvm::none_of(parts, [](auto &part) { return part.isSource(); }))
      continue;
    found |= llvm::any_of(parts, [](auto &part) { return part.isCopies(); });
    if (!canTile && parts.front().isCopies())
      return false;
  }
  return found;
}

namespace {

/// Builds the ops of a broadcast from the source outwards.
class RepeatBuilder {
public:
  RepeatBuilder(RewriterBase &rewriter, Location loc, Broadcast broadcast)
      : rewriter(rewriter), loc(loc), broadcast(std::move(broadcast)),
        value(this->broadcast.source) {}

  Value build(RankedTensorType type);

private:
  RankedTensorType getType() const {
    return cast<RankedTensorType>(value.getType());
  }
  void dropLeftOutDims();
  bool repeatSlices();
  bool tile();
  void mergeSourceDims();
  void addCopies();

  RewriterBase &rewriter;
  Location loc;
  Broadcast broadcast;
  /// What has been built so far. Its dimensions are the source parts in order.
  Value value;
  /// How many of the leading dimensions of the result have been built by tile.
  int64_t numTiled = 0;
};

} // namespace

/// What `tensor` has been expanded from, if that added the dimensions of one
/// element that are not in `isKept`, and no others.
static Value getUnexpanded(Value tensor, ArrayRef<bool> isKept) {
  auto expand = tensor.getDefiningOp<tensor::ExpandShapeOp>();
  if (!expand || expand.getSrcType().getRank() != llvm::count(isKept, true))
    return Value();
  for (const ReassociationIndices &group : expand.getReassociationIndices())
    if (llvm::count_if(group, [&](int64_t dim) { return isKept[dim]; }) != 1)
      return Value();
  return expand.getSrc();
}

/// Left-out dimensions have one element and go into a dimension beside them.
void RepeatBuilder::dropLeftOutDims() {
  int64_t rank = getType().getRank(), numKept = 0;
  SmallVector<bool> isKept(rank, false);
  for (ArrayRef<BroadcastPart> parts : broadcast.dims)
    for (const BroadcastPart &part : parts)
      if (part.isSource())
        isKept[part.sourceDim] = true, ++numKept;
  SmallVector<int64_t> renamed(rank, -1);
  SmallVector<ReassociationIndices> groups(numKept);
  int64_t next = -1;
  for (int64_t dim = 0; dim < rank; ++dim) {
    if (isKept[dim])
      renamed[dim] = ++next;
    groups[std::max<int64_t>(next, 0)].push_back(dim);
  }
  if (Value unexpanded = getUnexpanded(value, isKept))
    value = unexpanded;
  else if (numKept < rank)
    value = rewriter.createOrFold<tensor::CollapseShapeOp>(loc, value, groups);
  for (SmallVector<BroadcastPart> &parts : broadcast.dims)
    for (BroadcastPart &part : parts)
      if (part.isSource())
        part.sourceDim = renamed[part.sourceDim];
}

/// Copies behind elements: each slice is repeated.
bool RepeatBuilder::repeatSlices() {
  for (SmallVector<BroadcastPart> &parts : broadcast.dims) {
    int64_t dim = -1;
    for (BroadcastPart &part : parts) {
      if (part.isSource())
        dim = part.sourceDim;
      if (part.isSource() || dim < 0)
        continue;
      auto count = dyn_cast<Attribute>(part.count);
      CountClause clause =
          count ? CountClause::repeats(rewriter.getI64IntegerAttr(
                      cast<IntegerAttr>(count).getInt()))
                : CountClause::repeats(cast<Value>(part.count));
      FailureOr<RankedTensorType> type = RepeatInterleaveOp::inferResultType(
          /*emitError=*/{}, getType(), clause, dim);
      if (failed(type))
        return false;
      value =
          RepeatInterleaveOp::create(rewriter, loc, *type, value, clause, dim);
    }
    bool behind = false;
    llvm::erase_if(parts, [&](const BroadcastPart &part) {
      behind |= part.isSource();
      return behind && part.isCopies();
    });
  }
  return true;
}

/// The product of two counts. It is a part of the size of a dimension, so it
/// fits.
static OpFoldResult multiply(OpBuilder &builder, Location loc, OpFoldResult lhs,
                             OpFoldResult rhs) {
  std::optional<int64_t> a = getConstantIntValue(lhs);
  std::optional<int64_t> b = getConstantIntValue(rhs);
  int64_t product;
  if (a && b && !llvm::MulOverflow(*a, *b, product))
    return builder.getIndexAttr(product);
  if (a == 1)
    return rhs;
  if (b == 1)
    return lhs;
  return arith::MulIOp::create(
             builder, loc, getValueOrCreateConstantIndexOp(builder, loc, lhs),
             getValueOrCreateConstantIndexOp(builder, loc, rhs))
      .getResult();
}

/// Copies in front of elements: the whole is repeated along these dimensions,
/// and along leading ones that are copies only.
bool RepeatBuilder::tile() {
  SmallVector<OpFoldResult> counts;
  SmallVector<OpFoldResult> leading;
  bool hasSource = false, isTiled = false;
  for (SmallVector<BroadcastPart> &parts : broadcast.dims) {
    OpFoldResult count = rewriter.getIndexAttr(1);
    bool hasOwnSource = false;
    for (const BroadcastPart &part : parts) {
      if (part.isCopies()) {
        count = multiply(rewriter, loc, count, part.count);
        continue;
      }
      isTiled |= !hasOwnSource && !isConstantIntValue(count, 1);
      counts.push_back(hasOwnSource ? rewriter.getIndexAttr(1) : count);
      hasOwnSource = true;
    }
    hasSource |= hasOwnSource;
    if (!hasSource)
      leading.push_back(count);
    llvm::erase_if(parts, [&](const BroadcastPart &part) {
      return hasOwnSource && part.isCopies();
    });
  }
  if (!isTiled)
    return true;
  numTiled = leading.size();
  llvm::append_range(leading, counts);
  FailureOr<RankedTensorType> type =
      RepeatOp::inferResultType(/*emitError=*/{}, getType(), leading);
  if (failed(type))
    return false;
  value = RepeatOp::create(rewriter, loc, *type, value, leading);
  return true;
}

/// Neighbours of the source that are one dimension of the result.
void RepeatBuilder::mergeSourceDims() {
  SmallVector<ReassociationIndices> groups;
  int64_t next = 0;
  for (; next < numTiled; ++next)
    groups.push_back({next});
  for (ArrayRef<BroadcastPart> parts : broadcast.dims) {
    if (parts.empty() || parts.front().isCopies())
      continue;
    ReassociationIndices &group = groups.emplace_back();
    for (size_t i = 0; i < parts.size(); ++i)
      group.push_back(next++);
  }
  if (int64_t(groups.size()) < getType().getRank())
    value = rewriter.createOrFold<tensor::CollapseShapeOp>(loc, value, groups);
}

/// Dimensions that are copies only stay broadcasts.
void RepeatBuilder::addCopies() {
  auto isCopies = [](ArrayRef<BroadcastPart> parts) {
    return llvm::all_of(parts, [](auto &part) { return part.isCopies(); });
  };
  if (llvm::none_of(ArrayRef(broadcast.dims).drop_front(numTiled), isCopies))
    return;
  SmallVector<OpFoldResult> sizes;
  SmallVector<int64_t> added;
  SmallVector<ReassociationIndices> groups;
  int64_t next = 0;
  for (auto [dim, parts] : llvm::enumerate(broadcast.dims)) {
    ReassociationIndices &group = groups.emplace_back();
    if (int64_t(dim) < numTiled || parts.front().isSource()) {
      group.push_back(sizes.size());
      sizes.push_back(tensor::getMixedSize(rewriter, loc, value, next++));
      continue;
    }
    for (const BroadcastPart &part : parts) {
      group.push_back(sizes.size());
      added.push_back(sizes.size());
      sizes.push_back(part.count);
    }
  }
  if (added.empty())
    return;
  Value init =
      tensor::EmptyOp::create(rewriter, loc, sizes, getType().getElementType());
  value = linalg::BroadcastOp::create(rewriter, loc, value, init, added)
              ->getResult(0);
  if (groups.size() < sizes.size())
    value = tensor::CollapseShapeOp::create(rewriter, loc, value, groups);
}

Value RepeatBuilder::build(RankedTensorType type) {
  simplify(broadcast);
  for (SmallVector<BroadcastPart> &parts : broadcast.dims)
    for (BroadcastPart &part : parts)
      if (part.sized)
        part.count =
            tensor::getMixedSize(rewriter, loc, part.sized, part.sizedDim);
  dropLeftOutDims();
  if (!repeatSlices() || !tile())
    return Value();
  mergeSourceDims();
  addCopies();
  if (value.getType() == type)
    return value;
  if (!tensor::CastOp::areCastCompatible(value.getType(), type))
    return Value();
  return tensor::CastOp::create(rewriter, loc, type, value);
}

Value rint::buildRepeat(RewriterBase &rewriter, Location loc,
                        Broadcast broadcast, RankedTensorType type) {
  return RepeatBuilder(rewriter, loc, std::move(broadcast)).build(type);
}
