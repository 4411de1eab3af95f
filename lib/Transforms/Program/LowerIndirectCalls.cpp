//===- LowerIndirectCalls.cpp - Calls of functions that are values -*- C++ -*-//
//
// Bufferization has to know what a call does with its tensors, and the types of
// functions of tensors change with it. A program of one module knows all of the
// functions that a value may be, so their numbers do instead.
//
//===----------------------------------------------------------------------===//

#include "rint/Transforms/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/AttrTypeSubElements.h"
#include "mlir/IR/SymbolTable.h"
#include "llvm/ADT/MapVector.h"

namespace mlir::rint {
#define GEN_PASS_DEF_RINTLOWERINDIRECTCALLSPASS
#include "rint/Transforms/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;

/// Whether functions of the type work on tensors, or on functions that do.
static bool involvesTensors(FunctionType type) {
  auto isConcerned = [](Type type) {
    auto function = dyn_cast<FunctionType>(type);
    return isa<TensorType>(type) || (function && involvesTensors(function));
  };
  return llvm::any_of(type.getInputs(), isConcerned) ||
         llvm::any_of(type.getResults(), isConcerned);
}

namespace {

/// The functions whose address is taken, by their type. A number is a place in
/// its list.
using Candidates = llvm::MapVector<Type, SmallVector<FlatSymbolRefAttr>>;

struct LowerIndirectCalls final
    : rint::impl::RintLowerIndirectCallsPassBase<LowerIndirectCalls> {
  void runOnOperation() override;

private:
  void numberFunctions();
  void lower(func::CallIndirectOp op);
  LogicalResult verify();

  Candidates candidates;
};

} // namespace

/// Functions that come from outside, or go there, have no number.
LogicalResult LowerIndirectCalls::verify() {
  for (auto function : getOperation().getOps<func::FuncOp>()) {
    if (!function.isPublic() && !function.isExternal())
      continue;
    for (Type type : llvm::concat<const Type>(function.getArgumentTypes(),
                                              function.getResultTypes())) {
      auto passed = dyn_cast<FunctionType>(type);
      if (passed && involvesTensors(passed))
        return emitError(function.getLoc(),
                         "expected functions of tensors to be passed to "
                         "functions of the module only, but got one in the "
                         "type of '")
               << function.getName() << "'";
    }
  }
  return success();
}

void LowerIndirectCalls::numberFunctions() {
  getOperation().walk([&](func::ConstantOp op) {
    auto type = cast<FunctionType>(op.getType());
    if (!involvesTensors(type))
      return;
    SmallVector<FlatSymbolRefAttr> &list = candidates[type];
    const auto *place = llvm::find(list, op.getValueAttr());
    int64_t number = place - list.begin();
    if (place == list.end())
      list.push_back(op.getValueAttr());
    OpBuilder builder(op);
    Value id = arith::ConstantIndexOp::create(builder, op.getLoc(), number);
    op.getResult().replaceAllUsesWith(id);
    op.erase();
  });
}

void LowerIndirectCalls::lower(func::CallIndirectOp op) {
  auto type = cast<FunctionType>(op.getCallee().getType());
  ArrayRef<FlatSymbolRefAttr> functions = candidates[type];
  OpBuilder builder(op);
  Location loc = op.getLoc();
  auto buildCall = [&](Region &region, FlatSymbolRefAttr function) {
    OpBuilder::InsertionGuard guard(builder);
    builder.createBlock(&region);
    auto call = func::CallOp::create(builder, loc, function.getValue(),
                                     op.getResultTypes(), op.getArgOperands());
    scf::YieldOp::create(builder, loc, call.getResults());
  };
  auto cases =
      llvm::to_vector(llvm::seq<int64_t>(0, int64_t(functions.size()) - 1));
  auto choice = scf::IndexSwitchOp::create(builder, loc, op.getResultTypes(),
                                           op.getCallee(), cases, cases.size());
  for (auto [region, function] : llvm::zip(choice.getCaseRegions(), functions))
    buildCall(region, function);
  buildCall(choice.getDefaultRegion(), functions.back());
  op.replaceAllUsesWith(choice.getResults());
  op.erase();
}

void LowerIndirectCalls::runOnOperation() {
  SmallVector<func::CallIndirectOp> calls;
  getOperation().walk([&](func::CallIndirectOp op) {
    if (involvesTensors(cast<FunctionType>(op.getCallee().getType())))
      calls.push_back(op);
  });
  if (calls.empty())
    return;
  if (failed(verify()))
    return signalPassFailure();
  numberFunctions();
  for (func::CallIndirectOp op : calls) {
    if (candidates[op.getCallee().getType()].empty()) {
      emitError(op.getLoc(), "expected an indirect call to have a function of "
                             "its type in the module, but got none");
      return signalPassFailure();
    }
    lower(op);
  }
  AttrTypeReplacer replacer;
  replacer.addReplacement([&](FunctionType type) -> std::optional<Type> {
    if (!involvesTensors(type))
      return std::nullopt;
    return IndexType::get(type.getContext());
  });
  // The types of functions themselves are those of their values.
  getOperation().walk([&](Operation *op) {
    for (Region &region : op->getRegions())
      for (Block &block : region)
        for (BlockArgument argument : block.getArguments())
          argument.setType(replacer.replace(argument.getType()));
    for (OpResult result : op->getResults())
      result.setType(replacer.replace(result.getType()));
    auto function = dyn_cast<func::FuncOp>(op);
    if (!function)
      return;
    auto replaceAll = [&](ArrayRef<Type> types) {
      return llvm::map_to_vector(
          types, [&](Type type) { return replacer.replace(type); });
    };
    function.setType(FunctionType::get(op->getContext(),
                                       replaceAll(function.getArgumentTypes()),
                                       replaceAll(function.getResultTypes())));
  });
}
