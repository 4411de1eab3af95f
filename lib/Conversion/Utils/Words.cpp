//===- Words.cpp - Elements as the words that machines move -----*- C++ -*-===//

#include "Words.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "rint/Dialect/Rint/IR/Rint.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::rint;

std::optional<Words> rint::getWords(Type element) {
  Type part = element;
  if (auto complex = dyn_cast<ComplexType>(element))
    part = complex.getElementType();
  int64_t bits = part.isIndex() ? 64 : part.getIntOrFloatBitWidth();
  int64_t bytes = llvm::PowerOf2Ceil(llvm::divideCeil(bits, 8));
  // Where fewer bytes are stored than an element takes, the others hold nothing
  // that may be read.
  if (bytes > 16 || int64_t(llvm::divideCeil(bits, 8)) != bytes)
    return std::nullopt;
  int64_t total = getElementBytes(element);
  Words words;
  words.align = std::min<int64_t>(bytes, 8);
  words.bits = std::min<int64_t>(total, 8) * 8;
  words.perElement = total * 8 / words.bits;
  return words;
}

bool rint::isContiguous(Value buffer) {
  auto type = dyn_cast<MemRefType>(buffer.getType());
  return type && type.areTrailingDimsContiguous(type.getRank()) &&
         !type.getMemorySpace();
}

Value rint::buildFlatView(IndexEmitter &e, Value buffer, const Words &words) {
  auto type =
      MemRefType::get({ShapedType::kDynamic}, e.getIntegerType(words.bits));
  if (buffer.getType() == type)
    return buffer;
  return FlatViewOp::create(e, type, buffer);
}
