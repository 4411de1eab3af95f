//===- Errors.cpp - Exceptions of Python ------------------------*- C++ -*-===//
//
// Errors.h says what for.
//
//===----------------------------------------------------------------------===//

#include "Errors.h"

#include <nanobind/nanobind.h>

namespace nb = nanobind;

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
  if (status != RINT_OK)
    raise(raisedForNumber(error.rule), error.text);
}
