//===- ElementFormat.h - Elements in memory and as text ---------*- C++ -*-===//
//
// The runner moves elements of every type that MLIR's tensors hold between
// text, files and the memory of compiled code. This is the one place that knows
// what an element looks like in each of them.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_EXECUTIONENGINE_ELEMENTFORMAT_H
#define RINT_EXECUTIONENGINE_ELEMENTFORMAT_H

#include "mlir/IR/Types.h"
#include "llvm/ADT/APFloat.h"
#include "llvm/ADT/APInt.h"
#include "llvm/Support/Error.h"
#include <optional>

namespace mlir::rint {

/// The layout and the textual form of the elements of one integer, index,
/// floating-point or complex type. The layout is that of LLVM's lowering for a
/// 64-bit host: a number of N bits takes the next power of two of bytes up to
/// 8, then a multiple of 16; a complex number is a pair of those.
class ElementFormat {
public:
  /// The format of `type`, or nothing if elements of that type cannot be moved.
  static std::optional<ElementFormat> get(Type type);

  Type getType() const { return type; }
  bool isComplex() const { return complex; }
  /// Whether the element, or each part of a complex one, is a float.
  bool isFloat() const { return semantics != nullptr; }
  /// Whether an integer is read as unsigned: `ui` types, and i1.
  bool isUnsigned() const { return isUnsignedInteger; }
  /// Whether the element is a truth value: i1, but neither si1 nor ui1.
  bool isBool() const { return boolean; }
  const llvm::fltSemantics &getSemantics() const { return *semantics; }

  /// Bits of the element, or of each part of a complex one.
  unsigned getBits() const { return bits; }
  /// Bytes from one part of a complex element to the next, or of a number.
  int64_t getPartBytes() const;
  /// Bytes from one element to the next.
  int64_t getBytes() const { return getPartBytes() * (complex ? 2 : 1); }
  /// The alignment of an element, in bytes.
  int64_t getAlignment() const;

  /// Reads an element from its textual form, which has no space around it, and
  /// stores it at `to`. Fails for text that is no element of the type, and for
  /// a number that the type cannot hold.
  llvm::Error parse(StringRef text, char *to) const;
  /// Writes the element at `from` so that reading the text back gives the same
  /// bits.
  void print(const char *from, raw_ostream &os) const;

  /// Stores `value` at `to` converted to the type: integers keep the low bits,
  /// floats are rounded to the nearest, even on a tie; a complex number has no
  /// imaginary part.
  void storeConverted(int64_t value, char *to) const;
  /// Whether the type holds `value`, if need be rounded.
  bool canHold(int64_t value) const;

  /// Loads and stores the bits of a number that takes `getPartBytes()` bytes.
  APInt loadBits(const char *from) const;
  void storeBits(const APInt &value, char *to) const;

private:
  llvm::Error parsePart(StringRef text, char *to) const;
  llvm::Error parseInteger(StringRef text, char *to) const;
  void printPart(const char *from, raw_ostream &os) const;

  Type type;
  /// The type of a part of a complex element, else `type`.
  Type partType;
  unsigned bits = 0;
  bool complex = false;
  bool isUnsignedInteger = false;
  bool boolean = false;
  const llvm::fltSemantics *semantics = nullptr;
};

} // namespace mlir::rint

#endif // RINT_EXECUTIONENGINE_ELEMENTFORMAT_H
