//===- Kernels.cpp - One kernel for each regime -----------------*- C++ -*-===//

#include "Piece.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

#include <numeric>

using namespace mlir;
using namespace mlir::rint;

/// More shuffles than these for one loaded vector gain nothing over stores of a
/// broadcast element or row.
static constexpr int64_t kMaxShuffles = 16;

/// The same for a group of vectors, where rows do not fill one exactly.
static constexpr int64_t kMaxGroupShuffles = 24;

/// The vectors of a row that is kept in registers.
static constexpr int64_t kMaxRowVectors = 8;

/// The stores in a turn of a loop over few vectors.
static constexpr int64_t kMinStores = 4;

/// A block of a row that is copied to all its destinations while it is in the
/// first-level cache.
static constexpr int64_t kBlockBytes = 16384;

/// The grain of stores that may run over into what is written next.
static constexpr int64_t kOverrunBytes = 16;

//===----------------------------------------------------------------------===//
// Pieces
//===----------------------------------------------------------------------===//

Piece Piece::slice(Emitter &e, Value begin, Value size) const {
  Piece result = *this;
  result.sourceBegin = e.add(sourceBegin, e.mul(begin, inner));
  result.destBegin = e.add(destBegin, e.mul(begin, getUnit(e)));
  result.n = size;
  return result;
}

Piece Piece::sliceCopies(Emitter &e, Value begin, Value size) const {
  Piece result = *this;
  result.destBegin = e.add(destBegin, e.mul(begin, inner));
  result.r = size;
  return result;
}

void rint::buildElements(Emitter &e, const Piece &piece) {
  Value zero = e.index(0), unit = piece.getUnit(e);
  e.forRange(zero, piece.n, [&](Value i) {
    Value from = e.add(piece.sourceBegin, e.mul(i, piece.inner));
    Value to = e.add(piece.destBegin, e.mul(i, unit));
    e.forRange(zero, piece.inner, [&](Value k) {
      Value element = e.load(piece.source, e.add(from, k), piece.align);
      Value first = e.add(to, k);
      e.forRange(zero, piece.r, [&](Value j) {
        e.store(element, piece.dest, e.add(first, e.mul(j, piece.inner)),
                piece.align);
      });
    });
  });
}

//===----------------------------------------------------------------------===//
// Shuffles
//===----------------------------------------------------------------------===//

bool rint::isShuffleable(int64_t r, int64_t inner, int64_t bits) {
  int64_t lanes = kVectorBytes * 8 / bits;
  if (r < 1 || r > kMaxShuffles || inner < 1 || 2 * inner > lanes)
    return false;
  int64_t loads = inner / std::gcd(inner, lanes);
  return loads == 1 || loads * r <= kMaxGroupShuffles;
}

namespace {

/// The least number of rows that fill vectors, and what becomes of those.
class ShuffleGroup {
public:
  ShuffleGroup(int64_t r, int64_t inner, const Piece &piece)
      : r(r), inner(inner), lanes(piece.getLanes()), bits(piece.bits) {}

  /// The elements of all rows of a group.
  int64_t getSize() const { return inner / std::gcd(inner, lanes) * lanes; }

  /// Loads the rows at `from` and stores their copies from `to` on.
  void build(Emitter &e, const Piece &piece, Value from, Value to,
             bool streams) const {
    from = e.add(piece.sourceBegin, from);
    to = e.add(piece.destBegin, to);
    SmallVector<Value> loaded;
    for (int64_t at = 0; at < getSize(); at += lanes)
      loaded.push_back(
          e.loadVector(piece.source, e.add(from, at), lanes, piece.align));
    for (int64_t at = 0; at < getSize() * r; at += lanes) {
      Value copies = buildVector(e, loaded, at);
      if (streams)
        e.streamVector(copies, piece.dest, e.add(to, at));
      else
        e.storeVector(copies, piece.dest, e.add(to, at), piece.align);
    }
  }

private:
  /// The position in the source of what is at `at` in the result.
  int64_t getOrigin(int64_t at) const {
    return at / (r * inner) * inner + at % inner;
  }

  /// The vector of the result that starts at `at`. Its elements come from one
  /// or two loaded vectors.
  Value buildVector(Emitter &e, ArrayRef<Value> loaded, int64_t at) const {
    // LLVM takes this one for an interleaved access of four vectors and forgets
    // that it streams. Four equal bytes are a product as well.
    if (bits == 8 && r == 4 && inner == 1)
      return buildFourBytes(e, loaded[0], at / r);
    SmallVector<int64_t> mask;
    int64_t first = std::numeric_limits<int64_t>::max();
    for (int64_t lane = 0; lane < lanes; ++lane) {
      mask.push_back(getOrigin(at + lane));
      first = std::min(first, mask.back() / lanes);
    }
    for (int64_t &lane : mask)
      lane -= first * lanes;
    int64_t last = std::min<int64_t>(first + 1, loaded.size() - 1);
    return e.shuffle(loaded[first], loaded[last], mask);
  }

  Value buildFourBytes(Emitter &e, Value bytes, int64_t begin) const {
    auto mask = llvm::to_vector(llvm::seq(begin, begin + lanes / 4));
    auto words = VectorType::get({lanes / 4}, e.getI32Type());
    Value wide =
        arith::ExtUIOp::create(e, words, e.shuffle(bytes, bytes, mask));
    Value ones = arith::ConstantOp::create(
        e, DenseElementsAttr::get(words, e.getI32IntegerAttr(0x01010101)));
    return vector::BitCastOp::create(e, bytes.getType(),
                                     arith::MulIOp::create(e, wide, ones));
  }

  int64_t r, inner, lanes, bits;
};

} // namespace

/// The last group starts early enough to be whole, and writes again what is
/// there already.
void rint::buildShuffle(Emitter &e, const Piece &unknown, int64_t r,
                        int64_t inner) {
  Piece piece = unknown;
  piece.r = e.index(r);
  piece.inner = e.index(inner);
  ShuffleGroup group(r, inner, piece);
  Value size = e.index(group.getSize()), zero = e.index(0);
  Value elements = e.mul(piece.n, piece.inner);
  auto buildLoop = [&](Value begin, Value end, bool streams) {
    Value last = e.sub(elements, size);
    e.forRange(begin, end, [&](Value i) {
      Value from = e.mul(i, size);
      if (!streams)
        from = e.min(from, last);
      group.build(e, piece, from, e.mul(from, piece.r), streams);
    });
  };
  Value begin = zero;
  if (piece.streams) {
    begin = e.select(piece.streams, e.div(elements, size), zero);
    buildLoop(zero, begin, /*streams=*/true);
  }
  e.ifElse(
      e.isAtLeast(elements, size),
      [&] { buildLoop(begin, e.ceilDiv(elements, size), /*streams=*/false); },
      [&] { buildElements(e, piece); });
}

//===----------------------------------------------------------------------===//
// Tiles
//===----------------------------------------------------------------------===//

bool rint::isTileable(int64_t inner, int64_t bits) {
  int64_t lanes = kVectorBytes * 8 / bits;
  return inner > 1 && inner <= lanes &&
         inner / std::gcd(inner, lanes) <= kMaxShuffles;
}

/// The last period starts early enough to be whole, and writes again what is
/// there already: all of them start with a row, and so does that one.
void rint::buildTile(Emitter &e, const Piece &piece, int64_t inner) {
  int64_t lanes = piece.getLanes();
  int64_t vectors = inner / std::gcd(inner, lanes);
  vectors *= llvm::divideCeil(kMinStores, vectors);
  Value size = e.index(vectors * lanes), zero = e.index(0);
  Value elements = e.mul(piece.r, inner);
  auto buildLoop = [&](ArrayRef<Value> period, Value begin, Value end,
                       bool streams) {
    Value last = e.sub(elements, size);
    e.forRange(begin, end, [&](Value i) {
      Value at = e.mul(i, size);
      Value to = e.add(piece.destBegin, streams ? at : e.min(at, last));
      for (auto [k, vector] : llvm::enumerate(period)) {
        Value copies = e.add(to, k * lanes);
        if (streams)
          e.streamVector(vector, piece.dest, copies);
        else
          e.storeVector(vector, piece.dest, copies, piece.align);
      }
    });
  };
  auto buildPeriods = [&] {
    Value row =
        e.loadVector(piece.source, piece.sourceBegin, inner, piece.align);
    SmallVector<Value> period;
    for (int64_t at = 0; at < vectors * lanes; at += lanes)
      period.push_back(e.shuffle(
          row, row,
          llvm::map_to_vector(llvm::seq(at, at + lanes),
                              [&](int64_t lane) { return lane % inner; })));
    Value begin = zero;
    if (piece.streams) {
      begin = e.select(piece.streams, e.div(elements, size), zero);
      buildLoop(period, zero, begin, /*streams=*/true);
    }
    buildLoop(period, begin, e.ceilDiv(elements, size), /*streams=*/false);
  };
  e.ifElse(e.isAtLeast(elements, size), buildPeriods,
           [&] { buildElements(e, piece); });
}

//===----------------------------------------------------------------------===//
// Runs
//===----------------------------------------------------------------------===//

/// Calls `store` with the positions of vectors that cover `size` elements from
/// `to` on, at least a vector's. Those between the first and the last are
/// aligned, which makes up for what finding them costs.
static void buildCover(Emitter &e, const Piece &piece, Value to, Value size,
                       function_ref<void(Value)> store) {
  Value zero = e.index(0), lanes = e.index(piece.getLanes());
  std::optional<int64_t> known = getConstantIntValue(size);
  if (known && *known % piece.getLanes() == 0)
    return e.forRange(zero, size, lanes, store);
  Value address = memref::ExtractAlignedPointerAsIndexOp::create(e, piece.dest);
  Value position = e.add(e.div(address, e.index(piece.getBytes())), to);
  Value past = e.createOrFold<arith::RemUIOp>(position, lanes);
  store(zero);
  Value last = e.sub(size, lanes);
  e.forRange(e.sub(lanes, past), last, lanes, store);
  store(last);
}

void rint::buildFill(Emitter &e, const Piece &piece, Value vector, Value to,
                     Value size) {
  Value lanes = e.index(piece.getLanes()), zero = e.index(0);
  auto buildCached = [&] {
    buildCover(e, piece, to, size, [&](Value at) {
      e.storeVector(vector, piece.dest, e.add(to, at), piece.align);
    });
  };
  if (!piece.streams)
    return buildCached();
  e.ifElse(
      piece.streams,
      [&] {
        e.forRange(zero, size, lanes, [&](Value at) {
          e.streamVector(vector, piece.dest, e.add(to, at));
        });
      },
      buildCached);
}

/// Runs of less than a vector: each is written in grains, of which the last
/// runs over into the next run.
static void buildShortRuns(Emitter &e, const Piece &piece) {
  Value zero = e.index(0), one = e.index(1);
  int64_t lanes = kOverrunBytes / piece.getBytes();
  Value grain = e.index(lanes);
  Value written = e.roundUp(piece.r, grain);
  Value results = e.mul(piece.n, piece.r);
  // A count of zero gets no run; the division has to be defined all the same.
  Value r = e.max(piece.r, one);
  Value runs =
      e.select(e.both(e.isAtLeast(results, written), e.isLess(zero, piece.r)),
               e.add(e.div(e.sub(results, written), r), one), zero);
  e.forRange(zero, runs, [&](Value i) {
    Value element =
        e.load(piece.source, e.add(piece.sourceBegin, i), piece.align);
    Value vector = e.broadcast(element, lanes);
    Value to = e.add(piece.destBegin, e.mul(i, piece.r));
    e.forRange(zero, piece.r, grain, [&](Value at) {
      e.storeVector(vector, piece.dest, e.add(to, at), piece.align);
    });
  });
  buildElements(e, piece.slice(e, runs, e.sub(piece.n, runs)));
}

void rint::buildRuns(Emitter &e, const Piece &piece, bool hasShortRuns) {
  int64_t lanes = piece.getLanes();
  e.ifElse(
      e.isAtLeast(piece.r, e.index(lanes)),
      [&] {
        e.forRange(e.index(0), piece.n, [&](Value i) {
          Value element =
              e.load(piece.source, e.add(piece.sourceBegin, i), piece.align);
          Value to = e.add(piece.destBegin, e.mul(i, piece.r));
          buildFill(e, piece, e.broadcast(element, lanes), to, piece.r);
        });
      },
      [&] {
        if (hasShortRuns)
          buildShortRuns(e, piece);
        else
          buildElements(e, piece);
      });
}

//===----------------------------------------------------------------------===//
// Rows
//===----------------------------------------------------------------------===//

void rint::buildCopy(Emitter &e, const Piece &piece, Value from, Value to,
                     Value size) {
  int64_t lanes = piece.getLanes();
  Value zero = e.index(0), step = e.index(lanes);
  auto load = [&](Value at) {
    return e.loadVector(piece.source, e.add(from, at), lanes, piece.align);
  };
  auto buildCached = [&] {
    buildCover(e, piece, to, size, [&](Value at) {
      e.storeVector(load(at), piece.dest, e.add(to, at), piece.align);
    });
  };
  if (!piece.streams)
    return buildCached();
  e.ifElse(
      piece.streams,
      [&] {
        e.forRange(zero, size, step, [&](Value at) {
          e.streamVector(load(at), piece.dest, e.add(to, at));
        });
      },
      buildCached);
}

/// Rows of less than a vector: loads and stores in grains, of which the last
/// runs over into the next row.
static void buildShortRows(Emitter &e, const Piece &piece) {
  Value zero = e.index(0), one = e.index(1);
  int64_t lanes = kOverrunBytes / piece.getBytes();
  Value grain = e.index(lanes);
  Value moved = e.roundUp(piece.inner, grain);
  Value elements = e.mul(piece.n, piece.inner);
  Value inner = e.max(piece.inner, one);
  // Rows from which a whole number of grains can be read; then there is room to
  // write as many.
  Value rows = e.select(
      e.both(e.isAtLeast(elements, moved), e.isLess(zero, piece.inner)),
      e.add(e.div(e.sub(elements, moved), inner), one), zero);
  rows = e.select(e.isLess(zero, piece.r), rows, zero);
  e.forRange(zero, rows, [&](Value i) {
    Value from = e.add(piece.sourceBegin, e.mul(i, piece.inner));
    Value to = e.add(piece.destBegin, e.mul(i, piece.getUnit(e)));
    e.forRange(zero, piece.r, [&](Value j) {
      Value copy = e.add(to, e.mul(j, piece.inner));
      e.forRange(zero, piece.inner, grain, [&](Value at) {
        Value vector =
            e.loadVector(piece.source, e.add(from, at), lanes, piece.align);
        e.storeVector(vector, piece.dest, e.add(copy, at), piece.align);
      });
    });
  });
  buildElements(e, piece.slice(e, rows, e.sub(piece.n, rows)));
}

bool rint::isHeldRow(const Piece &piece) {
  std::optional<int64_t> inner = getConstantIntValue(piece.inner);
  int64_t lanes = piece.getLanes();
  return inner && *inner >= lanes && *inner <= kMaxRowVectors * lanes;
}

void rint::buildHeldRow(Emitter &e, const Piece &piece, Value from, Value to,
                        Value copies, bool streams) {
  int64_t lanes = piece.getLanes(), inner = *getConstantIntValue(piece.inner);
  SmallVector<int64_t> positions;
  for (int64_t at = 0; at < inner - lanes; at += lanes)
    positions.push_back(at);
  positions.push_back(inner - lanes);
  auto vectors = llvm::map_to_vector(positions, [&](int64_t at) {
    return e.loadVector(piece.source, e.add(from, at), lanes, piece.align);
  });
  e.forRange(e.index(0), copies, [&](Value j) {
    Value copy = e.add(to, e.mul(j, piece.inner));
    for (auto [at, vector] : llvm::zip_equal(positions, vectors)) {
      if (streams)
        e.streamVector(vector, piece.dest, e.add(copy, at));
      else
        e.storeVector(vector, piece.dest, e.add(copy, at), piece.align);
    }
  });
}

void rint::buildHeldRows(Emitter &e, const Piece &piece,
                         function_ref<void(bool)> build) {
  int64_t inner = *getConstantIntValue(piece.inner);
  // Streams only where all vectors are aligned.
  if (!piece.streams || inner % piece.getLanes() != 0)
    return build(/*streams=*/false);
  e.ifElse(
      piece.streams, [&] { build(/*streams=*/true); },
      [&] { build(/*streams=*/false); });
}

static void buildLongRows(Emitter &e, const Piece &piece) {
  if (isHeldRow(piece))
    return buildHeldRows(e, piece, [&](bool streams) {
      e.forRange(e.index(0), piece.n, [&](Value i) {
        Value from = e.add(piece.sourceBegin, e.mul(i, piece.inner));
        Value to = e.add(piece.destBegin, e.mul(i, piece.getUnit(e)));
        buildHeldRow(e, piece, from, to, piece.r, streams);
      });
    });
  Value zero = e.index(0);
  Value block = e.index(kBlockBytes / piece.getBytes());
  Value latest = e.sub(piece.inner, e.index(piece.getLanes()));
  e.forRange(zero, piece.n, [&](Value i) {
    Value from = e.add(piece.sourceBegin, e.mul(i, piece.inner));
    Value to = e.add(piece.destBegin, e.mul(i, piece.getUnit(e)));
    e.forRange(zero, piece.inner, block, [&](Value begin) {
      // Every block holds a vector at least.
      begin = e.min(begin, latest);
      Value size = e.min(block, e.sub(piece.inner, begin));
      e.forRange(zero, piece.r, [&](Value j) {
        Value copy = e.add(to, e.mul(j, piece.inner));
        buildCopy(e, piece, e.add(from, begin), e.add(copy, begin), size);
      });
    });
  });
}

/// One short row: a block of copies is made element by element and then copied
/// itself.
static void buildShortRow(Emitter &e, const Piece &piece) {
  Value one = e.index(1), lanes = e.index(kBlockBytes / 4 / piece.getBytes());
  Value copies = e.min(e.ceilDiv(lanes, e.max(piece.inner, one)), piece.r);
  buildElements(e, piece.sliceCopies(e, e.index(0), copies));

  Piece blocks = piece;
  Value period = e.max(copies, one);
  Value times = e.div(piece.r, period);
  blocks.streams = Value();
  blocks.source = piece.dest;
  blocks.sourceBegin = piece.destBegin;
  blocks.inner = e.mul(copies, piece.inner);
  blocks.destBegin = e.add(piece.destBegin, blocks.inner);
  // Too few copies to fill a vector are all made above.
  blocks.r = e.sub(e.max(times, one), one);
  e.ifElse(e.isLess(e.index(0), blocks.r), [&] { buildLongRows(e, blocks); });
  Value done = e.mul(times, period);
  buildElements(e, piece.sliceCopies(e, done, e.sub(piece.r, done)));
}

void rint::buildRows(Emitter &e, const Piece &piece) {
  bool isOneRow = isConstantIntValue(piece.n, 1);
  e.ifElse(
      e.isAtLeast(piece.inner, e.index(piece.getLanes())),
      [&] { buildLongRows(e, piece); },
      [&] {
        if (isOneRow)
          buildShortRow(e, piece);
        else
          buildShortRows(e, piece);
      });
}
