//===- Page.cpp - The page of a report --------------------------*- C++ -*-===//

#include "Page.h"
#include "CodePanes.h"
#include "PageStyle.h"
#include "Picture.h"
#include "mlir/Bytecode/BytecodeReader.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MemoryBufferRef.h"
#include "llvm/Support/Path.h"
#include <set>

using namespace mlir;
using namespace mlir::rint;

namespace {
/// A part of the page with an entry in the list of contents.
struct Section {
  std::string id;
  std::string title;
  /// Empty, or the class of the version that it is only in.
  StringRef version;
  /// What stands beside the entry in the list of contents, as HTML.
  std::string note;
  std::string html;
};

/// Writes a page, part by part.
class PageWriter {
public:
  explicit PageWriter(const PageContents &contents)
      : contents(contents), with(contents.compilation),
        without(contents.unchecked ? *contents.unchecked
                                   : contents.compilation) {}

  void write(raw_ostream &os);

private:
  void addFile();
  void addStage(const Stage &stage);
  void addDeviceCode();
  void addAssembly();
  void addResult();
  void addTexts(const Section &head, StringRef text,
                const ModuleText &withChecks, const ModuleText &withoutChecks,
                Language language);
  std::string renderStage(const Compilation &compilation, const Stage &stage,
                          std::vector<Pane> &panes) const;
  double getLongest() const;
  void writeColours(raw_ostream &os) const;
  void writeHead(raw_ostream &os) const;

  bool hasVersions() const { return contents.unchecked.has_value(); }

  const PageContents &contents;
  const Compilation &with;
  const Compilation &without;
  std::vector<Section> sections;
};
} // namespace

static std::string escape(StringRef text) {
  std::string html;
  llvm::raw_string_ostream os(html);
  printEscaped(text, os);
  return html;
}

static std::string formatTime(double seconds) {
  double milliseconds = seconds * 1e3;
  return milliseconds < 10 ? llvm::formatv("{0:F2} ms", milliseconds)
                           : llvm::formatv("{0:F0} ms", milliseconds);
}

//===----------------------------------------------------------------------===//
// Two versions of a part
//===----------------------------------------------------------------------===//

static void printVersion(StringRef version, StringRef html, raw_ostream &os) {
  if (!html.empty())
    os << "<div class=" << version << '>' << html << "</div>";
}

/// Writes what is the same with checks and without once.
static void printVersions(StringRef with, StringRef without, raw_ostream &os) {
  if (with == without) {
    os << with;
    return;
  }
  printVersion("on", with, os);
  printVersion("off", without, os);
}

static std::string mergePanes(ArrayRef<Pane> with, ArrayRef<Pane> without) {
  std::string html;
  llvm::raw_string_ostream os(html);
  auto find = [](ArrayRef<Pane> panes, StringRef name) -> StringRef {
    auto pane =
        llvm::find_if(panes, [&](const Pane &p) { return p.name == name; });
    return pane == panes.end() ? StringRef() : StringRef(pane->html);
  };
  for (const Pane &pane : with)
    printVersions(pane.html, find(without, pane.name), os);
  for (const Pane &pane : without)
    if (find(with, pane.name).empty())
      printVersion("off", pane.html, os);
  return html;
}

//===----------------------------------------------------------------------===//
// Stages
//===----------------------------------------------------------------------===//

static const StageRecord *find(const Compilation &compilation,
                               const Stage &stage) {
  auto record =
      llvm::find_if(compilation.stages, [&](const StageRecord &record) {
        return record.stage == &stage;
      });
  return record == compilation.stages.end() ? nullptr : &*record;
}

static std::string renderPasses(const StageRecord &record) {
  std::string html;
  llvm::raw_string_ostream os(html);
  size_t count = record.passes.size();
  os << "<details class=passes><summary>" << formatTime(record.seconds)
     << " &middot; " << count << (count == 1 ? " pass" : " passes")
     << " changed something</summary><ul>";
  for (const PassTime &pass : record.passes)
    os << "<li><code>" << escape(pass.name) << "</code> "
       << formatTime(pass.seconds) << "</li>";
  os << "</ul></details>";
  return html;
}

/// The line about the passes of a stage; adds the panes to `panes`.
std::string PageWriter::renderStage(const Compilation &compilation,
                                    const Stage &stage,
                                    std::vector<Pane> &panes) const {
  const StageRecord *record = find(compilation, stage);
  if (!record)
    return {};
  bool isFirst = record == compilation.stages.data();
  panes = isFirst
              ? renderText(record->text, contents.entry, Language::MLIR)
              : renderChanges((record - 1)->text, record->text, contents.entry);
  return isFirst ? std::string() : renderPasses(*record);
}

double PageWriter::getLongest() const {
  double longest = 1e-9;
  for (const Compilation *compilation : {&with, &without})
    for (const StageRecord &record : compilation->stages)
      longest = std::max(longest, record.seconds);
  return longest;
}

/// The time of a stage for the list of contents, with a bar.
static std::string renderTime(const StageRecord *record, double longest) {
  if (!record)
    return {};
  return llvm::formatv("<span class=load style=\"width:{0:F0}%\"></span>"
                       "<span class=time>{1}</span>",
                       100 * record->seconds / longest,
                       formatTime(record->seconds));
}

void PageWriter::addStage(const Stage &stage) {
  const StageRecord *recordWith = find(with, stage);
  const StageRecord *recordWithout = find(without, stage);
  if (!recordWith && !recordWithout)
    return;
  Section section{stage.id.str(), stage.title.str(), "", "", ""};
  if (!recordWith || !recordWithout)
    section.version = recordWith ? "on" : "off";
  llvm::raw_string_ostream note(section.note), os(section.html);
  std::vector<Pane> panesWith, panesWithout;
  std::string passesWith = renderStage(with, stage, panesWith);
  std::string passesWithout = renderStage(without, stage, panesWithout);
  double longest = getLongest();
  os << "<p>" << escape(stage.text) << "</p>";
  if (section.version.empty() && hasVersions()) {
    printVersion("on", renderTime(recordWith, longest), note);
    printVersion("off", renderTime(recordWithout, longest), note);
    printVersion("on", passesWith, os);
    printVersion("off", passesWithout, os);
    os << mergePanes(panesWith, panesWithout);
  } else {
    note << renderTime(recordWith ? recordWith : recordWithout, longest);
    os << (recordWith ? passesWith : passesWithout);
    for (const Pane &pane : recordWith ? panesWith : panesWithout)
      os << pane.html;
  }
  sections.push_back(std::move(section));
}

//===----------------------------------------------------------------------===//
// Other parts
//===----------------------------------------------------------------------===//

static SymbolText splitLines(StringRef name, StringRef text, bool areSource) {
  SymbolText symbol{name.str(), {}};
  unsigned number = 0;
  for (StringRef line : llvm::split(text.rtrim(), '\n')) {
    ++number;
    symbol.lines.push_back({line.rtrim('\r').str(), areSource ? number : 0});
  }
  return symbol;
}

void PageWriter::addTexts(const Section &head, StringRef text,
                          const ModuleText &withChecks,
                          const ModuleText &withoutChecks, Language language) {
  if (withChecks.empty() && withoutChecks.empty())
    return;
  Section section = head;
  llvm::raw_string_ostream os(section.html);
  os << "<p>" << text << "</p>"
     << mergePanes(renderText(withChecks, contents.entry, language),
                   renderText(withoutChecks, contents.entry, language));
  sections.push_back(std::move(section));
}

void PageWriter::addFile() {
  if (isBytecode(llvm::MemoryBufferRef(contents.source, contents.file)))
    return;
  std::string name = llvm::sys::path::filename(contents.file).str();
  ModuleText file = {splitLines(name, contents.source, /*areSource=*/true)};
  addTexts(
      {"file", "The file", "", "", ""},
      "What the compiler was given. Everything that it makes of a line has "
      "the colour of that line at its edge.",
      file, file, Language::MLIR);
}

void PageWriter::addDeviceCode() {
  auto split = [&](const Compilation &compilation) {
    if (compilation.deviceCode.empty())
      return ModuleText();
    return ModuleText{splitLines("kernels", compilation.deviceCode,
                                 /*areSource=*/false)};
  };
  bool isPTX = with.deviceLanguage == "PTX";
  addTexts({"device-code", "Kernels in " + with.deviceLanguage, "", "", ""},
           isPTX ? "The code of the kernels, which the driver compiles for the "
                   "GPU at hand."
                 : "The code of the kernels, as MLIR writes SPIR-V, which the "
                   "driver compiles for the GPU at hand.",
           split(with), split(without),
           isPTX ? Language::Assembly : Language::MLIR);
}

void PageWriter::addAssembly() {
  std::string time = "<span class=time>" +
                     formatTime(contents.compilation.assemblySeconds) +
                     "</span>";
  addTexts({"assembly", "Assembly", "", time, ""},
           "What the processor runs, after the optimizations of LLVM (-O3). "
           "Functions that are called once are often parts of their callers "
           "now.",
           with.assembly, without.assembly, Language::Assembly);
}

/// Pictures that a page may have: one after the other they become a list.
static constexpr size_t kMaxPictures = 8;

static std::string renderPictures(ArrayRef<SmallCopy> copies) {
  std::string html;
  llvm::raw_string_ostream os(html);
  size_t count = 0;
  for (const SmallCopy &copy : copies) {
    if (!canBeDrawn(copy) || ++count > kMaxPictures)
      continue;
    os << "<figure><figcaption>What goes where: <code>";
    if (auto name = copy.op->getLoc()->findInstanceOf<NameLoc>())
      os << '%' << escape(name.getName()) << " = ";
    os << copy.op->getName() << "</code>";
    if (auto place = copy.op->getLoc()->findInstanceOf<FileLineColLoc>())
      os << ", line " << place.getLine();
    os << "</figcaption><div>";
    drawCopy(copy, os);
    os << "</div></figure>";
  }
  return html;
}

void PageWriter::addResult() {
  Section section{"result", "Result", "", "", ""};
  llvm::raw_string_ostream os(section.html);
  os << "<dl class=run>";
  for (const ReportArgument &argument : contents.arguments)
    os << "<dt>" << escape(argument.description) << "</dt><dd>"
       << escape(argument.value) << "</dd>";
  if (!contents.error.empty())
    os << "<dt>error</dt><dd class=error>" << escape(contents.error) << "</dd>";
  for (auto [i, line] : llvm::enumerate(contents.results))
    os << "<dt>result" << (contents.results.size() > 1 ? " " : "")
       << (contents.results.size() > 1 ? std::to_string(i + 1) : "")
       << "</dt><dd>" << escape(line) << "</dd>";
  os << "</dl>" << renderPictures(contents.copies);
  sections.push_back(std::move(section));
}

//===----------------------------------------------------------------------===//
// The page
//===----------------------------------------------------------------------===//

/// Gives each line of the file that something was made of a colour.
void PageWriter::writeColours(raw_ostream &os) const {
  std::set<unsigned> lines;
  for (const Compilation *compilation : {&with, &without})
    for (const StageRecord &record : compilation->stages)
      for (const SymbolText &symbol : record.text)
        for (const TextLine &line : symbol.lines)
          if (line.source)
            lines.insert(line.source);
  for (auto [i, line] : llvm::enumerate(lines))
    os << ".s" << line << "{border-left-color:hsl("
       << kHues[i % std::size(kHues)] << " 70% var(--strip))}\n";
  for (unsigned i = 1; i <= 40; ++i)
    os << ".i" << i << "{--i:" << i << "}\n";
}

void PageWriter::writeHead(raw_ostream &os) const {
  std::string title = llvm::formatv("{0} of {1}, step by step", contents.entry,
                                    llvm::sys::path::filename(contents.file));
  os << "<!DOCTYPE html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n"
     << "<meta name=viewport content=\"width=device-width, initial-scale=1\">\n"
     << "<title>" << escape(title) << "</title>\n<style>" << kPageStyle;
  writeColours(os);
  os << "</style>\n</head>\n<body>\n<header>\n<h1>" << escape(title)
     << "</h1>\n<p>How rint compiles this program for <b>"
     << escape(contents.target)
     << "</b>. Every stage below rewrites it a little; on the left is the "
        "program before the stage, on the right after it. Point at a line to "
        "see what came of the same line elsewhere.</p>\n</header>\n"
     << "<div class=bar>";
  if (hasVersions())
    os << "<label><input type=checkbox id=checks> run-time checks</label>";
  os << "<label><input type=checkbox id=all> open all that is folded</label>"
     << "<span><span class=\"key\" style=\"background:var(--minus)\">replaced"
        "</span> <span class=\"key\" style=\"background:var(--plus)\">new"
        "</span></span></div>\n";
}

void PageWriter::write(raw_ostream &os) {
  addFile();
  for (const Stage &stage : getStages())
    addStage(stage);
  addDeviceCode();
  addAssembly();
  addResult();

  writeHead(os);
  os << "<div class=page>\n<nav aria-label=Stages><ol>\n";
  for (const Section &section : sections)
    os << "<li class=\"" << section.version << "\"><a href=\"#" << section.id
       << "\">" << section.title << section.note << "</a></li>\n";
  os << "</ol></nav>\n<main>\n";
  for (const Section &section : sections)
    os << "<section id=" << section.id << " class=\"" << section.version
       << "\">\n<h2>" << section.title << "</h2>\n"
       << section.html << "\n</section>\n";
  os << "</main>\n</div>\n<script>" << kPageScript
     << "</script>\n</body>\n</html>\n";
}

void rint::printPage(const PageContents &contents, raw_ostream &os) {
  PageWriter(contents).write(os);
}
