//===- ModuleText.cpp - Modules as text for readers -------------*- C++ -*-===//

#include "ModuleText.h"
#include "SourceNames.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/AsmState.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "rint/Dialect/Rint/IR/Rint.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::rint;

//===----------------------------------------------------------------------===//
// What is left out
//===----------------------------------------------------------------------===//

/// Binaries are shown in other ways, if at all.
static void shortenBinaries(gpu::BinaryOp binary) {
  Builder builder(binary.getContext());
  auto objects = llvm::map_to_vector(
      binary.getObjects().getAsRange<gpu::ObjectAttr>(),
      [&](gpu::ObjectAttr object) -> Attribute {
        size_t size = object.getObject().getValue().size();
        auto text = builder.getStringAttr(llvm::formatv("{0} bytes", size));
        return gpu::ObjectAttr::get(
            binary.getContext(), object.getTarget(), object.getFormat(), text,
            object.getProperties(), object.getKernels());
      });
  binary.setObjectsAttr(builder.getArrayAttr(objects));
}

static void dropNoise(ModuleOp module) {
  StringRef ofFunctions[] = {LLVM::LLVMDialect::getEmitCWrapperAttrName(),
                             kSignatureAttrName};
  StringRef ofArguments[] = {
      bufferization::BufferizationDialect::kWritableAttrName};
  module.walk([&](Operation *op) {
    if (auto binary = dyn_cast<gpu::BinaryOp>(op))
      return shortenBinaries(binary);
    auto function = dyn_cast<FunctionOpInterface>(op);
    if (!function)
      return;
    for (StringRef name : ofFunctions)
      op->removeDiscardableAttr(name);
    for (unsigned i = 0, e = function.getNumArguments(); i < e; ++i)
      for (StringRef name : ofArguments)
        function.removeArgAttr(i, StringAttr::get(op->getContext(), name));
  });
}

//===----------------------------------------------------------------------===//
// Printing
//===----------------------------------------------------------------------===//

/// The line of `op` in the file that holds `module`; 0 if it has none, or comes
/// from another file.
static unsigned getSourceLine(Operation *op, ModuleOp module) {
  auto place = op->getLoc()->findInstanceOf<FileLineColLoc>();
  auto file = module->getLoc()->findInstanceOf<FileLineColLoc>();
  return place && file && place.getFilename() == file.getFilename()
             ? place.getLine()
             : 0;
}

static std::string getSymbolName(Operation &op) {
  if (auto name =
          op.getAttrOfType<StringAttr>(SymbolTable::getSymbolAttrName()))
    return name.str();
  return op.getName().getStringRef().str();
}

static bool isDeclaration(Operation &op) {
  return llvm::all_of(op.getRegions(),
                      [](Region &region) { return region.empty(); });
}

/// The lines of `module` as MLIR prints it, each with the op that starts there.
static std::vector<TextLine> printLines(ModuleOp module,
                                        AsmState::LocationMap &places) {
  OpPrintingFlags flags;
  flags.printNameLocAsPrefix()
      .elideLargeElementsAttrs(32)
      .elideLargeResourceString(64);
  std::string text;
  llvm::raw_string_ostream os(text);
  AsmState state(module, flags, &places);
  module->print(os, state);
  std::vector<TextLine> lines;
  for (StringRef line : llvm::split(text, '\n'))
    lines.push_back({line.str()});
  for (auto [op, place] : places)
    if (place.first - 1 < lines.size() && !isa<ModuleOp>(op))
      lines[place.first - 1].source = getSourceLine(op, module);
  return lines;
}

/// Appends a symbol's lines, which are those of the module from `begin` on, as
/// if there was no module around.
static void append(SymbolText &symbol, ArrayRef<TextLine> lines) {
  for (TextLine line : lines) {
    if (StringRef(line.text).starts_with("  "))
      line.text.erase(0, 2);
    symbol.lines.push_back(std::move(line));
  }
}

ModuleText rint::printForReaders(ModuleOp original) {
  OwningOpRef<ModuleOp> module = original.clone();
  dropNoise(*module);
  dropSurplusNames(*module);
  AsmState::LocationMap places;
  std::vector<TextLine> lines = printLines(*module, places);

  // Where each symbol starts; what is in front of the first are aliases, what
  // follows the last is the end of the module.
  SmallVector<std::pair<size_t, Operation *>> starts;
  for (Operation &op : *module->getBody())
    starts.push_back({places.lookup(&op).first - 1, &op});
  if (starts.empty())
    return {};
  size_t end = lines.size();
  while (end > starts.back().first && lines[end - 1].text != "}")
    --end;
  end = std::max(end, starts.back().first + 2) - 1;

  ModuleText text;
  SymbolText declarations{kDeclarations.str(), {}};
  for (size_t i = 0; i + 1 < starts.front().first; ++i)
    declarations.lines.push_back(lines[i]);
  for (auto [i, start] : llvm::enumerate(starts)) {
    auto [begin, op] = start;
    size_t next = i + 1 < starts.size() ? starts[i + 1].first : end;
    ArrayRef<TextLine> own = ArrayRef(lines).slice(begin, next - begin);
    if (isDeclaration(*op)) {
      append(declarations, own);
      continue;
    }
    text.push_back({getSymbolName(*op), {}});
    append(text.back(), own);
  }
  if (!declarations.lines.empty())
    text.push_back(std::move(declarations));
  return text;
}
