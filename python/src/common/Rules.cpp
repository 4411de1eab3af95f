//===- Rules.cpp - Broken rules in Python -----------------------*- C++ -*-===//
//
// Rules.h says what for.
//
//===----------------------------------------------------------------------===//

#include "Rules.h"

namespace {
struct Entry {
  int number;
  const char *name;
  const char *text;
};
} // namespace

static constexpr Entry kRules[] = {
#define RINT_MESSAGE(rule, id, text) {rule, #id, text},
#include "rint/Dialect/Rint/IR/Messages.def"
#define RINT_MESSAGE(rule, id, text) {rule, #id, text},
#include "Texts.def"
};

static const Entry &entryOf(Rule rule) {
  return kRules[static_cast<int>(rule)];
}

Raised raisedForNumber(int number) {
  switch (number) {
  case 2:
    return Raised::IndexError;
  case 4:
  case 11:
    return Raised::TypeError;
  default:
    return Raised::ValueError;
  }
}

Raised raisedFor(Rule rule) {
  switch (rule) {
  case Rule::ResultElementType:
  case Rule::OffsetsType:
  case Rule::SegmentsType:
  case Rule::Clause:
    return Raised::TypeError;
  default:
    return raisedForNumber(entryOf(rule).number);
  }
}

std::string textOf(Rule rule, const std::vector<std::string> &values) {
  std::string text;
  for (const char *at = entryOf(rule).text; *at; ++at) {
    bool isPlaceholder = at[0] == '{' && at[1] && at[2] == '}';
    size_t index = isPlaceholder ? static_cast<size_t>(at[1] - '0') : 0;
    if (isPlaceholder && index < values.size()) {
      text += values[index];
      at += 2;
    } else {
      text += *at;
    }
  }
  return text;
}

std::optional<Rule> findRule(std::string_view name) {
  int index = 0;
  for (const Entry &entry : kRules) {
    if (entry.name == name)
      return static_cast<Rule>(index);
    ++index;
  }
  return std::nullopt;
}
