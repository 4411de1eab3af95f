//===- Errors.h - Exceptions of Python --------------------------*- C++ -*-===//
//
// What only Python can get wrong, such as a result that is read-only, has texts
// of its own where it is found; all others are rules.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_PYTHON_ERRORS_H
#define RINT_PYTHON_ERRORS_H

#include "../common/Rules.h"
#include "rint/rint.h"

[[noreturn]] void raise(Raised kind, const std::string &text);
[[noreturn]] void raiseRule(Rule rule, const std::vector<std::string> &values);

/// Raises the error that a call of librint has reported, if it has.
void raiseIfFailed(rint_status status, const rint_error &error);

#endif // RINT_PYTHON_ERRORS_H
