//===- RefineLayouts.cpp - Row-major buffers of private functions -*- C++ -*-=//
//
// Buffers that come out of an allocation are row-major, and most calls pass
// such. Code for them is faster than code for any strides.
//
//===----------------------------------------------------------------------===//

#include "RefineLayouts.h"

#include "rint/Transforms/Passes.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/DestinationStyleOpInterface.h"
#include "llvm/ADT/MapVector.h"

namespace mlir::rint {
#define GEN_PASS_DEF_RINTREFINELAYOUTSPASS
#include "rint/Transforms/Passes.h.inc"
} // namespace mlir::rint

using namespace mlir;
using namespace mlir::rint;

Value rint::skipCasts(Value value) {
  while (auto cast = value.getDefiningOp<memref::CastOp>())
    value = cast.getSource();
  return value;
}

/// The row-major type of the same shape, or null for a type that is one or has
/// no strides.
static MemRefType getRefined(Type type) {
  auto memref = dyn_cast<MemRefType>(type);
  if (!memref || memref.getLayout().isIdentity())
    return nullptr;
  return MemRefType::get(memref.getShape(), memref.getElementType(),
                         MemRefLayoutAttrInterface(), memref.getMemorySpace());
}

/// Whether a cast of what `value` is a cast of to `type` is sure to succeed.
static bool isKnownAs(Value value, MemRefType type) {
  auto known = dyn_cast<MemRefType>(skipCasts(value).getType());
  return known && known.getLayout().isIdentity() &&
         memref::CastOp::areCastCompatible(known, type);
}

static Value castTo(OpBuilder &builder, Location loc, Value value, Type type) {
  value = skipCasts(value);
  if (value.getType() == type)
    return value;
  return memref::CastOp::create(builder, loc, type, value);
}

/// Makes the users of `value`, whose type is now `type`, see the type that it
/// had before.
static void changeType(OpBuilder &builder, Value value, MemRefType type) {
  Type before = value.getType();
  value.setType(type);
  auto cast = memref::CastOp::create(builder, value.getLoc(), before, value);
  value.replaceAllUsesExcept(cast.getResult(), cast);
}

namespace {

/// A private function and all that refers to it.
struct Callee {
  func::FuncOp function;
  SmallVector<func::CallOp> calls;
  SmallVector<func::ReturnOp> returns;

  bool refineArguments();
  bool refineResults();
};

} // namespace

bool Callee::refineArguments() {
  bool changed = false;
  for (BlockArgument argument : function.getArguments()) {
    unsigned i = argument.getArgNumber();
    MemRefType type = getRefined(argument.getType());
    // An argument that a function passes on to itself is what it is.
    if (!type || calls.empty() || !llvm::all_of(calls, [&](func::CallOp call) {
          Value operand = call.getOperand(i);
          return skipCasts(operand) == argument || isKnownAs(operand, type);
        }))
      continue;
    OpBuilder builder = OpBuilder::atBlockBegin(&function.front());
    changeType(builder, argument, type);
    for (func::CallOp call : calls) {
      builder.setInsertionPoint(call);
      call.setOperand(i,
                      castTo(builder, call.getLoc(), call.getOperand(i), type));
    }
    changed = true;
  }
  return changed;
}

bool Callee::refineResults() {
  bool changed = false;
  for (auto [i, result] : llvm::enumerate(function.getResultTypes())) {
    MemRefType type = getRefined(result);
    if (!type || returns.empty() ||
        !llvm::all_of(returns, [&, i = i](func::ReturnOp op) {
          return isKnownAs(op.getOperand(i), type);
        }))
      continue;
    OpBuilder builder(function.getContext());
    for (func::ReturnOp op : returns) {
      builder.setInsertionPoint(op);
      op.setOperand(i, castTo(builder, op.getLoc(), op.getOperand(i), type));
    }
    for (func::CallOp call : calls) {
      builder.setInsertionPointAfter(call);
      changeType(builder, call.getResult(i), type);
    }
    changed = true;
  }
  return changed;
}

/// The functions all of whose uses are calls.
static SmallVector<Callee> findCallees(ModuleOp module) {
  llvm::MapVector<Operation *, Callee> callees;
  for (auto function : module.getOps<func::FuncOp>())
    if (function.isPrivate() && !function.isExternal())
      callees[function].function = function;
  SymbolTableCollection symbols;
  module.walk([&](Operation *op) {
    if (auto call = dyn_cast<func::CallOp>(op)) {
      auto callee = callees.find(
          symbols.lookupNearestSymbolFrom(call, call.getCalleeAttr()));
      if (callee != callees.end())
        callee->second.calls.push_back(call);
    } else if (auto constant = dyn_cast<func::ConstantOp>(op)) {
      callees.erase(
          symbols.lookupNearestSymbolFrom(constant, constant.getValueAttr()));
    } else if (auto exit = dyn_cast<func::ReturnOp>(op)) {
      auto callee = callees.find(exit->getParentOp());
      if (callee != callees.end())
        callee->second.returns.push_back(exit);
    }
  });
  return llvm::to_vector(llvm::make_second_range(callees));
}

/// Makes the type of the function that of its arguments and returns.
static void updateType(Callee &callee) {
  func::FuncOp function = callee.function;
  SmallVector<Type> results(function.getResultTypes());
  if (!callee.returns.empty())
    results = llvm::to_vector(callee.returns.front().getOperandTypes());
  function.setType(FunctionType::get(
      function.getContext(), function.getBody().getArgumentTypes(), results));
}

/// Lets ops on whole buffers, which take any layout, read the row-major buffer
/// behind a cast.
static void forwardRowMajor(ModuleOp module) {
  module.walk([](DestinationStyleOpInterface op) {
    if (!op.hasPureBufferSemantics())
      return;
    for (OpOperand &operand : op->getOpOperands()) {
      Value source = skipCasts(operand.get());
      if (getRefined(operand.get().getType()) == source.getType())
        operand.set(source);
    }
  });
}

void rint::refineLayouts(ModuleOp module) {
  SmallVector<Callee> callees = findCallees(module);
  // What one function returns another one may take.
  for (bool changed = true; changed;) {
    changed = false;
    for (Callee &callee : callees) {
      bool refined = callee.refineArguments();
      refined |= callee.refineResults();
      if (refined)
        updateType(callee);
      changed |= refined;
    }
  }
  forwardRowMajor(module);
}

namespace {

struct RefineLayouts final
    : rint::impl::RintRefineLayoutsPassBase<RefineLayouts> {
  void runOnOperation() override { refineLayouts(getOperation()); }
};

} // namespace
