//===- Errors.h - Why a call fails ------------------------------*- C++ -*-===//

#ifndef RINT_LIB_KERNELS_ERRORS_H
#define RINT_LIB_KERNELS_ERRORS_H

#include "rint/rint.h"

#include <initializer_list>

namespace rint_library {

/// A text of docs/specification.md, or of this library's own, and the rule that
/// it is about.
struct Message {
  int rule;
  const char *text;
};

namespace messages {
#define RINT_MESSAGE(rule, id, text)                                           \
  inline constexpr Message k##id = {rule, text};
#include "rint/Dialect/Rint/IR/Messages.def"

// What no rule is about.
inline constexpr Message kNegativeShape = {
    0, "expected the sizes of a shape to be non-negative, but got [{0}]"};
inline constexpr Message kRange = {
    0, "expected a range of the {0} rows of the result, but got {1} up to {2}"};
inline constexpr Message kNegativeNumber = {
    0, "expected the number of segments to be non-negative, but got {0}"};
inline constexpr Message kElementSize = {
    0, "expected inner_bytes to be a multiple of {0}, but got {1}"};
inline constexpr Message kEnumerator = {
    0, "expected {0} to be one that rint.h lists, but got {1}"};
} // namespace messages

/// What stands for a placeholder: a number or a text.
struct Value {
  Value(int64_t number) : number(number) {}
  static Value asUnsigned(uint64_t number) {
    Value value(static_cast<int64_t>(number));
    value.isUnsigned = true;
    return value;
  }
  Value(const char *text) : text(text) {}

  const char *text = nullptr;
  int64_t number = 0;
  bool isUnsigned = false;
};

/// Fills in `error`, unless it is null, and returns `status`.
rint_status fail(rint_error *error, const Message &message,
                 std::initializer_list<Value> values = {},
                 rint_status status = RINT_INVALID);

/// Up to three sizes as a list, for a text.
class SizeList {
public:
  SizeList(int64_t first, int64_t second, int64_t third);
  operator Value() const { return Value(text); }

private:
  char text[3 * 21 + 3];
};

} // namespace rint_library

#endif // RINT_LIB_KERNELS_ERRORS_H
