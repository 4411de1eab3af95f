//===- OutlineFailures.cpp - What only a failure needs ----------*- C++ -*-===//
//
// Every op that takes a vector of counts has a loop that finds the one which an
// error is about. It runs at most once in a process, but stands in the middle
// of the program, and a compiler would optimise each as if it mattered.
//
//===----------------------------------------------------------------------===//

#include "rint/Transforms/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/LoopLikeInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "rint/Dialect/Rint/IR/Rint.h"

#include "llvm/ADT/StringMap.h"

namespace mlir::rint {
#define GEN_PASS_DEF_RINTOUTLINEFAILURESPASS
#include "rint/Transforms/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;

/// Whether a branch ends in a check that always fails.
static bool alwaysFails(Block &block) {
  for (Operation &op : llvm::reverse(block.without_terminator()))
    if (auto check = dyn_cast<CheckOp>(op))
      return matchPattern(check.getCondition(), m_Zero());
  return false;
}

/// Whether `op` may be done in a function: it at most reads memory.
static bool isReadOnly(Operation &op) {
  std::optional<SmallVector<MemoryEffects::EffectInstance>> effects =
      getEffectsRecursively(&op);
  return effects && llvm::all_of(*effects, [](const auto &effect) {
           return isa<MemoryEffects::Read>(effect.getEffect());
         });
}

namespace {

/// The ops at the start of a branch that a function is to do.
struct Search {
  explicit Search(Block &block);

  /// Whether there is enough of them to be worth a call.
  bool isWorthwhile() const {
    return llvm::any_of(
        ops, [](Operation *op) { return isa<LoopLikeOpInterface>(op); });
  }

  SmallVector<Operation *> ops;
  /// What they use of the program around, but for constants.
  SmallVector<Value> operands;
  SmallVector<Operation *> constants;
  /// What is used behind them.
  SmallVector<Value> results;

private:
  void addOperand(Value value);
};

struct OutlineFailures final
    : rint::impl::RintOutlineFailuresPassBase<OutlineFailures> {
  void runOnOperation() override;

private:
  func::FuncOp build(const Search &search, Location loc);
  func::FuncOp merge(func::FuncOp function, SymbolTable &symbols);
  void outline(const Search &search, SymbolTable &symbols);

  /// The functions made so far by their text.
  llvm::StringMap<func::FuncOp> functions;
};

} // namespace

Search::Search(Block &block) {
  for (Operation &op : block.without_terminator()) {
    if (isa<CheckOp>(op) || !isReadOnly(op))
      break;
    ops.push_back(&op);
  }
  llvm::SmallPtrSet<Operation *, 16> inside(ops.begin(), ops.end());
  auto isInside = [&](Operation *op) {
    Operation *ancestor = op ? block.findAncestorOpInBlock(*op) : nullptr;
    return ancestor && inside.contains(ancestor);
  };
  auto isDefinedInside = [&](Value value) {
    return isInside(value.getParentBlock() == &block
                        ? value.getDefiningOp()
                        : value.getParentBlock()->getParentOp());
  };
  for (Operation *op : ops)
    op->walk([&](Operation *nested) {
      for (Value operand : nested->getOperands())
        if (!isDefinedInside(operand))
          addOperand(operand);
    });
  for (Operation *op : ops)
    for (Value result : op->getResults())
      if (llvm::any_of(result.getUsers(),
                       [&](Operation *user) { return !isInside(user); }))
        results.push_back(result);
}

void Search::addOperand(Value value) {
  Operation *op = value.getDefiningOp();
  if (op && op->hasTrait<OpTrait::ConstantLike>()) {
    if (!llvm::is_contained(constants, op))
      constants.push_back(op);
  } else if (!llvm::is_contained(operands, value)) {
    operands.push_back(value);
  }
}

/// A function that does what `search` does.
func::FuncOp OutlineFailures::build(const Search &search, Location loc) {
  OpBuilder builder(&getContext());
  auto type = builder.getFunctionType(ValueRange(search.operands).getTypes(),
                                      ValueRange(search.results).getTypes());
  auto function = func::FuncOp::create(builder, loc, "rint_find_culprit", type);
  function.setPrivate();
  function->setAttr(
      "llvm.linkage",
      LLVM::LinkageAttr::get(&getContext(), LLVM::Linkage::Internal));
  // No time is to be spent on what runs at most once.
  function->setAttr("passthrough",
                    builder.getStrArrayAttr({"cold", "noinline", "optnone"}));
  builder.setInsertionPointToStart(function.addEntryBlock());
  IRMapping mapping;
  mapping.map(search.operands, function.getArguments());
  for (Operation *op : search.constants)
    builder.clone(*op, mapping);
  for (Operation *op : search.ops)
    builder.clone(*op, mapping);
  SmallVector<Value> results = llvm::map_to_vector(
      search.results, [&](Value value) { return mapping.lookup(value); });
  func::ReturnOp::create(builder, loc, results);
  // Its place is not that of any op.
  function->walk([&](Operation *op) { op->setLoc(loc); });
  return function;
}

/// The function in the module that does the same as `function`: that one itself
/// if there is no other.
func::FuncOp OutlineFailures::merge(func::FuncOp function,
                                    SymbolTable &symbols) {
  std::string text;
  llvm::raw_string_ostream os(text);
  function->print(os, OpPrintingFlags().useLocalScope());
  func::FuncOp &known = functions[text];
  if (known) {
    function->erase();
  } else {
    known = function;
    symbols.insert(function);
  }
  return known;
}

void OutlineFailures::outline(const Search &search, SymbolTable &symbols) {
  Location loc =
      NameLoc::get(StringAttr::get(&getContext(), "rint_find_culprit"));
  func::FuncOp function = merge(build(search, loc), symbols);
  OpBuilder builder(search.ops.front());
  auto call = func::CallOp::create(builder, search.ops.front()->getLoc(),
                                   function, search.operands);
  for (auto [i, result] : llvm::enumerate(search.results))
    Value(result).replaceAllUsesWith(call.getResult(i));
  for (Operation *op : llvm::reverse(search.ops))
    op->erase();
}

void OutlineFailures::runOnOperation() {
  SmallVector<Block *> failures;
  getOperation()->walk([&](scf::IfOp op) {
    if (SymbolTable::getNearestSymbolTable(op) == getOperation() &&
        alwaysFails(*op.thenBlock()))
      failures.push_back(op.thenBlock());
  });
  SymbolTable symbols(getOperation());
  for (Block *block : failures) {
    Search search(*block);
    if (search.isWorthwhile())
      outline(search, symbols);
  }
  functions.clear();
}
