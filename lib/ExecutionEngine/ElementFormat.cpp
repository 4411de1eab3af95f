//===- ElementFormat.cpp - Elements in memory and as text -------*- C++ -*-===//

#include "rint/ExecutionEngine/ElementFormat.h"
#include "../Runner/FloatText.h"
#include "mlir/IR/BuiltinTypes.h"
#include "rint/ExecutionEngine/Error.h"
#include "llvm/ADT/APSInt.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace mlir::rint;
using llvm::Error;

std::optional<ElementFormat> ElementFormat::get(Type type) {
  ElementFormat format;
  format.type = type;
  if (auto complexType = dyn_cast<ComplexType>(type)) {
    format.complex = true;
    type = complexType.getElementType();
  }
  format.partType = type;
  if (isa<IndexType>(type)) {
    format.bits = IndexType::kInternalStorageBitWidth;
    return format;
  }
  if (auto integer = dyn_cast<IntegerType>(type)) {
    format.bits = integer.getWidth();
    format.boolean =
        !format.complex && integer.isSignless() && format.bits == 1;
    format.isUnsignedInteger = integer.isUnsigned() || format.boolean;
    // MLIR has a type of no bits, which has no layout.
    if (format.bits == 0)
      return std::nullopt;
    return format;
  }
  auto floatType = dyn_cast<FloatType>(type);
  // TF32 is a precision of operations; nothing says how it lies in memory.
  if (floatType && !isa<FloatTF32Type>(type)) {
    format.bits = floatType.getWidth();
    format.semantics = &floatType.getFloatSemantics();
    return format;
  }
  return std::nullopt;
}

int64_t ElementFormat::getPartBytes() const {
  int64_t bytes = llvm::divideCeil(bits, 8);
  return bytes <= 8 ? llvm::PowerOf2Ceil(bytes) : llvm::alignTo(bytes, 16);
}

int64_t ElementFormat::getAlignment() const {
  return std::min<int64_t>(getPartBytes(), 16);
}

APInt ElementFormat::loadBits(const char *from) const {
  unsigned bytes = llvm::divideCeil(bits, 8);
  APInt value(bytes * 8, 0);
  llvm::LoadIntFromMemory(value, reinterpret_cast<const uint8_t *>(from),
                          bytes);
  return value.trunc(bits);
}

void ElementFormat::storeBits(const APInt &value, char *to) const {
  // Compiled code may rely on the bits beyond the type's width being zero.
  unsigned bytes = getPartBytes();
  llvm::StoreIntToMemory(value.zext(bytes * 8), reinterpret_cast<uint8_t *>(to),
                         bytes);
}

//===----------------------------------------------------------------------===//
// Text to memory
//===----------------------------------------------------------------------===//

Error ElementFormat::parseInteger(StringRef text, char *to) const {
  if (boolean && (text == "true" || text == "false")) {
    storeBits(APInt(1, text == "true"), to);
    return Error::success();
  }
  StringRef digits = text;
  bool negative = digits.consume_front("-");
  if (digits.empty() || !llvm::all_of(digits, llvm::isDigit))
    return makeError("expected {0}, but got '{1}'",
                     boolean ? "true or false" : "an integer", text);
  // The text alone bounds the number of bits, so no digit is ever lost.
  unsigned wide = std::max(llvm::APInt::getBitsNeeded(digits, 10), bits) + 1;
  APInt value(wide, digits, 10);
  if (negative)
    value.negate();
  if (isUnsignedInteger ? value.isNegative() || !value.isIntN(bits)
                        : !value.isSignedIntN(bits))
    return makeError("expected a value that {0} can hold, but got {1}",
                     partType, text);
  storeBits(value.trunc(bits), to);
  return Error::success();
}

Error ElementFormat::parsePart(StringRef text, char *to) const {
  if (!isFloat())
    return parseInteger(text, to);
  llvm::Expected<APFloat> value = parseFloat(text, cast<FloatType>(partType));
  if (!value)
    return value.takeError();
  storeBits(value->bitcastToAPInt(), to);
  return Error::success();
}

Error ElementFormat::parse(StringRef text, char *to) const {
  if (!complex)
    return parsePart(text, to);
  StringRef real = text, imaginary = "0";
  if (real.consume_front("(")) {
    if (!real.consume_back(")") || !real.contains(','))
      return makeError("expected a complex number (re, im), but got '{0}'",
                       text);
    std::tie(real, imaginary) = real.split(',');
  }
  if (Error error = parsePart(real.trim(), to))
    return error;
  return parsePart(imaginary.trim(), to + getPartBytes());
}

//===----------------------------------------------------------------------===//
// Memory to text
//===----------------------------------------------------------------------===//

void ElementFormat::printPart(const char *from, raw_ostream &os) const {
  APInt value = loadBits(from);
  if (isFloat())
    printFloat(APFloat(getSemantics(), value), os);
  else if (boolean)
    os << (value.isZero() ? "false" : "true");
  else
    value.print(os, /*isSigned=*/!isUnsignedInteger);
}

void ElementFormat::print(const char *from, raw_ostream &os) const {
  if (!complex)
    return printPart(from, os);
  os << '(';
  printPart(from, os);
  os << ", ";
  printPart(from + getPartBytes(), os);
  os << ')';
}

//===----------------------------------------------------------------------===//
// Numbers to memory
//===----------------------------------------------------------------------===//

static APFloat convertToFloat(int64_t value,
                              const llvm::fltSemantics &semantics) {
  APFloat result(semantics);
  result.convertFromAPInt(APInt(64, value, /*isSigned=*/true),
                          /*IsSigned=*/true, APFloat::rmNearestTiesToEven);
  return result;
}

void ElementFormat::storeConverted(int64_t value, char *to) const {
  if (complex)
    std::memset(to + getPartBytes(), 0, getPartBytes());
  // The types that large inputs have do without arbitrary precision.
  if (semantics == &APFloat::IEEEsingle()) {
    float single = value;
    std::memcpy(to, &single, sizeof(single));
  } else if (semantics == &APFloat::IEEEdouble()) {
    double dbl = value;
    std::memcpy(to, &dbl, sizeof(dbl));
  } else if (isFloat()) {
    storeBits(convertToFloat(value, getSemantics()).bitcastToAPInt(), to);
  } else if (bits <= 64) {
    uint64_t low =
        static_cast<uint64_t>(value) & llvm::maskTrailingOnes<uint64_t>(bits);
    std::memcpy(to, &low, getPartBytes());
  } else {
    storeBits(APInt(64, value, /*isSigned=*/true).sext(bits), to);
  }
}

bool ElementFormat::canHold(int64_t value) const {
  if (isFloat())
    return convertToFloat(value, getSemantics()).isFinite();
  APInt wide(std::max(bits, 64u) + 1, value, /*isSigned=*/true);
  return isUnsignedInteger ? value >= 0 && wide.isIntN(bits)
                           : wide.isSignedIntN(bits);
}
