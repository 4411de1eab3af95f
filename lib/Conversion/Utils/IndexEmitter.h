//===- IndexEmitter.h - Code on sizes and positions -------------*- C++ -*-===//

#ifndef RINT_LIB_CONVERSION_UTILS_INDEXEMITTER_H
#define RINT_LIB_CONVERSION_UTILS_INDEXEMITTER_H

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

#include <optional>

namespace mlir::rint {

/// A builder that folds what is known, for code on sizes and positions. Numbers
/// are non-negative indices unless said otherwise.
class IndexEmitter : public ImplicitLocOpBuilder {
public:
  using ImplicitLocOpBuilder::ImplicitLocOpBuilder;
  using BodyFn = function_ref<void()>;

  // Arithmetic.
  Value index(int64_t value);
  Value value(OpFoldResult ofr);
  Value add(Value lhs, Value rhs);
  Value add(Value lhs, int64_t rhs) { return add(lhs, index(rhs)); }
  Value sub(Value lhs, Value rhs);
  Value mul(Value lhs, Value rhs);
  Value mul(Value lhs, int64_t rhs) { return mul(lhs, index(rhs)); }
  /// lhs / rhs, rounded down or up; rhs is positive.
  Value div(Value lhs, Value rhs);
  Value ceilDiv(Value lhs, Value rhs);
  Value ceilDiv(Value lhs, int64_t rhs) { return ceilDiv(lhs, index(rhs)); }
  Value rem(Value lhs, Value rhs);
  Value min(Value lhs, Value rhs);
  Value max(Value lhs, Value rhs);
  Value roundUp(Value value, Value multiple);

  // Conditions.
  Value isLess(Value lhs, Value rhs);
  Value isAtLeast(Value lhs, Value rhs);
  Value isEqual(Value lhs, Value rhs);
  Value both(Value lhs, Value rhs);
  Value either(Value lhs, Value rhs);
  Value negate(Value condition);
  SmallVector<Value>
  whileLoop(ValueRange inits, function_ref<Value(ValueRange)> condition,
            function_ref<SmallVector<Value>(ValueRange)> body);
  Value select(Value condition, Value ifTrue, Value ifFalse);

  // Control flow. Branches that are known are not built.
  void forRange(Value begin, Value end, Value step,
                function_ref<void(Value)> body);
  void forRange(Value begin, Value end, function_ref<void(Value)> body) {
    forRange(begin, end, index(1), body);
  }
  /// The same with values that each step hands to the next; returns the last.
  SmallVector<Value>
  forRange(Value begin, Value end, Value step, ValueRange inits,
           function_ref<SmallVector<Value>(Value, ValueRange)> body);
  SmallVector<Value>
  forRange(Value begin, Value end, ValueRange inits,
           function_ref<SmallVector<Value>(Value, ValueRange)> body) {
    return forRange(begin, end, index(1), inits, body);
  }
  void ifElse(Value condition, BodyFn thenBody, BodyFn elseBody = nullptr);
  /// The value that one of the branches returns.
  Value ifValue(Value condition, function_ref<Value()> thenBody,
                function_ref<Value()> elseBody);
};

/// The value of a condition that is known.
std::optional<bool> getConstantCondition(Value condition);

} // namespace mlir::rint

#endif // RINT_LIB_CONVERSION_UTILS_INDEXEMITTER_H
