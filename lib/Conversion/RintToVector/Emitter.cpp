//===- Emitter.cpp - Shorthands for building loops on vectors ---*- C++ -*-===//

#include "Emitter.h"

#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

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

Value Emitter::index(int64_t value) {
  return arith::ConstantIndexOp::create(*this, value);
}

Value Emitter::value(OpFoldResult ofr) {
  return getValueOrCreateConstantIndexOp(*this, getLoc(), ofr);
}

Value Emitter::add(Value lhs, Value rhs) {
  return createOrFold<arith::AddIOp>(lhs, rhs);
}

Value Emitter::sub(Value lhs, Value rhs) {
  return createOrFold<arith::SubIOp>(lhs, rhs);
}

Value Emitter::mul(Value lhs, Value rhs) {
  return createOrFold<arith::MulIOp>(lhs, rhs);
}

Value Emitter::div(Value lhs, Value rhs) {
  return createOrFold<arith::DivUIOp>(lhs, rhs);
}

Value Emitter::ceilDiv(Value lhs, Value rhs) {
  return div(add(lhs, sub(rhs, index(1))), rhs);
}

Value Emitter::min(Value lhs, Value rhs) {
  return createOrFold<arith::MinSIOp>(lhs, rhs);
}

Value Emitter::max(Value lhs, Value rhs) {
  return createOrFold<arith::MaxSIOp>(lhs, rhs);
}

Value Emitter::roundUp(Value value, Value multiple) {
  return mul(ceilDiv(value, multiple), multiple);
}

//===----------------------------------------------------------------------===//
// Conditions
//===----------------------------------------------------------------------===//

Value Emitter::isLess(Value lhs, Value rhs) {
  return createOrFold<arith::CmpIOp>(arith::CmpIPredicate::slt, lhs, rhs);
}

Value Emitter::isAtLeast(Value lhs, Value rhs) {
  return createOrFold<arith::CmpIOp>(arith::CmpIPredicate::sge, lhs, rhs);
}

Value Emitter::isEqual(Value lhs, Value rhs) {
  return createOrFold<arith::CmpIOp>(arith::CmpIPredicate::eq, lhs, rhs);
}

Value Emitter::both(Value lhs, Value rhs) {
  return createOrFold<arith::AndIOp>(lhs, rhs);
}

Value Emitter::either(Value lhs, Value rhs) {
  return createOrFold<arith::OrIOp>(lhs, rhs);
}

Value Emitter::negate(Value condition) {
  Value one = arith::ConstantIntOp::create(*this, 1, 1);
  return createOrFold<arith::XOrIOp>(condition, one);
}

Value Emitter::select(Value condition, Value ifTrue, Value ifFalse) {
  return createOrFold<arith::SelectOp>(condition, ifTrue, ifFalse);
}

//===----------------------------------------------------------------------===//
// Control flow
//===----------------------------------------------------------------------===//

void Emitter::forRange(Value begin, Value end, Value step,
                       function_ref<void(Value)> body) {
  auto loop = scf::ForOp::create(*this, begin, end, step);
  InsertionGuard guard(*this);
  setInsertionPointToStart(loop.getBody());
  body(loop.getInductionVar());
}

SmallVector<Value>
Emitter::forRange(Value begin, Value end, Value step, ValueRange inits,
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
Emitter::whileLoop(ValueRange inits, function_ref<Value(ValueRange)> condition,
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

void Emitter::ifElse(Value condition, BodyFn thenBody, BodyFn elseBody) {
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

Value Emitter::ifValue(Value condition, function_ref<Value()> thenBody,
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

//===----------------------------------------------------------------------===//
// Memory
//===----------------------------------------------------------------------===//

static VectorType getVectorType(Type element, int64_t lanes) {
  return VectorType::get({lanes}, element);
}

Value Emitter::load(Value memref, Value position, int64_t align) {
  return memref::LoadOp::create(*this, memref, ValueRange{position},
                                /*nontemporal=*/false, llvm::Align(align));
}

void Emitter::store(Value element, Value memref, Value position,
                    int64_t align) {
  memref::StoreOp::create(*this, element, memref, ValueRange{position},
                          /*nontemporal=*/false, llvm::Align(align));
}

Value Emitter::loadVector(Value memref, Value position, int64_t lanes,
                          int64_t align) {
  Type element = cast<MemRefType>(memref.getType()).getElementType();
  return vector::LoadOp::create(*this, getVectorType(element, lanes), memref,
                                ValueRange{position}, /*nontemporal=*/false,
                                llvm::Align(align));
}

void Emitter::storeVector(Value vector, Value memref, Value position,
                          int64_t align) {
  vector::StoreOp::create(*this, vector, memref, ValueRange{position},
                          /*nontemporal=*/false, llvm::Align(align));
}

void Emitter::streamVector(Value vector, Value memref, Value position) {
  auto type = cast<VectorType>(vector.getType());
  int64_t bytes = type.getDimSize(0) * type.getElementTypeBitWidth() / 8;
  vector::StoreOp::create(*this, vector, memref, ValueRange{position},
                          /*nontemporal=*/true, llvm::Align(bytes));
}

Value Emitter::stackBuffer(int64_t size, Type element) {
  InsertionGuard guard(*this);
  Operation *scope = getInsertionBlock()->getParentOp();
  while (!scope->hasTrait<OpTrait::AutomaticAllocationScope>())
    scope = scope->getParentOp();
  setInsertionPointToStart(&scope->getRegion(0).front());
  Value buffer = memref::AllocaOp::create(
      *this, MemRefType::get({size}, element), getI64IntegerAttr(kVectorBytes));
  auto type = MemRefType::get({ShapedType::kDynamic}, element);
  return memref::CastOp::create(*this, type, buffer);
}

Value Emitter::broadcast(Value element, int64_t lanes) {
  return vector::BroadcastOp::create(
      *this, getVectorType(element.getType(), lanes), element);
}

Value Emitter::shuffle(Value lhs, Value rhs, ArrayRef<int64_t> mask) {
  return vector::ShuffleOp::create(*this, lhs, rhs, mask);
}

/// There is no op for this, nor is there in LLVM, which knows it by its
/// pattern.
Value Emitter::permute(Value vector, Value mask) {
  Value result = vector;
  for (int64_t lane = 0, end = cast<VectorType>(vector.getType()).getDimSize(0);
       lane < end; ++lane) {
    Value origin = vector::ExtractOp::create(*this, mask, lane);
    origin = arith::IndexCastUIOp::create(*this, getIndexType(), origin);
    Value element = vector::ExtractOp::create(*this, vector, origin);
    result = vector::InsertOp::create(*this, element, result, lane);
  }
  return result;
}
