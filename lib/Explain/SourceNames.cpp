//===- SourceNames.cpp - What users call their values -----------*- C++ -*-===//

#include "SourceNames.h"
#include "mlir/AsmParser/AsmParser.h"
#include "mlir/AsmParser/AsmParserState.h"
#include "mlir/Bytecode/BytecodeReader.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "mlir/Parser/Parser.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/SourceMgr.h"

using namespace mlir;
using namespace mlir::rint;

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

/// `loc` with the name that stands at `range` of the source, such as `%x`.
/// Numbers are no names: printing gives new ones.
static Location addName(Location loc, SMRange range) {
  if (!range.isValid())
    return loc;
  StringRef name(range.Start.getPointer(),
                 range.End.getPointer() - range.Start.getPointer());
  if (!name.consume_front("%") || name.empty() || llvm::isDigit(name.front()))
    return loc;
  return NameLoc::get(StringAttr::get(loc.getContext(), name), loc);
}

static void addNames(const AsmParserState &state) {
  for (const AsmParserState::OperationDefinition &def : state.getOpDefs())
    if (!def.resultGroups.empty() && def.op->getNumResults() > 0)
      def.op->setLoc(
          addName(def.op->getLoc(), def.resultGroups.front().definition.loc));
  for (const AsmParserState::BlockDefinition &def : state.getBlockDefs())
    for (auto [argument, place] :
         llvm::zip(def.block->getArguments(), def.arguments))
      argument.setLoc(addName(argument.getLoc(), place.loc));
}

OwningOpRef<ModuleOp> rint::readWithNames(llvm::SourceMgr &sources,
                                          MLIRContext *context) {
  const llvm::MemoryBuffer *buffer =
      sources.getMemoryBuffer(sources.getMainFileID());
  if (isBytecode(buffer->getMemBufferRef()))
    return parseSourceFile<ModuleOp>(sources, context);
  Block block;
  AsmParserState state;
  if (failed(parseAsmSourceFile(sources, &block, context, &state)))
    return nullptr;
  addNames(state);
  // The module may be left out in the text.
  if (llvm::hasSingleElement(block))
    if (auto module = dyn_cast<ModuleOp>(block.front())) {
      module->remove();
      return module;
    }
  OwningOpRef<ModuleOp> module = ModuleOp::create(
      FileLineColLoc::get(context, buffer->getBufferIdentifier(),
                          /*line=*/0, /*column=*/0));
  Block *body = module->getBody();
  body->getOperations().splice(body->begin(), block.getOperations());
  return module;
}

//===----------------------------------------------------------------------===//
// Surplus names
//===----------------------------------------------------------------------===//

static Location dropName(Location loc) {
  while (auto named = dyn_cast<NameLoc>(loc))
    loc = named.getChildLoc();
  return loc;
}

static unsigned getDepth(Operation *op) {
  unsigned depth = 0;
  while ((op = op->getParentOp()))
    ++depth;
  return depth;
}

/// Whether what other ops of the source are made of reads a result of `op`.
static bool isReadElsewhere(Operation *op) {
  return llvm::any_of(op->getUsers(), [&](Operation *user) {
    return user->getLoc() != op->getLoc();
  });
}

/// Of the ops that an op of the source has become, the one that is its result;
/// null if there is none.
static Operation *findOwner(ArrayRef<Operation *> ops) {
  if (ops.size() == 1)
    return ops.front();
  Operation *owner = nullptr;
  for (Operation *op : ops) {
    if (op->hasTrait<OpTrait::ConstantLike>() || !isReadElsewhere(op))
      continue;
    if (!owner || getDepth(op) <= getDepth(owner))
      owner = op;
  }
  return owner;
}

static void dropSurplusNamesIn(Operation *function) {
  llvm::MapVector<Location, SmallVector<Operation *>> named;
  function->walk([&](Operation *op) {
    if (op != function && op->getNumResults() > 0 && isa<NameLoc>(op->getLoc()))
      named[op->getLoc()].push_back(op);
  });
  // Blocks that a lowering makes have arguments at the place of the op.
  function->walk([&](Block *block) {
    for (BlockArgument argument : block->getArguments())
      if (named.contains(argument.getLoc()))
        argument.setLoc(dropName(argument.getLoc()));
  });
  // Locations are compared, so all owners are found before any is changed.
  DenseSet<Operation *> owners;
  for (auto &[loc, ops] : named)
    owners.insert(findOwner(ops));
  for (auto &[loc, ops] : named)
    for (Operation *op : ops)
      if (!owners.contains(op))
        op->setLoc(dropName(loc));
}

void rint::dropSurplusNames(ModuleOp module) {
  module.walk<WalkOrder::PreOrder>([](FunctionOpInterface function) {
    dropSurplusNamesIn(function);
    return WalkResult::skip();
  });
}
