//===- ElementTypes.cpp - Sizes and signs of element types ------*- C++ -*-===//

#include "rint/Dialect/Rint/IR/ElementTypes.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::rint;

int64_t rint::getElementBytes(Type type) {
  if (auto complex = dyn_cast<ComplexType>(type))
    return 2 * getElementBytes(complex.getElementType());
  if (isa<IndexType>(type))
    return 8;
  int64_t bytes = llvm::divideCeil(type.getIntOrFloatBitWidth(), 8);
  // LLVM aligns integers of more than 128 bits as it aligns those of 128.
  return bytes > 16 ? llvm::alignTo(bytes, 16) : llvm::PowerOf2Ceil(bytes);
}

bool rint::isUnsignedCount(Type type) {
  return type.isUnsignedInteger() || type.isSignlessInteger(1);
}

unsigned rint::getCountWidth(Type type) {
  return type.isIndex() ? 64 : type.getIntOrFloatBitWidth();
}

unsigned rint::getMagnitudeBits(Type type) {
  return getCountWidth(type) - (isUnsignedCount(type) ? 0 : 1);
}
