//===- Compilation.cpp - What becomes of a module on its way ----*- C++ -*-===//

#include "Compilation.h"
#include "SourceNames.h"
#include "mlir/IR/Diagnostics.h"
#include "rint/ExecutionEngine/Assembly.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SourceMgr.h"
#include <chrono>

using namespace mlir;
using namespace mlir::rint;

/// Whether a line of assembly starts a function, whose name it holds then.
static StringRef getFunctionLabel(StringRef line) {
  if (line.empty() || line.starts_with(".") || !line.contains(':'))
    return {};
  StringRef name = line.take_until([](char c) { return c == ':'; }).trim('"');
  bool isName = llvm::all_of(name, [](char c) {
    return llvm::isAlnum(c) || StringRef("_.$").contains(c);
  });
  return isName ? name : StringRef();
}

/// Whether a line of a function helps only those who assemble it.
static bool isDirective(StringRef line) {
  StringRef text = line.trim();
  return text.empty() || text.starts_with("#") || text.starts_with("//") ||
         (text.starts_with(".") && !text.contains(':'));
}

ModuleText rint::splitAssembly(StringRef assembly) {
  ModuleText functions;
  StringRef pending;
  bool isInside = false;
  for (StringRef line : llvm::split(assembly, '\n')) {
    StringRef text = line.trim();
    // What follows may be data, which has labels, too.
    if (text.consume_front(".type") && text.contains("@function"))
      pending = text.trim().take_until([](char c) { return c == ','; });
    StringRef label = getFunctionLabel(line);
    if (!label.empty() && label == pending.trim('"')) {
      functions.push_back({label.str(), {}});
      isInside = true;
    }
    if (line.starts_with(".Lfunc_end"))
      isInside = false;
    if (isInside && !isDirective(line)) {
      std::string shown = line.rtrim().str();
      // A tab is wider than a pane has room for.
      if (StringRef(shown).consume_front("\t"))
        shown.replace(0, 1, "    ");
      std::replace(shown.begin(), shown.end(), '\t', ' ');
      functions.back().lines.push_back({shown});
    }
  }
  return functions;
}

Compilation rint::watchCompilation(llvm::SourceMgr &sources,
                                   MLIRContext *context, StringRef entryName,
                                   ProgramOptions options) {
  ScopedDiagnosticHandler silence(context, [](Diagnostic &) {});
  Compilation result;
  OwningOpRef<ModuleOp> module = readWithNames(sources, context);
  if (!module)
    return result;
  FailureOr<EntryPoint> entry = findEntryPoint(*module, entryName);
  if (failed(entry))
    return result;

  StageRecorder recorder;
  options.silencesCodegen = true;
  options.configurePasses = [&](PassManager &passes) {
    recorder.watch(passes);
    return success();
  };
  bool isLowered = succeeded(lowerModule(*module, *entry, options));
  recorder.finish(isLowered ? *module : ModuleOp());
  result.stages = recorder.getStages();
  result.failedPass = recorder.getFailedPass();
  result.deviceCode = recorder.getDeviceCode();
  result.deviceLanguage = recorder.getDeviceLanguage();
  if (!isLowered)
    return result;
  auto start = std::chrono::steady_clock::now();
  auto assembly = emitAssembly(*module, options);
  std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
  result.assemblySeconds = time.count();
  if (assembly)
    result.assembly = splitAssembly(*assembly);
  else
    llvm::consumeError(assembly.takeError());
  return result;
}
