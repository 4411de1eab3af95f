//===- LineDiff.cpp - What a stage has changed ------------------*- C++ -*-===//

#include "LineDiff.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"

using namespace mlir;
using namespace mlir::rint;

//===----------------------------------------------------------------------===//
// Keys
//===----------------------------------------------------------------------===//

static bool isNameChar(char c) { return llvm::isAlnum(c) || c == '_'; }

/// `name`, which follows `sigil`, without the number that makes it different
/// from others. That of %c3 says which constant it is.
static StringRef dropNumber(char sigil, StringRef name) {
  StringRef stem = name.rtrim("0123456789");
  if (sigil != '%' || stem.empty() || stem == "arg")
    return stem;
  return stem != name && stem.ends_with("_") ? stem.drop_back() : name;
}

/// `line` without the numbers of values (%12, %r_3), blocks and aliases.
static std::string getKey(StringRef line) {
  std::string key;
  while (!line.empty()) {
    size_t start = std::min(line.find_first_of("%^#"), line.size());
    key += line.take_front(start);
    line = line.drop_front(start);
    if (line.empty())
      break;
    char sigil = line.front();
    StringRef name = line.drop_front().take_while(isNameChar);
    key += sigil;
    key += dropNumber(sigil, name);
    line = line.drop_front(1 + name.size());
  }
  return key;
}

namespace {
/// Two texts as numbers, equal ones for the same lines, and the pairs of lines
/// that a comparison finds.
class Comparison {
public:
  Comparison(ArrayRef<TextLine> before, ArrayRef<TextLine> after);

  /// For each line before the one after that it is, or -1.
  ArrayRef<int> run();

private:
  void compare(size_t b, size_t bEnd, size_t a, size_t aEnd);
  void compareFully(size_t b, size_t bEnd, size_t a, size_t aEnd);
  void compareAtUniqueLines(size_t b, size_t bEnd, size_t a, size_t aEnd);

  std::vector<unsigned> before, after;
  std::vector<int> partners;
};
} // namespace

Comparison::Comparison(ArrayRef<TextLine> before, ArrayRef<TextLine> after)
    : partners(before.size(), -1) {
  llvm::StringMap<unsigned> numbers;
  auto number = [&](const TextLine &line) {
    return numbers.try_emplace(getKey(line.text), numbers.size()).first->second;
  };
  for (const TextLine &line : before)
    this->before.push_back(number(line));
  for (const TextLine &line : after)
    this->after.push_back(number(line));
}

//===----------------------------------------------------------------------===//
// The longest common subsequence
//===----------------------------------------------------------------------===//

/// The entries that a table of the full comparison may have.
static constexpr size_t kMaxTable = size_t(1) << 22;

ArrayRef<int> Comparison::run() {
  compare(0, before.size(), 0, after.size());
  return partners;
}

void Comparison::compare(size_t b, size_t bEnd, size_t a, size_t aEnd) {
  while (b < bEnd && a < aEnd && before[b] == after[a])
    partners[b++] = a++;
  while (b < bEnd && a < aEnd && before[bEnd - 1] == after[aEnd - 1])
    partners[--bEnd] = --aEnd;
  if (b == bEnd || a == aEnd)
    return;
  if ((bEnd - b + 1) * (aEnd - a + 1) <= kMaxTable)
    compareFully(b, bEnd, a, aEnd);
  else
    compareAtUniqueLines(b, bEnd, a, aEnd);
}

void Comparison::compareFully(size_t b, size_t bEnd, size_t a, size_t aEnd) {
  size_t rows = bEnd - b, columns = aEnd - a;
  // The longest common subsequence of what follows a pair of places.
  std::vector<unsigned> table((rows + 1) * (columns + 1), 0);
  auto at = [&](size_t i, size_t j) -> unsigned & {
    return table[i * (columns + 1) + j];
  };
  for (size_t i = rows; i-- > 0;)
    for (size_t j = columns; j-- > 0;)
      at(i, j) = before[b + i] == after[a + j]
                     ? at(i + 1, j + 1) + 1
                     : std::max(at(i + 1, j), at(i, j + 1));
  for (size_t i = 0, j = 0; i < rows && j < columns;) {
    if (before[b + i] == after[a + j]) {
      partners[b + i++] = a + j++;
    } else if (at(i + 1, j) >= at(i, j + 1)) {
      ++i;
    } else {
      ++j;
    }
  }
}

/// Splits long texts at lines that each of them has once, where these come in
/// the same order. Texts without such lines have nothing in common.
void Comparison::compareAtUniqueLines(size_t b, size_t bEnd, size_t a,
                                      size_t aEnd) {
  struct Places {
    unsigned countBefore = 0, countAfter = 0;
    size_t after = 0;
  };
  llvm::DenseMap<unsigned, Places> places;
  for (size_t i = b; i < bEnd; ++i)
    ++places[before[i]].countBefore;
  for (size_t j = a; j < aEnd; ++j) {
    Places &place = places[after[j]];
    ++place.countAfter;
    place.after = j;
  }
  size_t nextBefore = b, nextAfter = a;
  for (size_t i = b; i < bEnd; ++i) {
    Places place = places.lookup(before[i]);
    if (place.countBefore != 1 || place.countAfter != 1 ||
        place.after < nextAfter || i < nextBefore)
      continue;
    partners[i] = place.after;
    compare(nextBefore, i, nextAfter, place.after);
    nextBefore = i + 1;
    nextAfter = place.after + 1;
  }
  if (nextBefore > b)
    compare(nextBefore, bEnd, nextAfter, aEnd);
}

//===----------------------------------------------------------------------===//
// Hunks
//===----------------------------------------------------------------------===//

/// Whether lines say so little that to find them on both sides means nothing.
static bool sayLittle(ArrayRef<TextLine> lines) {
  return llvm::all_of(lines, [](const TextLine &line) {
    return StringRef(line.text).find_first_not_of(" {}") == StringRef::npos;
  });
}

std::vector<Hunk> rint::diffLines(ArrayRef<TextLine> before,
                                  ArrayRef<TextLine> after) {
  Comparison comparison(before, after);
  ArrayRef<int> partners = comparison.run();
  std::vector<Hunk> hunks;
  // Neighbours that differ are one hunk.
  auto add = [&](bool isSame, size_t b, size_t bEnd, size_t a, size_t aEnd) {
    if (b == bEnd && a == aEnd)
      return;
    Hunk next{isSame, before.slice(b, bEnd - b), after.slice(a, aEnd - a)};
    bool isInside = b > 0 && a > 0 && bEnd < before.size();
    if (isSame && isInside && sayLittle(next.before))
      next.isSame = false;
    if (hunks.empty() || next.isSame || hunks.back().isSame) {
      hunks.push_back(next);
      return;
    }
    Hunk &last = hunks.back();
    last.before = ArrayRef(last.before.begin(), next.before.end());
    last.after = ArrayRef(last.after.begin(), next.after.end());
  };
  size_t b = 0, a = 0;
  while (b < before.size() || a < after.size()) {
    size_t bEnd = b;
    while (bEnd < before.size() && partners[bEnd] < 0)
      ++bEnd;
    size_t aEnd = bEnd < before.size() ? partners[bEnd] : after.size();
    add(/*isSame=*/false, b, bEnd, a, aEnd);
    b = bEnd;
    a = aEnd;
    while (b < before.size() && partners[b] == static_cast<int>(a))
      ++b, ++a;
    add(/*isSame=*/true, bEnd, b, aEnd, a);
  }
  return hunks;
}
