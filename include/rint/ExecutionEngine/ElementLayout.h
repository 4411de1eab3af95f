//===- ElementLayout.h - Elements in memory ---------------------*- C++ -*-===//
//
// Programs are passed elements of every type that MLIR's tensors hold. This is
// the one place that knows how each lies in the memory of compiled code.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_EXECUTIONENGINE_ELEMENTLAYOUT_H
#define RINT_EXECUTIONENGINE_ELEMENTLAYOUT_H

#include "mlir/IR/Types.h"
#include "llvm/ADT/APFloat.h"
#include "llvm/ADT/APInt.h"
#include <optional>

namespace mlir::rint {

/// The layout of the elements of one integer, index, floating-point or complex
/// type. It is that of LLVM's lowering for a 64-bit host: a number of N bits
/// takes the next power of two of bytes up to 8, then a multiple of 16; a
/// complex number is a pair of those.
class ElementLayout {
public:
  /// The layout of `type`, or nothing if elements of that type cannot be moved.
  static std::optional<ElementLayout> get(Type type);

  Type getType() const { return type; }
  /// The type of each part of a complex element, else that of the element.
  Type getPartType() const { return partType; }
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

  /// Loads and stores the bits of a number that takes `getPartBytes()` bytes.
  APInt loadBits(const char *from) const;
  void storeBits(const APInt &value, char *to) const;

private:
  Type type;
  Type partType;
  unsigned bits = 0;
  bool complex = false;
  bool isUnsignedInteger = false;
  bool boolean = false;
  const llvm::fltSemantics *semantics = nullptr;
};

} // namespace mlir::rint

#endif // RINT_EXECUTIONENGINE_ELEMENTLAYOUT_H
