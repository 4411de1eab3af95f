//===- Segments.cpp - Reductions of segments to kernels ---------*- C++ -*-===//

#include "../Utils/AroundDim.h"
#include "Lowerings.h"
#include "SegmentReduction.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace mlir::rint;

/// The vectors of a row beyond which its size picks no code of its own.
static constexpr int64_t kMaxKnownRowVectors = 8;

/// The type of the elements that vectors hold for those of `op`: for a complex
/// number that of its parts, which are reduced side by side. Null where there
/// are no such vectors.
static Type getLaneType(ReduceSegmentsOp op) {
  Type type = getElementTypeOrSelf(op.getSource().getType());
  if (type.isIndex())
    return IntegerType::get(type.getContext(), 64);
  if (auto complex = dyn_cast<ComplexType>(type)) {
    if (op.getKind() == ReductionKind::prod)
      return Type();
    type = complex.getElementType();
  }
  if (isa<IntegerType>(type) || isa<Float8E5M2Type, Float8E4M3FNType>(type) ||
      type.isF16() || type.isBF16() || type.isF32() || type.isF64())
    return llvm::is_contained({8, 16, 32, 64}, type.getIntOrFloatBitWidth())
               ? type
               : Type();
  return Type();
}

LogicalResult rint::lowerReduceSegments(ReduceSegmentsOp op,
                                        RewriterBase &rewriter,
                                        KernelLibrary &kernels) {
  if (!op.hasPureBufferSemantics())
    return rewriter.notifyMatchFailure(op, "expected buffers");
  if (!isContiguous(op.getSource()) || !isContiguous(op.getInit()) ||
      (op.getOffsets() && !isReadable(op.getOffsets())) ||
      (op.getRepeats() && !isReadable(op.getRepeats())))
    return rewriter.notifyMatchFailure(op, "expected contiguous buffers");
  Type lane = getLaneType(op);
  if (!lane)
    return rewriter.notifyMatchFailure(op, "expected elements of whole words");
  VectorEmitter e(op.getLoc(), rewriter, kernels);
  Words words = *getWords(lane);
  SegmentReduction shape(op.getKind(), lane, words);
  int64_t dim = op.getDim();
  auto type = cast<MemRefType>(op.getSource().getType());
  AroundDim around(e, op.getSource(), dim);
  shape.outer = around.outer;
  shape.slices = around.size;
  shape.inner =
      e.mul(around.inner, isa<ComplexType>(type.getElementType()) ? 2 : 1);
  // Of a known size of a long row, only that it is one picks the code.
  std::optional<int64_t> inner = shape.getKnownInner();
  shape.hasLongRows = inner && *inner > kMaxKnownRowVectors * shape.getLanes();
  shape.segments = e.createOrFold<memref::DimOp>(op.getInit(), dim);
  shape.source = buildFlatView(e, op.getSource(), words);
  shape.dest = buildFlatView(e, op.getInit(), words);
  shape.count = op.getCount();
  if (op.getOffsets())
    shape.offsets = buildUnsized(e, op.getOffsets());
  if (op.getRepeats()) {
    shape.counts.emplace(e, op.getRepeats(), shape.segments);
    shape.counts->repeats = buildUnsized(e, op.getRepeats());
    shape.block = *op.getBlock();
  }
  callReduceKernel(e, shape);
  rewriter.eraseOp(op);
  return success();
}
