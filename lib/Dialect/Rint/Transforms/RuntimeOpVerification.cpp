//===- RuntimeOpVerification.cpp - Run-time checks of rint ops --*- C++ -*-===//
//
// The rules C1 to C12 of the specification as far as types and constants do not
// decide them. Checks are made in the order of their numbers, and the plan of
// an op, its row offsets, is only computed once the rules before it hold.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Interfaces/RuntimeVerifiableOpInterface.h"
#include "rint/Dialect/Rint/IR/Messages.h"
#include "rint/Dialect/Rint/IR/Rint.h"
#include "rint/Dialect/Rint/IR/RintUtils.h"
#include "rint/Dialect/Rint/Transforms/AllInterfaces.h"

#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::rint;

using DescribeFn = function_ref<std::string(Operation *, StringRef)>;

namespace {

/// A count together with what an index cannot hold of it.
struct CheckedCount {
  /// The count as an index; only meaningful if it is not too large.
  Value index;
  /// True if the count is negative; null if its type rules that out.
  Value isNegative;
  /// True if the count exceeds 63 bits; null if its type rules that out.
  Value isTooLarge;
  /// What a message shows: the count, cut to the range of 64 bits.
  Value shown;
};

/// Builds the checks of one op.
class CheckBuilder {
public:
  CheckBuilder(OpBuilder &builder, Location loc, Operation *op,
               DescribeFn describe)
      : builder(builder), loc(loc), op(op), describe(describe) {}

  // Shorthands for the arithmetic that checks consist of.
  Value index(int64_t value) {
    return arith::ConstantIndexOp::create(builder, loc, value);
  }
  Value value(OpFoldResult ofr) {
    return getValueOrCreateConstantIndexOp(builder, loc, ofr);
  }
  Value compare(arith::CmpIPredicate predicate, Value lhs, Value rhs) {
    return builder.createOrFold<arith::CmpIOp>(loc, predicate, lhs, rhs);
  }
  Value isAtLeast(Value lhs, int64_t bound) {
    return compare(arith::CmpIPredicate::sge, lhs, index(bound));
  }
  Value isEqual(Value lhs, Value rhs) {
    return compare(arith::CmpIPredicate::eq, lhs, rhs);
  }
  Value both(Value lhs, Value rhs) {
    return builder.createOrFold<arith::AndIOp>(loc, lhs, rhs);
  }
  Value either(Value lhs, Value rhs) {
    return builder.createOrFold<arith::OrIOp>(loc, lhs, rhs);
  }
  Value negate(Value condition) {
    Value one = arith::ConstantIntOp::create(builder, loc, 1, 1);
    return builder.createOrFold<arith::XOrIOp>(loc, condition, one);
  }
  Value select(Value condition, Value ifTrue, Value ifFalse) {
    return builder.createOrFold<arith::SelectOp>(loc, condition, ifTrue,
                                                 ifFalse);
  }

  /// Ends the run with `message` unless `condition`. What the verifier has
  /// decided folds to true and leaves nothing; constants in a branch may fold
  /// to false.
  void check(Value condition, StringRef message, ValueRange values) {
    if (isConstantIntValue(condition, 1) || isConstantIntValue(condition, -1))
      return;
    CheckOp::create(builder, loc, condition, describe(op, message), values);
  }
  void fail(StringRef message, ValueRange values) {
    check(arith::ConstantIntOp::create(builder, loc, 0, 1), message, values);
  }

  CheckedCount readCount(Value count);
  /// lhs * rhs of two non-negative values, and whether it exceeds 63 bits.
  std::pair<Value, Value> multiply(Value lhs, Value rhs);

  // The rules.
  void checkRepeatsCount(Value numRepeats, Value slices);
  void checkCount(const CheckedCount &count, const char *negative);
  void checkOnlyCount(Value repeats, Value numRepeats);
  void checkOffsetsBytes(Value slices);
  CheckedCount checkOneCount(const CountClause &clause);
  Value checkScalar(const CountClause &clause, OpFoldResult slices);
  Value checkVector(const CountClause &clause, OpFoldResult slices);
  void checkBytes(ArrayRef<OpFoldResult> shape, Type elementType);
  void checkOutputSize(OpFoldResult outputSize, Value total);
  void checkResult(RankedTensorType type, ArrayRef<OpFoldResult> shape);
  void checkOffsets(Value offsets, Value slices);

private:
  void reportBadCounts(Value repeats);

  OpBuilder &builder;
  Location loc;
  Operation *op;
  DescribeFn describe;
};

} // namespace

//===----------------------------------------------------------------------===//
// Counts
//===----------------------------------------------------------------------===//

CheckedCount CheckBuilder::readCount(Value count) {
  Type type = count.getType();
  CheckedCount result;
  result.index = buildCountAsIndex(builder, loc, count);
  result.shown = count;
  bool isUnsigned = isUnsignedCount(type);
  unsigned width = getCountWidth(type);
  Value isInvalid = buildIsInvalidCount(builder, loc, count);
  if (width <= 64) {
    (isUnsigned ? result.isTooLarge : result.isNegative) = isInvalid;
    return result;
  }

  // The sign of a wide count tells the two ways of being invalid apart. What
  // does not fit 64 bits is shown as the nearest value that does.
  Type signless = builder.getIntegerType(width);
  if (type != signless)
    count = UnrealizedConversionCastOp::create(builder, loc, signless, count)
                .getResult(0);
  auto wide = [&](const APInt &value) -> Value {
    return arith::ConstantOp::create(
        builder, loc, builder.getIntegerAttr(signless, value.sext(width)));
  };
  Value most = wide(APInt::getSignedMaxValue(64));
  if (isUnsigned) {
    result.isTooLarge = isInvalid;
    count = builder.createOrFold<arith::MinUIOp>(loc, count, most);
  } else {
    result.isNegative =
        compare(arith::CmpIPredicate::slt, count, wide(APInt(64, 0)));
    result.isTooLarge = compare(arith::CmpIPredicate::sgt, count, most);
    count = builder.createOrFold<arith::MinSIOp>(loc, count, most);
    count = builder.createOrFold<arith::MaxSIOp>(
        loc, count, wide(APInt::getSignedMinValue(64)));
  }
  result.shown =
      builder.createOrFold<arith::TruncIOp>(loc, builder.getI64Type(), count);
  return result;
}

std::pair<Value, Value> CheckBuilder::multiply(Value lhs, Value rhs) {
  Type i64 = builder.getI64Type();
  auto product = arith::MulSIExtendedOp::create(
      builder, loc, builder.createOrFold<arith::IndexCastOp>(loc, i64, lhs),
      builder.createOrFold<arith::IndexCastOp>(loc, i64, rhs));
  Value zero = arith::ConstantIntOp::create(builder, loc, 0, 64);
  Value overflows =
      either(compare(arith::CmpIPredicate::ne, product.getHigh(), zero),
             compare(arith::CmpIPredicate::slt, product.getLow(), zero));
  // The product as a user would write it, so that CSE finds them equal.
  return {builder.createOrFold<arith::MulIOp>(loc, lhs, rhs), overflows};
}

void CheckBuilder::checkRepeatsCount(Value numRepeats, Value slices) {
  Value ok = either(isEqual(numRepeats, slices), isEqual(numRepeats, index(1)));
  check(ok, messages::kRepeatsCount, {slices, numRepeats});
}

/// C5 and C6 of the first count. `negative` is the message of C5.
void CheckBuilder::checkCount(const CheckedCount &count, const char *negative) {
  SmallVector<Value> values = {index(0), count.shown};
  bool hasIndex = negative == messages::kNegativeRepeatAt;
  if (count.isNegative)
    check(negate(count.isNegative), negative,
          ArrayRef(values).drop_front(hasIndex ? 0 : 1));
  if (count.isTooLarge)
    check(negate(count.isTooLarge), messages::kSumOverflow, values);
}

/// C5 and C6 of a clause of one count, but for what it is multiplied by.
CheckedCount CheckBuilder::checkOneCount(const CountClause &clause) {
  CheckedCount count;
  if (clause.getLiteral()) {
    count.index = count.shown = clause.buildScalar(builder, loc);
    return count;
  }
  Value repeats = clause.getRepeats();
  bool isVector = false;
  if (auto tensor = dyn_cast<RankedTensorType>(repeats.getType())) {
    isVector = tensor.getRank() == 1;
    SmallVector<Value> first(tensor.getRank(), isVector ? index(0) : Value());
    repeats = tensor::ExtractOp::create(builder, loc, repeats, first);
  }
  count = readCount(repeats);
  checkCount(count, isVector ? messages::kNegativeRepeatAt
                             : messages::kNegativeRepeat);
  return count;
}

/// C5 and C6 of one count for every slice. Returns the total.
Value CheckBuilder::checkScalar(const CountClause &clause,
                                OpFoldResult slices) {
  Value numSlices = value(slices);
  CheckedCount count = checkOneCount(clause);
  if (isConstantIntValue(slices, 1))
    return count.index;
  auto [total, overflows] = multiply(numSlices, count.index);
  check(negate(overflows), messages::kProductOverflow,
        {numSlices, count.shown});
  return total;
}

/// C3, C5 and C6 of a vector of counts. Returns the total.
Value CheckBuilder::checkVector(const CountClause &clause,
                                OpFoldResult slices) {
  Value repeats = clause.getRepeats();
  OpFoldResult numRepeats = clause.buildNumCounts(builder, loc);
  Value numSlices = value(slices);
  if (numRepeats != slices) {
    checkRepeatsCount(value(numRepeats), numSlices);
    if (repeats)
      checkOnlyCount(repeats, value(numRepeats));
  }
  checkOffsetsBytes(numSlices);

  Value offsets = clause.buildOffsets(builder, loc, slices);
  Value total = buildTotal(builder, loc, offsets);
  if (auto list = clause.getList()) {
    // The one way left to go wrong is one count for too many slices.
    if (list.size() == 1)
      check(isAtLeast(total, 0), messages::kProductOverflow,
            {numSlices, index(list[0])});
    return total;
  }
  Value isBad = compare(arith::CmpIPredicate::slt, total, index(0));
  auto branch = scf::IfOp::create(builder, loc, isBad);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(branch.thenBlock());
  reportBadCounts(repeats);
  return total;
}

/// C5 and C6 of a vector that turns out to hold one count for every slice. The
/// offsets do not tell of it where there is no slice.
void CheckBuilder::checkOnlyCount(Value repeats, Value numRepeats) {
  Type type = cast<RankedTensorType>(repeats.getType()).getElementType();
  if (isUnsignedCount(type) && getCountWidth(type) < 64)
    return;
  Value zero = index(0);
  Value isOne = isEqual(numRepeats, index(1));
  if (isConstantIntValue(isOne, 0))
    return;
  auto branch = scf::IfOp::create(builder, loc, isOne);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(branch.thenBlock());
  CheckedCount count = readCount(
      tensor::ExtractOp::create(builder, loc, repeats, ValueRange{zero}));
  checkCount(count, messages::kNegativeRepeatAt);
}

/// C6 of the row offsets that a vector of counts is computed with.
void CheckBuilder::checkOffsetsBytes(Value slices) {
  check(compare(arith::CmpIPredicate::sle, slices, index(kMaxSlicesOfOffsets)),
        messages::kOffsetsOverflow, slices);
  Value entries = builder.createOrFold<arith::AddIOp>(loc, slices, index(1));
  Value bytes = builder.createOrFold<arith::MulIOp>(loc, entries, index(8));
  check(builder.createOrFold<FitsMemoryOp>(loc, bytes),
        messages::kOffsetsMemory, bytes);
}

/// Finds out which of `repeats` made the offsets bad. Runs only when it is
/// known that one did.
void CheckBuilder::reportBadCounts(Value repeats) {
  Value zero = index(0), one = index(1), none = index(-1);
  Value numRepeats = tensor::DimOp::create(builder, loc, repeats, zero);
  auto loop = scf::ForOp::create(
      builder, loc, zero, numRepeats, one, ValueRange{none, none, zero},
      [&](OpBuilder &, Location, Value i, ValueRange args) {
        Value negativeAt = args[0], overflowAt = args[1], sum = args[2];
        CheckedCount count = readCount(
            tensor::ExtractOp::create(builder, loc, repeats, ValueRange{i}));
        Value next = builder.createOrFold<arith::AddIOp>(loc, sum, count.index);
        Value overflows = compare(arith::CmpIPredicate::slt, next, zero);
        if (count.isTooLarge)
          overflows = either(overflows, count.isTooLarge);
        Value isFirst = compare(arith::CmpIPredicate::slt, overflowAt, zero);
        overflowAt = select(both(isFirst, overflows), i, overflowAt);
        if (count.isNegative) {
          isFirst = compare(arith::CmpIPredicate::slt, negativeAt, zero);
          negativeAt = select(both(isFirst, count.isNegative), i, negativeAt);
        }
        next = select(overflows, sum, next);
        scf::YieldOp::create(builder, loc,
                             ValueRange{negativeAt, overflowAt, next});
      });
  auto reportAt = [&](Value at, const char *message) {
    CheckedCount count = readCount(
        tensor::ExtractOp::create(builder, loc, repeats, ValueRange{at}));
    fail(message, {at, count.shown});
  };
  auto isNegative = compare(arith::CmpIPredicate::sge, loop.getResult(0), zero);
  auto branch = scf::IfOp::create(builder, loc, isNegative);
  {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(branch.thenBlock());
    reportAt(loop.getResult(0), messages::kNegativeRepeatAt);
  }
  // One count that serves every slice overflows on a later slice.
  Value isFound = compare(arith::CmpIPredicate::sge, loop.getResult(1), zero);
  reportAt(select(isFound, loop.getResult(1), zero), messages::kSumOverflow);
}

//===----------------------------------------------------------------------===//
// Results
//===----------------------------------------------------------------------===//

/// C6: the byte size fits 63 bits and memory.
void CheckBuilder::checkBytes(ArrayRef<OpFoldResult> shape, Type elementType) {
  int64_t factor = getElementBytes(elementType);
  bool factorOverflows = false;
  SmallVector<Value> sizes, dynamicSizes;
  for (OpFoldResult size : shape) {
    sizes.push_back(value(size));
    std::optional<int64_t> known = getConstantIntValue(size);
    if (known == 0)
      return;
    if (!known)
      dynamicSizes.push_back(sizes.back());
    else
      factorOverflows |= llvm::MulOverflow(factor, *known, factor);
  }

  Value bytes = index(factor);
  Value overflows = arith::ConstantIntOp::create(builder, loc, factorOverflows,
                                                 /*width=*/1);
  Value isEmpty = arith::ConstantIntOp::create(builder, loc, 0, 1);
  if (dynamicSizes.size() == 1 && !factorOverflows) {
    // The one size that is dynamic has a bound known now.
    int64_t most = std::numeric_limits<int64_t>::max() / factor;
    overflows =
        compare(arith::CmpIPredicate::sgt, dynamicSizes[0], index(most));
    bytes = builder.createOrFold<arith::MulIOp>(loc, dynamicSizes[0], bytes);
  } else {
    for (Value size : dynamicSizes) {
      auto [product, productOverflows] = multiply(bytes, size);
      bytes = product;
      overflows = either(overflows, productOverflows);
      isEmpty = either(isEmpty, isEqual(size, index(0)));
    }
  }

  std::string placeholders;
  for (size_t i = 0; i < sizes.size(); ++i)
    placeholders += (i ? ", {" : "{") + std::to_string(i) + "}";
  check(either(negate(overflows), isEmpty),
        llvm::formatv(messages::kByteOverflow, placeholders).str(), sizes);
  Value fits = builder.createOrFold<FitsMemoryOp>(loc, bytes);
  check(fits, messages::kMemory, bytes);
}

void CheckBuilder::checkOutputSize(OpFoldResult outputSize, Value total) {
  if (!outputSize)
    return;
  Value stated = isa<Attribute>(outputSize)
                     ? index(*getConstantIntValue(outputSize))
                     : cast<Value>(outputSize);
  // The total is not negative. So where both are the same value, neither check
  // is left.
  Value isTotal = isEqual(stated, total);
  check(either(isTotal, isAtLeast(stated, 0)), messages::kOutputSizeNegative,
        stated);
  check(isTotal, messages::kOutputSize, {total, stated});
}

void CheckBuilder::checkResult(RankedTensorType type,
                               ArrayRef<OpFoldResult> shape) {
  for (auto [dim, size] : llvm::enumerate(shape)) {
    if (type.isDynamicDim(dim))
      continue;
    Value actual = value(size);
    Value declared = index(type.getDimSize(dim));
    check(isEqual(actual, declared), messages::kResultSize,
          {index(dim), actual, declared});
  }
}

/// C9. Offsets that the compiler made are right by construction.
void CheckBuilder::checkOffsets(Value offsets, Value slices) {
  Value zero = index(0), one = index(1);
  Value entries = value(tensor::getMixedSize(builder, loc, offsets, 0));
  if (slices) {
    Value expected = builder.createOrFold<arith::AddIOp>(loc, slices, one);
    check(isEqual(entries, expected), messages::kOffsetsCount,
          {expected, entries});
  }
  Value origin = offsets;
  while (auto castOp = origin.getDefiningOp<tensor::CastOp>())
    origin = castOp.getSource();
  if (origin.getDefiningOp<OffsetsOp>())
    return;

  Value first = tensor::ExtractOp::create(builder, loc, offsets, zero);
  check(isEqual(first, zero), messages::kOffsetsStart, first);
  auto loop = scf::ForOp::create(
      builder, loc, one, entries, one, ValueRange{zero, zero},
      [&](OpBuilder &, Location, Value i, ValueRange args) {
        Value entry =
            tensor::ExtractOp::create(builder, loc, offsets, ValueRange{i});
        Value falls = compare(arith::CmpIPredicate::slt, entry, args[1]);
        Value isFirst = isEqual(args[0], zero);
        scf::YieldOp::create(
            builder, loc,
            ValueRange{select(both(isFirst, falls), i, args[0]), entry});
      });
  Value fallsAt = loop.getResult(0);
  auto branch = scf::IfOp::create(
      builder, loc, compare(arith::CmpIPredicate::ne, fallsAt, zero));
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(branch.thenBlock());
  Value before = builder.createOrFold<arith::SubIOp>(loc, fallsAt, one);
  fail(messages::kOffsetsFall,
       {fallsAt, tensor::ExtractOp::create(builder, loc, offsets, before),
        tensor::ExtractOp::create(builder, loc, offsets, fallsAt)});
}

//===----------------------------------------------------------------------===//
// Ops
//===----------------------------------------------------------------------===//

/// The total that row offsets promise. A negative one breaks C9, which is
/// reported after the rules that this total is used for.
static Value readTotal(CheckBuilder &checks, OpBuilder &builder, Location loc,
                       Value offsets) {
  Value entries = checks.value(tensor::getMixedSize(builder, loc, offsets, 0));
  checks.check(checks.isAtLeast(entries, 1), messages::kOffsetsEmpty, entries);
  Value last = buildTotal(builder, loc, offsets);
  return builder.createOrFold<arith::MaxSIOp>(loc, last, checks.index(0));
}

namespace {

struct RepeatInterleaveModel
    : RuntimeVerifiableOpInterface::ExternalModel<RepeatInterleaveModel,
                                                  RepeatInterleaveOp> {
  void generateRuntimeVerification(Operation *operation, OpBuilder &builder,
                                   Location loc, DescribeFn describe) const {
    auto op = cast<RepeatInterleaveOp>(operation);
    CheckBuilder checks(builder, loc, op, describe);
    OpFoldResult slices = buildNumSlices(builder, loc, op);
    Value total;
    if (op.getOffsets())
      total = readTotal(checks, builder, loc, op.getOffsets());
    else if (op.getClause().isOne())
      total = checks.checkScalar(op.getClause(), slices);
    else
      total = checks.checkVector(op.getClause(), slices);

    SmallVector<OpFoldResult> shape = {total};
    if (std::optional<int64_t> dim = op.getNormalizedDim()) {
      shape = tensor::getMixedSizes(builder, loc, op.getSource());
      shape[*dim] = getAsOpFoldResult(total);
    } else {
      shape[0] = getAsOpFoldResult(total);
    }
    auto type = cast<RankedTensorType>(op.getType());
    checks.checkBytes(shape, type.getElementType());
    checks.checkOutputSize(op.getMixedOutputSize(), total);
    checks.checkResult(type, shape);
    if (op.getOffsets())
      checks.checkOffsets(op.getOffsets(), checks.value(slices));
  }
};

struct RepeatIndicesModel
    : RuntimeVerifiableOpInterface::ExternalModel<RepeatIndicesModel,
                                                  RepeatIndicesOp> {
  void generateRuntimeVerification(Operation *operation, OpBuilder &builder,
                                   Location loc, DescribeFn describe) const {
    auto op = cast<RepeatIndicesOp>(operation);
    CheckBuilder checks(builder, loc, op, describe);
    OpFoldResult slices;
    Value total;
    if (op.getOffsets()) {
      total = readTotal(checks, builder, loc, op.getOffsets());
      Value entries =
          checks.value(tensor::getMixedSize(builder, loc, op.getOffsets(), 0));
      slices = getAsOpFoldResult(
          builder.createOrFold<arith::SubIOp>(loc, entries, checks.index(1)));
    } else {
      slices = op.getClause().buildNumCounts(builder, loc);
      total = checks.checkVector(op.getClause(), slices);
    }
    auto type = cast<RankedTensorType>(op.getType());
    SmallVector<OpFoldResult> shape = {getAsOpFoldResult(total)};
    checks.checkBytes(shape, type.getElementType());
    checks.checkOutputSize(op.getMixedOutputSize(), total);
    checks.checkResult(type, shape);
    if (op.getOffsets())
      checks.checkOffsets(op.getOffsets(), /*slices=*/Value());
    checkWidth(checks, builder, loc, type.getElementType(),
               checks.value(slices));
  }

private:
  /// C11: the element type holds the largest index.
  static void checkWidth(CheckBuilder &checks, OpBuilder &builder, Location loc,
                         Type type, Value slices) {
    unsigned bits = getMagnitudeBits(type);
    if (bits >= 63)
      return;
    std::string typeText;
    llvm::raw_string_ostream(typeText) << "'" << type << "'";
    Value largest =
        builder.createOrFold<arith::SubIOp>(loc, slices, checks.index(1));
    checks.check(checks.compare(arith::CmpIPredicate::sle, slices,
                                checks.index(int64_t(1) << bits)),
                 llvm::formatv(messages::kIndicesWidth, "{0}", typeText).str(),
                 largest);
  }
};

struct OffsetsModel
    : RuntimeVerifiableOpInterface::ExternalModel<OffsetsModel, OffsetsOp> {
  void generateRuntimeVerification(Operation *operation, OpBuilder &builder,
                                   Location loc, DescribeFn describe) const {
    auto op = cast<OffsetsOp>(operation);
    CheckBuilder checks(builder, loc, op, describe);
    OpFoldResult slices = op.getSize()
                              ? getAsOpFoldResult(op.getSize())
                              : op.getClause().buildNumCounts(builder, loc);
    if (op.getSize())
      checks.check(checks.isAtLeast(op.getSize(), 0), messages::kSizeNegative,
                   op.getSize());
    checks.checkVector(op.getClause(), slices);
    Value entries = builder.createOrFold<arith::AddIOp>(
        loc, checks.value(slices), checks.index(1));
    checks.checkResult(cast<RankedTensorType>(op.getType()),
                       getAsOpFoldResult(entries));
  }
};

struct RepeatModel
    : RuntimeVerifiableOpInterface::ExternalModel<RepeatModel, RepeatOp> {
  void generateRuntimeVerification(Operation *operation, OpBuilder &builder,
                                   Location loc, DescribeFn describe) const {
    auto op = cast<RepeatOp>(operation);
    CheckBuilder checks(builder, loc, op, describe);
    SmallVector<OpFoldResult> counts = op.getMixedCounts();
    for (auto [i, count] : llvm::enumerate(counts))
      if (auto value = dyn_cast<Value>(count))
        checks.check(checks.isAtLeast(value, 0), messages::kNegativeCountAt,
                     {checks.index(i), value});

    auto source = cast<RankedTensorType>(op.getSource().getType());
    auto type = cast<RankedTensorType>(op.getType());
    int64_t added = type.getRank() - source.getRank();
    SmallVector<OpFoldResult> shape;
    for (auto [i, count] : llvm::enumerate(counts)) {
      if (int64_t(i) < added) {
        shape.push_back(count);
        continue;
      }
      OpFoldResult size =
          tensor::getMixedSize(builder, loc, op.getSource(), i - added);
      Value countValue = checks.value(count), sizeValue = checks.value(size);
      auto [product, overflows] = checks.multiply(sizeValue, countValue);
      checks.check(checks.negate(overflows), messages::kCountOverflow,
                   {sizeValue, checks.index(i), countValue});
      shape.push_back(getAsOpFoldResult(product));
    }
    checks.checkBytes(shape, type.getElementType());
    checks.checkResult(type, shape);
  }
};

struct SegmentReduceModel
    : RuntimeVerifiableOpInterface::ExternalModel<SegmentReduceModel,
                                                  SegmentReduceOp> {
  void generateRuntimeVerification(Operation *operation, OpBuilder &builder,
                                   Location loc, DescribeFn describe) const {
    auto op = cast<SegmentReduceOp>(operation);
    CheckBuilder checks(builder, loc, op, describe);
    CountClause clause = op.getClause();
    Value total, count;
    if (op.getOffsets())
      total = readTotal(checks, builder, loc, op.getOffsets());
    else if (clause.isScalar())
      count = checks.checkOneCount(clause).index;
    else
      total = checks.checkVector(clause, clause.buildNumCounts(builder, loc));

    std::optional<int64_t> dim = op.getNormalizedDim();
    SmallVector<OpFoldResult> shape(1);
    if (dim)
      shape = tensor::getMixedSizes(builder, loc, op.getSource());
    shape[dim.value_or(0)] = buildNumSegments(builder, op);
    auto type = cast<RankedTensorType>(op.getType());
    checks.checkBytes(shape, type.getElementType());
    checks.checkResult(type, shape);
    if (op.getOffsets())
      checks.checkOffsets(op.getOffsets(), /*slices=*/Value());

    Value slices =
        checks.value(buildNumSlices(builder, loc, op.getSource(), dim));
    if (total)
      checks.check(checks.isEqual(total, slices), messages::kSegmentsTotal,
                   {slices, total});
    else
      checkMultiple(checks, builder, loc, count, slices);
  }

private:
  /// C12: segments of `count` slices each are all there is.
  static void checkMultiple(CheckBuilder &checks, OpBuilder &builder,
                            Location loc, Value count, Value slices) {
    Value divisor =
        builder.createOrFold<arith::MaxSIOp>(loc, count, checks.index(1));
    Value segments = builder.createOrFold<arith::DivUIOp>(loc, slices, divisor);
    Value covered = builder.createOrFold<arith::MulIOp>(loc, segments, count);
    checks.check(checks.isEqual(covered, slices), messages::kSegmentsMultiple,
                 {count, slices});
  }
};

} // namespace

void rint::registerRuntimeVerifiableOpInterfaceExternalModels(
    DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, RintDialect *) {
    OffsetsOp::attachInterface<OffsetsModel>(*context);
    RepeatIndicesOp::attachInterface<RepeatIndicesModel>(*context);
    RepeatInterleaveOp::attachInterface<RepeatInterleaveModel>(*context);
    RepeatOp::attachInterface<RepeatModel>(*context);
    SegmentReduceOp::attachInterface<SegmentReduceModel>(*context);
    context->loadDialect<arith::ArithDialect, scf::SCFDialect,
                         tensor::TensorDialect>();
  });
}
