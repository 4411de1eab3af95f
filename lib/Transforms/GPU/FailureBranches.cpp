//===- FailureBranches.cpp - Branches that the run ends in ------*- C++ -*-===//

#include "FailureBranches.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"

using namespace mlir;
using namespace mlir::rint;

void rint::setFailing(CheckOp check) {
  OpBuilder builder(check);
  check.getConditionMutable().assign(
      arith::ConstantIntOp::create(builder, check.getLoc(), 0, 1));
}

bool rint::isFailureBranch(Operation *op) {
  auto branch = dyn_cast<scf::IfOp>(op);
  if (!branch || branch.elseBlock())
    return false;
  return llvm::any_of(branch.thenBlock()->getOps<CheckOp>(), [](CheckOp check) {
    return isConstantIntValue(check.getCondition(), 0);
  });
}

Value rint::buildNot(OpBuilder &builder, Location loc, Value condition) {
  Value one = arith::ConstantIntOp::create(builder, loc, 1, 1);
  return builder.createOrFold<arith::XOrIOp>(loc, condition, one);
}
