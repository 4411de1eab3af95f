//===- AroundDim.cpp - Sizes before and behind a dimension ------*- C++ -*-===//

#include "AroundDim.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace mlir::rint;

AroundDim::AroundDim(IndexEmitter &e, Value buffer, int64_t dim) {
  outer = inner = e.index(1);
  for (auto [i, extent] :
       llvm::enumerate(memref::getMixedSizes(e, e.getLoc(), buffer))) {
    Value value = e.value(extent);
    if (int64_t(i) < dim)
      outer = e.mul(outer, value);
    else if (int64_t(i) == dim)
      size = value;
    else
      inner = e.mul(inner, value);
  }
}
