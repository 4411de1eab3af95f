//===- RintOps.cpp - Syntax, verification and shapes of rint ops *- C++ -*-===//

#include "rint/Dialect/Rint/IR/Rint.h"

#include "Facts.h"
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

using OptionalOperand = std::optional<OpAsmParser::UnresolvedOperand>;

//===----------------------------------------------------------------------===//
// Syntax
//===----------------------------------------------------------------------===//

/// Parses the integer literal of the clause `name`. One that 63 bits and a sign
/// cannot hold breaks a rule, whatever the op is.
static ParseResult parseInt64(OpAsmParser &parser, StringRef name,
                              int64_t &result, bool isSigned = false) {
  SMLoc loc = parser.getCurrentLocation();
  APInt value;
  OptionalParseResult parsed = parser.parseOptionalInteger(value);
  if (!parsed.has_value())
    return parser.emitError(loc, "expected an integer");
  if (failed(*parsed))
    return failure();
  // The least 64-bit integer is left out: it stands for a dynamic count.
  if (value.getSignificantBits() <= 64 &&
      !ShapedType::isDynamic(value.getSExtValue())) {
    result = value.getSExtValue();
    return success();
  }
  SmallString<24> text;
  value.toStringSigned(text);
  const char *message = value.isNegative() && !isSigned
                            ? messages::kLiteralNegative
                            : messages::kLiteralOverflow;
  return parser.emitError(loc, llvm::formatv(message, name, text.str()).str());
}

/// Parses an SSA operand with its type behind a colon.
static ParseResult parseTypedOperand(OpAsmParser &parser,
                                     OptionalOperand &operand, Type &type) {
  operand.emplace();
  return failure(parser.parseOperand(*operand) || parser.parseColonType(type));
}

/// Parses what stands between the parentheses of `repeats`.
static ParseResult parseRepeatsBody(OpAsmParser &parser,
                                    OptionalOperand &repeats, Type &type,
                                    Attribute &literal) {
  Builder &builder = parser.getBuilder();
  OpAsmParser::UnresolvedOperand operand;
  OptionalParseResult parsed = parser.parseOptionalOperand(operand);
  if (parsed.has_value()) {
    repeats = operand;
    return failure(failed(*parsed) || parser.parseColonType(type));
  }
  if (succeeded(parser.parseOptionalLSquare())) {
    SmallVector<int64_t> counts;
    if (failed(parser.parseOptionalRSquare())) {
      if (parser.parseCommaSeparatedList([&] {
            std::string name = llvm::formatv("repeats[{0}]", counts.size());
            return parseInt64(parser, name, counts.emplace_back());
          }) ||
          parser.parseRSquare())
        return failure();
    }
    literal = builder.getDenseI64ArrayAttr(counts);
    return success();
  }
  int64_t count;
  if (parseInt64(parser, "repeats", count))
    return failure();
  literal = builder.getI64IntegerAttr(count);
  return success();
}

/// repeats ::= `repeats` `(` (integer | `[` integers `]` | value `:` type) `)`
static ParseResult parseRepeats(OpAsmParser &parser, OptionalOperand &repeats,
                                Type &type, Attribute &literal) {
  return failure(parser.parseKeyword("repeats") || parser.parseLParen() ||
                 parseRepeatsBody(parser, repeats, type, literal) ||
                 parser.parseRParen());
}

static void printRepeats(OpAsmPrinter &printer, Operation *, Value repeats,
                         Type type, Attribute literal) {
  printer << "repeats(";
  if (repeats) {
    printer << repeats << " : " << type;
  } else if (auto list = dyn_cast<DenseI64ArrayAttr>(literal)) {
    printer << '[';
    llvm::interleaveComma(list.asArrayRef(), printer);
    printer << ']';
  } else {
    printer << cast<IntegerAttr>(literal).getInt();
  }
  printer << ')';
}

/// counts ::= repeats | `offsets` `(` value `:` type `)`
static ParseResult parseCounts(OpAsmParser &parser, OptionalOperand &repeats,
                               Type &repeatsType, Attribute &literal,
                               OptionalOperand &offsets, Type &offsetsType) {
  if (failed(parser.parseOptionalKeyword("offsets")))
    return parseRepeats(parser, repeats, repeatsType, literal);
  return failure(parser.parseLParen() ||
                 parseTypedOperand(parser, offsets, offsetsType) ||
                 parser.parseRParen());
}

static void printCounts(OpAsmPrinter &printer, Operation *op, Value repeats,
                        Type repeatsType, Attribute literal, Value offsets,
                        Type offsetsType) {
  if (offsets)
    printer << "offsets(" << offsets << " : " << offsetsType << ')';
  else
    printRepeats(printer, op, repeats, repeatsType, literal);
}

/// What stands between the parentheses of `output_size`: an integer or a value.
static ParseResult parseOutputSize(OpAsmParser &parser,
                                   OptionalOperand &outputSize,
                                   IntegerAttr &literal) {
  OpAsmParser::UnresolvedOperand operand;
  OptionalParseResult parsed = parser.parseOptionalOperand(operand);
  if (parsed.has_value()) {
    outputSize = operand;
    return *parsed;
  }
  int64_t size;
  if (parseInt64(parser, "output_size", size))
    return failure();
  literal = parser.getBuilder().getI64IntegerAttr(size);
  return success();
}

static void printOutputSize(OpAsmPrinter &printer, Operation *,
                            Value outputSize, IntegerAttr literal) {
  if (outputSize)
    printer << outputSize;
  else
    printer << literal.getInt();
}

/// What stands between the parentheses of `dim`.
static ParseResult parseDim(OpAsmParser &parser, IntegerAttr &dim) {
  int64_t value;
  if (parseInt64(parser, "dim", value, /*isSigned=*/true))
    return failure();
  dim = parser.getBuilder().getI64IntegerAttr(value);
  return success();
}

static void printDim(OpAsmPrinter &printer, Operation *, IntegerAttr dim) {
  printer << dim.getInt();
}

/// count-list ::= `counts` `(` (integer | value) list `)`
static ParseResult
parseCountList(OpAsmParser &parser,
               SmallVectorImpl<OpAsmParser::UnresolvedOperand> &counts,
               DenseI64ArrayAttr &literals) {
  SmallVector<int64_t> integers;
  auto parseCount = [&]() -> ParseResult {
    OpAsmParser::UnresolvedOperand operand;
    OptionalParseResult parsed = parser.parseOptionalOperand(operand);
    if (!parsed.has_value()) {
      std::string name = llvm::formatv("counts[{0}]", integers.size());
      return parseInt64(parser, name, integers.emplace_back());
    }
    counts.push_back(operand);
    integers.push_back(ShapedType::kDynamic);
    return *parsed;
  };
  if (parser.parseKeyword("counts") ||
      parser.parseCommaSeparatedList(AsmParser::Delimiter::Paren, parseCount))
    return failure();
  literals = parser.getBuilder().getDenseI64ArrayAttr(integers);
  return success();
}

static void printCountList(OpAsmPrinter &printer, Operation *,
                           OperandRange counts, DenseI64ArrayAttr literals) {
  printer << "counts(";
  auto operand = counts.begin();
  llvm::interleaveComma(literals.asArrayRef(), printer, [&](int64_t count) {
    if (ShapedType::isDynamic(count))
      printer << *operand++;
    else
      printer << count;
  });
  printer << ')';
}

//===----------------------------------------------------------------------===//
// Clauses
//===----------------------------------------------------------------------===//

/// Checks that the clauses are given as the syntax gives them, which the
/// generic form need not do.
template <typename OpTy> static LogicalResult verifyClauses(OpTy op) {
  int given = (op.getRepeats() ? 1 : 0) + (op.getStaticRepeatsAttr() ? 1 : 0);
  if constexpr (!std::is_same_v<OpTy, OffsetsOp>) {
    given += op.getOffsets() ? 1 : 0;
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

//===----------------------------------------------------------------------===//
// RepeatInterleaveOp
//===----------------------------------------------------------------------===//

void RepeatInterleaveOp::build(OpBuilder &builder, OperationState &state,
                               Type result, Value source, OpFoldResult repeats,
                               std::optional<int64_t> dim) {
  Attribute literal = dyn_cast<Attribute>(repeats);
  if (auto integer = dyn_cast_if_present<IntegerAttr>(literal))
    literal = builder.getI64IntegerAttr(integer.getInt());
  build(builder, state, result, source, dyn_cast<Value>(repeats),
        /*offsets=*/Value(), /*output_size=*/Value(), literal,
        dim ? builder.getI64IntegerAttr(*dim) : IntegerAttr(),
        /*static_output_size=*/IntegerAttr());
}

void RepeatInterleaveOp::build(OpBuilder &builder, OperationState &state,
                               Value source, OpFoldResult repeats,
                               std::optional<int64_t> dim) {
  Facts facts;
  facts.source = cast<RankedTensorType>(source.getType());
  facts.repeats =
      getKnownRepeats(dyn_cast<Value>(repeats), dyn_cast<Attribute>(repeats),
                      /*lookThroughOperand=*/false);
  facts.dim = dim;
  FailureOr<SmallVector<int64_t>> shape =
      inferRepeatInterleave(quietRules(), facts);
  assert(succeeded(shape) && "the op breaks a rule");
  auto type = RankedTensorType::get(*shape, facts.source.getElementType());
  build(builder, state, type, source, repeats, dim);
}

void RepeatInterleaveOp::build(OpBuilder &builder, OperationState &state,
                               Type result, Value source, Value offsets,
                               int64_t dim) {
  build(builder, state, result, source, /*repeats=*/Value(), offsets,
        /*output_size=*/Value(), /*static_repeats=*/Attribute(),
        builder.getI64IntegerAttr(dim), /*static_output_size=*/IntegerAttr());
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
  Facts facts = getFacts(*this, isExecutedUnconditionally(*this));
  Rules rules([this] { return emitOpError(); });
  return inferRepeatInterleave(rules, facts);
}

RankedTensorType RepeatInterleaveOp::inferResultType() {
  Facts facts = getFacts(*this, /*lookThroughOperands=*/true);
  FailureOr<SmallVector<int64_t>> shape =
      inferRepeatInterleave(quietRules(), facts);
  if (failed(shape))
    return facts.result;
  return sharpenType(facts.result, *shape);
}

bool RepeatInterleaveOp::isKnownInvalid() {
  return failed(inferRepeatInterleave(
      quietRules(), getFacts(*this, /*lookThroughOperands=*/true)));
}

Speculation::Speculatability RepeatInterleaveOp::getSpeculatability() {
  // Only literals on static shapes leave nothing to check at run time, if
  // memory is sure to hold the result.
  bool isDecided = getStaticRepeatsAttr() && !getOutputSize() &&
                   cast<ShapedType>(getSource().getType()).hasStaticShape() &&
                   isSmallTensor(inferResultType());
  return isDecided ? Speculation::Speculatable : Speculation::NotSpeculatable;
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
  if (!isScalarRepeats(op.getRepeats(), op.getStaticRepeatsAttr()))
    return buildTotal(builder, loc,
                      buildOffsets(builder, loc, op.getRepeats(),
                                   op.getStaticRepeatsAttr(), slices));
  Value count = buildScalarRepeats(builder, loc, op.getRepeats(),
                                   op.getStaticRepeatsAttr());
  Value size = getValueOrCreateConstantIndexOp(builder, loc, slices);
  return builder.createOrFold<arith::MulIOp>(loc, size, count);
}

LogicalResult
RepeatInterleaveOp::reifyResultShapes(OpBuilder &builder,
                                      ReifiedRankedShapedTypeDims &reified) {
  RankedTensorType type = inferResultType();
  SmallVector<OpFoldResult> &shape = reified.emplace_back();
  for (int64_t i = 0, rank = type.getRank(); i < rank; ++i) {
    if (type.isDynamicDim(i) && getDim() && i != *getNormalizedDim())
      shape.push_back(tensor::getMixedSize(builder, getLoc(), getSource(), i));
    else if (type.isDynamicDim(i))
      shape.push_back(getValueOrCreateConstantIndexOp(
          builder, getLoc(), buildResultTotal(builder, *this)));
    else
      shape.push_back(builder.getIndexAttr(type.getDimSize(i)));
  }
  return success();
}

//===----------------------------------------------------------------------===//
// OffsetsOp
//===----------------------------------------------------------------------===//

void OffsetsOp::build(OpBuilder &builder, OperationState &state, Type result,
                      Value repeats, Value size) {
  build(builder, state, result, repeats, size, /*static_repeats=*/Attribute());
}

LogicalResult OffsetsOp::verify() {
  if (failed(verifyClauses(*this)))
    return failure();
  Facts facts = getFacts(*this, isExecutedUnconditionally(*this));
  Rules rules([this] { return emitOpError(); });
  return inferOffsets(rules, facts);
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
  OpFoldResult numSlices;
  if (getSize())
    numSlices = getSize();
  else if (getRepeats())
    numSlices = tensor::getMixedSize(builder, getLoc(), getRepeats(), 0);
  else
    numSlices = builder.getIndexAttr(
        cast<DenseI64ArrayAttr>(getStaticRepeatsAttr()).size());
  Value slices = getValueOrCreateConstantIndexOp(builder, getLoc(), numSlices);
  Value one = arith::ConstantIndexOp::create(builder, getLoc(), 1);
  reified.push_back(
      {builder.createOrFold<arith::AddIOp>(getLoc(), slices, one)});
  return success();
}

//===----------------------------------------------------------------------===//
// RepeatIndicesOp
//===----------------------------------------------------------------------===//

void RepeatIndicesOp::build(OpBuilder &builder, OperationState &state,
                            Type result, Value offsets) {
  build(builder, state, result, /*repeats=*/Value(), offsets,
        /*output_size=*/Value(), /*static_repeats=*/Attribute(),
        /*static_output_size=*/IntegerAttr());
}

OpFoldResult RepeatIndicesOp::getMixedOutputSize() {
  if (getOutputSize())
    return getOutputSize();
  return getStaticOutputSizeAttr();
}

LogicalResult RepeatIndicesOp::verify() {
  if (failed(verifyClauses(*this)))
    return failure();
  Facts facts = getFacts(*this, isExecutedUnconditionally(*this));
  Rules rules([this] { return emitOpError(); });
  return inferRepeatIndices(rules, facts);
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
    OpFoldResult slices;
    if (auto list =
            dyn_cast_if_present<DenseI64ArrayAttr>(getStaticRepeatsAttr()))
      slices = builder.getIndexAttr(list.size());
    else
      slices = tensor::getMixedSize(builder, getLoc(), getRepeats(), 0);
    size = buildTotal(builder, getLoc(),
                      buildOffsets(builder, getLoc(), getRepeats(),
                                   getStaticRepeatsAttr(), slices));
  }
  if (!type.hasStaticShape())
    size = getValueOrCreateConstantIndexOp(builder, getLoc(), size);
  reified.push_back({size});
  return success();
}

//===----------------------------------------------------------------------===//
// RepeatOp
//===----------------------------------------------------------------------===//

void RepeatOp::build(OpBuilder &builder, OperationState &state, Value source,
                     ArrayRef<OpFoldResult> counts) {
  SmallVector<Value> operands;
  SmallVector<int64_t> literals;
  dispatchIndexOpFoldResults(counts, operands, literals);
  SmallVector<std::optional<int64_t>> known;
  for (OpFoldResult count : counts)
    known.push_back(getKnownInt(count, /*lookThroughOperand=*/false));
  auto sourceType = cast<RankedTensorType>(source.getType());
  FailureOr<SmallVector<int64_t>> shape =
      inferRepeat(quietRules(), sourceType, known, RankedTensorType());
  assert(succeeded(shape) && "the op breaks a rule");
  build(builder, state,
        RankedTensorType::get(*shape, sourceType.getElementType()), source,
        operands, literals);
}

SmallVector<OpFoldResult> RepeatOp::getMixedCounts() {
  return getMixedValues(getStaticCounts(), getCounts(), getContext());
}

LogicalResult RepeatOp::verify() {
  int64_t numValues = llvm::count(getStaticCounts(), ShapedType::kDynamic);
  if (numValues != int64_t(getCounts().size()))
    return emitOpError("expected counts to have ")
           << numValues << " values, but got " << getCounts().size();
  Rules rules([this] { return emitOpError(); });
  return inferRepeat(rules, cast<RankedTensorType>(getSource().getType()),
                     getKnownCounts(*this, isExecutedUnconditionally(*this)),
                     cast<RankedTensorType>(getType()));
}

RankedTensorType RepeatOp::inferResultType() {
  auto type = cast<RankedTensorType>(getType());
  FailureOr<SmallVector<int64_t>> shape =
      inferRepeat(quietRules(), cast<RankedTensorType>(getSource().getType()),
                  getKnownCounts(*this, /*lookThroughOperands=*/true), type);
  return succeeded(shape) ? sharpenType(type, *shape) : type;
}

bool RepeatOp::isKnownInvalid() {
  return failed(inferRepeat(quietRules(),
                            cast<RankedTensorType>(getSource().getType()),
                            getKnownCounts(*this, /*lookThroughOperands=*/true),
                            cast<RankedTensorType>(getType())));
}

Speculation::Speculatability RepeatOp::getSpeculatability() {
  bool isDecided = getCounts().empty() &&
                   cast<ShapedType>(getSource().getType()).hasStaticShape() &&
                   isSmallTensor(inferResultType());
  return isDecided ? Speculation::Speculatable : Speculation::NotSpeculatable;
}

LogicalResult
RepeatOp::reifyResultShapes(OpBuilder &builder,
                            ReifiedRankedShapedTypeDims &reified) {
  RankedTensorType type = inferResultType();
  auto source = cast<RankedTensorType>(getSource().getType());
  int64_t added = type.getRank() - source.getRank();
  SmallVector<OpFoldResult> &shape = reified.emplace_back();
  for (auto [i, count] : llvm::enumerate(getMixedCounts())) {
    if (!type.isDynamicDim(i)) {
      shape.push_back(builder.getIndexAttr(type.getDimSize(i)));
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
// CheckOp
//===----------------------------------------------------------------------===//

void CheckOp::getEffects(
    SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>>
        &effects) {
  // It may end the run, so it must neither be removed nor moved.
  effects.emplace_back(MemoryEffects::Write::get());
}

LogicalResult CheckOp::canonicalize(CheckOp op, PatternRewriter &rewriter) {
  if (!isConstantIntValue(op.getCondition(), 1) &&
      !isConstantIntValue(op.getCondition(), -1))
    return failure();
  rewriter.eraseOp(op);
  return success();
}

//===----------------------------------------------------------------------===//
// FitsMemoryOp
//===----------------------------------------------------------------------===//

OpFoldResult FitsMemoryOp::fold(FoldAdaptor adaptor) {
  auto bytes = dyn_cast_if_present<IntegerAttr>(adaptor.getBytes());
  if (!bytes || bytes.getInt() < 0 || bytes.getInt() > kAlwaysFitsBytes)
    return {};
  return BoolAttr::get(getContext(), true);
}

#define GET_OP_CLASSES
#include "rint/Dialect/Rint/IR/RintOps.cpp.inc"
