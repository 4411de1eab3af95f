//===- KernelBuilder.cpp - Building GPU kernels -----------------*- C++ -*-===//

#include "KernelBuilder.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mlir::rint;

//===----------------------------------------------------------------------===//
// Kernels
//===----------------------------------------------------------------------===//

KernelBuilder::KernelBuilder(OpBuilder &builder, gpu::GPUFuncOp kernel)
    : IndexEmitter(kernel.getLoc(), builder), kernel(kernel) {
  threadId = gpu::ThreadIdOp::create(*this, gpu::Dimension::x);
  blockId = gpu::BlockIdOp::create(*this, gpu::Dimension::x);
}

void KernelBuilder::barrier() { gpu::BarrierOp::create(*this); }

Value KernelBuilder::load(Value buffer, Value position) {
  Value value = memref::LoadOp::create(*this, buffer, position);
  if (value.getType().isInteger(64))
    return arith::IndexCastOp::create(*this, getIndexType(), value);
  return value;
}

Value KernelBuilder::loadIndex(Value buffer, Value position) {
  Value value = load(buffer, position);
  if (value.getType().isIndex())
    return value;
  return arith::IndexCastOp::create(*this, getIndexType(), value);
}

void KernelBuilder::store(Value value, Value buffer, Value position) {
  Type type = cast<MemRefType>(buffer.getType()).getElementType();
  if (value.getType().isIndex())
    value = arith::IndexCastOp::create(*this, type, value);
  memref::StoreOp::create(*this, value, buffer, position);
}

void KernelBuilder::forOwnPositions(const Positions &positions,
                                    function_ref<void(Value)> body) {
  Value first = add(mul(block(), index(kBlockThreads)), thread());
  forRange(first, positions.work, positions.numThreads, body);
}

Value KernelBuilder::search(Value begin, Value end,
                            function_ref<Value(Value)> isPast) {
  return whileLoop(
      {begin, end},
      [&](ValueRange bounds) { return isLess(bounds[0], bounds[1]); },
      [&](ValueRange bounds) -> SmallVector<Value> {
        Value middle = div(add(bounds[0], bounds[1]), index(2));
        Value past = isPast(middle), behind = add(middle, 1);
        return {select(past, bounds[0], behind),
                select(past, middle, bounds[1])};
      })[0];
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

Divisor::Divisor(IndexEmitter &host, Value divisor) {
  Type i64 = host.getI64Type(), wide = host.getIntegerType(128);
  // Nothing is divided where there is nothing to do.
  Value d = host.max(divisor, host.index(1));
  d = arith::IndexCastOp::create(host, i64, d);
  auto number = [&](Type type, int64_t value) -> Value {
    return arith::ConstantOp::create(host, host.getIntegerAttr(type, value));
  };
  Value below = arith::SubIOp::create(host, d, number(i64, 1));
  Value zeros = math::CountLeadingZerosOp::create(host, below);
  Value bits = arith::SubIOp::create(host, number(i64, 64), zeros);
  Value exponent = arith::AddIOp::create(host, number(i64, 63), bits);
  exponent = arith::ExtUIOp::create(host, wide, exponent);
  Value power = arith::ShLIOp::create(host, number(wide, 1), exponent);
  d = arith::ExtUIOp::create(host, wide, d);
  Value quotient = arith::DivUIOp::create(host, power, d);
  Value floor = arith::TruncIOp::create(host, i64, quotient);
  Value above = arith::AddIOp::create(host, floor, number(i64, 1));
  Type index = host.getIndexType();
  multiplier = arith::IndexCastOp::create(host, index, above);
  shift = arith::IndexCastOp::create(host, index, bits);
}

Value KernelBuilder::divide(Value n, const Divisor &divisor) {
  Type i64 = getI64Type();
  auto toBits = [&](Value value) -> Value {
    return arith::IndexCastOp::create(*this, i64, value);
  };
  Value twice = toBits(add(n, n));
  auto product =
      arith::MulUIExtendedOp::create(*this, twice, toBits(divisor.multiplier));
  Value quotient =
      arith::ShRUIOp::create(*this, product.getHigh(), toBits(divisor.shift));
  return arith::IndexCastOp::create(*this, getIndexType(), quotient);
}
