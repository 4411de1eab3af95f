//===- Highlight.cpp - Code as HTML -----------------------------*- C++ -*-===//

#include "Highlight.h"
#include "llvm/ADT/StringExtras.h"

using namespace mlir;
using namespace mlir::rint;

void rint::printEscaped(StringRef text, raw_ostream &os) {
  for (char c : text) {
    // HTML has no way to write most control characters.
    if (c == '&')
      os << "&amp;";
    else if (c == '<')
      os << "&lt;";
    else if (c == '>')
      os << "&gt;";
    else if (c == '"')
      os << "&quot;";
    else
      os << (static_cast<unsigned char>(c) < ' ' && c != '\n' && c != '\t' ? '?'
                                                                           : c);
  }
}

namespace {
/// A piece of code and the class of what it is, 0 for nothing special.
struct Token {
  StringRef text;
  char kind;
};
} // namespace

static bool isWordChar(char c) {
  return llvm::isAlnum(c) || c == '_' || c == '.' || c == '$';
}

static bool isType(StringRef word) {
  if (word == "tensor" || word == "memref" || word == "vector" ||
      word == "index" || word == "complex" || word == "none" || word == "bf16")
    return true;
  StringRef digits = word;
  bool hasPrefix = digits.consume_front("si") || digits.consume_front("ui") ||
                   digits.consume_front("i") || digits.consume_front("f");
  return hasPrefix && !digits.empty() && llvm::isDigit(digits.front());
}

static Token takeString(StringRef text) {
  size_t end = 1;
  while (end < text.size() && text[end] != '"')
    end += text[end] == '\\' ? 2 : 1;
  return {text.take_front(end + 1), 's'};
}

/// A name with the sign in front of it, as in %x, @main, ^bb1, #map, !llvm.ptr.
static Token takeName(StringRef text) {
  static constexpr StringRef kSigns = "%@^#!";
  static constexpr char kKinds[] = {'v', 'y', 'y', 'y', 't'};
  size_t size = 1;
  if (text.size() > 1 && text[1] == '"')
    size += takeString(text.drop_front()).text.size();
  while (size < text.size() && (isWordChar(text[size]) || text[size] == '-'))
    ++size;
  // An arrow is no part of a name.
  StringRef name = text.take_front(size).rtrim('-');
  return {name, kKinds[kSigns.find(text.front())]};
}

/// A number, or the shape of a type, as in 3x?xf32.
static Token takeNumber(StringRef text) {
  StringRef all = text.take_while(
      [](char c) { return isWordChar(c) || c == '?' || c == '-'; });
  bool isShape = all.contains('x') && !all.starts_with("0x");
  if (isShape)
    return {all.take_while([](char c) { return c != '-'; }), 't'};
  size_t size = text.take_while(isWordChar).size();
  // The sign of an exponent is part of the number.
  if (size > 0 && llvm::toLower(text[size - 1]) == 'e' && size < text.size() &&
      StringRef("+-").contains(text[size]))
    size += 1 + text.drop_front(size + 1).take_while(isWordChar).size();
  return {text.take_front(std::max<size_t>(size, 1)), 'n'};
}

static Token takeToken(StringRef text, Language language, bool isFirst) {
  char c = text.front();
  if (text.starts_with("//") ||
      (language == Language::Assembly && text.starts_with("# ")))
    return {text, 'c'};
  if (c == '"')
    return takeString(text);
  if (c == '?')
    return takeNumber(text);
  if (StringRef("%@^#!").contains(c) && text.size() > 1 &&
      (isWordChar(text[1]) || text[1] == '"'))
    return takeName(text);
  if (llvm::isDigit(c))
    return takeNumber(text);
  // Assemblers write numbers as $1.
  if (!isWordChar(c) || c == '$')
    return {text.take_front(1), 0};
  StringRef word = text.take_while(isWordChar);
  if (language == Language::Assembly) {
    bool isLabel = text.drop_front(word.size()).starts_with(":");
    return {word, isLabel ? 'y' : isFirst ? 'o' : char(0)};
  }
  if (isType(word))
    return {word, 't'};
  // Ops have the name of their dialect in front.
  return {word, word.contains('.') ? 'o' : char(0)};
}

void rint::printHighlighted(StringRef line, Language language,
                            raw_ostream &os) {
  bool isFirst = true;
  while (!line.empty()) {
    Token token = takeToken(line, language, isFirst);
    line = line.drop_front(token.text.size());
    isFirst &= llvm::isSpace(token.text.front());
    if (token.kind)
      os << "<i class=" << token.kind << '>';
    printEscaped(token.text, os);
    if (token.kind)
      os << "</i>";
  }
}
