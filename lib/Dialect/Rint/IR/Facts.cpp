//===- Facts.cpp - The facts of an op that the rules look at ----*- C++ -*-===//

#include "Facts.h"

#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/TypeUtilities.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::rint;

//===----------------------------------------------------------------------===//
// Known counts
//===----------------------------------------------------------------------===//

/// `value` with room for a sign.
static APInt widen(const APInt &value, Type type) {
  unsigned width = value.getBitWidth() + 1;
  return isUnsignedCount(type) ? value.zext(width) : value.sext(width);
}

static CountAt makeCountAt(int64_t index, const APInt &value) {
  SmallString<24> text;
  value.toStringSigned(text);
  return {index, std::string(text)};
}

/// Adds `value` at `index` to the sums of `known`.
static void addCount(KnownRepeats &known, int64_t index, const APInt &value) {
  if (value.isNegative()) {
    if (!known.negative)
      known.negative = makeCountAt(index, value);
    return;
  }
  if (known.overflow)
    return;
  int64_t sum;
  if (value.getActiveBits() > 63 ||
      llvm::AddOverflow(known.sum, value.getSExtValue(), sum)) {
    known.overflow = makeCountAt(index, value);
    return;
  }
  known.sum = sum;
}

/// Adds `copies` times the same value to the empty sums of `known`.
static void addCopies(KnownRepeats &known, const APInt &value, int64_t copies) {
  addCount(known, 0, value);
  if (known.negative || known.overflow || known.sum == 0)
    return;
  int64_t most = std::numeric_limits<int64_t>::max() / known.sum;
  if (copies > most)
    known.overflow = makeCountAt(most, value);
  else
    known.sum *= copies;
}

/// Reads counts that the machine has a type for and that break no rule, the
/// case of millions of them. Returns false, with `known` as it was, for others.
template <typename T>
static bool addNativeElements(KnownRepeats &known,
                              DenseIntElementsAttr elements) {
  auto values = elements.getValues<T>();
  T first = *values.begin();
  int64_t sum = 0;
  bool isUniform = true;
  for (T value : values) {
    auto count = static_cast<int64_t>(value);
    if (count < 0 || llvm::AddOverflow(sum, count, sum))
      return false;
    isUniform &= value == first;
  }
  known.sum = sum;
  if (isUniform)
    known.uniform = static_cast<int64_t>(first);
  return true;
}

static bool addNativeElements(KnownRepeats &known,
                              DenseIntElementsAttr elements, Type type) {
  bool isUnsigned = isUnsignedCount(type);
  switch (getCountWidth(type)) {
  case 1:
    return isUnsigned && addNativeElements<bool>(known, elements);
  case 8:
    return isUnsigned ? addNativeElements<uint8_t>(known, elements)
                      : addNativeElements<int8_t>(known, elements);
  case 16:
    return isUnsigned ? addNativeElements<uint16_t>(known, elements)
                      : addNativeElements<int16_t>(known, elements);
  case 32:
    return isUnsigned ? addNativeElements<uint32_t>(known, elements)
                      : addNativeElements<int32_t>(known, elements);
  case 64:
    return isUnsigned ? addNativeElements<uint64_t>(known, elements)
                      : addNativeElements<int64_t>(known, elements);
  default:
    return false;
  }
}

/// Reads a vector of constant counts.
static void addElements(KnownRepeats &known, DenseIntElementsAttr elements,
                        Type type) {
  if (elements.empty())
    return;
  std::optional<APInt> same;
  if (elements.isSplat()) {
    same = widen(elements.getSplatValue<APInt>(), type);
    addCopies(known, *same, elements.getNumElements());
  } else if (addNativeElements(known, elements, type)) {
    return;
  } else {
    bool isUniform = true;
    for (auto [index, value] : llvm::enumerate(elements.getValues<APInt>())) {
      APInt count = widen(value, type);
      addCount(known, index, count);
      if (index == 0)
        same = count;
      isUniform &= *same == count;
    }
    if (!isUniform)
      same.reset();
  }
  if (same && !known.negative && same->getActiveBits() <= 63)
    known.uniform = same->getSExtValue();
}

static void addLiteral(KnownRepeats &known, Attribute literal) {
  known.isConstant = true;
  if (auto scalar = dyn_cast<IntegerAttr>(literal)) {
    addCount(known, 0, scalar.getValue());
    if (!known.negative)
      known.uniform = scalar.getInt();
    return;
  }
  auto list = cast<DenseI64ArrayAttr>(literal).asArrayRef();
  known.rank = 1;
  known.size = list.size();
  for (auto [index, value] : llvm::enumerate(list))
    addCount(known, index, APInt(64, value, /*isSigned=*/true));
  if (!list.empty() && llvm::all_equal(list) && !known.negative)
    known.uniform = list.front();
}

KnownRepeats rint::getKnownRepeats(const CountClause &clause,
                                   bool lookThroughOperand) {
  KnownRepeats known;
  if (clause.getLiteral()) {
    addLiteral(known, clause.getLiteral());
    return known;
  }
  Value repeats = clause.getRepeats();
  known.type = repeats.getType();
  if (auto shaped = dyn_cast<RankedTensorType>(known.type)) {
    known.rank = shaped.getRank();
    known.size = known.rank == 1 ? shaped.getDimSize(0) : 1;
  }
  Attribute constant;
  if (!lookThroughOperand || !matchPattern(repeats, m_Constant(&constant)))
    return known;
  Type countType = getElementTypeOrSelf(known.type);
  if (auto scalar = dyn_cast<IntegerAttr>(constant)) {
    known.isConstant = true;
    APInt count = widen(scalar.getValue(), countType);
    addCount(known, 0, count);
    if (!known.negative && !known.overflow)
      known.uniform = known.sum;
  } else if (auto elements = dyn_cast<DenseIntElementsAttr>(constant)) {
    known.isConstant = true;
    addElements(known, elements, countType);
  }
  return known;
}

bool rint::isExecutedUnconditionally(Operation *op) {
  return isa_and_nonnull<FunctionOpInterface>(op->getParentOp()) &&
         op->getBlock()->isEntryBlock();
}

std::optional<int64_t> rint::getKnownInt(OpFoldResult value,
                                         bool lookThroughOperand) {
  if (!value || (!lookThroughOperand && isa<Value>(value)))
    return std::nullopt;
  return getConstantIntValue(value);
}

DenseIntElementsAttr rint::getKnownElements(Value value,
                                            bool lookThroughOperand) {
  DenseIntElementsAttr elements;
  if (value && lookThroughOperand)
    matchPattern(value, m_Constant(&elements));
  return elements;
}

//===----------------------------------------------------------------------===//
// Facts of an op
//===----------------------------------------------------------------------===//

Facts rint::getFacts(RuledOpInterface op, bool lookThroughOperands) {
  Facts facts;
  op.readFacts(lookThroughOperands, facts);
  return facts;
}

void rint::readClause(const CountClause &clause, bool lookThroughOperands,
                      Facts &facts) {
  if (Value offsets = clause.getOffsets()) {
    facts.offsetsType = offsets.getType();
    facts.offsets = getKnownElements(offsets, lookThroughOperands);
    return;
  }
  facts.repeats = getKnownRepeats(clause, lookThroughOperands);
}

void RepeatInterleaveOp::readFacts(bool lookThroughOperands, Facts &facts) {
  facts.source = cast<RankedTensorType>(getSource().getType());
  facts.dim = getDim();
  facts.outputSize = getKnownInt(getMixedOutputSize(), lookThroughOperands);
  facts.result = cast<RankedTensorType>(getType());
  readClause(getClause(), lookThroughOperands, facts);
}

void SegmentReduceOp::readFacts(bool lookThroughOperands, Facts &facts) {
  facts.source = cast<RankedTensorType>(getSource().getType());
  facts.kind = getKind();
  facts.dim = getDim();
  facts.result = cast<RankedTensorType>(getType());
  readClause(getClause(), lookThroughOperands, facts);
}

void RepeatIndicesOp::readFacts(bool lookThroughOperands, Facts &facts) {
  facts.outputSize = getKnownInt(getMixedOutputSize(), lookThroughOperands);
  facts.result = cast<RankedTensorType>(getType());
  readClause(getClause(), lookThroughOperands, facts);
}

void OffsetsOp::readFacts(bool lookThroughOperands, Facts &facts) {
  facts.result = cast<RankedTensorType>(getType());
  readClause(getClause(), lookThroughOperands, facts);
  if (getSize())
    facts.slices = getKnownInt(getSize(), lookThroughOperands)
                       .value_or(ShapedType::kDynamic);
}

void RepeatOp::readFacts(bool lookThroughOperands, Facts &facts) {
  facts.source = cast<RankedTensorType>(getSource().getType());
  facts.result = cast<RankedTensorType>(getType());
  for (OpFoldResult count : getMixedCounts())
    facts.counts.push_back(getKnownInt(count, lookThroughOperands));
}
