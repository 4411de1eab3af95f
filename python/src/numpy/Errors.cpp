//===- Errors.cpp - Exceptions of Python ------------------------*- C++ -*-===//
//
// Errors.h says what for.
//
//===----------------------------------------------------------------------===//

#include "Errors.h"

#include <nanobind/nanobind.h>

#include <new>

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
