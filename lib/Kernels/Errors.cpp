//===- Errors.cpp - Why a call fails ----------------------------*- C++ -*-===//

#include "Errors.h"

#include <cinttypes>
#include <cstdio>

using namespace rint_library;

namespace {

/// Text that ends where there is no room left.
class Writer {
public:
  Writer(char *to, size_t room) : to(to), end(to + room - 1) {}
  ~Writer() { *to = '\0'; }

  void write(const char *text) {
    while (*text && to != end)
      *to++ = *text++;
  }

  void write(char character) {
    if (to != end)
      *to++ = character;
  }

  void write(const Value &value) {
    if (value.text)
      return write(value.text);
    char digits[21];
    if (value.isUnsigned)
      std::snprintf(digits, sizeof(digits), "%" PRIu64,
                    static_cast<uint64_t>(value.number));
    else
      std::snprintf(digits, sizeof(digits), "%" PRId64, value.number);
    write(digits);
  }

private:
  char *to, *end;
};

} // namespace

rint_status rint_library::fail(rint_error *error, const Message &message,
                               std::initializer_list<Value> values,
                               rint_status status) {
  if (!error)
    return status;
  error->rule = message.rule;
  Writer writer(error->text, sizeof(error->text));
  for (const char *at = message.text; *at; ++at) {
    bool isPlaceholder = at[0] == '{' && at[1] >= '0' && at[1] <= '9' &&
                         at[2] == '}' && size_t(at[1] - '0') < values.size();
    if (isPlaceholder) {
      writer.write(values.begin()[at[1] - '0']);
      at += 2;
    } else {
      writer.write(*at);
    }
  }
  return status;
}

SizeList::SizeList(int64_t first, int64_t second, int64_t third) {
  std::snprintf(text, sizeof(text), "%" PRId64 ", %" PRId64 ", %" PRId64, first,
                second, third);
}
