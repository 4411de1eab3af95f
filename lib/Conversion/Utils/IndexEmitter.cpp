//===- IndexEmitter.cpp - Code on sizes and positions -----------*- C++ -*-===//

#include "IndexEmitter.h"

#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::rint;

std::optional<bool> rint::getConstantCondition(Value condition) {
  if (std::optional<int64_t> known = getConstantIntValue(condition))
    return *known != 0;
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// Arithmetic
//===----------------------------------------------------------------------===//

Value IndexEmitter::index(int64_t value) {
  return arith::ConstantIndexOp::create(*this, value);
}

Value IndexEmitter::value(OpFoldResult ofr) {
  return getValueOrCreateConstantIndexOp(*this, getLoc(), ofr);
}

Value IndexEmitter::add(Value lhs, Value rhs) {
  return createOrFold<arith::AddIOp>(lhs, rhs);
}

Value IndexEmitter::sub(Value lhs, Value rhs) {
  return createOrFold<arith::SubIOp>(lhs, rhs);
}

Value IndexEmitter::mul(Value lhs, Value rhs) {
  return createOrFold<arith::MulIOp>(lhs, rhs);
}

Value IndexEmitter::div(Value lhs, Value rhs) {
  return createOrFold<arith::DivUIOp>(lhs, rhs);
}

Value IndexEmitter::ceilDiv(Value lhs, Value rhs) {
  return div(add(lhs, sub(rhs, index(1))), rhs);
}

Value IndexEmitter::rem(Value lhs, Value rhs) {
  return createOrFold<arith::RemUIOp>(lhs, rhs);
}

Value IndexEmitter::min(Value lhs, Value rhs) {
  return createOrFold<arith::MinSIOp>(lhs, rhs);
}

Value IndexEmitter::max(Value lhs, Value rhs) {
  return createOrFold<arith::MaxSIOp>(lhs, rhs);
}

Value IndexEmitter::roundUp(Value value, Value multiple) {
  return mul(ceilDiv(value, multiple), multiple);
}

//===----------------------------------------------------------------------===//
// Conditions
//===----------------------------------------------------------------------===//

Value IndexEmitter::isLess(Value lhs, Value rhs) {
  return createOrFold<arith::CmpIOp>(arith::CmpIPredicate::slt, lhs, rhs);
}

Value IndexEmitter::isAtLeast(Value lhs, Value rhs) {
  return createOrFold<arith::CmpIOp>(arith::CmpIPredicate::sge, lhs, rhs);
}

Value IndexEmitter::isEqual(Value lhs, Value rhs) {
  return createOrFold<arith::CmpIOp>(arith::CmpIPredicate::eq, lhs, rhs);
}

Value IndexEmitter::both(Value lhs, Value rhs) {
  return createOrFold<arith::AndIOp>(lhs, rhs);
}

Value IndexEmitter::either(Value lhs, Value rhs) {
  return createOrFold<arith::OrIOp>(lhs, rhs);
}

Value IndexEmitter::negate(Value condition) {
  Value one = arith::ConstantIntOp::create(*this, 1, 1);
  return createOrFold<arith::XOrIOp>(condition, one);
}

Value IndexEmitter::select(Value condition, Value ifTrue, Value ifFalse) {
  return createOrFold<arith::SelectOp>(condition, ifTrue, ifFalse);
}

//===----------------------------------------------------------------------===//
// Control flow
//===----------------------------------------------------------------------===//

void IndexEmitter::forRange(Value begin, Value end, Value step,
                            function_ref<void(Value)> body) {
  auto loop = scf::ForOp::create(*this, begin, end, step);
  InsertionGuard guard(*this);
  setInsertionPointToStart(loop.getBody());
  body(loop.getInductionVar());
}

SmallVector<Value> IndexEmitter::forRange(
    Value begin, Value end, Value step, ValueRange inits,
    function_ref<SmallVector<Value>(Value, ValueRange)> body) {
  auto loop = scf::ForOp::create(*this, begin, end, step, inits);
  InsertionGuard guard(*this);
  setInsertionPointToStart(loop.getBody());
  SmallVector<Value> next =
      body(loop.getInductionVar(), loop.getRegionIterArgs());
  scf::YieldOp::create(*this, next);
  return llvm::to_vector_of<Value>(loop.getResults());
}

SmallVector<Value>
IndexEmitter::whileLoop(ValueRange inits,
                        function_ref<Value(ValueRange)> condition,
                        function_ref<SmallVector<Value>(ValueRange)> body) {
  auto loop = scf::WhileOp::create(
      *this, inits.getTypes(), inits,
      [&](OpBuilder &builder, Location, ValueRange args) {
        InsertionGuard guard(*this);
        setInsertionPoint(builder.getInsertionBlock(),
                          builder.getInsertionPoint());
        scf::ConditionOp::create(*this, condition(args), args);
      },
      [&](OpBuilder &builder, Location, ValueRange args) {
        InsertionGuard guard(*this);
        setInsertionPoint(builder.getInsertionBlock(),
                          builder.getInsertionPoint());
        scf::YieldOp::create(*this, body(args));
      });
  return llvm::to_vector_of<Value>(loop.getResults());
}

void IndexEmitter::ifElse(Value condition, BodyFn thenBody, BodyFn elseBody) {
  if (std::optional<bool> known = getConstantCondition(condition)) {
    if (*known)
      thenBody();
    else if (elseBody)
      elseBody();
    return;
  }
  auto branch = scf::IfOp::create(*this, condition,
                                  /*withElseRegion=*/bool(elseBody));
  InsertionGuard guard(*this);
  setInsertionPointToStart(branch.thenBlock());
  thenBody();
  if (!elseBody)
    return;
  setInsertionPointToStart(branch.elseBlock());
  elseBody();
}

Value IndexEmitter::ifValue(Value condition, function_ref<Value()> thenBody,
                            function_ref<Value()> elseBody) {
  if (std::optional<bool> known = getConstantCondition(condition))
    return *known ? thenBody() : elseBody();
  auto build = [&](function_ref<Value()> body) {
    return [&, body](OpBuilder &builder, Location) {
      InsertionGuard guard(*this);
      setInsertionPoint(builder.getInsertionBlock(),
                        builder.getInsertionPoint());
      scf::YieldOp::create(*this, body());
    };
  };
  return scf::IfOp::create(*this, condition, build(thenBody), build(elseBody))
      .getResult(0);
}
