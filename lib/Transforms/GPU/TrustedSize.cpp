//===- TrustedSize.cpp - A size that is said to be right --------*- C++ -*-===//

#include "TrustedSize.h"

#include "FailureBranches.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mlir::rint;

TrustedSize::TrustedSize(ArrayRef<Operation *> ops, CheckOp equality,
                         Value number)
    : ops(ops), equality(equality), load(ops.front()),
      compare(equality.getCondition().getDefiningOp()) {
  stated.map(load->getResult(0), number);
}

Value TrustedSize::buildIsGood(OpBuilder &builder) {
  Location loc = equality.getLoc();
  Value isGood = arith::ConstantIntOp::create(builder, loc, 1, 1);
  for (Operation *op : ops.drop_front()) {
    Value holds;
    if (auto check = dyn_cast<CheckOp>(op)) {
      holds = stated.lookupOrDefault(check.getCondition());
    } else if (auto branch = dyn_cast<scf::IfOp>(op)) {
      holds =
          buildNot(builder, loc, stated.lookupOrDefault(branch.getCondition()));
    } else {
      Operation *clone = builder.clone(*op, stated);
      SmallVector<Value> folded;
      if (succeeded(builder.tryFold(clone, folded))) {
        stated.map(op->getResults(), folded);
        clone->erase();
      }
      continue;
    }
    isGood = builder.createOrFold<arith::AndIOp>(loc, isGood, holds);
  }
  return isGood;
}

void TrustedSize::buildFailure(OpBuilder &builder) const {
  IRMapping real, taken = stated;
  for (Operation *op : ops)
    builder.clone(*op, real);
  // Only if memory was short before and is not now does the run get here.
  CheckOp last;
  for (Operation *op : ops)
    if (isa<CheckOp>(op))
      last = cast<CheckOp>(builder.clone(*op, taken));
  setFailing(last);
}

SmallVector<Operation *> TrustedSize::buildComparison(OpBuilder &builder) {
  for (auto [real, known] : stated.getValueMap())
    real.replaceUsesWithIf(known, [&](OpOperand &use) {
      return llvm::none_of(
          ops, [&](Operation *op) { return op->isAncestor(use.getOwner()); });
    });
  Location loc = equality.getLoc();
  Value differs = buildNot(builder, loc, compare->getResult(0));
  auto branch = scf::IfOp::create(builder, loc, differs);
  Operation *end = branch.thenBlock()->getTerminator();
  for (Operation *op : ops.drop_front())
    if (op != compare)
      op->moveBefore(end);
  setFailing(equality);
  SmallVector<Operation *> all = {load, compare};
  if (Operation *negation = differs.getDefiningOp())
    all.push_back(negation);
  all.push_back(branch);
  return all;
}
