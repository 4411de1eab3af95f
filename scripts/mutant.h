//===- mutant.h - Changes of the code, chosen while it runs -----*- C++ -*-===//
//
// scripts/mutate.py writes these into the sources, so that one build holds all
// mutants. A process is the mutant whose number is in RINT_MUTANT; it appends
// the numbers of those that it comes past to the file named by
// RINT_MUTANTS_SEEN.
//
//===----------------------------------------------------------------------===//

#pragma once

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

namespace mutant {

struct Selection {
  int chosen = getenv("RINT_MUTANT") ? atoi(getenv("RINT_MUTANT")) : 0;
  const char *log = getenv("RINT_MUTANTS_SEEN");
  bool seen[1 << 16] = {};
};
inline Selection selection;

inline void see(int number) {
  if (selection.seen[number])
    return;
  selection.seen[number] = true;
  int file = open(selection.log, O_WRONLY | O_APPEND | O_CREAT, 0666);
  dprintf(file, "%d\n", number);
  close(file);
}

inline bool isOn(int number) {
  if (selection.log)
    see(number);
  return selection.chosen == number;
}

template <typename T> T pick(int number, T usual, T changed) {
  return isOn(number) ? changed : usual;
}

/// Stands between the operands of a binary operator, in front of the same
/// operator.
template <int number> struct Operator {};
template <typename Left, int number> struct Operand {
  Left &&left;
};

#define MUTANT_OPERATOR(OP, CHANGED)                                           \
  template <typename Left, int number>                                         \
  Operand<Left, number> operator OP(Left &&left, Operator<number>) {           \
    return {static_cast<Left &&>(left)};                                       \
  }                                                                            \
  template <typename Left, typename Right, int number>                         \
  auto operator OP(Operand<Left, number> left, Right &&right) {                \
    return isOn(number) ? left.left CHANGED right : left.left OP right;        \
  }
MUTANT_OPERATOR(<, <=)
MUTANT_OPERATOR(<=, <)
MUTANT_OPERATOR(>, >=)
MUTANT_OPERATOR(>=, >)
MUTANT_OPERATOR(==, !=)
MUTANT_OPERATOR(!=, ==)
MUTANT_OPERATOR(+, -)
MUTANT_OPERATOR(-, +)
MUTANT_OPERATOR(*, +)
MUTANT_OPERATOR(/, *)
MUTANT_OPERATOR(%, /)

/// In front of a condition, before `^`, which binds less than what conditions
/// are of: takes the condition for decided.
template <int number> struct Decided {
  bool value;
};
template <int number, typename Condition>
bool operator^(Decided<number> decided, Condition &&condition) {
  bool usual = static_cast<bool>(condition);
  return isOn(number) ? decided.value : usual;
}

} // namespace mutant
