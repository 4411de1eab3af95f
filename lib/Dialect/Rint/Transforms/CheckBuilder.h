//===- CheckBuilder.h - The rules as run-time checks ------------*- C++ -*-===//
//
// Checks are made in the order of the rules' numbers, and the plan of an op,
// its row offsets, is only computed once the rules before it hold.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_LIB_DIALECT_RINT_TRANSFORMS_CHECKBUILDER_H
#define RINT_LIB_DIALECT_RINT_TRANSFORMS_CHECKBUILDER_H

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "rint/Dialect/Rint/IR/Rint.h"

namespace mlir::rint {

/// Words a message about an op as the verifier would, with the place.
using DescribeFn = function_ref<std::string(Operation *, StringRef)>;

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

} // namespace mlir::rint

#endif // RINT_LIB_DIALECT_RINT_TRANSFORMS_CHECKBUILDER_H
