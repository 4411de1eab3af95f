//===- RintDestinationOps.cpp - Destination-passing rint ops ----*- C++ -*-===//

#include "Rules.h"
#include "rint/Dialect/Rint/IR/Rint.h"

using namespace mlir;
using namespace mlir::rint;

/// Checks that the op is on tensors only, with a result that is its init, or on
/// memrefs only, without one.
static LogicalResult verifyDestination(Operation *op, Value init) {
  bool isTensor = isa<TensorType>(init.getType());
  for (Value operand : op->getOperands())
    if (isa<ShapedType>(operand.getType()) &&
        isa<TensorType>(operand.getType()) != isTensor)
      return op->emitOpError("expected all operands to be tensors or all to be "
                             "memrefs, but got ")
             << operand.getType() << " and " << init.getType();
  unsigned numResults = isTensor ? 1 : 0;
  if (op->getNumResults() != numResults)
    return op->emitOpError("expected ")
           << numResults << " results, but got " << op->getNumResults();
  if (isTensor && op->getResult(0).getType() != init.getType())
    return op->emitOpError("expected the type of the result to be ")
           << init.getType() << ", but got " << op->getResult(0).getType();
  return success();
}

/// Checks that blocks come together with the operand that they need, and packed
/// counts with blocks that fill words of them.
static LogicalResult verifyBlock(Operation *op, Value operand, StringRef name,
                                 std::optional<uint64_t> block, bool isPacked) {
  if (bool(operand) != block.has_value())
    return op->emitOpError("expected ")
           << name << " and a block, or neither, but got only "
           << (operand ? name : StringRef("a block"));
  if (!isPacked)
    return success();
  if (!block)
    return op->emitOpError("expected packed counts to have a block, but got "
                           "none");
  if (*block % kPackedCounts != 0)
    return op->emitOpError("expected the block of packed counts to be a "
                           "multiple of ")
           << kPackedCounts << ", but got " << *block;
  return success();
}

/// Checks that a range of rows has both ends, and is one of a buffer: a tensor
/// is made as a whole.
static LogicalResult verifyRows(DestinationStyleOpInterface op, Value begin,
                                Value end) {
  if (bool(begin) != bool(end))
    return op->emitOpError("expected both ends of a range of rows, or neither, "
                           "but got only ")
           << (begin ? "the first" : "the last");
  if (begin && !op.hasPureBufferSemantics())
    return op->emitOpError(
        "expected a range of rows to be one of a memref, but got tensors");
  return success();
}

/// Buffers are read and the init is written; on tensors there is no effect.
static void getDestinationEffects(
    DestinationStyleOpInterface op,
    SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>>
        &effects) {
  if (!op.hasPureBufferSemantics())
    return;
  for (OpOperand &operand : op->getOpOperands()) {
    if (!isa<MemRefType>(operand.get().getType()))
      continue;
    if (op.isDpsInit(&operand))
      effects.emplace_back(MemoryEffects::Write::get(), &operand);
    else
      effects.emplace_back(MemoryEffects::Read::get(), &operand);
  }
}

LogicalResult ScanRepeatsOp::verify() {
  if (failed(verifyDestination(*this, getInit())))
    return failure();
  return verifyBlock(*this, getSlices(), "slices", getBlock(), getPacked());
}

void ScanRepeatsOp::getEffects(
    SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>>
        &effects) {
  getDestinationEffects(*this, effects);
}

LogicalResult ExpandRunsOp::verify() {
  if (failed(verifyDestination(*this, getInit())) ||
      failed(verifyBlock(*this, getRepeats(), "repeats", getBlock(),
                         getPacked())) ||
      failed(verifyRows(*this, getRowsBegin(), getRowsEnd())))
    return failure();
  auto source = cast<ShapedType>(getSource().getType());
  auto init = cast<ShapedType>(getInit().getType());
  int64_t dim = getDim();
  if (source.getRank() != init.getRank() || dim >= source.getRank() ||
      source.getElementType() != init.getElementType())
    return emitOpError("expected source and init to have one element type and "
                       "one rank above ")
           << dim << ", but got " << source << " and " << init;
  if (getRowsBegin() && dim != 0)
    return emitOpError("expected a range of rows to be along dim 0, but got ")
           << dim;
  return success();
}

void ExpandRunsOp::getEffects(
    SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>>
        &effects) {
  getDestinationEffects(*this, effects);
}

LogicalResult ReduceSegmentsOp::verify() {
  if (failed(verifyDestination(*this, getInit())) ||
      failed(verifyBlock(*this, getRepeats(), "repeats", getBlock(),
                         /*isPacked=*/false)))
    return failure();
  if (bool(getOffsets()) == bool(getCount()) || (getCount() && getRepeats()))
    return emitOpError("expected offsets or a count, but got ")
           << (getCount() ? "both" : "neither");
  auto source = cast<ShapedType>(getSource().getType());
  auto init = cast<ShapedType>(getInit().getType());
  int64_t dim = getDim();
  if (source.getRank() != init.getRank() || dim >= source.getRank() ||
      source.getElementType() != init.getElementType())
    return emitOpError("expected source and init to have one element type and "
                       "one rank above ")
           << dim << ", but got " << source << " and " << init;
  return Rules([this] { return emitOpError(); })
      .checkSegmentsType(getKind(), source.getElementType());
}

void ReduceSegmentsOp::getEffects(
    SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>>
        &effects) {
  getDestinationEffects(*this, effects);
}

LogicalResult ExpandIndicesOp::verify() {
  if (failed(verifyDestination(*this, getInit())) ||
      failed(verifyRows(*this, getRowsBegin(), getRowsEnd())))
    return failure();
  return verifyBlock(*this, getRepeats(), "repeats", getBlock(), getPacked());
}

void ExpandIndicesOp::getEffects(
    SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>>
        &effects) {
  getDestinationEffects(*this, effects);
}
