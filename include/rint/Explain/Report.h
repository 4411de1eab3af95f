//===- Report.h - A page that shows how a module is compiled ----*- C++ -*-===//

#ifndef RINT_EXPLAIN_REPORT_H
#define RINT_EXPLAIN_REPORT_H

#include "rint/ExecutionEngine/Program.h"

namespace llvm {
class SourceMgr;
} // namespace llvm

namespace mlir::rint {

struct PageContents;

/// An argument of a run.
struct ReportArgument {
  /// As in "%x : tensor<3xi64>".
  std::string description;
  /// As the user gave it.
  std::string value;
  /// The size of each dimension, and the elements as text, row by row: pictures
  /// of small tensors show them. May be left out.
  SmallVector<int64_t> shape = {};
  std::vector<std::string> elements = {};
};

/// Elements beyond which no tensor is drawn.
inline constexpr int64_t kMaxDrawnElements = 48;

/// A page of HTML that needs nothing else: the module after every stage beside
/// the stage before, the code for the machine, and the result of a run.
class Report {
public:
  /// Compiles the function called `entry` of the main file of `sources`, with
  /// run-time checks and without. Emits no errors: what goes wrong is the
  /// business of whoever runs the program. `sources` outlives the report.
  Report(llvm::SourceMgr &sources, MLIRContext *context, StringRef entry,
         const ProgramOptions &options);
  Report(Report &&);
  ~Report();

  /// One for each argument of the function, or, before those are known, of
  /// whatever the user gave.
  void setArguments(std::vector<ReportArgument> arguments);
  /// What the run printed, a line for each result.
  void setResults(std::vector<std::string> lines);
  /// Why there are no results.
  void setError(StringRef line);

  /// Writes the page to the file at `path`, whole or not at all.
  llvm::Error write(StringRef path) const;

private:
  std::unique_ptr<PageContents> contents;
};

} // namespace mlir::rint

#endif // RINT_EXPLAIN_REPORT_H
