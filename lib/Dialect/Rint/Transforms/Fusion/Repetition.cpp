//===- Repetition.cpp - How a tensor is repeated ----------------*- C++ -*-===//

#include "Repetition.h"

#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/TypeUtilities.h"
#include "rint/Dialect/Rint/IR/Rint.h"

using namespace mlir;
using namespace mlir::rint;

static std::optional<Repetition> getOf(RepeatInterleaveOp op) {
  if (!op.getDim() || int64_t(*op.getDim()) < 0 || op.getMixedOutputSize())
    return std::nullopt;
  Repetition result;
  OpFoldResult count;
  if (op.getOffsets()) {
    result.kind = Repetition::Kind::Offsets;
    count = op.getOffsets();
  } else {
    result.kind = Repetition::Kind::OneCount;
    auto literal = dyn_cast_if_present<IntegerAttr>(op.getStaticRepeatsAttr());
    if (literal)
      count = Builder(op).getIndexAttr(literal.getInt());
    else if (op.getRepeats() && op.getRepeats().getType().isIndex())
      count = getAsOpFoldResult(op.getRepeats());
    else
      return std::nullopt;
  }
  result.counts.resize(cast<RankedTensorType>(op.getType()).getRank());
  result.counts[*op.getDim()] = count;
  return result;
}

static std::optional<Repetition> getOf(RepeatOp op) {
  SmallVector<OpFoldResult> counts = op.getMixedCounts();
  if (int64_t(counts.size()) !=
      cast<RankedTensorType>(op.getSource().getType()).getRank())
    return std::nullopt;
  Repetition result;
  result.kind = Repetition::Kind::Copies;
  for (OpFoldResult count : counts) {
    std::optional<int64_t> known = getConstantIntValue(count);
    if (known == 1)
      result.counts.push_back(nullptr);
    else if (known)
      result.counts.push_back(Builder(op).getIndexAttr(*known));
    else
      result.counts.push_back(count);
  }
  if (llvm::none_of(result.counts, [](OpFoldResult c) { return bool(c); }))
    return std::nullopt;
  return result;
}

std::optional<Repetition> Repetition::get(Value value) {
  std::optional<Repetition> result;
  if (auto op = value.getDefiningOp<RepeatInterleaveOp>())
    result = getOf(op);
  else if (auto op = value.getDefiningOp<RepeatOp>())
    result = getOf(op);
  // What breaks a rule for sure is left to those who know what to make of it.
  if (result && isKnownInvalid(cast<RuledOpInterface>(value.getDefiningOp())))
    return std::nullopt;
  return result;
}

Value rint::getRepeatedSource(Value value) {
  if (auto op = value.getDefiningOp<RepeatInterleaveOp>())
    return op.getSource();
  return value.getDefiningOp<RepeatOp>().getSource();
}

bool Repetition::operator==(const Repetition &other) const {
  return kind == other.kind && counts == other.counts;
}

//===----------------------------------------------------------------------===//
// Dimensions and loops
//===----------------------------------------------------------------------===//

Repetition Repetition::toLoops(AffineMap map) const {
  Repetition result{kind, {}};
  result.counts.resize(map.getNumDims());
  for (auto [dim, count] : llvm::enumerate(counts))
    result.counts[map.getDimPosition(dim)] = count;
  return result;
}

Repetition Repetition::fromLoops(AffineMap map) const {
  Repetition result{kind, {}};
  for (int64_t dim = 0, rank = map.getNumResults(); dim < rank; ++dim)
    result.counts.push_back(counts[map.getDimPosition(dim)]);
  return result;
}

bool Repetition::tellsCopiesApart(AffineMap map) const {
  for (auto [loop, count] : llvm::enumerate(counts))
    if (count && map.isFunctionOfDim(loop))
      return true;
  return false;
}

//===----------------------------------------------------------------------===//
// Cost
//===----------------------------------------------------------------------===//

/// The op behind row offsets, if it is known.
static OffsetsOp getOffsetsOp(OpFoldResult offsets) {
  Value value = cast<Value>(offsets);
  if (auto castOp = value.getDefiningOp<tensor::CastOp>())
    value = castOp.getSource();
  return value.getDefiningOp<OffsetsOp>();
}

bool Repetition::hasCopyOfEach() const {
  return llvm::all_of(counts, [&](OpFoldResult count) {
    if (!count)
      return true;
    if (kind != Kind::Offsets)
      return getConstantIntValue(count).value_or(0) > 0;
    DenseIntElementsAttr offsets;
    if (matchPattern(cast<Value>(count), m_Constant(&offsets)))
      return llvm::all_of(
          llvm::zip(offsets.getValues<APInt>(),
                    llvm::drop_begin(offsets.getValues<APInt>())),
          [](auto bounds) {
            return std::get<0>(bounds).slt(std::get<1>(bounds));
          });
    OffsetsOp op = getOffsetsOp(count);
    DenseI64ArrayAttr list = op ? op.getClause().getList() : nullptr;
    return list && llvm::all_of(list.asArrayRef(),
                                [](int64_t count) { return count > 0; });
  });
}

bool Repetition::isGain(RankedTensorType source,
                        RankedTensorType result) const {
  for (auto [dim, count] : llvm::enumerate(counts)) {
    if (!count)
      continue;
    if (kind != Kind::Offsets) {
      if (getConstantIntValue(count).value_or(2) < 2)
        return false;
      continue;
    }
    if (!source.isDynamicDim(dim) && !result.isDynamicDim(dim) &&
        result.getDimSize(dim) <= source.getDimSize(dim))
      return false;
    OffsetsOp op = getOffsetsOp(count);
    if (op && op.getRepeats() &&
        getElementTypeOrSelf(op.getRepeats().getType()).isInteger(1))
      return false;
  }
  return true;
}

//===----------------------------------------------------------------------===//
// Building
//===----------------------------------------------------------------------===//

/// The dimension that one op of rint.repeat_interleave repeats.
static int64_t getDim(const Repetition &repetition) {
  return llvm::find_if(repetition.counts,
                       [](OpFoldResult count) { return bool(count); }) -
         repetition.counts.begin();
}

static CountClause getClause(const Repetition &repetition) {
  OpFoldResult count = repetition.counts[getDim(repetition)];
  if (repetition.kind == Repetition::Kind::Offsets)
    return CountClause::offsets(cast<Value>(count));
  if (auto value = dyn_cast<Value>(count))
    return CountClause::repeats(value);
  auto literal = cast<IntegerAttr>(cast<Attribute>(count));
  return CountClause::repeats(
      Builder(literal.getContext()).getI64IntegerAttr(literal.getInt()));
}

/// The counts of a rint.repeat.
static SmallVector<OpFoldResult> getCopies(const Repetition &repetition,
                                           MLIRContext *context) {
  SmallVector<OpFoldResult> result(repetition.counts);
  for (OpFoldResult &count : result)
    if (!count)
      count = Builder(context).getIndexAttr(1);
  return result;
}

RankedTensorType Repetition::inferType(RankedTensorType source,
                                       RankedTensorType result) const {
  FailureOr<RankedTensorType> type =
      kind == Kind::Copies
          ? RepeatOp::inferResultType(nullptr, source,
                                      getCopies(*this, source.getContext()))
          : RepeatInterleaveOp::inferResultType(
                nullptr, source, getClause(*this), getDim(*this));
  if (failed(type) || failed(verifyCompatibleShape(*type, result)))
    return RankedTensorType();
  SmallVector<int64_t> sizes(type->getShape());
  for (auto [size, declared] : llvm::zip(sizes, result.getShape()))
    if (ShapedType::isDynamic(size))
      size = declared;
  return type->clone(sizes);
}

Value Repetition::build(OpBuilder &builder, Location loc, Value source,
                        RankedTensorType result) const {
  RankedTensorType type =
      inferType(cast<RankedTensorType>(source.getType()), result);
  assert(type && "expected the result to be consistent");
  Value value;
  if (kind == Kind::Copies)
    value = RepeatOp::create(builder, loc, type, source,
                             getCopies(*this, builder.getContext()));
  else
    value = RepeatInterleaveOp::create(builder, loc, type, source,
                                       getClause(*this), getDim(*this));
  if (type == result)
    return value;
  return tensor::CastOp::create(builder, loc, result, value);
}
