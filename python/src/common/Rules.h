//===- Rules.h - Broken rules in Python -------------------------*- C++ -*-===//
//
// The rules are those of docs/specification.md, and their texts come from
// Messages.def, as everywhere; Texts.def adds what only Python can get wrong.
// Here is which exception each of them is, for the fronts of all frameworks.
//
//===----------------------------------------------------------------------===//

#ifndef RINT_PYTHON_RULES_H
#define RINT_PYTHON_RULES_H

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The texts of Messages.def and Texts.def by their names.
enum class Rule {
#define RINT_MESSAGE(rule, id, text) id,
#include "rint/Dialect/Rint/IR/Messages.def"
#define RINT_MESSAGE(rule, id, text) id,
#include "Texts.def"
};

/// The exceptions of Python that broken rules are raised as.
enum class Raised { ValueError, IndexError, TypeError };

/// Which one a rule has: IndexError for a dim, TypeError for types of elements,
/// else ValueError.
Raised raisedFor(Rule rule);

/// The same for a rule that is known by its number only, such as 5 for C5.
Raised raisedForNumber(int number);

/// The text of a rule, with values in place of {0}, {1}, ...
std::string textOf(Rule rule, const std::vector<std::string> &values);

/// The rule of this name, if there is one.
std::optional<Rule> findRule(std::string_view name);

#endif // RINT_PYTHON_RULES_H
