//===- RintOps.cpp - Builders, verification and shapes of rint ops *- C++ -*-=//

#include "rint/Dialect/Rint/IR/Rint.h"

#include "RintSyntax.h"
#include "Rules.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/TypeUtilities.h"
#include "mlir/Interfaces/ViewLikeInterface.h"
#include "rint/Dialect/Rint/IR/Messages.h"
#include "rint/Dialect/Rint/IR/RintUtils.h"

using namespace mlir;
using namespace mlir::rint;

//===----------------------------------------------------------------------===//
// Clauses
//===----------------------------------------------------------------------===//

/// Checks that the clauses are given as the syntax gives them, which the
/// generic form need not do.
template <typename OpTy> static LogicalResult verifyClauses(OpTy op) {
  int given = (op.getRepeats() ? 1 : 0) + (op.getStaticRepeatsAttr() ? 1 : 0);
  if constexpr (!std::is_same_v<OpTy, OffsetsOp>)
    given += op.getOffsets() ? 1 : 0;
  if constexpr (llvm::is_one_of<OpTy, RepeatInterleaveOp,
                                RepeatIndicesOp>::value) {
    if (op.getOutputSize() && op.getStaticOutputSizeAttr())
      return op.emitOpError("expected one output_size, but got two");
    if (op.getOffsets() && op.getMixedOutputSize())
      return op.emitOpError(messages::kOutputSizeWithOffsets);
  }
  if (given != 1)
    return op.emitOpError("expected one clause of repeats or offsets, but got ")
           << given;
  return success();
}

/// A clause as an op's properties hold it: integers have 64 bits.
static Attribute getStoredLiteral(OpBuilder &builder,
                                  const CountClause &clause) {
  if (auto integer = dyn_cast_if_present<IntegerAttr>(clause.getLiteral()))
    return builder.getI64IntegerAttr(integer.getInt());
  return clause.getLiteral();
}

/// Adds the operands that are there and returns how many those are.
static int32_t addOperand(OperationState &state, Value value) {
  if (value)
    state.addOperands(value);
  return value ? 1 : 0;
}

/// An output size as an op's properties hold it; null if it is a value.
static IntegerAttr getStoredSize(OpBuilder &builder, OpFoldResult outputSize) {
  auto literal = dyn_cast_if_present<Attribute>(outputSize);
  return literal
             ? builder.getI64IntegerAttr(cast<IntegerAttr>(literal).getInt())
             : IntegerAttr();
}

//===----------------------------------------------------------------------===//
// Verification and inference
//===----------------------------------------------------------------------===//

static LogicalResult verifyRules(RuledOpInterface op) {
  Facts facts = getFacts(op, isExecutedUnconditionally(op));
  Rules rules([op] { return op->emitOpError(); });
  return op.inferShape(rules, facts);
}

RankedTensorType rint::getSharpestType(RuledOpInterface op) {
  Facts facts = getFacts(op, /*lookThroughOperands=*/true);
  FailureOr<SmallVector<int64_t>> shape = op.inferShape(quietRules(), facts);
  return succeeded(shape) ? sharpenType(facts.result, *shape) : facts.result;
}

bool rint::isKnownInvalid(RuledOpInterface op) {
  return failed(
      op.inferShape(quietRules(), getFacts(op, /*lookThroughOperands=*/true)));
}

using EmitError = function_ref<InFlightDiagnostic()>;

/// Rules that report through `emitError`, if there is one.
static Rules makeRules(EmitError emitError) {
  return emitError ? Rules(emitError) : quietRules();
}

/// The type of elements and shape, if the rules let there be one.
static FailureOr<RankedTensorType>
makeType(const FailureOr<SmallVector<int64_t>> &shape, Type elementType) {
  if (failed(shape))
    return failure();
  return RankedTensorType::get(*shape, elementType);
}

/// The type for a builder that infers it. Programs that pass on what users
/// write ask inferResultType before.
static Type getTypeOrAbort(OperationState &state,
                           FailureOr<RankedTensorType> type) {
  if (failed(type))
    mlir::detail::reportFatalInferReturnTypesError(state);
  return *type;
}

FailureOr<SmallVector<int64_t>>
RepeatInterleaveOp::inferShape(const Rules &rules, const Facts &facts) {
  return inferRepeatInterleave(rules, facts);
}

FailureOr<SmallVector<int64_t>> OffsetsOp::inferShape(const Rules &rules,
                                                      const Facts &facts) {
  return inferOffsets(rules, facts);
}

FailureOr<SmallVector<int64_t>>
RepeatIndicesOp::inferShape(const Rules &rules, const Facts &facts) {
  return inferRepeatIndices(rules, facts);
}

FailureOr<SmallVector<int64_t>> RepeatOp::inferShape(const Rules &rules,
                                                     const Facts &facts) {
  return inferRepeat(rules, facts);
}

FailureOr<SmallVector<int64_t>>
SegmentReduceOp::inferShape(const Rules &rules, const Facts &facts) {
  return inferSegmentReduce(rules, facts);
}

//===----------------------------------------------------------------------===//
// RepeatInterleaveOp
//===----------------------------------------------------------------------===//

FailureOr<RankedTensorType> RepeatInterleaveOp::inferResultType(
    EmitError emitError, RankedTensorType source, const CountClause &counts,
    std::optional<int64_t> dim, OpFoldResult outputSize) {
  Facts facts;
  facts.source = source;
  facts.dim = dim;
  facts.outputSize = getKnownInt(outputSize, /*lookThroughOperand=*/false);
  readClause(counts, /*lookThroughOperands=*/false, facts);
  if (counts.getOffsets() && outputSize)
    return makeRules(emitError).fail(messages::kOutputSizeWithOffsets);
  return makeType(inferRepeatInterleave(makeRules(emitError), facts),
                  source.getElementType());
}

void RepeatInterleaveOp::build(OpBuilder &builder, OperationState &state,
                               Type result, Value source,
                               const CountClause &counts,
                               std::optional<int64_t> dim,
                               OpFoldResult outputSize) {
  auto &properties = state.getOrAddProperties<Properties>();
  properties.operandSegmentSizes = {
      addOperand(state, source), addOperand(state, counts.getRepeats()),
      addOperand(state, counts.getOffsets()),
      addOperand(state, dyn_cast_if_present<Value>(outputSize))};
  properties.static_repeats = getStoredLiteral(builder, counts);
  properties.static_output_size = getStoredSize(builder, outputSize);
  if (dim)
    properties.dim = builder.getI64IntegerAttr(*dim);
  state.addTypes(result);
}

void RepeatInterleaveOp::build(OpBuilder &builder, OperationState &state,
                               Type result, Value source,
                               const CountClause &counts,
                               std::optional<int64_t> dim, int64_t outputSize) {
  build(builder, state, result, source, counts, dim,
        OpFoldResult(builder.getI64IntegerAttr(outputSize)));
}

void RepeatInterleaveOp::build(OpBuilder &builder, OperationState &state,
                               Value source, const CountClause &counts,
                               std::optional<int64_t> dim,
                               OpFoldResult outputSize) {
  Type type = getTypeOrAbort(
      state, inferResultType(/*emitError=*/nullptr,
                             cast<RankedTensorType>(source.getType()), counts,
                             dim, outputSize));
  build(builder, state, type, source, counts, dim, outputSize);
}

void RepeatInterleaveOp::build(OpBuilder &builder, OperationState &state,
                               Value source, const CountClause &counts,
                               std::optional<int64_t> dim, int64_t outputSize) {
  build(builder, state, source, counts, dim,
        OpFoldResult(builder.getI64IntegerAttr(outputSize)));
}

std::optional<int64_t> RepeatInterleaveOp::getNormalizedDim() {
  std::optional<int64_t> dim = getDim();
  if (dim && *dim < 0)
    *dim += cast<RankedTensorType>(getSource().getType()).getRank();
  return dim;
}

OpFoldResult RepeatInterleaveOp::getMixedOutputSize() {
  if (getOutputSize())
    return getOutputSize();
  return getStaticOutputSizeAttr();
}

LogicalResult RepeatInterleaveOp::verify() {
  if (failed(verifyClauses(*this)))
    return failure();
  return verifyRules(*this);
}

Speculation::Speculatability RepeatInterleaveOp::getSpeculatability() {
  // Only literals on static shapes leave nothing to check at run time, if
  // memory is sure to hold the result.
  bool isDecided = getStaticRepeatsAttr() && !getOutputSize() &&
                   cast<ShapedType>(getSource().getType()).hasStaticShape() &&
                   isSmallTensor(getSharpestType(*this));
  return isDecided ? Speculation::Speculatable : Speculation::NotSpeculatable;
}

/// A size that is known of a result. A dimension that the type of the result
/// leaves open gets a value: what is made of the sizes, as upstream does when
/// it tiles, then has that type.
static OpFoldResult buildKnownSize(OpBuilder &builder, Location loc,
                                   RankedTensorType declared, int64_t dim,
                                   int64_t size) {
  if (declared.isDynamicDim(dim))
    return arith::ConstantIndexOp::create(builder, loc, size).getResult();
  return builder.getIndexAttr(size);
}

/// The total of `op`: the total of its row offsets, or slices times count.
static OpFoldResult buildResultTotal(OpBuilder &builder,
                                     RepeatInterleaveOp op) {
  Location loc = op.getLoc();
  if (op.getOffsets())
    return buildTotal(builder, loc, op.getOffsets());
  if (OpFoldResult outputSize = op.getMixedOutputSize())
    return outputSize;
  OpFoldResult slices = buildNumSlices(builder, loc, op);
  CountClause clause = op.getClause();
  if (!clause.isOne())
    return buildTotal(builder, loc, clause.buildOffsets(builder, loc, slices));
  Value count = clause.buildScalar(builder, loc);
  Value size = getValueOrCreateConstantIndexOp(builder, loc, slices);
  return builder.createOrFold<arith::MulIOp>(loc, size, count);
}

LogicalResult
RepeatInterleaveOp::reifyResultShapes(OpBuilder &builder,
                                      ReifiedRankedShapedTypeDims &reified) {
  RankedTensorType type = getSharpestType(*this);
  SmallVector<OpFoldResult> &shape = reified.emplace_back();
  for (int64_t i = 0, rank = type.getRank(); i < rank; ++i) {
    if (type.isDynamicDim(i) && getDim() && i != *getNormalizedDim())
      shape.push_back(tensor::getMixedSize(builder, getLoc(), getSource(), i));
    else if (type.isDynamicDim(i))
      shape.push_back(getValueOrCreateConstantIndexOp(
          builder, getLoc(), buildResultTotal(builder, *this)));
    else
      shape.push_back(buildKnownSize(builder, getLoc(),
                                     cast<RankedTensorType>(getType()), i,
                                     type.getDimSize(i)));
  }
  return success();
}

//===----------------------------------------------------------------------===//
// OffsetsOp
//===----------------------------------------------------------------------===//

FailureOr<RankedTensorType>
OffsetsOp::inferResultType(EmitError emitError, const CountClause &repeats,
                           OpFoldResult size) {
  assert(!repeats.getOffsets() && "offsets have no offsets");
  Facts facts;
  readClause(repeats, /*lookThroughOperands=*/false, facts);
  if (size)
    facts.slices = getKnownInt(size, /*lookThroughOperand=*/false)
                       .value_or(ShapedType::kDynamic);
  Builder builder(repeats.getContext());
  return makeType(inferOffsets(makeRules(emitError), facts),
                  builder.getIndexType());
}

void OffsetsOp::build(OpBuilder &builder, OperationState &state, Type result,
                      const CountClause &repeats, OpFoldResult size) {
  assert(!repeats.getOffsets() && "offsets have no offsets");
  Value sizeValue;
  if (size)
    sizeValue = getValueOrCreateConstantIndexOp(builder, state.location, size);
  auto &properties = state.getOrAddProperties<Properties>();
  properties.operandSegmentSizes = {addOperand(state, repeats.getRepeats()),
                                    addOperand(state, sizeValue)};
  properties.static_repeats = getStoredLiteral(builder, repeats);
  state.addTypes(result);
}

void OffsetsOp::build(OpBuilder &builder, OperationState &state, Type result,
                      const CountClause &repeats, int64_t size) {
  build(builder, state, result, repeats,
        OpFoldResult(builder.getIndexAttr(size)));
}

void OffsetsOp::build(OpBuilder &builder, OperationState &state,
                      const CountClause &repeats, OpFoldResult size) {
  Type type = getTypeOrAbort(
      state, inferResultType(/*emitError=*/nullptr, repeats, size));
  build(builder, state, type, repeats, size);
}

void OffsetsOp::build(OpBuilder &builder, OperationState &state,
                      const CountClause &repeats, int64_t size) {
  build(builder, state, repeats, OpFoldResult(builder.getIndexAttr(size)));
}

OpFoldResult OffsetsOp::buildNumSlices(OpBuilder &builder) {
  if (getSize())
    return getSize();
  return getClause().buildNumCounts(builder, getLoc());
}

LogicalResult OffsetsOp::verify() {
  if (failed(verifyClauses(*this)))
    return failure();
  return verifyRules(*this);
}

Speculation::Speculatability OffsetsOp::getSpeculatability() {
  return getStaticRepeatsAttr() && !getSize() ? Speculation::Speculatable
                                              : Speculation::NotSpeculatable;
}

LogicalResult
OffsetsOp::reifyResultShapes(OpBuilder &builder,
                             ReifiedRankedShapedTypeDims &reified) {
  auto type = cast<RankedTensorType>(getType());
  if (type.hasStaticShape()) {
    reified.push_back({builder.getIndexAttr(type.getDimSize(0))});
    return success();
  }
  Value slices = getValueOrCreateConstantIndexOp(builder, getLoc(),
                                                 buildNumSlices(builder));
  Value one = arith::ConstantIndexOp::create(builder, getLoc(), 1);
  reified.push_back(
      {builder.createOrFold<arith::AddIOp>(getLoc(), slices, one)});
  return success();
}

//===----------------------------------------------------------------------===//
// RepeatIndicesOp
//===----------------------------------------------------------------------===//

FailureOr<RankedTensorType>
RepeatIndicesOp::inferResultType(EmitError emitError, Type elementType,
                                 const CountClause &counts,
                                 OpFoldResult outputSize) {
  Facts facts;
  facts.outputSize = getKnownInt(outputSize, /*lookThroughOperand=*/false);
  facts.result = RankedTensorType::get({ShapedType::kDynamic}, elementType);
  readClause(counts, /*lookThroughOperands=*/false, facts);
  if (counts.getOffsets() && outputSize)
    return makeRules(emitError).fail(messages::kOutputSizeWithOffsets);
  return makeType(inferRepeatIndices(makeRules(emitError), facts), elementType);
}

void RepeatIndicesOp::build(OpBuilder &builder, OperationState &state,
                            Type result, const CountClause &counts,
                            OpFoldResult outputSize) {
  auto &properties = state.getOrAddProperties<Properties>();
  properties.operandSegmentSizes = {
      addOperand(state, counts.getRepeats()),
      addOperand(state, counts.getOffsets()),
      addOperand(state, dyn_cast_if_present<Value>(outputSize))};
  properties.static_repeats = getStoredLiteral(builder, counts);
  properties.static_output_size = getStoredSize(builder, outputSize);
  state.addTypes(result);
}

void RepeatIndicesOp::build(OpBuilder &builder, OperationState &state,
                            Type result, const CountClause &counts,
                            int64_t outputSize) {
  build(builder, state, result, counts,
        OpFoldResult(builder.getI64IntegerAttr(outputSize)));
}

OpFoldResult RepeatIndicesOp::getMixedOutputSize() {
  if (getOutputSize())
    return getOutputSize();
  return getStaticOutputSizeAttr();
}

LogicalResult RepeatIndicesOp::verify() {
  if (failed(verifyClauses(*this)))
    return failure();
  return verifyRules(*this);
}

Speculation::Speculatability RepeatIndicesOp::getSpeculatability() {
  bool isDecided = getStaticRepeatsAttr() && !getOutputSize() &&
                   isSmallTensor(cast<RankedTensorType>(getType()));
  return isDecided ? Speculation::Speculatable : Speculation::NotSpeculatable;
}

LogicalResult
RepeatIndicesOp::reifyResultShapes(OpBuilder &builder,
                                   ReifiedRankedShapedTypeDims &reified) {
  auto type = cast<RankedTensorType>(getType());
  OpFoldResult size = getMixedOutputSize();
  if (type.hasStaticShape()) {
    size = builder.getIndexAttr(type.getDimSize(0));
  } else if (getOffsets()) {
    size = buildTotal(builder, getLoc(), getOffsets());
  } else if (!size) {
    CountClause clause = getClause();
    OpFoldResult slices = clause.buildNumCounts(builder, getLoc());
    size = buildTotal(builder, getLoc(),
                      clause.buildOffsets(builder, getLoc(), slices));
  }
  if (!type.hasStaticShape())
    size = getValueOrCreateConstantIndexOp(builder, getLoc(), size);
  reified.push_back({size});
  return success();
}

//===----------------------------------------------------------------------===//
// RepeatOp
//===----------------------------------------------------------------------===//

FailureOr<RankedTensorType>
RepeatOp::inferResultType(EmitError emitError, RankedTensorType source,
                          ArrayRef<OpFoldResult> counts) {
  Facts facts;
  facts.source = source;
  for (OpFoldResult count : counts)
    facts.counts.push_back(getKnownInt(count, /*lookThroughOperand=*/false));
  return makeType(inferRepeat(makeRules(emitError), facts),
                  source.getElementType());
}

void RepeatOp::build(OpBuilder &builder, OperationState &state, Type result,
                     Value source, ArrayRef<OpFoldResult> counts) {
  SmallVector<Value> operands;
  SmallVector<int64_t> literals;
  dispatchIndexOpFoldResults(counts, operands, literals);
  build(builder, state, result, source, operands, literals);
}

void RepeatOp::build(OpBuilder &builder, OperationState &state, Value source,
                     ArrayRef<OpFoldResult> counts) {
  Type type = getTypeOrAbort(
      state, inferResultType(/*emitError=*/nullptr,
                             cast<RankedTensorType>(source.getType()), counts));
  build(builder, state, type, source, counts);
}

SmallVector<OpFoldResult> RepeatOp::getMixedCounts() {
  return getMixedValues(getStaticCounts(), getCounts(), getContext());
}

LogicalResult RepeatOp::verify() {
  int64_t numValues = llvm::count(getStaticCounts(), ShapedType::kDynamic);
  if (numValues != int64_t(getCounts().size()))
    return emitOpError("expected counts to have ")
           << numValues << " values, but got " << getCounts().size();
  return verifyRules(*this);
}

Speculation::Speculatability RepeatOp::getSpeculatability() {
  bool isDecided = getCounts().empty() &&
                   cast<ShapedType>(getSource().getType()).hasStaticShape() &&
                   isSmallTensor(getSharpestType(*this));
  return isDecided ? Speculation::Speculatable : Speculation::NotSpeculatable;
}

LogicalResult
RepeatOp::reifyResultShapes(OpBuilder &builder,
                            ReifiedRankedShapedTypeDims &reified) {
  RankedTensorType type = getSharpestType(*this);
  auto source = cast<RankedTensorType>(getSource().getType());
  int64_t added = type.getRank() - source.getRank();
  SmallVector<OpFoldResult> &shape = reified.emplace_back();
  for (auto [i, count] : llvm::enumerate(getMixedCounts())) {
    if (!type.isDynamicDim(i)) {
      shape.push_back(buildKnownSize(builder, getLoc(),
                                     cast<RankedTensorType>(getType()), i,
                                     type.getDimSize(i)));
      continue;
    }
    Value size = getValueOrCreateConstantIndexOp(builder, getLoc(), count);
    if (int64_t(i) >= added) {
      Value extent = getValueOrCreateConstantIndexOp(
          builder, getLoc(),
          tensor::getMixedSize(builder, getLoc(), getSource(), i - added));
      size = builder.createOrFold<arith::MulIOp>(getLoc(), extent, size);
    }
    shape.push_back(size);
  }
  return success();
}

//===----------------------------------------------------------------------===//
// SegmentReduceOp
//===----------------------------------------------------------------------===//

FailureOr<RankedTensorType> SegmentReduceOp::inferResultType(
    EmitError emitError, ReductionKind kind, RankedTensorType source,
    const CountClause &counts, std::optional<int64_t> dim) {
  Facts facts;
  facts.source = source;
  facts.kind = kind;
  facts.dim = dim;
  readClause(counts, /*lookThroughOperands=*/false, facts);
  return makeType(inferSegmentReduce(makeRules(emitError), facts),
                  source.getElementType());
}

void SegmentReduceOp::build(OpBuilder &builder, OperationState &state,
                            Type result, ReductionKind kind, Value source,
                            const CountClause &counts,
                            std::optional<int64_t> dim) {
  auto &properties = state.getOrAddProperties<Properties>();
  properties.operandSegmentSizes = {addOperand(state, source),
                                    addOperand(state, counts.getRepeats()),
                                    addOperand(state, counts.getOffsets())};
  properties.kind = ReductionKindAttr::get(builder.getContext(), kind);
  properties.static_repeats = getStoredLiteral(builder, counts);
  if (dim)
    properties.dim = builder.getI64IntegerAttr(*dim);
  state.addTypes(result);
}

void SegmentReduceOp::build(OpBuilder &builder, OperationState &state,
                            ReductionKind kind, Value source,
                            const CountClause &counts,
                            std::optional<int64_t> dim) {
  Type type = getTypeOrAbort(
      state,
      inferResultType(/*emitError=*/nullptr, kind,
                      cast<RankedTensorType>(source.getType()), counts, dim));
  build(builder, state, type, kind, source, counts, dim);
}

std::optional<int64_t> SegmentReduceOp::getNormalizedDim() {
  std::optional<int64_t> dim = getDim();
  if (dim && *dim < 0)
    *dim += cast<RankedTensorType>(getSource().getType()).getRank();
  return dim;
}

LogicalResult SegmentReduceOp::verify() {
  if (failed(verifyClauses(*this)))
    return failure();
  return verifyRules(*this);
}

Speculation::Speculatability SegmentReduceOp::getSpeculatability() {
  bool isDecided = getStaticRepeatsAttr() &&
                   cast<ShapedType>(getSource().getType()).hasStaticShape() &&
                   isSmallTensor(getSharpestType(*this));
  return isDecided ? Speculation::Speculatable : Speculation::NotSpeculatable;
}

LogicalResult
SegmentReduceOp::reifyResultShapes(OpBuilder &builder,
                                   ReifiedRankedShapedTypeDims &reified) {
  RankedTensorType type = getSharpestType(*this);
  SmallVector<OpFoldResult> &shape = reified.emplace_back();
  for (int64_t i = 0, rank = type.getRank(); i < rank; ++i) {
    if (!type.isDynamicDim(i))
      shape.push_back(buildKnownSize(builder, getLoc(),
                                     cast<RankedTensorType>(getType()), i,
                                     type.getDimSize(i)));
    else if (getDim() && i != *getNormalizedDim())
      shape.push_back(tensor::getMixedSize(builder, getLoc(), getSource(), i));
    else
      shape.push_back(getValueOrCreateConstantIndexOp(
          builder, getLoc(), buildNumSegments(builder, *this)));
  }
  return success();
}

#include "rint/Dialect/Rint/IR/RintEnums.cpp.inc"
#include "rint/Dialect/Rint/IR/RintInterfaces.cpp.inc"

#define GET_OP_CLASSES
#include "rint/Dialect/Rint/IR/RintOps.cpp.inc"
