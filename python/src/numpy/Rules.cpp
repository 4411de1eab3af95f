//===- Rules.cpp - Broken rules as Python's exceptions ----------*- C++ -*-===//
//
// Rules.h says what for.
//
//===----------------------------------------------------------------------===//

#include "Rules.h"

#include <cstring>
#include <new>

namespace nb = nanobind;

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
};

static const Entry &entryOf(Rule rule) {
  return kRules[static_cast<int>(rule)];
}

static Raised raisedForNumber(int number) {
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

void raise(Raised kind, const std::string &text) {
  switch (kind) {
  case Raised::IndexError:
    throw nb::index_error(text.c_str());
  case Raised::TypeError:
    throw nb::type_error(text.c_str());
  case Raised::ValueError:
    break;
  }
  throw nb::value_error(text.c_str());
}

void raiseRule(Rule rule, const std::vector<std::string> &values) {
  raise(raisedFor(rule), textOf(rule, values));
}

void raiseIfFailed(rint_status status, const rint_error &error) {
  switch (status) {
  case RINT_OK:
    return;
  case RINT_INVALID:
    raise(raisedForNumber(error.rule), error.text);
  case RINT_UNSUPPORTED:
    raise(Raised::TypeError, error.text);
  case RINT_NO_MEMORY:
    throw std::bad_alloc();
  }
}

Rule ruleNamed(const char *name) {
  int index = 0;
  for (const Entry &entry : kRules) {
    if (std::strcmp(entry.name, name) == 0)
      return static_cast<Rule>(index);
    ++index;
  }
  throw nb::key_error(name);
}
