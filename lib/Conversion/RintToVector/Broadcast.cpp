//===- Broadcast.cpp - linalg.broadcast to a call of a kernel ---*- C++ -*-===//
//
// The dimensions are merged as far as they can be. Sizes that pick the code are
// made a part of the kernel, all others are operands, so that it serves many
// ops.
//
//===----------------------------------------------------------------------===//

#include "../Utils/Words.h"
#include "Lowerings.h"
#include "Repeat.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/TypeUtilities.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::rint;

/// Counts beyond this one pick no code of their own.
static constexpr int64_t kMaxKnownCount = 16;

/// What a kernel may know of a larger count: that it is one of these at least.
static constexpr int64_t kLeastCounts[] = {17, 64, 129};

/// The same for the vectors of a row.
static constexpr int64_t kMaxKnownRowVectors = 8;

static void addGroup(VectorEmitter &e, SmallVectorImpl<DimGroup> &groups,
                     bool isAdded, Value size) {
  if (isConstantIntValue(size, 1))
    return;
  if (!groups.empty() && groups.back().isAdded == isAdded)
    groups.back().size = e.mul(groups.back().size, size);
  else
    groups.push_back({isAdded, size});
}

/// The dimensions of a broadcast's result, merged as far as they can be.
static SmallVector<DimGroup> getGroups(VectorEmitter &e, linalg::BroadcastOp op,
                                       int64_t words) {
  SmallVector<DimGroup> groups;
  auto type = cast<MemRefType>(op.getInit().getType());
  for (int64_t dim = 0; dim < type.getRank(); ++dim) {
    Value size = type.isDynamicDim(dim)
                     ? e.createOrFold<memref::DimOp>(op.getInit(), dim)
                     : e.index(type.getDimSize(dim));
    addGroup(e, groups, llvm::is_contained(op.getDimensions(), dim), size);
  }
  addGroup(e, groups, /*isAdded=*/false, e.index(words));
  return groups;
}

/// Whether the result is too small for threads and for stores past the caches.
static bool isSmall(const Repeat &repeat,
                    const ConvertRintToVectorPassOptions &options) {
  int64_t bytes = repeat.bits / 8;
  for (const DimGroup &group : repeat.groups) {
    std::optional<int64_t> size = getConstantIntValue(group.size);
    if (!size || llvm::MulOverflow(bytes, *size, bytes))
      return false;
  }
  bool mayThread = options.threads > 1 && bytes >= options.parallelBytes;
  bool mayStream =
      options.streamingBytes > 0 && bytes >= options.streamingBytes;
  return !mayThread && !mayStream;
}

/// Decides which sizes are a part of the kernel: the words of a short row and
/// small counts of the innermost dimension that is copied.
static void generalise(Repeat &repeat) {
  int64_t lanes = kVectorBytes * 8 / repeat.bits;
  bool mayBeRow = true, mayBeCount = true;
  for (DimGroup &group : llvm::reverse(repeat.groups)) {
    bool isRow = !group.isAdded && mayBeRow;
    bool isCount = group.isAdded && mayBeCount;
    mayBeRow = false;
    mayBeCount &= !group.isAdded;
    std::optional<int64_t> size = getConstantIntValue(group.size);
    if (!size)
      continue;
    int64_t most = isRow     ? kMaxKnownRowVectors * lanes
                   : isCount ? kMaxKnownCount
                             : 0;
    if (*size <= most)
      continue;
    group.isKnown = false;
    if (isRow) {
      group.least = most + 1;
      group.isWhole = *size % lanes == 0;
    } else if (isCount) {
      group.least = *std::prev(llvm::upper_bound(kLeastCounts, *size));
    }
  }
}

LogicalResult rint::lowerBroadcast(linalg::BroadcastOp op,
                                   RewriterBase &rewriter,
                                   KernelLibrary &kernels) {
  if (!op.hasPureBufferSemantics())
    return rewriter.notifyMatchFailure(op, "expected buffers");
  if (!isContiguous(op.getInput()) || !isContiguous(op.getInit()))
    return rewriter.notifyMatchFailure(op, "expected contiguous buffers");
  std::optional<Words> words =
      getWords(getElementTypeOrSelf(op.getInput().getType()));
  if (!words)
    return rewriter.notifyMatchFailure(op, "expected elements of whole words");
  VectorEmitter e(op.getLoc(), rewriter, kernels);
  Repeat repeat;
  repeat.bits = words->bits;
  repeat.align = words->align;
  repeat.source = buildFlatView(e, op.getInput(), *words);
  repeat.dest = buildFlatView(e, op.getInit(), *words);
  repeat.groups = getGroups(e, op, words->perElement);
  repeat.isSmall = isSmall(repeat, kernels.options);
  generalise(repeat);
  buildRepeat(e, repeat);
  rewriter.eraseOp(op);
  return success();
}
