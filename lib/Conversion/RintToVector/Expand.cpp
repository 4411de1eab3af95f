//===- Expand.cpp - Copies by plans to calls of kernels ---------*- C++ -*-===//

#include "../Utils/AroundDim.h"
#include "../Utils/Words.h"
#include "Lowerings.h"
#include "RunCopy.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/TypeUtilities.h"
#include "rint/Dialect/Rint/IR/ElementTypes.h"

using namespace mlir;
using namespace mlir::rint;

/// The vectors of a row beyond which its size picks no code of its own.
static constexpr int64_t kMaxKnownRowVectors = 8;

/// Reads the plan of an op, and what part of it is asked for: its offsets, and
/// the counts if those are of blocks.
/// `copy.slices` is known.
template <typename OpTy>
static void readPlan(VectorEmitter &e, OpTy op, RunCopy &copy) {
  copy.begin = op.getRowsBegin();
  copy.end = op.getRowsEnd();
  copy.offsets = buildUnsized(e, op.getOffsets());
  if (!op.getRepeats())
    return;
  copy.counts.emplace(e, op.getRepeats(), copy.slices);
  copy.counts->repeats = buildUnsized(e, op.getRepeats());
  copy.block = *op.getBlock();
  copy.hasPackedCounts = op.getPacked() && isContiguous(op.getOffsets());
}

/// Keeps of a known size of a long row only what picks the code.
static void generaliseRow(Copy &rows) {
  std::optional<int64_t> inner = rows.getKnownInner();
  int64_t most = kMaxKnownRowVectors * rows.getLanes();
  if (!inner || *inner <= most)
    return;
  rows.leastInner = most + 1;
  rows.hasWholeRows = *inner % rows.getLanes() == 0;
}

/// Calls the kernel that writes all of `copy`.
static void callKernel(VectorEmitter &e, const RunCopy &copy) {
  e.kernels.call(e, getKernelName("runs", copy), getOperands(copy),
                 [&](VectorEmitter &e, ValueRange operands) {
                   buildRunCopy(e, withOperands(e, copy, operands));
                   return SmallVector<Value>();
                 });
}

LogicalResult rint::lowerExpandRuns(ExpandRunsOp op, RewriterBase &rewriter,
                                    KernelLibrary &kernels) {
  if (!op.hasPureBufferSemantics())
    return rewriter.notifyMatchFailure(op, "expected buffers");
  if (!isContiguous(op.getSource()) || !isContiguous(op.getInit()) ||
      !isReadable(op.getOffsets()) ||
      (op.getRepeats() && !isReadable(op.getRepeats())))
    return rewriter.notifyMatchFailure(op, "expected contiguous buffers");
  std::optional<Words> words =
      getWords(getElementTypeOrSelf(op.getSource().getType()));
  if (!words)
    return rewriter.notifyMatchFailure(op, "expected elements of whole words");
  VectorEmitter e(op.getLoc(), rewriter, kernels);
  RunCopy copy;
  AroundDim around(e, op.getSource(), op.getDim());
  copy.outer = around.outer;
  copy.slices = around.size;
  copy.rows.inner = e.mul(around.inner, words->perElement);
  copy.total = e.createOrFold<memref::DimOp>(op.getInit(), op.getDim());
  copy.rows.bits = words->bits;
  copy.rows.align = words->align;
  copy.rows.source = buildFlatView(e, op.getSource(), *words);
  copy.rows.dest = buildFlatView(e, op.getInit(), *words);
  generaliseRow(copy.rows);
  readPlan(e, op, copy);
  callKernel(e, copy);
  rewriter.eraseOp(op);
  return success();
}

LogicalResult rint::lowerExpandIndices(ExpandIndicesOp op,
                                       RewriterBase &rewriter,
                                       KernelLibrary &kernels) {
  if (!op.hasPureBufferSemantics())
    return rewriter.notifyMatchFailure(op, "expected buffers");
  if (!isContiguous(op.getInit()) || !isReadable(op.getOffsets()) ||
      (op.getRepeats() && !isReadable(op.getRepeats())))
    return rewriter.notifyMatchFailure(op, "expected contiguous buffers");
  Type type = getElementTypeOrSelf(op.getInit().getType());
  int64_t width = getCountWidth(type);
  if (width != 8 && width != 16 && width != 32 && width != 64)
    return rewriter.notifyMatchFailure(op, "expected elements of whole words");
  VectorEmitter e(op.getLoc(), rewriter, kernels);
  Words words = *getWords(type);
  Value zero = e.index(0), one = e.index(1);
  RunCopy copy;
  copy.indexType = type;
  copy.outer = copy.rows.inner = one;
  if (op.getRepeats())
    copy.slices = e.createOrFold<memref::DimOp>(op.getRepeats(), zero);
  else
    copy.slices =
        e.sub(e.createOrFold<memref::DimOp>(op.getOffsets(), zero), one);
  copy.total = e.createOrFold<memref::DimOp>(op.getInit(), zero);
  copy.rows.bits = words.bits;
  copy.rows.align = words.align;
  copy.rows.dest = buildFlatView(e, op.getInit(), words);
  readPlan(e, op, copy);
  callKernel(e, copy);
  rewriter.eraseOp(op);
  return success();
}
