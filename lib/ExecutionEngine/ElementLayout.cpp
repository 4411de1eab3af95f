//===- ElementLayout.cpp - Elements in memory ------------------*- C++ -*-===//

#include "rint/ExecutionEngine/ElementLayout.h"
#include "mlir/IR/BuiltinTypes.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::rint;

std::optional<ElementLayout> ElementLayout::get(Type type) {
  ElementLayout layout;
  layout.type = type;
  if (auto complexType = dyn_cast<ComplexType>(type)) {
    layout.complex = true;
    type = complexType.getElementType();
  }
  layout.partType = type;
  if (isa<IndexType>(type)) {
    layout.bits = IndexType::kInternalStorageBitWidth;
    return layout;
  }
  if (auto integer = dyn_cast<IntegerType>(type)) {
    layout.bits = integer.getWidth();
    layout.boolean =
        !layout.complex && integer.isSignless() && layout.bits == 1;
    layout.isUnsignedInteger = integer.isUnsigned() || layout.boolean;
    // MLIR has a type of no bits, which has no layout.
    if (layout.bits == 0)
      return std::nullopt;
    return layout;
  }
  auto floatType = dyn_cast<FloatType>(type);
  // TF32 is a precision of operations; nothing says how it lies in memory.
  if (floatType && !isa<FloatTF32Type>(type)) {
    layout.bits = floatType.getWidth();
    layout.semantics = &floatType.getFloatSemantics();
    return layout;
  }
  return std::nullopt;
}

int64_t ElementLayout::getPartBytes() const {
  int64_t bytes = llvm::divideCeil(bits, 8);
  return bytes <= 8 ? llvm::PowerOf2Ceil(bytes) : llvm::alignTo(bytes, 16);
}

int64_t ElementLayout::getAlignment() const {
  return std::min<int64_t>(getPartBytes(), 16);
}

APInt ElementLayout::loadBits(const char *from) const {
  unsigned bytes = llvm::divideCeil(bits, 8);
  APInt value(bytes * 8, 0);
  llvm::LoadIntFromMemory(value, reinterpret_cast<const uint8_t *>(from),
                          bytes);
  return value.trunc(bits);
}

void ElementLayout::storeBits(const APInt &value, char *to) const {
  // Compiled code may rely on the bits beyond the type's width being zero.
  unsigned bytes = getPartBytes();
  llvm::StoreIntToMemory(value.zext(bytes * 8), reinterpret_cast<uint8_t *>(to),
                         bytes);
}
