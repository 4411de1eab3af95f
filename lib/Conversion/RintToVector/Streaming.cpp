//===- Streaming.cpp - Stores past the caches -------------------*- C++ -*-===//

#include "Streaming.h"

#include "KernelLibrary.h"
#include "rint/Dialect/Rint/IR/Rint.h"

using namespace mlir;
using namespace mlir::rint;

Value rint::buildIsLarge(VectorEmitter &e, Value bytes) {
  int64_t least = e.kernels.options.streamingBytes;
  if (least == 0)
    return arith::ConstantIntOp::create(e, 0, 1);
  return e.isAtLeast(bytes, e.index(least));
}

Value rint::buildStaging(VectorEmitter &e, const Copy &copy, int64_t bytes) {
  return e.stackBuffer(bytes / copy.getBytes(), e.getIntegerType(copy.bits));
}

void rint::buildFlush(VectorEmitter &e, const Copy &copy, Value staging,
                      Value stagingBegin, Value begin, Value size) {
  Value zero = e.index(0), lanes = e.index(copy.getLanes());
  Value whole = e.mul(e.div(size, lanes), lanes);
  e.forRange(zero, whole, lanes, [&](Value at) {
    Value vector = e.loadVector(staging, e.add(stagingBegin, at),
                                copy.getLanes(), kVectorBytes);
    e.streamVector(vector, copy.dest, e.add(begin, at));
  });
  e.forRange(whole, size, [&](Value at) {
    Value word = e.load(staging, e.add(stagingBegin, at), copy.align);
    e.store(word, copy.dest, e.add(begin, at), copy.align);
  });
}

void rint::buildFence(VectorEmitter &e, Value streams) {
  // Stores past the caches are not ordered with those that follow.
  e.ifElse(streams, [&] { StoreFenceOp::create(e); });
}
