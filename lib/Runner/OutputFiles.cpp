//===- OutputFiles.cpp - Results as files -----------------------*- C++ -*-===//

#include "OutputFiles.h"
#include "NpyFile.h"
#include "rint/ExecutionEngine/Error.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/ToolOutputFile.h"

using namespace mlir;
using namespace mlir::rint;

OutputFiles::OutputFiles() = default;
OutputFiles::~OutputFiles() = default;

llvm::Error OutputFiles::write(StringRef spec, const TensorView &tensor) {
  StringRef path = spec;
  if (!path.consume_front("@") || path.empty())
    return makeError("expected @FILE, but got '{0}'", spec);
  auto fail = [&](std::error_code code) {
    return makeError("expected a file that can be written, but got '{0}': {1}",
                     path, code.message());
  };
  std::error_code code;
  auto file = std::make_unique<llvm::ToolOutputFile>(path, code,
                                                     llvm::sys::fs::OF_None);
  if (code)
    return fail(code);
  writeNpy(tensor, file->os());
  file->os().flush();
  if (file->os().has_error()) {
    code = file->os().error();
    file->os().clear_error();
    return fail(code);
  }
  files.push_back(std::move(file));
  return llvm::Error::success();
}

void OutputFiles::keep() {
  for (std::unique_ptr<llvm::ToolOutputFile> &file : files)
    file->keep();
}
