//===- Rules.cpp - What the types and constants decide ----------*- C++ -*-===//

#include "Rules.h"

#include "mlir/IR/TypeUtilities.h"
#include "rint/Dialect/Rint/IR/Messages.h"
#include "rint/Dialect/Rint/IR/Rint.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::rint;

//===----------------------------------------------------------------------===//
// Rules
//===----------------------------------------------------------------------===//

/// The integer or index type of the counts of a clause; null for others.
static Type getCountType(Type type) {
  return type ? getElementTypeOrSelf(type) : Type();
}

static std::string quote(Type type) {
  std::string text;
  llvm::raw_string_ostream(text) << "'" << type << "'";
  return text;
}

LogicalResult Rules::checkRepeatsRank(const KnownRepeats &repeats,
                                      bool vectorOnly) const {
  if (repeats.type && isa<ShapedType>(repeats.type) &&
      !isa<RankedTensorType>(repeats.type))
    return fail(messages::kRepeatsUnranked, quote(repeats.type));
  if (vectorOnly && repeats.rank != 1)
    return fail(messages::kRepeatsVectorRank, repeats.rank);
  if (repeats.rank > 1)
    return fail(messages::kRepeatsRank, repeats.rank);
  return success();
}

LogicalResult Rules::checkDim(std::optional<int64_t> dim, int64_t rank) const {
  if (!dim)
    return success();
  if (rank == 0)
    return fail(messages::kDimOfScalar, *dim);
  if (*dim < -rank || *dim >= rank)
    return fail(messages::kDimRange, rank, *dim);
  return success();
}

LogicalResult Rules::checkRepeatsCount(const KnownRepeats &repeats,
                                       int64_t slices) const {
  if (repeats.rank == 0 || ShapedType::isDynamic(slices) ||
      ShapedType::isDynamic(repeats.size) || repeats.size == 1 ||
      repeats.size == slices)
    return success();
  return fail(messages::kRepeatsCount, slices, repeats.size);
}

LogicalResult Rules::checkSize(int64_t slices) const {
  if (ShapedType::isDynamic(slices) || slices >= 0)
    return success();
  return fail(messages::kSizeNegative, slices);
}

LogicalResult Rules::checkRepeatsType(const KnownRepeats &repeats) const {
  Type type = getCountType(repeats.type);
  if (!type || isa<IntegerType, IndexType>(type))
    return success();
  return fail(messages::kRepeatsType, quote(type));
}

LogicalResult Rules::checkNonNegative(const KnownRepeats &repeats) const {
  if (!repeats.negative)
    return success();
  if (repeats.rank == 0)
    return fail(messages::kNegativeRepeat, repeats.negative->value);
  return fail(messages::kNegativeRepeatAt, repeats.negative->index,
              repeats.negative->value);
}

LogicalResult Rules::checkSum(const KnownRepeats &repeats) const {
  if (!repeats.overflow)
    return success();
  return fail(messages::kSumOverflow, repeats.overflow->index,
              repeats.overflow->value);
}

FailureOr<int64_t> Rules::checkTotal(const KnownRepeats &repeats,
                                     int64_t slices) const {
  if (failed(checkSum(repeats)))
    return failure();
  // Nothing times anything is nothing, also where the counts are not known.
  if (slices == 0)
    return 0;
  if (!repeats.isConstant)
    return ShapedType::kDynamic;
  if (repeats.size != 1)
    return repeats.sum;
  if (repeats.sum == 0)
    return 0;
  if (ShapedType::isDynamic(slices))
    return ShapedType::kDynamic;
  int64_t total;
  if (llvm::MulOverflow(slices, repeats.sum, total))
    return fail(messages::kProductOverflow, slices, repeats.sum);
  return total;
}

LogicalResult Rules::checkOffsetsBytes(int64_t slices) const {
  if (slices <= kMaxSlicesOfOffsets)
    return success();
  return fail(messages::kOffsetsOverflow, slices);
}

LogicalResult Rules::checkBytes(ArrayRef<int64_t> shape,
                                Type elementType) const {
  if (ShapedType::isDynamicShape(shape) || llvm::is_contained(shape, 0))
    return success();
  int64_t bytes = getElementBytes(elementType);
  for (int64_t size : shape)
    if (llvm::MulOverflow(bytes, size, bytes))
      return fail(messages::kByteOverflow,
                  llvm::make_range(shape.begin(), shape.end()));
  return success();
}

LogicalResult Rules::checkOutputSize(std::optional<int64_t> outputSize,
                                     int64_t total) const {
  if (!outputSize)
    return success();
  if (*outputSize < 0)
    return fail(messages::kOutputSizeNegative, *outputSize);
  if (ShapedType::isStatic(total) && total != *outputSize)
    return fail(messages::kOutputSize, total, *outputSize);
  return success();
}

LogicalResult Rules::checkElementType(ShapedType type, Type elementType) const {
  if (type.getElementType() == elementType)
    return success();
  return fail(messages::kResultElementType, quote(elementType),
              quote(type.getElementType()));
}

LogicalResult Rules::checkResult(ShapedType type, ArrayRef<int64_t> shape,
                                 Type elementType) const {
  if (elementType && failed(checkElementType(type, elementType)))
    return failure();
  int64_t rank = shape.size();
  if (type.getRank() != rank)
    return fail(messages::kResultRank, rank, type.getRank());
  for (auto [dim, sizes] : llvm::enumerate(llvm::zip(shape, type.getShape()))) {
    auto [expected, actual] = sizes;
    if (ShapedType::isStatic(expected) && ShapedType::isStatic(actual) &&
        expected != actual)
      return fail(messages::kResultSize, dim, expected, actual);
  }
  return success();
}

LogicalResult Rules::checkOffsets(Type type, DenseIntElementsAttr offsets,
                                  int64_t slices) const {
  auto tensor = dyn_cast<RankedTensorType>(type);
  if (!tensor || tensor.getRank() != 1 || !tensor.getElementType().isIndex())
    return fail(messages::kOffsetsType, quote(type));
  int64_t entries = tensor.getDimSize(0);
  if (entries == 0)
    return fail(messages::kOffsetsEmpty, entries);
  if (ShapedType::isStatic(entries) && ShapedType::isStatic(slices) &&
      entries - 1 != slices)
    return fail(messages::kOffsetsCount, slices + 1, entries);
  if (!offsets)
    return success();
  int64_t last = 0;
  for (auto [index, entry] : llvm::enumerate(offsets.getValues<int64_t>())) {
    if (index == 0 && entry != 0)
      return fail(messages::kOffsetsStart, entry);
    if (entry < last)
      return fail(messages::kOffsetsFall, index, last, entry);
    last = entry;
  }
  return success();
}

LogicalResult Rules::checkIndicesType(Type type) const {
  if (isa<IntegerType, IndexType>(type))
    return success();
  return fail(messages::kIndicesType, quote(type));
}

LogicalResult Rules::checkIndicesWidth(Type type, int64_t slices) const {
  if (ShapedType::isDynamic(slices) || slices <= 1)
    return success();
  unsigned bits = getMagnitudeBits(type);
  if (bits >= 63 || slices - 1 < (int64_t(1) << bits))
    return success();
  return fail(messages::kIndicesWidth, slices - 1, quote(type));
}

/// The element types that `kind` computes on, in words; empty if `type` is one.
static StringRef getMissedTypes(ReductionKind kind, Type type) {
  auto complex = dyn_cast<ComplexType>(type);
  Type part = complex ? complex.getElementType() : type;
  bool isComplex = bool(complex), isFloat = isa<FloatType>(part);
  switch (kind) {
  case ReductionKind::mean:
    return isFloat ? "" : "a float or a complex of floats";
  case ReductionKind::max:
  case ReductionKind::min:
    return !isComplex ? "" : "an integer, index or a float";
  case ReductionKind::sum:
  case ReductionKind::prod:
    return !isComplex || isFloat
               ? ""
               : "an integer, index, a float or a complex of floats";
  }
  llvm_unreachable("unknown kind");
}

LogicalResult Rules::checkSegmentsType(ReductionKind kind,
                                       Type elementType) const {
  StringRef missed = getMissedTypes(kind, elementType);
  if (missed.empty())
    return success();
  return fail(messages::kSegmentsType, missed, stringifyReductionKind(kind),
              quote(elementType));
}

LogicalResult Rules::checkSegmentsTotal(int64_t total, int64_t slices) const {
  if (ShapedType::isDynamic(total) || ShapedType::isDynamic(slices) ||
      total == slices)
    return success();
  return fail(messages::kSegmentsTotal, slices, total);
}

LogicalResult Rules::checkSegmentsMultiple(int64_t count,
                                           int64_t slices) const {
  if (ShapedType::isDynamic(slices) ||
      (count == 0 ? slices == 0 : slices % count == 0))
    return success();
  return fail(messages::kSegmentsMultiple, count, slices);
}

//===----------------------------------------------------------------------===//
// Inference
//===----------------------------------------------------------------------===//

/// The number of elements of `shape`; kDynamic if not known, nothing if 63 bits
/// cannot hold it.
static std::optional<int64_t> countElements(ArrayRef<int64_t> shape) {
  if (llvm::is_contained(shape, 0))
    return 0;
  if (ShapedType::isDynamicShape(shape))
    return ShapedType::kDynamic;
  int64_t elements = 1;
  for (int64_t size : shape)
    if (llvm::MulOverflow(elements, size, elements))
      return std::nullopt;
  return elements;
}

/// The last entry of constant offsets, the total; kDynamic if not known.
static int64_t getKnownTotal(DenseIntElementsAttr offsets) {
  if (!offsets || offsets.empty())
    return ShapedType::kDynamic;
  APInt last = *(offsets.value_begin<APInt>() + (offsets.getNumElements() - 1));
  return last.isNegative() ? ShapedType::kDynamic : last.getSExtValue();
}

/// C1, and C3 to C6 of a `repeats` clause: the total.
static FailureOr<int64_t> inferTotal(const Rules &rules, const Facts &facts,
                                     int64_t slices) {
  if (!facts.repeats)
    return getKnownTotal(facts.offsets);
  const KnownRepeats &repeats = *facts.repeats;
  if (failed(rules.checkRepeatsCount(repeats, slices)) ||
      failed(rules.checkRepeatsType(repeats)) ||
      failed(rules.checkNonNegative(repeats)))
    return failure();
  return rules.checkTotal(repeats, slices);
}

/// C6 to C9, the rules on what a clause gives.
static LogicalResult checkOutcome(const Rules &rules, const Facts &facts,
                                  int64_t slices, int64_t total,
                                  ArrayRef<int64_t> shape, Type elementType) {
  Type stored = elementType;
  if (!stored && facts.result)
    stored = facts.result.getElementType();
  if (isa_and_nonnull<IntegerType, IndexType, FloatType, ComplexType>(stored) &&
      failed(rules.checkBytes(shape, stored)))
    return failure();
  if (failed(rules.checkOutputSize(facts.outputSize, total)))
    return failure();
  if (facts.result &&
      failed(rules.checkResult(facts.result, shape, elementType)))
    return failure();
  if (facts.offsetsType)
    return rules.checkOffsets(facts.offsetsType, facts.offsets, slices);
  return success();
}

/// The size of the repeated dimension: the total, or what is stated of it.
static int64_t getRepeatedSize(const Facts &facts, int64_t total) {
  if (ShapedType::isStatic(total))
    return total;
  // A negative one is left to C7.
  if (facts.outputSize && *facts.outputSize >= 0)
    return *facts.outputSize;
  return ShapedType::kDynamic;
}

FailureOr<SmallVector<int64_t>>
rint::inferRepeatInterleave(const Rules &rules, const Facts &facts) {
  ArrayRef<int64_t> shape = facts.source.getShape();
  int64_t rank = shape.size();
  if (facts.repeats && failed(rules.checkRepeatsRank(*facts.repeats,
                                                     /*vectorOnly=*/false)))
    return failure();
  if (failed(rules.checkDim(facts.dim, rank)))
    return failure();

  std::optional<int64_t> dim = facts.dim;
  if (dim && *dim < 0)
    *dim += rank;
  // Elements that are too many to count break C6, but not the rules before it.
  std::optional<int64_t> slices = dim ? shape[*dim] : countElements(shape);
  FailureOr<int64_t> total =
      inferTotal(rules, facts, slices.value_or(ShapedType::kDynamic));
  if (failed(total))
    return failure();
  if (!slices)
    return rules.fail(messages::kElementsOverflow);

  SmallVector<int64_t> result(dim ? shape : ArrayRef<int64_t>{0});
  result[dim.value_or(0)] = getRepeatedSize(facts, *total);
  if (failed(checkOutcome(rules, facts, *slices, *total, result,
                          facts.source.getElementType())))
    return failure();
  return result;
}

/// The number of slices of an index form.
static int64_t getSlices(const Facts &facts) {
  if (facts.slices)
    return *facts.slices;
  if (facts.repeats)
    return facts.repeats->size;
  auto offsets = dyn_cast<RankedTensorType>(facts.offsetsType);
  if (!offsets || offsets.getRank() != 1 || offsets.isDynamicDim(0) ||
      offsets.getDimSize(0) == 0)
    return ShapedType::kDynamic;
  return offsets.getDimSize(0) - 1;
}

FailureOr<SmallVector<int64_t>> rint::inferOffsets(const Rules &rules,
                                                   const Facts &facts) {
  if (failed(rules.checkRepeatsRank(*facts.repeats, /*vectorOnly=*/true)))
    return failure();
  int64_t slices = getSlices(facts);
  if (failed(rules.checkSize(slices)) ||
      failed(inferTotal(rules, facts, slices)) ||
      failed(rules.checkOffsetsBytes(slices)))
    return failure();
  SmallVector<int64_t> shape = {ShapedType::isDynamic(slices) ? slices
                                                              : slices + 1};
  if (facts.result && failed(rules.checkResult(facts.result, shape, Type())))
    return failure();
  return shape;
}

FailureOr<SmallVector<int64_t>> rint::inferRepeatIndices(const Rules &rules,
                                                         const Facts &facts) {
  if (facts.repeats &&
      failed(rules.checkRepeatsRank(*facts.repeats, /*vectorOnly=*/true)))
    return failure();
  int64_t slices = getSlices(facts);
  FailureOr<int64_t> total = inferTotal(rules, facts, slices);
  if (failed(total))
    return failure();
  SmallVector<int64_t> shape = {getRepeatedSize(facts, *total)};
  if (failed(checkOutcome(rules, facts, slices, *total, shape, Type())))
    return failure();
  if (!facts.result)
    return shape;
  Type elementType = facts.result.getElementType();
  if (failed(rules.checkIndicesType(elementType)) ||
      failed(rules.checkIndicesWidth(elementType, slices)))
    return failure();
  return shape;
}

FailureOr<SmallVector<int64_t>> rint::inferRepeat(const Rules &rules,
                                                  const Facts &facts) {
  const RankedTensorType &source = facts.source, &result = facts.result;
  const auto &counts = facts.counts;
  for (auto [index, count] : llvm::enumerate(counts))
    if (count && *count < 0)
      return rules.fail(messages::kNegativeCountAt, index, *count);

  // Dimensions that the counts add have size 1 in the source. With too few
  // counts there is no shape; the element type is all of C8 that is left.
  int64_t added = int64_t(counts.size()) - source.getRank();
  if (added < 0) {
    if (result &&
        failed(rules.checkElementType(result, source.getElementType())))
      return failure();
    return rules.fail(messages::kCountsNumber, source.getRank(), counts.size());
  }
  SmallVector<int64_t> shape(added, 1);
  llvm::append_range(shape, source.getShape());
  for (auto [index, count] : llvm::enumerate(counts)) {
    int64_t &size = shape[index];
    int64_t slices = size;
    if (size == 0 || (count && *count == 0))
      size = 0;
    else if (!count || ShapedType::isDynamic(size))
      size = count == 1 ? size : ShapedType::kDynamic;
    else if (llvm::MulOverflow(size, *count, size))
      return rules.fail(messages::kCountOverflow, slices, index, *count);
  }
  if (failed(rules.checkBytes(shape, source.getElementType())))
    return failure();
  if (result &&
      failed(rules.checkResult(result, shape, source.getElementType())))
    return failure();
  return shape;
}

/// The number of segments, as far as it is known, of a source with `slices`
/// slices. One count of 0 leaves it to the declared result.
static int64_t getSegments(const Facts &facts, int64_t slices, int64_t dim) {
  if (!facts.repeats || facts.repeats->rank > 0)
    return getSlices(facts);
  const KnownRepeats &count = *facts.repeats;
  bool mayBeZero = !count.isConstant || count.sum == 0;
  if (slices == 0 && mayBeZero) {
    bool isDeclared = facts.result && dim < facts.result.getRank() &&
                      !facts.result.isDynamicDim(dim);
    return isDeclared ? facts.result.getDimSize(dim) : 0;
  }
  if (mayBeZero || ShapedType::isDynamic(slices) || slices % count.sum != 0)
    return ShapedType::kDynamic;
  return slices / count.sum;
}

/// C12 of segments of known types and counts.
static LogicalResult checkSegments(const Rules &rules, const Facts &facts,
                                   int64_t slices) {
  if (failed(
          rules.checkSegmentsType(*facts.kind, facts.source.getElementType())))
    return failure();
  if (!facts.repeats)
    return rules.checkSegmentsTotal(getKnownTotal(facts.offsets), slices);
  if (!facts.repeats->isConstant)
    return success();
  if (facts.repeats->rank > 0)
    return rules.checkSegmentsTotal(facts.repeats->sum, slices);
  return rules.checkSegmentsMultiple(facts.repeats->sum, slices);
}

FailureOr<SmallVector<int64_t>> rint::inferSegmentReduce(const Rules &rules,
                                                         const Facts &facts) {
  ArrayRef<int64_t> shape = facts.source.getShape();
  int64_t rank = shape.size();
  if (facts.repeats && failed(rules.checkRepeatsRank(*facts.repeats,
                                                     /*vectorOnly=*/false)))
    return failure();
  if (failed(rules.checkDim(facts.dim, rank)))
    return failure();
  if (facts.repeats && (failed(rules.checkRepeatsType(*facts.repeats)) ||
                        failed(rules.checkNonNegative(*facts.repeats)) ||
                        failed(rules.checkSum(*facts.repeats))))
    return failure();

  std::optional<int64_t> dim = facts.dim;
  if (dim && *dim < 0)
    *dim += rank;
  std::optional<int64_t> slices = dim ? shape[*dim] : countElements(shape);
  if (!slices)
    return rules.fail(messages::kElementsOverflow);
  int64_t segments = getSegments(facts, *slices, dim.value_or(0));
  if (facts.repeats && facts.repeats->rank > 0 &&
      failed(rules.checkOffsetsBytes(segments)))
    return failure();
  SmallVector<int64_t> result(dim ? shape : ArrayRef<int64_t>{0});
  result[dim.value_or(0)] = segments;
  if (failed(checkOutcome(rules, facts, /*slices=*/ShapedType::kDynamic,
                          /*total=*/ShapedType::kDynamic, result,
                          facts.source.getElementType())) ||
      failed(checkSegments(rules, facts, *slices)))
    return failure();
  return result;
}
