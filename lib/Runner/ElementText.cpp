//===- ElementText.cpp - Elements as text -----------------------*- C++ -*-===//

#include "ElementText.h"
#include "FloatText.h"
#include "mlir/IR/BuiltinTypes.h"
#include "rint/ExecutionEngine/Error.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace mlir::rint;
using llvm::Error;

//===----------------------------------------------------------------------===//
// Text to memory
//===----------------------------------------------------------------------===//

static Error parseInteger(StringRef text, const ElementLayout &layout,
                          char *to) {
  if (layout.isBool() && (text == "true" || text == "false")) {
    layout.storeBits(APInt(1, text == "true"), to);
    return Error::success();
  }
  StringRef digits = text;
  bool negative = digits.consume_front("-");
  if (digits.empty() || !llvm::all_of(digits, llvm::isDigit))
    return makeError("expected {0}, but got '{1}'",
                     layout.isBool() ? "true or false" : "an integer", text);
  // No number of more digits fits; to read it would take its length squared.
  digits = digits.drop_while([](char c) { return c == '0'; });
  auto outOfRange = [&] {
    return makeError("expected a value that {0} can hold, but got {1}",
                     layout.getPartType(), text);
  };
  if (digits.size() > layout.getBits())
    return outOfRange();
  if (digits.empty())
    digits = "0";
  // The text alone bounds the number of bits, so no digit is ever lost.
  unsigned wide =
      std::max(llvm::APInt::getBitsNeeded(digits, 10), layout.getBits()) + 1;
  APInt value(wide, digits, 10);
  if (negative)
    value.negate();
  if (layout.isUnsigned()
          ? value.isNegative() || !value.isIntN(layout.getBits())
          : !value.isSignedIntN(layout.getBits()))
    return outOfRange();
  layout.storeBits(value.trunc(layout.getBits()), to);
  return Error::success();
}

static Error parsePart(StringRef text, const ElementLayout &layout, char *to) {
  if (!layout.isFloat())
    return parseInteger(text, layout, to);
  llvm::Expected<APFloat> value =
      parseFloat(text, cast<FloatType>(layout.getPartType()));
  if (!value)
    return value.takeError();
  layout.storeBits(value->bitcastToAPInt(), to);
  return Error::success();
}

Error rint::parseElement(StringRef text, const ElementLayout &layout,
                         char *to) {
  if (!layout.isComplex())
    return parsePart(text, layout, to);
  StringRef real = text, imaginary = "0";
  if (real.consume_front("(")) {
    if (!real.consume_back(")") || !real.contains(','))
      return makeError("expected a complex number (re, im), but got '{0}'",
                       text);
    std::tie(real, imaginary) = real.split(',');
  }
  if (Error error = parsePart(real.trim(), layout, to))
    return error;
  return parsePart(imaginary.trim(), layout, to + layout.getPartBytes());
}

//===----------------------------------------------------------------------===//
// Memory to text
//===----------------------------------------------------------------------===//

static void printPart(const char *from, const ElementLayout &layout,
                      raw_ostream &os) {
  APInt value = layout.loadBits(from);
  if (layout.isFloat())
    printFloat(APFloat(layout.getSemantics(), value), os);
  else if (layout.isBool())
    os << (value.isZero() ? "false" : "true");
  else
    value.print(os, /*isSigned=*/!layout.isUnsigned());
}

void rint::printElement(const char *from, const ElementLayout &layout,
                        raw_ostream &os) {
  if (!layout.isComplex())
    return printPart(from, layout, os);
  os << '(';
  printPart(from, layout, os);
  os << ", ";
  printPart(from + layout.getPartBytes(), layout, os);
  os << ')';
}
