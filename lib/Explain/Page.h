//===- Page.h - The page of a report ----------------------------*- C++ -*-===//

#ifndef RINT_LIB_EXPLAIN_PAGE_H
#define RINT_LIB_EXPLAIN_PAGE_H

#include "Compilation.h"
#include "SmallCopies.h"
#include "rint/Explain/Report.h"
#include "llvm/Support/raw_ostream.h"

namespace mlir::rint {

/// All that the page shows.
struct PageContents {
  StringRef file;
  /// The text of the file, unless it is bytecode.
  StringRef source;
  std::string entry;
  std::string target;
  /// The program as it was read, which the copies refer to.
  OwningOpRef<ModuleOp> module;
  std::vector<ReportArgument> arguments;
  /// What the program copies where, as far as that is small.
  std::vector<SmallCopy> copies;
  std::vector<std::string> results;
  /// In place of results.
  std::string error;
  /// As the program is run.
  Compilation compilation;
  /// Without run-time checks, if it is run with them.
  std::optional<Compilation> unchecked;
};

/// Writes the page as HTML.
void printPage(const PageContents &contents, raw_ostream &os);

} // namespace mlir::rint

#endif // RINT_LIB_EXPLAIN_PAGE_H
