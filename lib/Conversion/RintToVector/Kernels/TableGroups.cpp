//===- TableGroups.cpp - Runs of up to three words by tables ----*- C++ -*-===//

#include "TableGroups.h"

#include "../../Utils/Words.h"
#include "../KernelLibrary.h"
#include "ShortGroups.h"

#include "mlir/Dialect/Vector/IR/VectorOps.h"

#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::rint;

/// The bits of a count in the number of a row, and the counts that they hold.
static constexpr int64_t kCountBits = 2;
static constexpr int64_t kMostCount = (1 << kCountBits) - 1;

/// The bytes that are permuted at once, and so those of the slices that share a
/// row of the tables.
static constexpr int64_t kPermutedBytes = 16;

/// The slices that share a row, unless their words take more bytes.
static constexpr int64_t kMostRowSlices = 4;

/// Counts that are packed together: those of a block that are left over are
/// not.
static constexpr int64_t kPackedGroup = 16;

namespace {

/// The shape of the tables for words of some size.
struct TableShape {
  explicit TableShape(int64_t wordBytes)
      : wordBytes(wordBytes),
        slices(std::min(kMostRowSlices, kPermutedBytes / wordBytes)),
        vectors(llvm::divideCeil(slices * kMostCount * wordBytes,
                                 kPermutedBytes)) {}

  int64_t getRows() const { return int64_t(1) << (kCountBits * slices); }
  int64_t getRowBytes() const { return vectors * kPermutedBytes; }
  int64_t getWords() const { return kPermutedBytes / wordBytes; }

  /// The count of the slice `i` in the row `row`.
  static int64_t getCount(int64_t row, int64_t i) {
    return (row >> (kCountBits * i)) & kMostCount;
  }

  /// The bytes of a row's slices, and the vectors that their runs can fill.
  int64_t wordBytes, slices, vectors;
};

} // namespace

//===----------------------------------------------------------------------===//
// Tables
//===----------------------------------------------------------------------===//

/// For every row, the byte of the slices that each byte of their runs is.
static SmallVector<uint8_t> computePermutations(const TableShape &shape) {
  SmallVector<uint8_t> bytes(shape.getRows() * shape.getRowBytes(), 0);
  for (int64_t row = 0; row < shape.getRows(); ++row) {
    uint8_t *to = bytes.data() + row * shape.getRowBytes();
    for (int64_t slice = 0; slice < shape.slices; ++slice)
      for (int64_t i = 0; i < shape.getCount(row, slice); ++i)
        for (int64_t byte = 0; byte < shape.wordBytes; ++byte)
          *to++ = slice * shape.wordBytes + byte;
  }
  return bytes;
}

/// For every row, how many words its runs have. Rows of fewer slices are the
/// first of those of more, so this table serves all words.
static SmallVector<uint8_t> computeSizes() {
  SmallVector<uint8_t> sizes(int64_t(1) << (kCountBits * kMostRowSlices), 0);
  for (int64_t row = 0, end = sizes.size(); row < end; ++row)
    for (int64_t slice = 0; slice < kMostRowSlices; ++slice)
      sizes[row] += TableShape::getCount(row, slice);
  return sizes;
}

static Value getPermutations(VectorEmitter &e, const TableShape &shape) {
  return e.kernels.getTable(
      e, "rint_run_permutations_i" + Twine(8 * shape.wordBytes),
      computePermutations(shape));
}

static Value getSizes(VectorEmitter &e) {
  return e.kernels.getTable(e, "rint_run_sizes", computeSizes());
}

//===----------------------------------------------------------------------===//
// Counts
//===----------------------------------------------------------------------===//

bool rint::mayUseTables(const VectorEmitter &e, const RunCopy &copy) {
  return copy.hasPackedCounts && copy.rows.getKnownInner() == 1 &&
         e.kernels.options.permuteBytes >= kPermutedBytes;
}

Value rint::buildTableEnd(VectorEmitter &e, const RunCopy &copy,
                          const SliceRange &slices) {
  Value flag = copy.loadOffset(e, slices.packed);
  Value whole = e.index(kPackedGroup);
  Value end =
      e.add(slices.begin,
            e.mul(e.div(e.sub(slices.end, slices.begin), whole), whole));
  return e.select(e.isEqual(flag, e.index(1)), end, slices.begin);
}

/// The numbers of the rows of the group at `slice`, side by side from the
/// lowest bits on.
static Value loadRowNumbers(VectorEmitter &e, const RunCopy &copy,
                            const SliceRange &slices, Value slice) {
  Words words;
  words.bits = kCountBits * kTableGroup;
  words.perElement = 64 / words.bits;
  words.align = words.bits / 8;
  Value begin = e.mul(e.add(slices.packed, 1), words.perElement);
  Value group = e.div(e.sub(slice, slices.begin), e.index(kTableGroup));
  Value numbers = e.load(buildFlatView(e, copy.offsets, words),
                         e.add(begin, group), words.align);
  return arith::IndexCastUIOp::create(e, e.getIndexType(), numbers);
}

//===----------------------------------------------------------------------===//
// Runs
//===----------------------------------------------------------------------===//

/// The words of the `slices` slices from `slice` on, in the lowest bytes of a
/// vector that is permuted.
static Value loadSlices(VectorEmitter &e, const RunCopy &copy,
                        const RowRange &part, Value slice, int64_t slices) {
  Value words = loadWords(e, copy, part, slice, slices);
  int64_t bytes = slices * copy.rows.getBytes();
  words = vector::BitCastOp::create(e, VectorType::get({bytes}, e.getI8Type()),
                                    words);
  if (bytes == kPermutedBytes)
    return words;
  return e.shuffle(
      words, words,
      llvm::map_to_vector(llvm::seq(kPermutedBytes),
                          [&](int64_t lane) { return lane % bytes; }));
}

Value rint::buildTableGroup(VectorEmitter &e, const RunCopy &copy,
                            const RowRange &part, const SliceRange &slices,
                            Value slice, Value dest, Value to) {
  TableShape shape(copy.rows.getBytes());
  Value table = getPermutations(e, shape), sizes = getSizes(e);
  Value rows = loadRowNumbers(e, copy, slices, slice);
  auto wordType =
      VectorType::get({shape.getWords()}, e.getIntegerType(copy.rows.bits));
  Value sum = e.index(0);
  for (int64_t i = 0; i < kTableGroup; i += shape.slices) {
    Value row = arith::AndIOp::create(e, rows, e.index(shape.getRows() - 1));
    Value vector = loadSlices(e, copy, part, e.add(slice, i), shape.slices);
    Value mask = e.mul(row, shape.getRowBytes());
    for (int64_t k = 0; k < shape.vectors; ++k) {
      Value lanes = e.loadVector(table, e.add(mask, k * kPermutedBytes),
                                 kPermutedBytes, kPermutedBytes);
      Value run =
          vector::BitCastOp::create(e, wordType, e.permute(vector, lanes));
      Value at = e.add(e.add(to, sum), k * shape.getWords());
      e.storeVector(run, dest, at, copy.rows.align);
    }
    Value size = e.load(sizes, row, 1);
    sum = e.add(sum, arith::IndexCastUIOp::create(e, e.getIndexType(), size));
    rows = arith::ShRUIOp::create(e, rows, e.index(kCountBits * shape.slices));
  }
  return sum;
}
