//===- Report.cpp - A page that shows how a module is compiled --*- C++ -*-===//

#include "rint/Explain/Report.h"
#include "Page.h"
#include "SourceNames.h"
#include "mlir/IR/Diagnostics.h"
#include "rint/ExecutionEngine/Error.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;
using namespace mlir::rint;

Report::Report(llvm::SourceMgr &sources, MLIRContext *context, StringRef entry,
               const ProgramOptions &options)
    : contents(std::make_unique<PageContents>()) {
  const llvm::MemoryBuffer *file =
      sources.getMemoryBuffer(sources.getMainFileID());
  contents->file = file->getBufferIdentifier();
  contents->source = file->getBuffer();
  contents->entry = entry;
  contents->target = options.target->name;
  ScopedDiagnosticHandler silence(context, [](Diagnostic &) {});
  contents->module = readWithNames(sources, context);
  contents->compilation = watchCompilation(sources, context, entry, options);
  if (!options.codegen.checks)
    return;
  ProgramOptions unchecked = options;
  unchecked.codegen.checks = false;
  contents->unchecked = watchCompilation(sources, context, entry, unchecked);
}

Report::Report(Report &&) = default;
Report::~Report() = default;

void Report::setArguments(std::vector<ReportArgument> arguments) {
  std::vector<std::optional<SmallTensor>> tensors;
  for (const ReportArgument &argument : arguments) {
    tensors.emplace_back();
    if (!argument.elements.empty())
      tensors.back() = {argument.shape, argument.elements};
  }
  contents->arguments = std::move(arguments);
  auto function =
      contents->module
          ? contents->module->lookupSymbol<FunctionOpInterface>(contents->entry)
          : FunctionOpInterface();
  if (function && !function.isExternal())
    contents->copies = findSmallCopies(function, tensors);
}

void Report::setResults(std::vector<std::string> lines) {
  contents->results = std::move(lines);
  contents->error.clear();
}

void Report::setError(StringRef line) { contents->error = line; }

/// Why there cannot be a page at `path`, if that can be told before it is
/// written: what is there would be replaced, whatever it is.
static std::error_code checkPath(StringRef path) {
  namespace fs = llvm::sys::fs;
  fs::file_status status;
  if (path == "-")
    return std::make_error_code(std::errc::invalid_argument);
  if (path == "/dev/null" || fs::status(path, status))
    return {};
  if (fs::is_directory(status))
    return std::make_error_code(std::errc::is_a_directory);
  if (!fs::is_regular_file(status))
    return std::make_error_code(std::errc::invalid_argument);
  return fs::access(path, fs::AccessMode::Write);
}

/// The reason alone, without the name of a temporary file.
static std::string getReason(llvm::Error error) {
  std::string reason;
  llvm::handleAllErrors(
      std::move(error),
      [&](const llvm::FileError &file) {
        reason = file.convertToErrorCode().message();
      },
      [&](const llvm::ErrorInfoBase &other) { reason = other.message(); });
  return reason;
}

llvm::Error Report::write(StringRef path) const {
  llvm::Error error = llvm::errorCodeToError(checkPath(path));
  if (!error)
    error = llvm::writeToOutput(path, [&](raw_ostream &os) {
      printPage(*contents, os);
      return llvm::Error::success();
    });
  if (!error)
    return error;
  return makeError("expected a file that can be written, but got '{0}': {1}",
                   path, getReason(std::move(error)));
}
