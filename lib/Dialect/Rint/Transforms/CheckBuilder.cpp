//===- CheckBuilder.cpp - The rules as run-time checks ----------*- C++ -*-===//

#include "CheckBuilder.h"

#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "rint/Dialect/Rint/IR/ElementTypes.h"
#include "rint/Dialect/Rint/IR/Messages.h"
#include "rint/Dialect/Rint/IR/RintUtils.h"

#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::rint;

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
  // All that the messages need comes first: what finds it is the same for every
  // op, and can be a function (--rint-outline-failures).
  Value negativeAt = loop.getResult(0), overflowAt = loop.getResult(1);
  Value isNegative = compare(arith::CmpIPredicate::sge, negativeAt, zero);
  // One count that serves every slice overflows on a later slice.
  Value isFound = compare(arith::CmpIPredicate::sge, overflowAt, zero);
  Value at = select(isNegative, negativeAt, select(isFound, overflowAt, zero));
  CheckedCount count = readCount(
      tensor::ExtractOp::create(builder, loc, repeats, ValueRange{at}));
  if (count.isNegative)
    check(negate(isNegative), messages::kNegativeRepeatAt, {at, count.shown});
  fail(messages::kSumOverflow, {at, count.shown});
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
