//===- CodePanes.cpp - Modules as HTML --------------------------*- C++ -*-===//

#include "CodePanes.h"
#include "LineDiff.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::rint;

/// Lines up to which a symbol is open from the start: the entry, which is what
/// the page is about, and all others.
static constexpr size_t kMaxOpenEntryLines = 400;
static constexpr size_t kMaxOpenLines = 24;
/// Lines that stay the same are folded if there are more than this, but for
/// some at either end.
static constexpr size_t kMaxSameLines = 14;
static constexpr size_t kContextLines = 4;

//===----------------------------------------------------------------------===//
// Lines
//===----------------------------------------------------------------------===//

/// The class sN ties a line to line N of the source, iN indents what is
/// wrapped.
static void printLine(const TextLine &line, Language language,
                      raw_ostream &os) {
  size_t indent = std::min<size_t>(
      StringRef(line.text).take_while([](char c) { return c == ' '; }).size(),
      40);
  os << "<span class=\"l i" << indent;
  if (line.source)
    os << " s" << line.source;
  os << "\">";
  printHighlighted(line.text, language, os);
  os << "\n</span>";
}

static void printLines(ArrayRef<TextLine> lines, StringRef kind,
                       Language language, raw_ostream &os) {
  os << "<pre class=\"" << kind << "\">";
  for (const TextLine &line : lines)
    printLine(line, language, os);
  os << "</pre>";
}

/// Two columns of lines that face each other.
static void printRow(const Hunk &hunk, raw_ostream &os) {
  os << (hunk.isSame ? "<div class=\"row same\">" : "<div class=\"row diff\">");
  printLines(hunk.before, "b", Language::MLIR, os);
  printLines(hunk.after, "a", Language::MLIR, os);
  os << "</div>";
}

static void printHunk(const Hunk &hunk, raw_ostream &os) {
  size_t count = hunk.after.size();
  if (!hunk.isSame || count <= kMaxSameLines)
    return printRow(hunk, os);
  auto part = [&](size_t begin, size_t size) {
    return Hunk{true, hunk.before.slice(begin, size),
                hunk.after.slice(begin, size)};
  };
  size_t folded = count - 2 * kContextLines;
  printRow(part(0, kContextLines), os);
  os << "<details class=stay><summary>" << folded
     << " lines stay the same</summary>";
  printLines(hunk.after.slice(kContextLines, folded), "one", Language::MLIR,
             os);
  os << "</details>";
  printRow(part(count - kContextLines, kContextLines), os);
}

//===----------------------------------------------------------------------===//
// Symbols
//===----------------------------------------------------------------------===//

/// Writes the head of a pane; whoever calls writes the code and closes it.
static void startPane(StringRef name, StringRef badge, bool isOpen,
                      raw_ostream &os) {
  os << "<details class=\"sym "
     << badge.take_until([](char c) { return c == ' '; }) << "\""
     << (isOpen ? " open" : "") << "><summary><code>";
  printEscaped(name, os);
  os << "</code> <span class=badge>" << badge << "</span></summary>";
}

static std::string countLines(size_t count) {
  return llvm::formatv("{0} line{1}", count, count == 1 ? "" : "s");
}

/// A symbol in one column.
static Pane renderSymbol(const SymbolText &symbol, StringRef badge,
                         StringRef kind, bool isOpen, Language language) {
  Pane pane{symbol.name, {}};
  llvm::raw_string_ostream os(pane.html);
  startPane(symbol.name, badge, isOpen, os);
  printLines(symbol.lines, kind, language, os);
  os << "</details>";
  return pane;
}

static bool isOpenAtFirst(const SymbolText &symbol, StringRef entry) {
  if (symbol.name == kDeclarations)
    return false;
  return symbol.lines.size() <=
         (symbol.name == entry ? kMaxOpenEntryLines : kMaxOpenLines);
}

std::vector<Pane> rint::renderText(const ModuleText &text, StringRef entry,
                                   Language language) {
  std::vector<Pane> panes;
  for (const SymbolText &symbol : text)
    panes.push_back(renderSymbol(symbol, countLines(symbol.lines.size()), "one",
                                 isOpenAtFirst(symbol, entry), language));
  return panes;
}

static Pane renderPair(const SymbolText &before, const SymbolText &after,
                       StringRef entry) {
  std::vector<Hunk> hunks = diffLines(before.lines, after.lines);
  size_t removed = 0, added = 0;
  for (const Hunk &hunk : hunks) {
    if (hunk.isSame)
      continue;
    removed += hunk.before.size();
    added += hunk.after.size();
  }
  if (removed + added == 0)
    return renderSymbol(after,
                        "unchanged &middot; " + countLines(after.lines.size()),
                        "one", /*isOpen=*/false, Language::MLIR);
  Pane pane{after.name, {}};
  llvm::raw_string_ostream os(pane.html);
  std::string badge =
      llvm::formatv("changed &middot; <span class=minus>&minus;{0}</span> "
                    "<span class=plus>+{1}</span>",
                    removed, added);
  startPane(after.name, badge, isOpenAtFirst(after, entry), os);
  os << "<div class=\"row heads\"><span>before</span><span>after</span></div>";
  for (const Hunk &hunk : hunks)
    printHunk(hunk, os);
  os << "</details>";
  return pane;
}

static const SymbolText *find(const ModuleText &text, StringRef name) {
  auto symbol = llvm::find_if(
      text, [&](const SymbolText &symbol) { return symbol.name == name; });
  return symbol == text.end() ? nullptr : &*symbol;
}

std::vector<Pane> rint::renderChanges(const ModuleText &before,
                                      const ModuleText &after,
                                      StringRef entry) {
  std::vector<Pane> panes;
  for (const SymbolText &symbol : after) {
    if (const SymbolText *old = find(before, symbol.name))
      panes.push_back(renderPair(*old, symbol, entry));
    else
      panes.push_back(renderSymbol(
          symbol, "new &middot; " + countLines(symbol.lines.size()), "one a",
          isOpenAtFirst(symbol, entry), Language::MLIR));
  }
  for (const SymbolText &symbol : before)
    if (!find(after, symbol.name))
      panes.push_back(renderSymbol(
          symbol, "removed &middot; " + countLines(symbol.lines.size()),
          "one b", /*isOpen=*/false, Language::MLIR));
  return panes;
}
