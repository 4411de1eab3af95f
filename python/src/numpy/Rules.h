//===- Rules.h - Broken rules as Python's exceptions ------------*- C++ -*-===//
//
// The rules are those of docs/specification.md, and their texts come from
// Messages.def, as everywhere. What only Python can get wrong, such as a result
// that is read-only, has texts of its own where it is found.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_PYTHON_RULES_H
#define RINT_PYTHON_RULES_H

#include "rint/rint.h"

#include <nanobind/nanobind.h>

#include <string>
#include <vector>

/// The texts of Messages.def by their names.
enum class Rule {
#define RINT_MESSAGE(rule, id, text) id,
#include "rint/Dialect/Rint/IR/Messages.def"
};

/// The exceptions of Python that broken rules are raised as.
enum class Raised { ValueError, IndexError, TypeError };

/// Which one a rule has: IndexError for a dim, TypeError for types of elements,
/// else ValueError.
Raised raisedFor(Rule rule);

/// The text of a rule, with values in place of {0}, {1}, ...
std::string textOf(Rule rule, const std::vector<std::string> &values);

[[noreturn]] void raise(Raised kind, const std::string &text);
[[noreturn]] void raiseRule(Rule rule, const std::vector<std::string> &values);

/// Raises the error that a call of librint has reported, if it has.
void raiseIfFailed(rint_status status, const rint_error &error);

/// The rule named `name`, for fronts that are written in Python. Throws
/// KeyError for others.
Rule ruleNamed(const char *name);

#endif // RINT_PYTHON_RULES_H
