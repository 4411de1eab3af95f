//===- Cover.cpp - Stretches of words by whole vectors ----------*- C++ -*-===//

#include "Cover.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::rint;

/// Calls `store` with the positions of vectors that cover `size` words from
/// `to` on, at least a vector's. Those between the first and the last are
/// aligned, which makes up for what finding them costs.
static void buildCover(VectorEmitter &e, const Copy &copy, Value to, Value size,
                       function_ref<void(Value)> store) {
  Value zero = e.index(0), lanes = e.index(copy.getLanes());
  std::optional<int64_t> known = getConstantIntValue(size);
  if (known && *known % copy.getLanes() == 0)
    return e.forRange(zero, size, lanes, store);
  Value address = memref::ExtractAlignedPointerAsIndexOp::create(e, copy.dest);
  Value position = e.add(e.div(address, e.index(copy.getBytes())), to);
  Value past = e.rem(position, lanes);
  store(zero);
  Value last = e.sub(size, lanes);
  e.forRange(e.sub(lanes, past), last, lanes, store);
  store(last);
}

/// Stores what `get` gives for each position over `size` words from `to` on.
static void buildStores(VectorEmitter &e, const Copy &copy, Value to,
                        Value size, function_ref<Value(Value)> get) {
  auto buildCached = [&] {
    buildCover(e, copy, to, size, [&](Value at) {
      e.storeVector(get(at), copy.dest, e.add(to, at), copy.align);
    });
  };
  if (!copy.streams)
    return buildCached();
  auto buildStreamed = [&] {
    e.forRange(e.index(0), size, e.index(copy.getLanes()), [&](Value at) {
      e.streamVector(get(at), copy.dest, e.add(to, at));
    });
  };
  e.ifElse(copy.streams, buildStreamed, buildCached);
}

void rint::buildFill(VectorEmitter &e, const Copy &copy, Value vector, Value to,
                     Value size) {
  buildStores(e, copy, to, size, [&](Value) { return vector; });
}

void rint::buildMove(VectorEmitter &e, const Copy &copy, Value from, Value to,
                     Value size) {
  buildStores(e, copy, to, size, [&](Value at) {
    return e.loadVector(copy.source, e.add(from, at), copy.getLanes(),
                        copy.align);
  });
}

void rint::buildOverrunningMove(VectorEmitter &e, const Copy &copy, Value from,
                                Value to, Value size) {
  int64_t lanes = kOverrunBytes / copy.getBytes();
  e.forRange(e.index(0), size, e.index(lanes), [&](Value at) {
    Value vector =
        e.loadVector(copy.source, e.add(from, at), lanes, copy.align);
    e.storeVector(vector, copy.dest, e.add(to, at), copy.align);
  });
}
