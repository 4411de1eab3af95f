//===- KernelBuilder.cpp - Building GPU kernels -----------------*- C++ -*-===//

#include "KernelBuilder.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mlir::rint;

//===----------------------------------------------------------------------===//
// Arithmetic
//===----------------------------------------------------------------------===//

Value IndexBuilder::index(int64_t value) {
  return arith::ConstantIndexOp::create(builder, loc, value);
}
Value IndexBuilder::add(Value lhs, Value rhs) {
  return builder.createOrFold<arith::AddIOp>(loc, lhs, rhs);
}
Value IndexBuilder::sub(Value lhs, Value rhs) {
  return builder.createOrFold<arith::SubIOp>(loc, lhs, rhs);
}
Value IndexBuilder::mul(Value lhs, Value rhs) {
  return builder.createOrFold<arith::MulIOp>(loc, lhs, rhs);
}
Value IndexBuilder::div(Value lhs, Value rhs) {
  return builder.createOrFold<arith::DivUIOp>(loc, lhs, rhs);
}
Value IndexBuilder::ceilDiv(Value lhs, int64_t rhs) {
  return div(add(lhs, index(rhs - 1)), index(rhs));
}
Value IndexBuilder::rem(Value lhs, Value rhs) {
  return builder.createOrFold<arith::RemUIOp>(loc, lhs, rhs);
}
Value IndexBuilder::min(Value lhs, Value rhs) {
  return select(isLess(lhs, rhs), lhs, rhs);
}
Value IndexBuilder::max(Value lhs, Value rhs) {
  return select(isLess(lhs, rhs), rhs, lhs);
}
Value IndexBuilder::isLess(Value lhs, Value rhs) {
  return builder.createOrFold<arith::CmpIOp>(loc, arith::CmpIPredicate::slt,
                                             lhs, rhs);
}
Value IndexBuilder::isEqual(Value lhs, Value rhs) {
  return builder.createOrFold<arith::CmpIOp>(loc, arith::CmpIPredicate::eq, lhs,
                                             rhs);
}
Value IndexBuilder::both(Value lhs, Value rhs) {
  return builder.createOrFold<arith::AndIOp>(loc, lhs, rhs);
}
Value IndexBuilder::either(Value lhs, Value rhs) {
  return builder.createOrFold<arith::OrIOp>(loc, lhs, rhs);
}
Value IndexBuilder::select(Value condition, Value ifTrue, Value ifFalse) {
  return builder.createOrFold<arith::SelectOp>(loc, condition, ifTrue, ifFalse);
}

//===----------------------------------------------------------------------===//
// Kernels
//===----------------------------------------------------------------------===//

KernelBuilder::KernelBuilder(OpBuilder &builder, gpu::GPUFuncOp kernel)
    : IndexBuilder(builder, kernel.getLoc()), kernel(kernel) {
  threadId = gpu::ThreadIdOp::create(builder, loc, gpu::Dimension::x);
  blockId = gpu::BlockIdOp::create(builder, loc, gpu::Dimension::x);
}

void KernelBuilder::barrier() { gpu::BarrierOp::create(builder, loc); }

Value KernelBuilder::load(Value buffer, Value position) {
  Value value = memref::LoadOp::create(builder, loc, buffer, position);
  if (value.getType().isInteger(64))
    return arith::IndexCastOp::create(builder, loc, builder.getIndexType(),
                                      value);
  return value;
}

Value KernelBuilder::loadIndex(Value buffer, Value position) {
  Value value = load(buffer, position);
  if (value.getType().isIndex())
    return value;
  return arith::IndexCastOp::create(builder, loc, builder.getIndexType(),
                                    value);
}

void KernelBuilder::store(Value value, Value buffer, Value position) {
  Type type = cast<MemRefType>(buffer.getType()).getElementType();
  if (value.getType().isIndex())
    value = arith::IndexCastOp::create(builder, loc, type, value);
  memref::StoreOp::create(builder, loc, value, buffer, position);
}

SmallVector<Value> KernelBuilder::forRange(
    Value begin, Value end, Value step, ValueRange inits,
    function_ref<SmallVector<Value>(Value, ValueRange)> body) {
  auto op = scf::ForOp::create(builder, loc, begin, end, step, inits);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(op.getBody());
  SmallVector<Value> next = body(op.getInductionVar(), op.getRegionIterArgs());
  if (!inits.empty())
    scf::YieldOp::create(builder, loc, next);
  return op.getResults();
}

void KernelBuilder::forRange(Value begin, Value end, Value step,
                             function_ref<void(Value)> body) {
  forRange(begin, end, step, {}, [&](Value position, ValueRange) {
    body(position);
    return SmallVector<Value>();
  });
}

void KernelBuilder::ifElse(Value condition, function_ref<void()> thenBody) {
  auto op = scf::IfOp::create(builder, loc, condition);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(op.thenBlock());
  thenBody();
}

Value KernelBuilder::ifValue(Value condition, function_ref<Value()> thenBody,
                             function_ref<Value()> elseBody) {
  auto build = [](function_ref<Value()> branch) {
    return [branch](OpBuilder &builder, Location loc) {
      scf::YieldOp::create(builder, loc, branch());
    };
  };
  return scf::IfOp::create(builder, loc, condition, build(thenBody),
                           build(elseBody))
      .getResult(0);
}

void KernelBuilder::forOwnPositions(const Positions &positions,
                                    function_ref<void(Value)> body) {
  Value first = add(mul(block(), index(kBlockThreads)), thread());
  forRange(first, positions.work, positions.numThreads, body);
}

Value KernelBuilder::search(Value begin, Value end,
                            function_ref<Value(Value)> isPast) {
  Type type = builder.getIndexType();
  auto search = scf::WhileOp::create(
      builder, loc, TypeRange{type, type}, ValueRange{begin, end},
      [&](OpBuilder &, Location, ValueRange bounds) {
        Value isOpen = isLess(bounds[0], bounds[1]);
        scf::ConditionOp::create(builder, loc, isOpen, bounds);
      },
      [&](OpBuilder &, Location, ValueRange bounds) {
        Value middle = div(add(bounds[0], bounds[1]), index(2));
        Value past = isPast(middle), behind = add(middle, index(1));
        scf::YieldOp::create(builder, loc,
                             ValueRange{select(past, bounds[0], behind),
                                        select(past, middle, bounds[1])});
      });
  return search.getResult(0);
}

void KernelBuilder::scanBlock(Value memory, Value neutral,
                              function_ref<Value(Value, Value)> combine) {
  Value zero = index(0);
  barrier();
  for (int64_t distance = 1; distance < kBlockThreads; distance *= 2) {
    Value before = sub(thread(), index(distance));
    Value isFirst = isLess(before, zero);
    Value other = load(memory, max(before, zero));
    Value own =
        combine(select(isFirst, neutral, other), load(memory, thread()));
    barrier();
    store(own, memory, thread());
    barrier();
  }
}

//===----------------------------------------------------------------------===//
// Division by multiplication
//===----------------------------------------------------------------------===//

// With l = ceil(log2(d)) and m = floor(2^(63 + l) / d) + 1, which fits 64 bits,
// floor(n * m / 2^(63 + l)) is n / d for all n below 2^63 (Granlund and
// Montgomery, Division by invariant integers using multiplication, 1994). The
// device computes it as the upper half of 2n * m, shifted by l.

Divisor::Divisor(IndexBuilder &host, Value divisor) {
  OpBuilder &builder = host.builder;
  Location loc = host.loc;
  Type i64 = builder.getI64Type(), wide = builder.getIntegerType(128);
  // Nothing is divided where there is nothing to do.
  Value d = host.max(divisor, host.index(1));
  d = arith::IndexCastOp::create(builder, loc, i64, d);
  auto number = [&](Type type, int64_t value) -> Value {
    return arith::ConstantOp::create(builder, loc,
                                     builder.getIntegerAttr(type, value));
  };
  Value below = arith::SubIOp::create(builder, loc, d, number(i64, 1));
  Value zeros = math::CountLeadingZerosOp::create(builder, loc, below);
  Value bits = arith::SubIOp::create(builder, loc, number(i64, 64), zeros);
  Value exponent = arith::AddIOp::create(builder, loc, number(i64, 63), bits);
  exponent = arith::ExtUIOp::create(builder, loc, wide, exponent);
  Value power = arith::ShLIOp::create(builder, loc, number(wide, 1), exponent);
  d = arith::ExtUIOp::create(builder, loc, wide, d);
  Value quotient = arith::DivUIOp::create(builder, loc, power, d);
  Value floor = arith::TruncIOp::create(builder, loc, i64, quotient);
  Value above = arith::AddIOp::create(builder, loc, floor, number(i64, 1));
  Type index = builder.getIndexType();
  multiplier = arith::IndexCastOp::create(builder, loc, index, above);
  shift = arith::IndexCastOp::create(builder, loc, index, bits);
}

Value KernelBuilder::divide(Value n, const Divisor &divisor) {
  Type i64 = builder.getI64Type();
  auto toBits = [&](Value value) -> Value {
    return arith::IndexCastOp::create(builder, loc, i64, value);
  };
  Value twice = toBits(add(n, n));
  auto product = arith::MulUIExtendedOp::create(builder, loc, twice,
                                                toBits(divisor.multiplier));
  Value quotient = arith::ShRUIOp::create(builder, loc, product.getHigh(),
                                          toBits(divisor.shift));
  return arith::IndexCastOp::create(builder, loc, builder.getIndexType(),
                                    quotient);
}
