//===- RintCheckOps.cpp - Checks, views and fences --------------*- C++ -*-===//

#include "rint/Dialect/Rint/IR/Rint.h"

#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/PatternMatch.h"
#include "rint/Dialect/Rint/IR/ElementTypes.h"

using namespace mlir;
using namespace mlir::rint;

//===----------------------------------------------------------------------===//
// FlatViewOp
//===----------------------------------------------------------------------===//

LogicalResult FlatViewOp::verify() {
  MemRefType source = getSource().getType();
  if (!source.areTrailingDimsContiguous(source.getRank()))
    return emitOpError("expected source to be contiguous, but got ") << source;
  int64_t bytes = getElementBytes(source.getElementType());
  Type word = cast<MemRefType>(getType()).getElementType();
  if (bytes % getElementBytes(word) != 0)
    return emitOpError("expected the size of an element to be a multiple of ")
           << getElementBytes(word) << ", but got " << bytes;
  return success();
}

Value FlatViewOp::getViewSource() { return getSource(); }

//===----------------------------------------------------------------------===//
// CheckOp
//===----------------------------------------------------------------------===//

void CheckOp::getEffects(
    SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>>
        &effects) {
  // It may end the run, so it must neither be removed nor moved.
  effects.emplace_back(MemoryEffects::Write::get());
}

LogicalResult CheckOp::canonicalize(CheckOp op, PatternRewriter &rewriter) {
  if (!isConstantIntValue(op.getCondition(), 1) &&
      !isConstantIntValue(op.getCondition(), -1))
    return failure();
  rewriter.eraseOp(op);
  return success();
}

//===----------------------------------------------------------------------===//
// FitsMemoryOp
//===----------------------------------------------------------------------===//

OpFoldResult FitsMemoryOp::fold(FoldAdaptor adaptor) {
  auto bytes = dyn_cast_if_present<IntegerAttr>(adaptor.getBytes());
  if (!bytes || bytes.getInt() < 0 || bytes.getInt() > kAlwaysFitsBytes)
    return {};
  return BoolAttr::get(getContext(), true);
}
