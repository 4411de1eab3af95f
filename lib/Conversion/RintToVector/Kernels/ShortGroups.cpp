//===- ShortGroups.cpp - The runs of four slices at once --------*- C++ -*-===//

#include "ShortGroups.h"

#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "rint/Dialect/Rint/IR/RintUtils.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::rint;

/// What a store of a short run of elements writes, if that is four elements or
/// more.
static constexpr int64_t kShortRunBytes = 16;

//===----------------------------------------------------------------------===//
// Rows
//===----------------------------------------------------------------------===//

bool rint::isShortRow(const Copy &rows) {
  std::optional<int64_t> inner = rows.getKnownInner();
  return inner && *inner > 0 && 2 * *inner <= rows.getLanes();
}

/// The elements that are loaded for a row: more than it has, where that makes
/// one load.
static int64_t getLoadedLanes(const RunCopy &copy) {
  return llvm::PowerOf2Ceil(getRowWords(copy));
}

/// The rows that the store of a short run writes.
static int64_t getShortCopies(const RunCopy &copy) {
  if (getRowWords(copy) > 1)
    return copy.rows.getLanes() / getRowWords(copy);
  return std::max<int64_t>(kShortRunBytes / copy.rows.getBytes(), 4);
}

static Value buildIndex(VectorEmitter &e, const RunCopy &copy, Value slice) {
  Value index = buildIndexAsElement(e, e.getLoc(), slice, copy.indexType);
  if (copy.indexType.isIndex())
    return arith::IndexCastOp::create(e, e.getI64Type(), index);
  Type word = e.getIntegerType(copy.rows.bits);
  if (index.getType() == word)
    return index;
  return UnrealizedConversionCastOp::create(e, word, index).getResult(0);
}

Value rint::buildWord(VectorEmitter &e, const RunCopy &copy,
                      const RowRange &part, Value slice) {
  if (!copy.rows.source)
    return buildIndex(e, copy, slice);
  return e.load(copy.rows.source, e.add(part.sourceBase, slice),
                copy.rows.align);
}

Value rint::buildCopies(VectorEmitter &e, const RunCopy &copy,
                        const RowRange &part, Value slice, int64_t lanes) {
  const Copy &rows = copy.rows;
  int64_t inner = getRowWords(copy);
  if (inner == 1)
    return e.broadcast(buildWord(e, copy, part, slice), lanes);
  Value from = e.mul(e.add(part.sourceBase, slice), inner);
  Value row = e.loadVector(rows.source, from, getLoadedLanes(copy), rows.align);
  return e.shuffle(row, row,
                   llvm::map_to_vector(llvm::seq(lanes), [&](int64_t lane) {
                     return lane % inner;
                   }));
}

Value rint::loadWords(VectorEmitter &e, const RunCopy &copy,
                      const RowRange &part, Value slice, int64_t slices) {
  const Copy &rows = copy.rows;
  if (rows.source)
    return e.loadVector(rows.source, e.add(part.sourceBase, slice), slices,
                        rows.align);
  Value first = e.broadcast(buildIndex(e, copy, slice), slices);
  auto type = cast<VectorType>(first.getType());
  auto steps = llvm::map_to_vector(
      llvm::seq(slices), [&](int64_t i) { return APInt(rows.bits, i); });
  return arith::AddIOp::create(
      e, first,
      arith::ConstantOp::create(
          e, DenseElementsAttr::get(type, ArrayRef<APInt>(steps))));
}

//===----------------------------------------------------------------------===//
// Groups
//===----------------------------------------------------------------------===//

/// The counts of the slices from `slice` on, each of which has its own.
static SmallVector<Value> loadGroup(VectorEmitter &e, const RunCopy &copy,
                                    Value slice) {
  return llvm::map_to_vector(llvm::seq(kGroup), [&](int64_t i) -> Value {
    Value at = e.add(slice, i);
    if (!copy.counts)
      return copy.loadCount(e, at);
    return buildCountAsIndex(e, e.getLoc(), copy.counts->loadOwn(e, at));
  });
}

Value rint::buildIsShortGroup(VectorEmitter &e, const RunCopy &copy,
                              Value slice, Value end) {
  Value isGroup = e.isAtLeast(end, e.add(slice, kGroup));
  if (copy.counts)
    isGroup = e.both(isGroup, copy.counts->isVector);
  return e.ifValue(
      isGroup,
      [&]() -> Value {
        // As all counts are below a power of two if their common bits are.
        Value bits = e.index(0);
        for (Value count : loadGroup(e, copy, slice))
          bits = e.createOrFold<arith::OrIOp>(bits, count);
        return e.isLess(
            bits, e.index(llvm::bit_floor<uint64_t>(getShortCopies(copy))));
      },
      [&] { return isGroup; });
}

Value rint::buildShortGroup(VectorEmitter &e, const RunCopy &copy,
                            const RowRange &part, Value slice, Value dest,
                            Value to) {
  int64_t inner = getRowWords(copy);
  int64_t lanes = inner == 1 ? getShortCopies(copy) : copy.rows.getLanes();
  // Each position comes from the one in front of the group, not from the last.
  Value sum = e.index(0);
  for (auto [i, count] : llvm::enumerate(loadGroup(e, copy, slice))) {
    Value copies = buildCopies(e, copy, part, e.add(slice, i), lanes);
    e.storeVector(copies, dest, e.add(to, e.mul(sum, inner)), copy.rows.align);
    sum = e.add(sum, count);
  }
  return sum;
}
