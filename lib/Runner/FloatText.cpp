//===- FloatText.cpp - Floating-point numbers as text -----------*- C++ -*-===//

#include "FloatText.h"
#include "rint/ExecutionEngine/Error.h"
#include "llvm/ADT/APSInt.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"
#include <charconv>

using namespace mlir;
using namespace mlir::rint;
using llvm::Expected;
using llvm::fltSemantics;

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

static bool consumeDigits(StringRef &text) {
  StringRef digits = text.take_while(llvm::isDigit);
  text = text.drop_front(digits.size());
  return !digits.empty();
}

/// Whether `text` is a decimal number without a sign: 1, 1.5, .5, 1., 1e-3.
static bool isDecimal(StringRef text) {
  bool hasDigits = consumeDigits(text);
  if (text.consume_front("."))
    hasDigits |= consumeDigits(text);
  if (!hasDigits)
    return false;
  if (text.consume_front("e") || text.consume_front("E")) {
    if (!text.consume_front("-"))
      text.consume_front("+");
    if (!consumeDigits(text))
      return false;
  }
  return text.empty();
}

static llvm::Error notAFloat(StringRef text) {
  return makeError("expected a number, but got '{0}'", text);
}

/// Reads the BITS of nan(0xBITS), which are those of the whole number.
static Expected<APFloat> parseNaNBits(StringRef digits, StringRef text,
                                      FloatType type) {
  unsigned bits = type.getWidth();
  if (digits.empty() || digits.size() > llvm::divideCeil(bits, 4) ||
      !llvm::all_of(digits, llvm::isHexDigit))
    return notAFloat(text);
  APInt value(llvm::alignTo(bits, 4), digits, 16);
  if (value.isIntN(bits)) {
    APFloat result(type.getFloatSemantics(), value.trunc(bits));
    if (result.isNaN())
      return result;
  }
  return makeError("expected the bits of a NaN of type {0}, but got '{1}'",
                   type, text);
}

/// Rounds a decimal number to a type; nothing if it is out of range.
static std::optional<APFloat> roundDecimal(StringRef text,
                                           const fltSemantics &semantics) {
  APFloat result(semantics);
  Expected<APFloat::opStatus> status =
      result.convertFromString(text, APFloat::rmNearestTiesToEven);
  if (!status) {
    llvm::consumeError(status.takeError());
    return std::nullopt;
  }
  // Types without a zero round it to their smallest number.
  bool isZero = text.find_first_of("123456789") == StringRef::npos;
  if ((*status & APFloat::opOverflow) || !result.isFinite() ||
      (isZero && !result.isZero()))
    return std::nullopt;
  return result;
}

Expected<APFloat> rint::parseFloat(StringRef text, FloatType type) {
  const fltSemantics &semantics = type.getFloatSemantics();
  StringRef number = text;
  if (APFloat::semanticsHasNaN(semantics) && number.consume_front("nan(0x") &&
      number.consume_back(")"))
    return parseNaNBits(number, text, type);

  number = text;
  bool negative = number.consume_front("-");
  if (!negative)
    number.consume_front("+");
  if (number != "nan" && number != "inf" && !isDecimal(number))
    return notAFloat(text);

  std::optional<APFloat> result;
  bool hasSign = APFloat::semanticsHasSignedRepr(semantics);
  if (negative && !hasSign)
    result = std::nullopt;
  else if (number == "nan" && APFloat::semanticsHasNaN(semantics))
    result = APFloat::getQNaN(semantics, negative);
  else if (number == "inf" && APFloat::semanticsHasInf(semantics))
    result = APFloat::getInf(semantics, negative);
  else if (isDecimal(number))
    result = roundDecimal(negative ? text : number, semantics);
  if (!result)
    return makeError("expected a value that {0} can hold, but got {1}", type,
                     text);
  return *result;
}

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

/// Like Python, numbers from 1e-4 to below 1e16 are written in full, others
/// with an exponent.
static constexpr int kMinFullExponent = -4, kMaxFullExponent = 16;

/// As many digits as any type needs; f128 needs 36.
static constexpr unsigned kMaxDigits = 36;

namespace {
/// A positive number as digits d1 d2 ... and the exponent of d1.d2...
struct Decimal {
  SmallString<40> digits;
  int exponent = 0;
};
} // namespace

/// Splits scientific notation, 1.25e-07, into its digits and exponent.
static Decimal splitScientific(StringRef text) {
  Decimal result;
  auto [significand, exponent] = text.split(text.contains('e') ? 'e' : 'E');
  for (char c : significand)
    if (c != '.')
      result.digits.push_back(c);
  while (result.digits.size() > 1 && result.digits.back() == '0')
    result.digits.pop_back();
  exponent.consume_front("+");
  exponent.getAsInteger(10, result.exponent);
  return result;
}

template <typename Float> static Decimal findShortestDecimal(Float value) {
  char buffer[64];
  std::to_chars_result end =
      std::to_chars(std::begin(buffer), std::end(buffer), value,
                    std::chars_format::scientific);
  return splitScientific(StringRef(buffer, end.ptr - buffer));
}

/// The number of digits of an integer that is printed in full, else one.
static unsigned countIntegerDigits(const APFloat &value) {
  llvm::APSInt integer(64, /*isUnsigned=*/true);
  bool isExact = false;
  value.convertToInteger(integer, APFloat::rmTowardZero, &isExact);
  SmallString<24> digits;
  integer.toString(digits);
  return isExact && digits.size() <= kMaxFullExponent ? digits.size() : 1;
}

/// Digits, as few as possible, that are read back as `value`, which is positive
/// and finite.
static Decimal findDecimal(const APFloat &value) {
  const fltSemantics &semantics = value.getSemantics();
  if (&semantics == &APFloat::IEEEdouble())
    return findShortestDecimal(value.convertToDouble());
  if (&semantics == &APFloat::IEEEsingle())
    return findShortestDecimal(value.convertToFloat());
  // Other types: the first precision that survives the way back; integers keep
  // their digits, as 32 would else be 30 for want of a nearer neighbour.
  for (unsigned precision = countIntegerDigits(value);; ++precision) {
    SmallString<64> text;
    value.toString(text, precision, /*FormatMaxPadding=*/0);
    std::optional<APFloat> back = roundDecimal(text, semantics);
    if ((back && back->bitwiseIsEqual(value)) || precision == kMaxDigits)
      return splitScientific(text);
  }
}

static void printDecimal(const Decimal &decimal, raw_ostream &os) {
  StringRef digits = decimal.digits;
  int size = digits.size(), exponent = decimal.exponent;
  if (exponent < kMinFullExponent || exponent >= kMaxFullExponent) {
    os << digits.front();
    if (size > 1)
      os << '.' << digits.drop_front();
    os << 'e' << llvm::format("%+03d", exponent);
    return;
  }
  if (exponent < 0) {
    os << "0." << std::string(-exponent - 1, '0') << digits;
  } else if (size <= exponent + 1) {
    os << digits << std::string(exponent + 1 - size, '0');
  } else {
    os << digits.take_front(exponent + 1) << '.'
       << digits.drop_front(exponent + 1);
  }
}

void rint::printFloat(const APFloat &value, raw_ostream &os) {
  const fltSemantics &semantics = value.getSemantics();
  if (value.isNaN()) {
    APInt bits = value.bitcastToAPInt();
    if (bits == APFloat::getQNaN(semantics).bitcastToAPInt())
      os << "nan";
    else if (bits ==
             APFloat::getQNaN(semantics, /*Negative=*/true).bitcastToAPInt())
      os << "-nan";
    else
      os << "nan(0x"
         << llvm::toString(bits, 16, /*Signed=*/false,
                           /*formatAsCLiteral=*/false,
                           /*UpperCase=*/false)
         << ')';
    return;
  }
  if (value.isNegative())
    os << '-';
  if (value.isInfinity())
    os << "inf";
  else if (value.isZero())
    os << '0';
  else
    printDecimal(findDecimal(abs(value)), os);
}
